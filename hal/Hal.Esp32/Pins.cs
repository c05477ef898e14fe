using System.Device.Gpio;
using nanoFramework.Hardware.Esp32;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>The chip's pins, through one controller.</summary>
    internal static class Pins
    {
        private static readonly GpioController Controller = new GpioController();

        internal static GpioPin Open(int pin, PinMode mode)
        {
            return Controller.OpenPin(pin, mode);
        }

        /// <summary>Gives a pin to a peripheral; none leaves the firmware's default.</summary>
        internal static void Assign(int pin, DeviceFunction function)
        {
            if (pin != BoardPins.None) Configuration.SetPinFunction(pin, function);
        }
    }
}
