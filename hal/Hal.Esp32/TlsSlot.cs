using System;
using System.Threading;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>The board has native memory for one TLS connection.</summary>
    internal sealed class TlsSlot
    {
        private int _taken;

        internal void Take()
        {
            if (Interlocked.Exchange(ref _taken, 1) == 1)
            {
                throw new InvalidOperationException("a TLS connection is open already, and the board has memory for one");
            }
        }

        internal void Free()
        {
            Interlocked.Exchange(ref _taken, 0);
        }
    }
}
