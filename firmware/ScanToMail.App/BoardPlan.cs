using ScanToMail.Hal.Esp32;

namespace ScanToMail.App
{
    /// <summary>
    /// How the board of this program is wired: the one file to change for another board (hal/BOARD.md explains each pin).
    /// As it stands it fits development boards with an ESP32-WROVER or another ESP32 with PSRAM: the BOOT button is
    /// button 1, the light is at GPIO 2, the console at GPIO 32 and 33, the scan engine at GPIO 25 and 26.
    /// </summary>
    internal static class BoardPlan
    {
        internal static BoardPins Pins()
        {
            return new BoardPins
            {
                Model = "ESP32 with PSRAM",
                Buttons = new int[] { 0, 13, 14, 27 },
                Light = 2,
                Console = new UartPins { Port = "COM2", Rx = 32, Tx = 33, BaudRate = 115200, BufferBytes = 2048 },
                ScanUart = new UartPins { Port = "COM3", Rx = 25, Tx = 26, BaudRate = 921600, BufferBytes = 8192 },
                Watchdog = 4
            };
        }
    }
}
