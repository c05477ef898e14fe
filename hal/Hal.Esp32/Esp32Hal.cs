namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// An ESP32-class board over .NET nanoFramework's libraries. Thin on purpose, because no PC can run it: what can be
    /// decided elsewhere is, and a test counts the branches of every method here. The scan engine's protocol is the
    /// firmware library's; who starts the firmware puts it over <see cref="ScanLine"/>.
    /// </summary>
    public sealed class Esp32Hal : IHal
    {
        private readonly Esp32Network _network;
        private readonly Watchdog _watchdog;

        /// <summary>The board as its pins say. Throws nothing that a wrong pin does not.</summary>
        public Esp32Hal(BoardPins pins)
        {
            _watchdog = new Watchdog(pins.Watchdog);
            Board = new Esp32Board(pins.Model);
            Light = new Esp32Light(pins);
            Buttons = new Esp32Buttons(pins.Buttons);
            Serial = Uart.Open(pins.Console, 10000);
            ScanLine = pins.ScanSpi.Bus == 0 ? Uart.Open(pins.ScanUart, 1000) : (IByteLine)new SpiLine(pins.ScanSpi);
            Flash = new Esp32Flash(pins.FlashBytes, pins.CardBytes);
            _network = new Esp32Network();
            Clock = new Esp32Clock(_network);
        }

        /// <inheritdoc/>
        public IClock Clock { get; }

        /// <inheritdoc/>
        public INetwork Network
        {
            get { return _network; }
        }

        /// <inheritdoc/>
        public IFlash Flash { get; }

        /// <inheritdoc/>
        public IRandom Random { get; } = new Esp32Random();

        /// <summary>The scan engine; must be set before the firmware starts.</summary>
        public IScanner Scanner { get; set; }

        /// <summary>The line to the scan engine's processor.</summary>
        public IByteLine ScanLine { get; }

        /// <inheritdoc/>
        public IButtons Buttons { get; }

        /// <inheritdoc/>
        public IStatusLight Light { get; }

        /// <inheritdoc/>
        public ISerialLine Serial { get; }

        /// <inheritdoc/>
        public IMemory Memory { get; } = new Esp32Memory();

        /// <inheritdoc/>
        public IBoard Board { get; }
    }
}
