using System.Device.Gpio;
using System.Threading;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// The line of an external watchdog. A native call that does not return (the TLS handshake is one, and has no
    /// timeout) stops all threads of the interpreter and its timers with them, so this line stops changing, and the
    /// watchdog resets the board: no software inside the board can. hal/BOARD.md tells how it is wired.
    /// </summary>
    internal sealed class Watchdog
    {
        private const int PeriodMs = 1000;

        private readonly GpioPin _line;
        private readonly Timer _timer;

        internal Watchdog(int pin)
        {
            if (pin == BoardPins.None) return;
            _line = Pins.Open(pin, PinMode.Output);
            _timer = new Timer(Toggle, null, 0, PeriodMs);
        }

        private void Toggle(object state)
        {
            _line.Toggle();
        }
    }
}
