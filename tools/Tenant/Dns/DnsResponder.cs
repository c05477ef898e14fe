using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ScanToMail.Tenant.Dns
{
    /// <summary>A DNS server on loopback, UDP and TCP on one port (RFC 1035, RFC 7766).</summary>
    public sealed class DnsResponder
    {
        private const int UdpBufferOctets = 4096;
        private static readonly TimeSpan TcpIdle = TimeSpan.FromSeconds(10);
        private readonly DnsOptions options;
        private readonly DnsZone zone;
        private readonly CancellationToken stopped;
        private readonly Lock gate = new();
        private readonly List<DnsQuestion> questions = [];
        private int struck;

        internal DnsResponder(DnsOptions options, CancellationToken stopped)
        {
            this.options = options;
            this.stopped = stopped;
            zone = new DnsZone(options);
        }

        /// <summary>Its port.</summary>
        public int Port { get; internal set; }

        /// <summary>The questions so far, in order.</summary>
        public IReadOnlyList<DnsQuestion> Questions
        {
            get
            {
                lock (gate)
                {
                    return [.. questions];
                }
            }
        }

        /// <summary>Sets what it does wrong from now on.</summary>
        /// <param name="fault">What.</param>
        /// <param name="times">For how many questions; null: all.</param>
        public void SetFault(DnsFault fault, int? times = null)
        {
            lock (gate)
            {
                options.Fault = fault;
                options.FaultTimes = times;
                struck = 0;
            }
        }

        /// <summary>Answers datagrams until the server stops. The socket is bound to <see cref="Port"/>.</summary>
        internal async Task ServeUdpAsync(Socket socket)
        {
            var buffer = new byte[UdpBufferOctets];
            using var elsewhere = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            elsewhere.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            while (!stopped.IsCancellationRequested)
            {
                try
                {
                    SocketReceiveFromResult received = await socket.ReceiveFromAsync(
                        buffer, new IPEndPoint(IPAddress.Any, 0), stopped).ConfigureAwait(false);
                    byte[] message = buffer[..received.ReceivedBytes];
                    await AnswerAsync(socket, elsewhere, message, (IPEndPoint)received.RemoteEndPoint)
                        .ConfigureAwait(false);
                }
                catch (SocketException)
                {
                    // The client has closed its port: an answer came back as unreachable. The next question counts.
                }
                catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        /// <summary>Answers the questions of a TCP connection, each behind two octets of length.</summary>
        internal async Task ServeTcpAsync(ConnectionContext connection)
        {
            Stream input = connection.Transport.Input.AsStream();
            var length = new byte[2];
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopped, connection.ConnectionClosed);
            limit.CancelAfter(TcpIdle);
            try
            {
                while (await input.ReadAtLeastAsync(length, 2, false, limit.Token).ConfigureAwait(false) == 2)
                {
                    var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                    await input.ReadExactlyAsync(message, limit.Token).ConfigureAwait(false);
                    int port = (connection.RemoteEndPoint as IPEndPoint)?.Port ?? 0;
                    if (!await AnswerTcpAsync(connection, message, port, limit.Token).ConfigureAwait(false))
                    {
                        return;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ConnectionAbortedException)
            {
                // The client went away, or was silent for too long.
            }
        }

        private async Task AnswerAsync(Socket socket, Socket elsewhere, byte[] message, IPEndPoint client)
        {
            DnsQuestion? question = DnsQuestion.Read(message, false, client.Port);
            if (question == null)
            {
                return;
            }

            DnsFault fault = Note(question);
            Socket from = fault == DnsFault.WrongSource ? elsewhere : socket;
            foreach (byte[] answer in HostileDns.Answer(fault, question, zone.Answer(question)))
            {
                await from.SendToAsync(answer, client, stopped).ConfigureAwait(false);
            }
        }

        /// <summary>False: the connection is to be closed.</summary>
        private async Task<bool> AnswerTcpAsync(
            ConnectionContext connection, byte[] message, int port, CancellationToken cancellation)
        {
            DnsQuestion? question = DnsQuestion.Read(message, true, port);
            if (question == null)
            {
                return false;
            }

            DnsFault fault = Note(question);
            if (fault is DnsFault.TruncatedAndTcpStalls or DnsFault.Silence)
            {
                byte[] start = fault == DnsFault.Silence ? [] : [0x01, 0x00, (byte)(question.Id >> 8)];
                await connection.Transport.Output.WriteAsync(start, cancellation).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
            }

            IReadOnlyList<byte[]> answers = HostileDns.Answer(fault, question, zone.Answer(question));
            foreach (byte[] answer in answers)
            {
                byte[] framed = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];
                await connection.Transport.Output.WriteAsync(framed, cancellation).ConfigureAwait(false);
            }

            return answers.Count > 0;
        }

        private DnsFault Note(DnsQuestion question)
        {
            lock (gate)
            {
                questions.Add(question);
                bool left = options.FaultTimes == null || struck < options.FaultTimes;
                bool strikes = options.Fault != DnsFault.None && left;
                struck += strikes ? 1 : 0;
                return strikes ? options.Fault : DnsFault.None;
            }
        }
    }
}
