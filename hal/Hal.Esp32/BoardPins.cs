namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// How a board is wired: what the program that is flashed says about its board, and the one place to change for
    /// another board (hal/BOARD.md). Pins are GPIO numbers; <see cref="None"/> is no pin. A part whose pins are none
    /// is missing: the firmware runs without it.
    /// </summary>
    public sealed class BoardPins
    {
        /// <summary>No pin.</summary>
        public const int None = -1;

        /// <summary>The board's model, at most 32 characters, for people.</summary>
        public string Model = "ESP32";

        /// <summary>The buttons' pins, button 1 first, 1 to 16 of them; each closes its pin to ground and is pulled up
        /// inside the chip, so it must be a pin that has a pull-up.</summary>
        public int[] Buttons = new int[] { 0 };

        /// <summary>The status light's pin.</summary>
        public int Light = None;

        /// <summary>The light is on while its pin is low.</summary>
        public bool IsLightActiveLow;

        /// <summary>The serial console: 115200 8N1.</summary>
        public UartPins Console = new UartPins { Port = "COM2", BaudRate = 115200, BufferBytes = 2048 };

        /// <summary>The scan link by UART; its port "" where the link goes by <see cref="ScanSpi"/>.</summary>
        public UartPins ScanUart = new UartPins { Port = "", BaudRate = 921600, BufferBytes = 8192 };

        /// <summary>The scan link by SPI; its bus 0 where there is none.</summary>
        public SpiPins ScanSpi = new SpiPins();

        /// <summary>The line that an external watchdog listens to: its level changes once a second for as long as the
        /// interpreter's threads run. <see cref="None"/> where there is no watchdog.</summary>
        public int Watchdog = None;

        /// <summary>
        /// Bytes of internal flash for files, where the file "capacity" does not say (tools/flash writes it): the
        /// firmware's littlefs tells no size. 196,608 fits the smallest partition, 256 KB on a chip of 4 MB, less what
        /// the board's own configuration and littlefs take.
        /// </summary>
        public long FlashBytes = 196608;

        /// <summary>Bytes of an SD card at D:\ that mail may use for waiting, or 0 where there is no card or it holds no
        /// mail. The card is mounted by the board's firmware.</summary>
        public long CardBytes;
    }

    /// <summary>A serial port and its pins.</summary>
    public sealed class UartPins
    {
        /// <summary>COM1 to COM5, or "" for none. COM1 is UART0, which on most boards belongs to the firmware's own
        /// debugger and can't be opened.</summary>
        public string Port = "";

        /// <summary>Pin for what the board sends, or <see cref="BoardPins.None"/> for the firmware's default.</summary>
        public int Tx = BoardPins.None;

        /// <summary>Pin for what the board receives, or <see cref="BoardPins.None"/> for the firmware's default.</summary>
        public int Rx = BoardPins.None;

        /// <summary>Bits a second.</summary>
        public int BaudRate = 115200;

        /// <summary>Received bytes that the driver keeps while nobody reads.</summary>
        public int BufferBytes = 2048;
    }

    /// <summary>An SPI bus with the lines of the scan link (hal/SPEC-scan-link.md).</summary>
    public sealed class SpiPins
    {
        /// <summary>1 or 2, or 0 for none.</summary>
        public int Bus;

        /// <summary>Pin from board to engine.</summary>
        public int Mosi = BoardPins.None;

        /// <summary>Pin from engine to board.</summary>
        public int Miso = BoardPins.None;

        /// <summary>Clock pin.</summary>
        public int Clock = BoardPins.None;

        /// <summary>Chip select pin, low while a transfer runs.</summary>
        public int Select = BoardPins.None;

        /// <summary>Pin of the data-ready line, high while the engine has bytes to send.</summary>
        public int DataReady = BoardPins.None;

        /// <summary>Clock in Hz.</summary>
        public int FrequencyHz = 8000000;
    }
}
