using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ScanToMail.Hal.Pc
{
    /// <summary>This PC's clock, which counts as set. Setting it moves the firmware's time only.</summary>
    public sealed class PcClock(INetwork network) : IClock
    {
        private const int SntpPort = 123;
        private const int PacketBytes = 48;
        private const int OriginateAt = 24;
        private const int TransmitAt = 40;
        private static readonly DateTime FirstEra = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
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
            for (int i = 0; i < servers.Length; i++)
            {
                // A silent server leaves the others their share.
                int leftMs = (int)(deadlineMs - MonotonicMs) / (servers.Length - i);
                if (leftMs > 0 && Ask(servers[i], leftMs)) return true;
            }
            return false;
        }

        /// <summary>One SNTP exchange (RFC 4330): 48 bytes there and back, the transmit time in the last eight.</summary>
        private bool Ask(string server, int timeoutMs)
        {
            IDatagramSocket? socket = null;
            try
            {
                long deadlineMs = MonotonicMs + timeoutMs;
                string address = network.Resolve(server, timeoutMs)[0];
                socket = network.OpenDatagramSocket();
                var question = new byte[PacketBytes];
                question[0] = 0x23;
                // What the answer must repeat: nobody off the path can know it.
                RandomNumberGenerator.Fill(question.AsSpan(TransmitAt));
                socket.Send(address, SntpPort, question, 0, question.Length);
                var answer = new byte[PacketBytes];
                int leftMs = (int)Math.Max(1, deadlineMs - MonotonicMs);
                int count = socket.Receive(answer, 0, answer.Length, leftMs, out _, out _);
                if (count < PacketBytes || !IsSound(answer, question)) return false;
                SetUtc(UtcOf(answer));
                return true;
            }
            catch (NetworkException)
            {
                return false;
            }
            finally
            {
                socket?.Close();
            }
        }

        /// <summary>From a server whose clock is set, no kiss of death, with a time, and to this question (RFC 4330, 4 and 5).</summary>
        private static bool IsSound(byte[] answer, byte[] question) =>
            (answer[0] & 7) == 4 && (answer[0] & 0xC0) != 0xC0 && answer[1] is > 0 and <= 15
            && answer.AsSpan(TransmitAt).ContainsAnyExcept((byte)0)
            && answer.AsSpan(OriginateAt, 8).SequenceEqual(question.AsSpan(TransmitAt));

        /// <summary>Seconds count from 1900, and from 2036 where their highest bit is 0 (RFC 4330, 3).</summary>
        private static DateTime UtcOf(byte[] packet)
        {
            ulong stamp = BinaryPrimitives.ReadUInt64BigEndian(packet.AsSpan(TransmitAt));
            ulong seconds = (stamp >> 32) + (stamp >> 63 == 0 ? 1UL << 32 : 0);
            return FirstEra.AddSeconds(seconds).AddMilliseconds((stamp & 0xFFFFFFFF) * 1000 >> 32);
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
        private const int SeenMs = 25;
        private const int AfterSeenMs = 30;
        private const int UnseenLimitMs = 3000;
        private readonly object _lock = new();
        private readonly AutoResetEvent _changed = new(false);
        private readonly bool[] _isDown = new bool[buttonCount + 1];
        private readonly long[] _firstSeenMs = new long[buttonCount + 1];
        private readonly long[] _lastSeenMs = new long[buttonCount + 1];

        /// <inheritdoc/>
        public int Count => buttonCount;

        /// <inheritdoc/>
        public bool IsDown(int number)
        {
            lock (_lock)
            {
                _lastSeenMs[number] = Environment.TickCount64;
                if (_firstSeenMs[number] == 0) _firstSeenMs[number] = _lastSeenMs[number];
                return _isDown[number];
            }
        }

        /// <inheritdoc/>
        public bool WaitForChange(int timeoutMs) => _changed.WaitOne(timeoutMs);

        /// <summary>
        /// Presses a button and lets it go; returns when it has been up for a moment. Each lasts until the firmware has
        /// looked often enough, 3 s more at most, for on a busy PC its thread may come late.
        /// </summary>
        public void Press(int number, int heldMs)
        {
            if (number < 1 || number > buttonCount) return;
            Hold(number, true, heldMs);
            Hold(number, false, ReleasedMs);
        }

        private void Hold(int number, bool isDown, int heldMs)
        {
            lock (_lock)
            {
                _isDown[number] = isDown;
                _firstSeenMs[number] = _lastSeenMs[number] = 0;
            }
            _changed.Set();
            Thread.Sleep(heldMs);
            for (long endMs = Environment.TickCount64 + UnseenLimitMs; Environment.TickCount64 < endMs && !IsSeen(number);) Thread.Sleep(5);
            Thread.Sleep(AfterSeenMs);
        }

        private bool IsSeen(int number)
        {
            lock (_lock) return _lastSeenMs[number] - _firstSeenMs[number] >= SeenMs;
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
