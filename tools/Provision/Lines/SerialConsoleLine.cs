using System.IO.Ports;

namespace ScanToMail.Provision.Lines
{
    /// <summary>A serial port at 115200 8N1, or a pseudo-terminal.</summary>
    internal sealed class SerialConsoleLine : ConsoleLine
    {
        private const int BaudRate = 115200;
        private readonly SerialPort _port;

        private SerialConsoleLine(SerialPort port) => _port = port;

        public static new SerialConsoleLine Open(string name)
        {
            try
            {
                return new SerialConsoleLine(Open(name, hasModemLines: true) ?? Open(name, hasModemLines: false)!);
            }
            catch (UnauthorizedAccessException)
            {
                throw new LineException($"{name}: no access. Another program holds it, or you are not allowed to: on "
                    + "Linux, join its group (sudo usermod -a -G dialout $USER) and sign in again.");
            }
            catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
            {
                throw new LineException($"{name}: {e.Message} 'Provision ports' lists the ports there are.");
            }
        }

        public override int Read(byte[] buffer, int timeoutMs)
        {
            try
            {
                _port.BaseStream.ReadTimeout = Math.Max(1, timeoutMs);
                return _port.BaseStream.Read(buffer, 0, buffer.Length);
            }
            catch (TimeoutException)
            {
                return 0;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                throw Gone(e);
            }
        }

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                _port.BaseStream.Write(bytes);
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or TimeoutException
                or UnauthorizedAccessException)
            {
                throw Gone(e);
            }
        }

        public override void Dispose()
        {
            try
            {
                _port.Dispose();
            }
            catch (IOException)
            {
                // An adapter that was pulled out can't be closed.
            }
        }

        // Both modem lines on: on boards with the usual auto-reset circuit, one alone holds the chip in reset. A
        // pseudo-terminal has none and says so: null then.
        private static SerialPort? Open(string name, bool hasModemLines)
        {
            var port = new SerialPort(name, BaudRate, Parity.None, 8, StopBits.One) { WriteTimeout = 10_000 };
            if (hasModemLines)
            {
                port.DtrEnable = true;
                port.RtsEnable = true;
            }

            try
            {
                port.Open();
                return port;
            }
            catch (IOException) when (hasModemLines && File.Exists(name))
            {
                port.Dispose();
                return null;
            }
        }

        private LineException Gone(Exception e) =>
            new($"{_port.PortName}: {e.Message} Was the cable pulled, or the board reset?");
    }
}
