using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ScanToMail.Tests.Bench
{
    /// <summary>A line with a delay each way and a bit rate, between a client and the sink.</summary>
    internal sealed class DelayingProxy : IDisposable
    {
        private const int SegmentBytes = 1460;
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _target;
        private readonly TimeSpan _oneWay;
        private readonly double _bytesPerSecond;

        public DelayingProxy(int targetPort, TimeSpan roundTrip, double bitsPerSecond)
        {
            _target = targetPort;
            _oneWay = roundTrip / 2;
            _bytesPerSecond = bitsPerSecond / 8;
            _listener.Start();
            new Thread(Accept) { IsBackground = true }.Start();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Stop();

        private void Accept()
        {
            try
            {
                while (true)
                {
                    TcpClient client = _listener.AcceptTcpClient();
                    client.NoDelay = true;
                    var server = new TcpClient { NoDelay = true };
                    server.Connect(IPAddress.Loopback, _target);
                    Pump(client, server);
                    Pump(server, client);
                }
            }
            catch (SocketException)
            {
                // The listener was stopped.
            }
        }

        /// <summary>One direction: a reader at the line's bit rate, a writer that lets each piece out after the delay.</summary>
        private void Pump(TcpClient from, TcpClient to)
        {
            var line = new BlockingCollection<(long DueTicks, byte[] Bytes)>(4096);
            new Thread(() => Read(from, line)) { IsBackground = true }.Start();
            new Thread(() => Write(to, line)) { IsBackground = true }.Start();
        }

        private void Read(TcpClient from, BlockingCollection<(long, byte[])> line)
        {
            var buffer = new byte[SegmentBytes];
            double freeAt = 0;
            try
            {
                int count;
                while ((count = from.GetStream().Read(buffer)) > 0)
                {
                    double now = Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
                    freeAt = Math.Max(freeAt, now) + count / _bytesPerSecond;
                    line.Add(((long)((freeAt + _oneWay.TotalSeconds) * Stopwatch.Frequency), buffer[..count]));
                    Wait((long)(freeAt * Stopwatch.Frequency));
                }
            }
            catch (Exception error) when (error is IOException or InvalidOperationException)
            {
                // The client is gone; so is its line.
            }
            line.CompleteAdding();
        }

        private static void Write(TcpClient to, BlockingCollection<(long DueTicks, byte[] Bytes)> line)
        {
            try
            {
                foreach ((long due, byte[] bytes) in line.GetConsumingEnumerable())
                {
                    Wait(due);
                    to.GetStream().Write(bytes);
                }
                to.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
            {
                // The other end is gone.
            }
        }

        private static void Wait(long dueTicks)
        {
            double leftMs = (dueTicks - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
            if (leftMs > 0) Thread.Sleep(TimeSpan.FromMilliseconds(leftMs));
        }
    }
}
