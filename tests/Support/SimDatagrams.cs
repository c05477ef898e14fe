using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>A datagram with the address and port that it says it is from.</summary>
    public sealed record Datagram(string Address, int Port, byte[] Bytes);

    /// <summary>A UDP socket: what is sent is answered with the datagrams that a test makes of it, then silence.</summary>
    public sealed class SimDatagrams(SimClock clock, Func<Datagram, IEnumerable<Datagram>> answer) : IDatagramSocket
    {
        private readonly Queue<Datagram> _waiting = new();

        public bool IsClosed { get; private set; }

        public void Send(string address, int port, byte[] buffer, int offset, int count)
        {
            foreach (Datagram datagram in answer(new Datagram(address, port, buffer.AsSpan(offset, count).ToArray())))
            {
                _waiting.Enqueue(datagram);
            }
        }

        public int Receive(byte[] buffer, int offset, int count, int timeoutMs, out string sourceAddress, out int sourcePort)
        {
            if (!_waiting.TryDequeue(out Datagram? datagram))
            {
                clock.Sleep(timeoutMs);
                throw new NetworkException(NetworkFailure.Timeout, "nothing came");
            }
            int length = Math.Min(count, datagram.Bytes.Length);
            datagram.Bytes.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
            (sourceAddress, sourcePort) = (datagram.Address, datagram.Port);
            return length;
        }

        public void Close() => IsClosed = true;
    }
}
