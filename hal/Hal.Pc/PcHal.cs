namespace ScanToMail.Hal.Pc
{
    /// <summary>What a PC is told about the board it plays.</summary>
    public sealed class PcHalOptions
    {
        /// <summary>The folder that is the flash.</summary>
        public required string FlashFolder { get; init; }

        /// <summary>Image files and folders of image files: what lies in the feeder.</summary>
        public IReadOnlyList<string> ScanSources { get; init; } = [];

        /// <summary>Names whose connections go elsewhere.</summary>
        public LoopbackMap Map { get; init; } = new();

        /// <summary>The serial line: stdio, pty, tcp:PORT or none.</summary>
        public string Console { get; init; } = "none";

        /// <summary>Size of the flash in bytes.</summary>
        public long FlashCapacityBytes { get; init; } = 64L * 1024 * 1024;
    }

    /// <summary>A board made of this PC.</summary>
    public sealed class PcHal : IHal, IDisposable
    {
        private readonly PcButtons _buttons = new(buttonCount: 8);
        private readonly PcSerialLine _serial;

        /// <summary>A board with its flash folder, feeder and serial line. Throws <see cref="IOException"/>.</summary>
        public PcHal(PcHalOptions options)
        {
            Network = new PcNetwork(options.Map);
            Clock = new PcClock(Network);
            Flash = new PcFlash(options.FlashFolder, options.FlashCapacityBytes);
            Scanner = new ImageScanner(options.ScanSources);
            _serial = PcSerialLine.Open(options.Console);
        }

        /// <inheritdoc/>
        public IClock Clock { get; }

        /// <inheritdoc/>
        public INetwork Network { get; }

        /// <inheritdoc/>
        public IFlash Flash { get; }

        /// <inheritdoc/>
        public IRandom Random { get; } = new PcRandom();

        /// <inheritdoc/>
        public IScanner Scanner { get; }

        /// <inheritdoc/>
        public IButtons Buttons => _buttons;

        /// <inheritdoc/>
        public IStatusLight Light { get; } = new PcLight();

        /// <inheritdoc/>
        public ISerialLine Serial => _serial;

        /// <inheritdoc/>
        public IMemory Memory { get; } = new PcMemory();

        /// <inheritdoc/>
        public IBoard Board { get; } = new PcBoard();

        /// <summary>Where the serial line can be reached: a path for pty, a port for tcp, else "".</summary>
        public string SerialAddress => _serial.Address;

        /// <summary>Presses a button, as a finger does: a tenth of a second, or as long as is asked for.</summary>
        public void PressButton(int number, int heldMs = 100) => _buttons.Press(number, heldMs);

        /// <summary>Closes the serial line.</summary>
        public void Dispose() => _serial.Dispose();
    }
}
