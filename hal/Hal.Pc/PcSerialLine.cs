using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ScanToMail.Hal.Pc
{
    /// <summary>A serial line that is a terminal, a pseudo-terminal, or a TCP port of loopback.</summary>
    public sealed class PcSerialLine : ISerialLine, IDisposable
    {
        private const int QueueLimit = 1024;
        private readonly BlockingCollection<byte[]> _received = new(QueueLimit);
        private readonly Action _dispose;
        private readonly Func<Stream?> _output;
        private Task _writing = Task.CompletedTask;
        private byte[] _current = [];
        private int _offset;

        private PcSerialLine(string address, Func<Stream?> output, Action dispose)
        {
            Address = address;
            _output = output;
            _dispose = dispose;
        }

        /// <summary>The pty's path, the TCP port, or "".</summary>
        public string Address { get; }

        /// <summary>How long a write waits for the other end, then drops what is left.</summary>
        public int WriteLimitMs { get; set; } = 10_000;

        /// <summary>Opens stdio, pty, tcp:PORT (0 is any free one) or none. Throws <see cref="FormatException"/>,
        /// <see cref="IOException"/>.</summary>
        public static PcSerialLine Open(string kind)
        {
            if (kind == "none") return new PcSerialLine("", () => null, () => { });
            if (kind == "stdio") return OpenStreams("", Console.OpenStandardInput(), Console.OpenStandardOutput());
            if (kind == "pty") return OpenPty();
            if (kind.StartsWith("tcp:", StringComparison.Ordinal) && ushort.TryParse(kind[4..], out ushort port)) return OpenTcp(port);
            throw new FormatException($"'{kind}' is no serial line: stdio, pty, tcp:PORT or none");
        }

        /// <inheritdoc/>
        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            if (_offset == _current.Length)
            {
                if (!_received.TryTake(out byte[]? next, timeoutMs)) return 0;
                _current = next;
                _offset = 0;
            }
            int part = Math.Min(count, _current.Length - _offset);
            Array.Copy(_current, _offset, buffer, offset, part);
            _offset += part;
            return part;
        }

        /// <inheritdoc/>
        public void Write(byte[] buffer, int offset, int count)
        {
            // The other end may read nothing, for example a pseudo-terminal without a terminal; that must stop nobody.
            long deadlineMs = Environment.TickCount64 + WriteLimitMs;
            if (!_writing.Wait(WriteLimitMs)) return;
            byte[] bytes = buffer.AsSpan(offset, count).ToArray();
            _writing = Task.Run(() => Send(bytes));
            _writing.Wait((int)Math.Max(0, deadlineMs - Environment.TickCount64));
        }

        /// <summary>Closes the line.</summary>
        public void Dispose() => _dispose();

        private void Send(byte[] bytes)
        {
            try
            {
                Stream? output = _output();
                output?.Write(bytes);
                output?.Flush();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // Nobody is at the other end: a serial line does not notice.
            }
        }

        private static PcSerialLine OpenStreams(string address, Stream input, Stream output)
        {
            var line = new PcSerialLine(address, () => output, () => { });
            line.Pump(input);
            return line;
        }

        private static PcSerialLine OpenTcp(ushort port)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
            }
            catch (SocketException error)
            {
                throw new IOException($"port {port} can't be listened on: {error.Message}", error);
            }
            Stream? stream = null;
            var line = new PcSerialLine(
                ((IPEndPoint)listener.LocalEndpoint).Port.ToString(), () => Volatile.Read(ref stream), listener.Stop);
            new Thread(() =>
            {
                try
                {
                    while (true)
                    {
                        using TcpClient client = listener.AcceptTcpClient();
                        client.NoDelay = true;
                        Volatile.Write(ref stream, client.GetStream());
                        line.Read(client.GetStream());
                        Volatile.Write(ref stream, null);
                    }
                }
                catch (Exception error) when (error is SocketException or InvalidOperationException)
                {
                    // The listener was stopped.
                }
            }) { IsBackground = true, Name = "serial line" }.Start();
            return line;
        }

        private void Pump(Stream input) =>
            new Thread(() => Read(input)) { IsBackground = true, Name = "serial line" }.Start();

        private void Read(Stream input)
        {
            var buffer = new byte[4096];
            try
            {
                int count;
                while ((count = input.Read(buffer)) > 0) _received.TryAdd(buffer[..count]);
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The other end is gone.
            }
        }

        private static PcSerialLine OpenPty()
        {
            const int ReadWriteNoTerminal = 0x2 | 0x100;
            int master = posix_openpt(ReadWriteNoTerminal);
            if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
            {
                throw new IOException("this system gives no pseudo-terminal; use tcp:PORT");
            }
            string path = Marshal.PtrToStringAnsi(ptsname(master))!;
            // Held open on this side too, so that the master survives a terminal program that leaves; and raw, so that
            // the system echoes nothing.
            int slave = open(path, ReadWriteNoTerminal);
            MakeRaw(slave);
            var stream = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(master, true), FileAccess.ReadWrite, 0);
            return OpenStreams(path, stream, stream);
        }

        private static void MakeRaw(int descriptor)
        {
            IntPtr settings = Marshal.AllocHGlobal(256);
            try
            {
                if (tcgetattr(descriptor, settings) != 0) return;
                cfmakeraw(settings);
                _ = tcsetattr(descriptor, 0, settings);
            }
            finally
            {
                Marshal.FreeHGlobal(settings);
            }
        }

        [DllImport("libc", SetLastError = true)]
        private static extern int posix_openpt(int flags);

        [DllImport("libc", SetLastError = true)]
        private static extern int grantpt(int descriptor);

        [DllImport("libc", SetLastError = true)]
        private static extern int unlockpt(int descriptor);

        [DllImport("libc", SetLastError = true)]
        private static extern IntPtr ptsname(int descriptor);

        [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi)]
        private static extern int open(string path, int flags);

        [DllImport("libc", SetLastError = true)]
        private static extern int tcgetattr(int descriptor, IntPtr settings);

        [DllImport("libc", SetLastError = true)]
        private static extern int tcsetattr(int descriptor, int actions, IntPtr settings);

        [DllImport("libc", SetLastError = true)]
        private static extern void cfmakeraw(IntPtr settings);
    }
}
