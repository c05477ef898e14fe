namespace ScanToMail.Hal
{
    /// <summary>
    /// A board, as the firmware sees it. Every member returns the same object for the life of the program and is
    /// never null. Only these interfaces connect the firmware with the world: time, network, files, randomness,
    /// scanner, buttons, light and serial line. One implementation is the board (Hal.Esp32), one a PC (Hal.Pc),
    /// one the tests' simulation.
    /// </summary>
    public interface IHal
    {
        /// <summary>Wall clock, monotonic time and waiting.</summary>
        IClock Clock { get; }

        /// <summary>Names, connections, TLS, datagrams, HTTPS.</summary>
        INetwork Network { get; }

        /// <summary>The files that survive a power cut.</summary>
        IFlash Flash { get; }

        /// <summary>Randomness fit for secrets.</summary>
        IRandom Random { get; }

        /// <summary>The scan engine.</summary>
        IScanner Scanner { get; }

        /// <summary>The numbered buttons.</summary>
        IButtons Buttons { get; }

        /// <summary>The status light.</summary>
        IStatusLight Light { get; }

        /// <summary>The line of the serial console.</summary>
        ISerialLine Serial { get; }

        /// <summary>Memory figures.</summary>
        IMemory Memory { get; }

        /// <summary>What this board is.</summary>
        IBoard Board { get; }
    }
}
