using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// Asks DNS for the servers that take a domain's mail: MX over UDP, the next server where one is silent or of no use,
    /// TCP where the answer is cut short (RFC 1035, RFC 7766). Only an answer from the server that was asked, with the
    /// question's random id and the question itself, counts (RFC 5452 4); everything else is waited past. Names of
    /// Microsoft's endpoints can't be computed from the domain, so this is the way to them.
    /// </summary>
    public sealed class MxLookup
    {
        private const int Port = 53;
        private const int ServerLimit = 3;
        private const int Rounds = 2;
        private const int UdpTimeoutMs = 3000;
        private const int TcpTimeoutMs = 5000;
        private const int DatagramLimit = 64;
        private const int TypeMx = 15;
        private const int ClassInternet = 1;

        /// <summary>The length that TCP puts before a message lies before the question.</summary>
        private const int QuestionAt = 2;

        /// <summary>Answers lie behind the longest question.</summary>
        private const int AnswerAt = 512;

        private readonly IHal _hal;
        private readonly byte[] _buffer;
        private int _questionOctets;

        /// <summary>A look-up over a board, with a buffer of at least 1,024 bytes that nobody else uses meanwhile. Answers
        /// that do not fit behind its first 512 bytes are refused.</summary>
        public MxLookup(IHal hal, byte[] buffer)
        {
            _hal = hal;
            _buffer = buffer;
        }

        /// <summary>
        /// The mail servers of a domain in its ASCII form, the one to try first first; equal ones in random order (RFC
        /// 5321 5.1). At least one, at most 16. Blocks for some seconds a server at most. Throws <see cref="MxException"/>,
        /// and <see cref="NetworkException"/> NoInterface, NoLink, NoAddress.
        /// </summary>
        public MxRecord[] Find(string domain)
        {
            string name = domain.ToLower();
            string[] servers = _hal.Network.DnsServers;
            if (servers.Length == 0) throw new MxException(MxFailure.NoServer, "the device knows no DNS server");
            MxException reason = null;
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < servers.Length && i < ServerLimit; i++)
                {
                    try
                    {
                        MxRecord[] records = Ask(servers[i], name);
                        Sort(records);
                        return records;
                    }
                    catch (MxException error)
                    {
                        if (error.IsFinal) throw;
                        // What a server said is worth more than another one's silence.
                        if (reason == null || error.Failure != MxFailure.NoAnswer) reason = error;
                    }
                }
            }
            throw reason;
        }

        private MxRecord[] Ask(string server, string domain)
        {
            WriteQuestion(domain);
            try
            {
                int count = AskByUdp(server);
                if (MxAnswer.IsTruncated(_buffer, AnswerAt)) count = AskByTcp(server);
                return MxAnswer.Read(domain, _buffer, AnswerAt, count, _questionOctets);
            }
            catch (NetworkException error)
            {
                NetworkFailure failure = error.Failure;
                bool isOwn = failure == NetworkFailure.NoInterface || failure == NetworkFailure.NoLink
                    || failure == NetworkFailure.NoAddress;
                if (isOwn) throw;
                throw new MxException(MxFailure.NoAnswer, "the DNS server " + server + " does not answer");
            }
        }

        /// <summary>One question, recursion desired (RFC 1035 4.1), with an id that nobody can guess.</summary>
        private void WriteQuestion(string domain)
        {
            int at = QuestionAt;
            _hal.Random.Fill(_buffer, at, 2);
            byte[] header = { 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
            for (int i = 0; i < header.Length; i++) _buffer[at + 2 + i] = header[i];
            at += MxAnswer.HeaderOctets;
            string[] labels = domain.Split('.');
            for (int i = 0; i < labels.Length; i++)
            {
                byte[] label = Encoding.UTF8.GetBytes(labels[i]);
                _buffer[at++] = (byte)label.Length;
                for (int j = 0; j < label.Length; j++) _buffer[at++] = label[j];
            }
            _buffer[at++] = 0;
            _buffer[at++] = 0;
            _buffer[at++] = TypeMx;
            _buffer[at++] = 0;
            _buffer[at++] = ClassInternet;
            _questionOctets = at - QuestionAt;
            _buffer[0] = (byte)(_questionOctets >> 8);
            _buffer[1] = (byte)_questionOctets;
        }

        private int AskByUdp(string server)
        {
            IDatagramSocket socket = _hal.Network.OpenDatagramSocket();
            try
            {
                socket.Send(server, Port, _buffer, QuestionAt, _questionOctets);
                long deadlineMs = _hal.Clock.MonotonicMs + UdpTimeoutMs;
                for (int i = 0; i < DatagramLimit; i++)
                {
                    long leftMs = deadlineMs - _hal.Clock.MonotonicMs;
                    if (leftMs <= 0) break;
                    int count = socket.Receive(_buffer, AnswerAt, _buffer.Length - AnswerAt, (int)leftMs,
                        out string source, out int sourcePort);
                    if (source == server && sourcePort == Port && IsAnswer(count)) return count;
                }
                throw new NetworkException(NetworkFailure.Timeout, "no answer to the question");
            }
            finally
            {
                socket.Close();
            }
        }

        private int AskByTcp(string server)
        {
            long deadlineMs = _hal.Clock.MonotonicMs + TcpTimeoutMs;
            IConnection connection = _hal.Network.Connect(server, Port, TcpTimeoutMs);
            try
            {
                connection.Write(_buffer, 0, QuestionAt + _questionOctets, TcpTimeoutMs);
                Read(connection, 2, deadlineMs);
                int count = (_buffer[AnswerAt] << 8) | _buffer[AnswerAt + 1];
                if (count > _buffer.Length - AnswerAt) throw DnsReader.Bad(count.ToString() + " octets, too many");
                Read(connection, count, deadlineMs);
                if (!IsAnswer(count)) throw DnsReader.Bad("another question than the one that was asked");
                return count;
            }
            finally
            {
                connection.Close();
            }
        }

        private void Read(IConnection connection, int count, long deadlineMs)
        {
            int done = 0;
            while (done < count)
            {
                long leftMs = deadlineMs - _hal.Clock.MonotonicMs;
                if (leftMs <= 0) throw new NetworkException(NetworkFailure.Timeout, "no complete answer in time");
                int read = connection.Read(_buffer, AnswerAt + done, count - done, (int)leftMs);
                if (read == 0) throw new NetworkException(NetworkFailure.Closed, "closed before the answer's end");
                done += read;
            }
        }

        private bool IsAnswer(int count)
        {
            return MxAnswer.IsTo(_buffer, QuestionAt, _questionOctets, _buffer, AnswerAt, count);
        }

        /// <summary>By preference, equal ones as the dice fall; there are at most 16.</summary>
        private void Sort(MxRecord[] records)
        {
            byte[] dice = new byte[records.Length];
            _hal.Random.Fill(dice, 0, dice.Length);
            for (int i = 1; i < records.Length; i++)
            {
                MxRecord record = records[i];
                byte die = dice[i];
                int at = i;
                while (at > 0 && IsAfter(records[at - 1], dice[at - 1], record, die))
                {
                    records[at] = records[at - 1];
                    dice[at] = dice[at - 1];
                    at--;
                }
                records[at] = record;
                dice[at] = die;
            }
        }

        private static bool IsAfter(MxRecord left, byte leftDie, MxRecord right, byte rightDie)
        {
            return left.Preference != right.Preference ? left.Preference > right.Preference : leftDie > rightDie;
        }
    }
}
