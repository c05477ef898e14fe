// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.1.62.0")]

namespace System.Device.Gpio
{
    public sealed class GpioController : System.IDisposable
    {
        public System.Device.Gpio.PinNumberingScheme NumberingScheme { get => throw null; }
        public int PinCount { get => throw null; }
        public GpioController() { }
        public GpioController(System.Device.Gpio.PinNumberingScheme numberingScheme) { }
        public System.Device.Gpio.GpioPin OpenPin(int pinNumber) => throw null;
        public System.Device.Gpio.GpioPin OpenPin(int pinNumber, System.Device.Gpio.PinMode mode) => throw null;
        public void ClosePin(int pinNumber) => throw null;
        public void Dispose() => throw null;
        public System.Device.Gpio.PinMode GetPinMode(int pinNumber) => throw null;
        public bool IsPinModeSupported(int pinNumber, System.Device.Gpio.PinMode mode) => throw null;
        public bool IsPinOpen(int pinNumber) => throw null;
        public System.Device.Gpio.PinValue Read(int pinNumber) => throw null;
        public void RegisterCallbackForPinValueChangedEvent(int pinNumber, System.Device.Gpio.PinEventTypes eventTypes, System.Device.Gpio.PinChangeEventHandler callback) => throw null;
        public void SetPinMode(int pinNumber, System.Device.Gpio.PinMode mode) => throw null;
        public void UnregisterCallbackForPinValueChangedEvent(int pinNumber, System.Device.Gpio.PinChangeEventHandler callback) => throw null;
        public void Write(int pinNumber, System.Device.Gpio.PinValue value) => throw null;
    }

    public sealed class GpioPin : System.IDisposable
    {
        public System.TimeSpan DebounceTimeout { get => throw null; set => throw null; }
        public int PinNumber { get => throw null; }
        public event System.Device.Gpio.PinValueChangedEventHandler ValueChanged { add { } remove { } }
        public System.Device.Gpio.PinMode GetPinMode() => throw null;
        public bool IsPinModeSupported(System.Device.Gpio.PinMode pinMode) => throw null;
        public void SetPinMode(System.Device.Gpio.PinMode value) => throw null;
        public System.Device.Gpio.PinValue Read() => throw null;
        public void Write(System.Device.Gpio.PinValue value) => throw null;
        public void Toggle() => throw null;
        ~GpioPin() { }
        public void Dispose() => throw null;
        internal GpioPin() { }
    }

    public delegate void PinChangeEventHandler(object sender, System.Device.Gpio.PinValueChangedEventArgs pinValueChangedEventArgs);

    public enum PinEventTypes
    {
        None = 0,
        Rising = 1,
        Falling = 2,
    }

    public enum PinMode
    {
        Input = 0,
        InputPullDown = 1,
        InputPullUp = 2,
        Output = 3,
        OutputOpenDrain = 4,
        OutputOpenDrainPullUp = 5,
        OutputOpenSource = 6,
        OutputOpenSourcePullDown = 7,
    }

    public enum PinNumberingScheme
    {
        Logical = 0,
        Board = 1,
    }

    public struct PinValue
    {
        public static System.Device.Gpio.PinValue High { get => throw null; }
        public static System.Device.Gpio.PinValue Low { get => throw null; }
        public static implicit operator System.Device.Gpio.PinValue(int value) => throw null;
        public static implicit operator System.Device.Gpio.PinValue(bool value) => throw null;
        public static explicit operator byte(System.Device.Gpio.PinValue value) => throw null;
        public static explicit operator int(System.Device.Gpio.PinValue value) => throw null;
        public static explicit operator bool(System.Device.Gpio.PinValue value) => throw null;
        public bool Equals(System.Device.Gpio.PinValue other) => throw null;
        public override bool Equals(object obj) => throw null;
        public static bool operator ==(System.Device.Gpio.PinValue a, System.Device.Gpio.PinValue b) => throw null;
        public static bool operator !=(System.Device.Gpio.PinValue a, System.Device.Gpio.PinValue b) => throw null;
        public override int GetHashCode() => throw null;
        public override string ToString() => throw null;
    }

    public class PinValueChangedEventArgs : nanoFramework.Runtime.Events.BaseEvent
    {
        public System.Device.Gpio.PinEventTypes ChangeType { get => throw null; }
        public int PinNumber { get => throw null; }
        public PinValueChangedEventArgs(System.Device.Gpio.PinEventTypes changeType, int pinNumber) { }
    }

    public delegate void PinValueChangedEventHandler(object sender, System.Device.Gpio.PinValueChangedEventArgs e);

    public struct PinValuePair
    {
        public int PinNumber { get => throw null; }
        public System.Device.Gpio.PinValue PinValue { get => throw null; }
        public PinValuePair(int pinNumber, System.Device.Gpio.PinValue pinValue) => throw null;
        public void Deconstruct(out int pinNumber, out System.Device.Gpio.PinValue pinValue) => throw null;
    }

    public struct WaitForEventResult
    {
        public System.Device.Gpio.PinEventTypes EventTypes;
        public bool TimedOut;
    }
}
