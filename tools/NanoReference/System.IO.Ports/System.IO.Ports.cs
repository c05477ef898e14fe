// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.1.139.0")]

namespace System.IO.Ports
{
    public enum Handshake
    {
        None = 0,
        XOnXOff = 1,
        RequestToSend = 2,
        RequestToSendXOnXOff = 3,
    }

    public enum Parity
    {
        None = 0,
        Odd = 1,
        Even = 2,
    }

    public enum SerialData
    {
        Chars = 1,
        WatchChar = 2,
    }

    public class SerialDataReceivedEventArgs : System.EventArgs
    {
        public System.IO.Ports.SerialData EventType { get => throw null; }
        internal SerialDataReceivedEventArgs() { }
    }

    public delegate void SerialDataReceivedEventHandler(object sender, System.IO.Ports.SerialDataReceivedEventArgs e);

    public enum SerialMode
    {
        Normal = 0,
        RS485 = 1,
    }

    public sealed class SerialPort : System.IDisposable
    {
        public int BaudRate { get => throw null; set => throw null; }
        public System.IO.Ports.Handshake Handshake { get => throw null; set => throw null; }
        public int DataBits { get => throw null; set => throw null; }
        public System.IO.Ports.Parity Parity { get => throw null; set => throw null; }
        public System.IO.Ports.SerialMode Mode { get => throw null; set => throw null; }
        public System.IO.Ports.StopBits StopBits { get => throw null; set => throw null; }
        public string PortName { get => throw null; }
        public char WatchChar { get => throw null; set => throw null; }
        public bool IsOpen { get => throw null; }
        public string NewLine { get => throw null; set => throw null; }
        public int ReadTimeout { get => throw null; set => throw null; }
        public int WriteTimeout { get => throw null; set => throw null; }
        public int ReceivedBytesThreshold { get => throw null; set => throw null; }
        public System.IO.Stream BaseStream { get => throw null; }
        public int BytesToRead { get => throw null; }
        public bool InvertSignalLevels { get => throw null; set => throw null; }
        public int ReadBufferSize { get => throw null; set => throw null; }
        public int WriteBufferSize { get => throw null; set => throw null; }
        public event System.IO.Ports.SerialDataReceivedEventHandler DataReceived { add { } remove { } }
        public SerialPort(string portName, int baudRate = 9600, System.IO.Ports.Parity parity = (System.IO.Ports.Parity)0, int dataBits = 8, System.IO.Ports.StopBits stopBits = (System.IO.Ports.StopBits)1) { }
        public void Open() => throw null;
        public void Close() => throw null;
        public static string[] GetPortNames() => throw null;
        public int Read(byte[] buffer, int offset, int count) => throw null;
        public int ReadByte() => throw null;
        public string ReadExisting() => throw null;
        public string ReadLine() => throw null;
        public void Write(byte[] buffer, int offset, int count) => throw null;
        public void WriteByte(byte value) => throw null;
        public void Write(string text) => throw null;
        public void WriteLine(string text) => throw null;
        ~SerialPort() { }
        public void Dispose() => throw null;
    }

    public enum StopBits
    {
        One = 1,
        Two = 2,
        OnePointFive = 3,
    }
}
