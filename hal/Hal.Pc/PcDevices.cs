using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ScanToMail.Hal.Pc
{
    /// <summary>This PC's clock, which counts as set. Setting it moves the firmware's time only.</summary>
    public sealed class PcClock : IClock
    {
        private static readonly DateTime NtpEpoch = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        private TimeSpan _shift;

        /// <inheritdoc/>
        public bool IsSet => true;

        /// <inheritdoc/>
        public DateTime UtcNow => DateTime.UtcNow + _shift;

        /// <inheritdoc/>
        public long MonotonicMs => Environment.TickCount64;

        /// <inheritdoc/>
        public void Sleep(int durationMs) => Thread.Sleep(durationMs);

        /// <inheritdoc/>
        public void SetUtc(DateTime utc) => _shift = utc - DateTime.UtcNow;

        /// <inheritdoc/>
        public bool Synchronize(string[] servers, int timeoutMs)
        {
            long deadlineMs = MonotonicMs + timeoutMs;
            foreach (string server in servers)
            {
                int leftMs = (int)(deadlineMs - MonotonicMs);
                if (leftMs > 0 && Ask(server, leftMs)) return true;
            }
            return false;
        }

        /// <summary>One SNTP exchange (RFC 4330): 48 bytes there and back, the transmit time in the last eight.</summary>
        private bool Ask(string server, int timeoutMs)
        {
            try
            {
                using var socket = new UdpClient(AddressFamily.InterNetwork) { Client = { ReceiveTimeout = timeoutMs } };
                socket.Connect(server, 123);
                var packet = new byte[48];
                packet[0] = 0x23;
                socket.Send(packet);
                IPEndPoint? source = null;
                byte[] answer = socket.Receive(ref source);
                if (answer.Length < 48 || (answer[0] & 7) != 4 || answer[1] is 0 or > 15) return false;
                ulong stamp = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(answer.AsSpan(40));
                SetUtc(NtpEpoch.AddSeconds(stamp >> 32).AddMilliseconds((stamp & 0xFFFFFFFF) * 1000 >> 32));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <summary>The operating system's randomness.</summary>
    public sealed class PcRandom : IRandom
    {
        /// <inheritdoc/>
        public void Fill(byte[] buffer, int offset, int count) => RandomNumberGenerator.Fill(buffer.AsSpan(offset, count));
    }

    /// <summary>Buttons that a program presses.</summary>
    public sealed class PcButtons(int buttonCount) : IButtons
    {
        private const int ReleasedMs = 100;
        private readonly AutoResetEvent _changed = new(false);
        private readonly bool[] _isDown = new bool[buttonCount + 1];

        /// <inheritdoc/>
        public int Count => buttonCount;

        /// <inheritdoc/>
        public bool IsDown(int number) => Volatile.Read(ref _isDown[number]);

        /// <inheritdoc/>
        public bool WaitForChange(int timeoutMs) => _changed.WaitOne(timeoutMs);

        /// <summary>Presses a button and lets it go; returns when it has been up for a moment.</summary>
        public void Press(int number, int heldMs)
        {
            if (number < 1 || number > buttonCount) return;
            Set(number, true);
            Thread.Sleep(heldMs);
            Set(number, false);
            Thread.Sleep(ReleasedMs);
        }

        private void Set(int number, bool isDown)
        {
            Volatile.Write(ref _isDown[number], isDown);
            _changed.Set();
        }
    }

    /// <summary>A light that nobody sees but who asks.</summary>
    public sealed class PcLight : IStatusLight
    {
        /// <summary>Whether it is on.</summary>
        public bool IsOn { get; private set; }

        /// <inheritdoc/>
        public void Set(bool on) => IsOn = on;
    }

    /// <summary>.NET's memory, which says nothing about a board's.</summary>
    public sealed class PcMemory : IMemory
    {
        /// <inheritdoc/>
        public long FreeBytes => TotalBytes - GC.GetTotalMemory(forceFullCollection: true);

        /// <inheritdoc/>
        public long TotalBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    }

    /// <summary>This PC as a board.</summary>
    public sealed class PcBoard : IBoard
    {
        /// <inheritdoc/>
        public string Model => "virtual device";

        /// <inheritdoc/>
        public string SerialNumber => "PC0000000001";

        /// <summary>Who runs the firmware starts it anew.</summary>
        public event Action? RebootRequested;

        /// <inheritdoc/>
        public void Reboot() => RebootRequested?.Invoke();
    }
}
