using System;
using System.Threading;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// The board has native memory for one TLS connection. A request whose time is over can't be ended while it connects,
    /// which takes lwIP minutes where a firewall is silent; who wants TLS meanwhile is told so and may try later.
    /// </summary>
    public sealed class TlsSlot
    {
        private int _taken;
        private int _isGivenUp;

        /// <summary>Takes it. Throws <see cref="NetworkException"/> (Timeout) while a request that was given up still has
        /// it.</summary>
        public void Take()
        {
            if (Interlocked.Exchange(ref _taken, 1) == 0)
            {
                // Given up in the moment in which it was freed.
                _isGivenUp = 0;
                return;
            }
            if (_isGivenUp == 1)
            {
                throw new NetworkException(NetworkFailure.Timeout,
                    "a request that got no answer in time still holds the board's one TLS connection");
            }
            throw new InvalidOperationException("a TLS connection is open already, and the board has memory for one");
        }

        /// <summary>Who has it is not waited for any more, and frees it some time.</summary>
        public void GiveUp()
        {
            _isGivenUp = 1;
        }

        /// <summary>Gives it back.</summary>
        public void Free()
        {
            Interlocked.Exchange(ref _taken, 0);
            _isGivenUp = 0;
        }
    }
}
