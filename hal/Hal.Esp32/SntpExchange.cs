using System;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// One question to an SNTP server (RFC 4330) over the HAL's own datagrams. The firmware's built-in client is not
    /// used: it keeps a bare pointer to the server's name, which the interpreter's collector moves away under it, and it
    /// asks servers that nobody has configured.
    /// </summary>
    public sealed class SntpExchange
    {
        /// <summary>Bytes of a packet.</summary>
        public const int PacketBytes = 48;

        private const int Port = 123;
        private const int Request = 0x23;
        private const int TransmitAt = 40;
        private const int OriginateAt = 24;
        private const int StampBytes = 8;

        private readonly INetwork _network;
        private readonly byte[] _request = new byte[PacketBytes];
        private readonly byte[] _answer = new byte[PacketBytes];

        /// <summary>A question whose cookie, eight random bytes, the answer must repeat.</summary>
        public SntpExchange(INetwork network, byte[] cookie)
        {
            _network = network;
            _request[0] = Request;
            Array.Copy(cookie, 0, _request, TransmitAt, StampBytes);
        }

        /// <summary>
        /// Asks a server; blocks at most <paramref name="timeoutMs"/> (and for the resolver). Returns UTC, or
        /// <see cref="DateTime.MinValue"/> when the answer is not sound. Throws <see cref="NetworkException"/>.
        /// </summary>
        public DateTime Ask(string server, int timeoutMs)
        {
            string address = _network.Resolve(server, timeoutMs)[0];
            IDatagramSocket socket = _network.OpenDatagramSocket();
            try
            {
                socket.Send(address, Port, _request, 0, PacketBytes);
                int count = socket.Receive(_answer, 0, PacketBytes, timeoutMs, out string _, out int _);
                return count == PacketBytes && IsFromServer() && IsMine() ? UtcOf(_answer) : DateTime.MinValue;
            }
            finally
            {
                socket.Close();
            }
        }

        /// <summary>The transmit time of a packet; its seconds count from 1900, and from 2036 where their highest bit is 0
        /// (RFC 4330 3).</summary>
        public static DateTime UtcOf(byte[] packet)
        {
            long seconds = 0;
            for (int i = 0; i < 4; i++) seconds = seconds << 8 | packet[TransmitAt + i];
            if ((packet[TransmitAt] & 0x80) == 0) seconds += 0x100000000L;
            return new DateTime(1900, 1, 1).AddTicks(seconds * TimeSpan.TicksPerSecond);
        }

        /// <summary>Mode 4, a clock that is set, and no kiss of death (RFC 4330 4 and 5).</summary>
        private bool IsFromServer()
        {
            bool isSet = (_answer[0] & 0xC0) != 0xC0;
            return (_answer[0] & 7) == 4 && isSet && (uint)(_answer[1] - 1) < 15;
        }

        /// <summary>The answer repeats the question's stamp, which nobody off the path can know.</summary>
        private bool IsMine()
        {
            bool isMine = true;
            for (int i = 0; i < StampBytes; i++)
            {
                isMine &= _answer[OriginateAt + i] == _request[TransmitAt + i];
            }
            return isMine;
        }
    }
}
