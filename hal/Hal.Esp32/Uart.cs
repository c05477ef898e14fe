using System;
using System.IO.Ports;
using System.Threading;
using nanoFramework.Hardware.Esp32;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// A serial port. The driver's own task fills its receive buffer, also while a native call stops every thread. The
    /// port's Read waits until all bytes that were asked for have come and forgets the wait's bytes on a timeout, so no
    /// more is asked for than has come already; the wait is for the port's event.
    /// </summary>
    internal sealed class Uart : ISerialLine, IByteLine
    {
        /// <summary>An event that comes between the look at the buffer and the wait is not missed for longer.</summary>
        private const int WaitMaxMs = 100;

        private readonly SerialPort _port;
        private readonly AutoResetEvent _received = new AutoResetEvent(false);

        private Uart(SerialPort port, int bufferBytes)
        {
            _port = port;
            ReceiveBufferBytes = bufferBytes;
        }

        public int ReceiveBufferBytes { get; }

        /// <summary>A port as the pins say; one that is not there, or belongs to the debugger, is a line on which nothing
        /// ever comes.</summary>
        internal static Uart Open(UartPins pins, int writeTimeoutMs)
        {
            if (pins.Port.Length == 0) return new Uart(null, pins.BufferBytes);
            try
            {
                int functions = (int)DeviceFunction.COM1_TX + (PortNumber(pins.Port) - 1) * 256;
                Pins.Assign(pins.Tx, (DeviceFunction)functions);
                Pins.Assign(pins.Rx, (DeviceFunction)(functions + 1));
                SerialPort port = new SerialPort(pins.Port, pins.BaudRate);
                port.ReadBufferSize = pins.BufferBytes;
                port.WriteTimeout = writeTimeoutMs;
                port.Open();
                Uart line = new Uart(port, pins.BufferBytes);
                port.DataReceived += line.OnDataReceived;
                return line;
            }
            catch (Exception)
            {
                return new Uart(null, pins.BufferBytes);
            }
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_port == null) return Nothing(timeoutMs);
            try
            {
                int there = WaitForBytes(timeoutMs);
                return there == 0 ? 0 : _port.Read(buffer, offset, there < count ? there : count);
            }
            catch (Exception)
            {
                return 0;
            }
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            if (_port == null) return;
            try
            {
                _port.Write(buffer, offset, count);
            }
            catch (Exception)
            {
                // What did not go out in time is lost, as the contract says.
            }
        }

        /// <summary>"COM3" is 3.</summary>
        private static int PortNumber(string port)
        {
            return int.Parse(port.Substring(3));
        }

        private static int Nothing(int timeoutMs)
        {
            Thread.Sleep(timeoutMs);
            return 0;
        }

        private int WaitForBytes(int timeoutMs)
        {
            long endMs = Environment.TickCount64 + timeoutMs;
            int there = _port.BytesToRead;
            for (long leftMs = timeoutMs; there == 0 && leftMs > 0; leftMs = endMs - Environment.TickCount64)
            {
                _received.WaitOne(leftMs < WaitMaxMs ? (int)leftMs : WaitMaxMs, false);
                there = _port.BytesToRead;
            }
            return there;
        }

        private void OnDataReceived(object sender, SerialDataReceivedEventArgs e)
        {
            _received.Set();
        }
    }
}
