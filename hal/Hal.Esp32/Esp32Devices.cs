using System;
using System.Device.Gpio;
using System.Threading;
using nanoFramework.Runtime.Native;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// Randomness of the chip. On ESP32 nanoFramework's System.Random has no state and no seed: NextBytes calls the
    /// chip's generator, esp_random(), for each byte (nf-interpreter, targets/ESP32/_nanoCLR/targetRandom.cpp), which
    /// is why it may be used here and nowhere else. esp_random() is a true generator while Wi-Fi or Bluetooth is on
    /// (ESP-IDF, "Random Number Generation"); hal/BOARD.md says what that means for a board with Ethernet alone.
    /// </summary>
    internal sealed class Esp32Random : IRandom
    {
        private readonly Random _chip = new Random();

        public void Fill(byte[] buffer, int offset, int count)
        {
            byte[] bytes = new byte[count];
            lock (_chip) _chip.NextBytes(bytes);
            Array.Copy(bytes, 0, buffer, offset, count);
        }
    }

    /// <summary>Buttons that close a pin to ground.</summary>
    internal sealed class Esp32Buttons : IButtons
    {
        private readonly GpioPin[] _pins;
        private readonly AutoResetEvent _changed = new AutoResetEvent(false);

        internal Esp32Buttons(int[] pins)
        {
            _pins = new GpioPin[pins.Length];
            for (int i = 0; i < pins.Length; i++)
            {
                _pins[i] = Pins.Open(pins[i], PinMode.InputPullUp);
                _pins[i].ValueChanged += OnValueChanged;
            }
        }

        public int Count
        {
            get { return _pins.Length; }
        }

        public bool IsDown(int number)
        {
            return _pins[number - 1].Read() == PinValue.Low;
        }

        public bool WaitForChange(int timeoutMs)
        {
            return _changed.WaitOne(timeoutMs, false);
        }

        private void OnValueChanged(object sender, PinValueChangedEventArgs e)
        {
            _changed.Set();
        }
    }

    /// <summary>A light on a pin, or none.</summary>
    internal sealed class Esp32Light : IStatusLight
    {
        private readonly GpioPin _pin;
        private readonly bool _isActiveLow;

        internal Esp32Light(BoardPins pins)
        {
            _isActiveLow = pins.IsLightActiveLow;
            if (pins.Light != BoardPins.None) _pin = Pins.Open(pins.Light, PinMode.Output);
            Set(false);
        }

        public void Set(bool on)
        {
            if (_pin != null) _pin.Write(on != _isActiveLow);
        }
    }

    /// <summary>The managed heap, as the interpreter's collector counts it. Its size is fixed at the interpreter's start and
    /// told nowhere.</summary>
    internal sealed class Esp32Memory : IMemory
    {
        public long FreeBytes
        {
            get { return nanoFramework.Runtime.Native.GC.Run(true); }
        }

        public long TotalBytes
        {
            get { return 0; }
        }
    }

    /// <summary>The board by its model and its first MAC address.</summary>
    internal sealed class Esp32Board : IBoard
    {
        internal Esp32Board(string model)
        {
            Model = model;
        }

        public string Model { get; }

        public string SerialNumber { get; } = Card.SerialNumber();

        public void Reboot()
        {
            Power.RebootDevice();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
