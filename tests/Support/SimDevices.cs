using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>Randomness that a seed replays.</summary>
    public sealed class SimRandom(int seed) : IRandom
    {
        private readonly Random _random = new(seed);

        public void Fill(byte[] buffer, int offset, int count) => _random.NextBytes(buffer.AsSpan(offset, count));
    }

    /// <summary>Buttons that a test holds down.</summary>
    public sealed class SimButtons(int count) : IButtons
    {
        private readonly bool[] _isDown = new bool[count + 1];
        private bool _hasChanged;

        public int Count => count;

        public bool IsDown(int number) => _isDown[number];

        /// <summary>Called before each wait for a change, with its time: a test lets the clock go on here.</summary>
        public Action<int>? Waiting { get; set; }

        public bool WaitForChange(int timeoutMs)
        {
            Waiting?.Invoke(timeoutMs);
            bool hasChanged = _hasChanged;
            _hasChanged = false;
            return hasChanged;
        }

        public void Set(int number, bool isDown)
        {
            _isDown[number] = isDown;
            _hasChanged = true;
        }
    }

    /// <summary>A light that remembers when it was switched.</summary>
    public sealed class SimLight(SimClock clock) : IStatusLight
    {
        public List<(long AtMs, bool On)> History { get; } = [];

        public void Set(bool on) => History.Add((clock.MonotonicMs, on));
    }

    /// <summary>Everything that was typed has been read.</summary>
    public sealed class EndOfTypingException() : Exception("nothing more was typed");

    /// <summary>A serial line: what a person types, and what the device says.</summary>
    public sealed class SimSerial : ISerialLine
    {
        private readonly Queue<byte> _typed = new();
        private bool _wasSilent;

        public MemoryStream Said { get; } = new();

        /// <summary>The second read in a row where nothing was typed throws <see cref="EndOfTypingException"/>, so that who drives the console
        /// gets it back.</summary>
        public bool Ends { get; set; }

        /// <summary>Called at reads where nothing was typed, with their timeout; as long as it returns true the person is
        /// still there.</summary>
        public Func<int, bool>? Idle { get; set; }

        /// <summary>Called when somebody waits and nothing was typed, with the time: a test lets the clock go on here.</summary>
        public Action<int>? Waiting { get; set; }

        /// <summary>Bytes that nobody has read yet.</summary>
        public int Unread => _typed.Count;

        public void Type(ReadOnlySpan<byte> bytes)
        {
            foreach (byte value in bytes) _typed.Enqueue(value);
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            bool isIdle = _typed.Count == 0 && Idle?.Invoke(timeoutMs) == true;
            if (Ends && _typed.Count == 0 && !isIdle && _wasSilent) throw new EndOfTypingException();
            _wasSilent = _typed.Count == 0;
            int read = 0;
            while (read < count && _typed.TryDequeue(out byte value)) buffer[offset + read++] = value;
            if (read == 0) Waiting?.Invoke(timeoutMs);
            return read;
        }

        public void Write(byte[] buffer, int offset, int count) => Said.Write(buffer, offset, count);
    }

    /// <summary>Memory as a test says it is.</summary>
    public sealed class SimMemory : IMemory
    {
        public long FreeBytes { get; set; } = 80_000;

        public long TotalBytes { get; set; } = 100_000;
    }

    /// <summary>A board with a name.</summary>
    public sealed class SimBoard : IBoard
    {
        public string Model => "simulation";

        public string SerialNumber => "SIM0001";

        public int Reboots { get; private set; }

        public void Reboot() => Reboots++;
    }
}
