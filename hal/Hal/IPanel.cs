namespace ScanToMail.Hal
{
    /// <summary>The buttons, numbered from 1. The levels are raw: debouncing is the firmware's.</summary>
    public interface IButtons
    {
        /// <summary>How many there are, 1 to 16.</summary>
        int Count { get; }

        /// <summary>Whether the button is down now. Does not block, throws nothing.</summary>
        bool IsDown(int number);

        /// <summary>
        /// Waits at most <paramref name="timeoutMs"/> for any button's level to change. Returns whether one did
        /// since the last call; a change before the call counts.
        /// </summary>
        bool WaitForChange(int timeoutMs);
    }

    /// <summary>The status light.</summary>
    public interface IStatusLight
    {
        /// <summary>Switches it. Does not block, throws nothing.</summary>
        void Set(bool on);
    }

    /// <summary>The serial line of the console: 115200 8N1, bytes.</summary>
    public interface ISerialLine
    {
        /// <summary>
        /// Reads what is there; blocks at most <paramref name="timeoutMs"/> for the first byte. Returns 0 when none
        /// came. Throws nothing: an overrun loses bytes, as on any serial line.
        /// </summary>
        int Read(byte[] buffer, int offset, int count, int timeoutMs);

        /// <summary>Writes all of it. Blocks for the line's speed, at most 10 s; what did not go out by then is
        /// dropped. Throws nothing.</summary>
        void Write(byte[] buffer, int offset, int count);
    }

    /// <summary>Memory figures.</summary>
    public interface IMemory
    {
        /// <summary>Free bytes of the managed heap after a collection; costs one. Throws nothing.</summary>
        long FreeBytes { get; }

        /// <summary>All bytes of the managed heap, or 0 where not known.</summary>
        long TotalBytes { get; }
    }

    /// <summary>What this board is.</summary>
    public interface IBoard
    {
        /// <summary>The board's model, at most 32 characters, for people.</summary>
        string Model { get; }

        /// <summary>A number of this one board that never changes (on ESP32 its MAC address), ASCII letters and
        /// digits, at most 32 characters.</summary>
        string SerialNumber { get; }

        /// <summary>
        /// Starts the device anew; all files must be closed. On a board it does not return; elsewhere it may, and
        /// whoever runs the firmware starts it again.
        /// </summary>
        void Reboot();
    }
}
