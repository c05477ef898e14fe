using System.Text;

namespace ScanToMail.Smtp
{
    /// <summary>
    /// MAIL, RCPT for each recipient and, where the message goes by it, DATA: one command after the other, or, where the
    /// server offers PIPELINING (RFC 2920), in groups of one write each, whose replies are all read before any is judged.
    /// </summary>
    internal sealed class EnvelopeExchange
    {
        /// <summary>Most recipients in one write: the replies to them must fit into the line while nobody reads.</summary>
        private const int GroupLimit = 40;

        /// <summary>What must be left in the buffer for DATA behind the last recipient.</summary>
        private const int DataLineBytes = 6;

        private readonly SmtpWire _wire;
        private readonly SmtpCapabilities _capabilities;
        private SmtpTimeouts _timeouts;
        private SmtpTranscript _transcript;

        public EnvelopeExchange(SmtpWire wire, SmtpCapabilities capabilities)
        {
            _wire = wire;
            _capabilities = capabilities;
        }

        /// <summary>Commands are out in a group, and not all replies to them have come.</summary>
        public bool IsPipelining { get; private set; }

        /// <summary>
        /// Asks for everything. Returns when at least one recipient is accepted and, with DATA, 354 has come; throws
        /// <see cref="SmtpRefusedException"/> otherwise. Every recipient that was asked for has its reply.
        /// </summary>
        public void Run(SmtpEnvelope envelope, bool resetsFirst, SmtpTimeouts timeouts, SmtpTranscript transcript)
        {
            _timeouts = timeouts;
            _transcript = transcript;
            IsPipelining = false;
            string mail = MailCommand(envelope);
            for (int i = 0; i < envelope.Recipients.Length; i++)
            {
                envelope.Recipients[i].Accepted = false;
                envelope.Recipients[i].Reply = null;
            }
            if (_capabilities.Pipelining && envelope.AllowsPipelining) RunInGroups(envelope, mail, resetsFirst);
            else RunOneByOne(envelope, mail, resetsFirst);
        }

        private void RunOneByOne(SmtpEnvelope envelope, string mail, bool resetsFirst)
        {
            if (resetsFirst) Expect(Command(SmtpPhase.Rset, "RSET"), SmtpPhase.Rset);
            Expect(Command(SmtpPhase.MailFrom, mail), SmtpPhase.MailFrom);
            for (int i = 0; i < envelope.Recipients.Length; i++)
            {
                SmtpRecipient recipient = envelope.Recipients[i];
                if (RefuseHere(recipient)) continue;
                Take(recipient, Command(SmtpPhase.RcptTo, RcptCommand(recipient)));
            }
            ExpectAccepted(envelope);
            if (envelope.Transfer != SmtpTransfer.Data) return;
            SmtpReply reply = Command(SmtpPhase.Data, "DATA");
            if (reply.Code != 354) throw new SmtpRefusedException(SmtpPhase.Data, reply, "");
        }

        private void RunInGroups(SmtpEnvelope envelope, string mail, bool resetsFirst)
        {
            if (resetsFirst) _wire.SendLine("RSET", _transcript);
            _wire.SendLine(mail, _transcript);
            IsPipelining = true;
            SmtpReply reset = null, mailReply = null, data = null;
            int from = 0;
            while (mailReply == null || from < envelope.Recipients.Length)
            {
                int to = SendGroup(envelope, from);
                if (mailReply == null && resetsFirst) reset = Read(SmtpPhase.Rset);
                if (mailReply == null) mailReply = Read(SmtpPhase.MailFrom);
                ReadGroup(envelope, from, to);
                from = to;
            }
            if (envelope.Transfer == SmtpTransfer.Data) data = Read(SmtpPhase.Data);
            IsPipelining = false;
            Judge(envelope, reset, mailReply, data);
        }

        /// <summary>Sends one write with the next recipients, as many as it has room for, and DATA behind the last of
        /// them.</summary>
        private int SendGroup(SmtpEnvelope envelope, int from)
        {
            int count = envelope.Recipients.Length;
            int limit = count - from > GroupLimit ? from + GroupLimit : count;
            int to = from;
            while (to < limit && (to == from || HasRoom(envelope.Recipients[to])))
            {
                if (!RefuseHere(envelope.Recipients[to])) _wire.SendLine(RcptCommand(envelope.Recipients[to]), _transcript);
                to++;
            }
            if (to == count && envelope.Transfer == SmtpTransfer.Data) _wire.SendLine("DATA", _transcript);
            _wire.Flush();
            return to;
        }

        private bool HasRoom(SmtpRecipient recipient)
        {
            int lineBytes = Encoding.UTF8.GetBytes(RcptCommand(recipient)).Length + 2;
            return lineBytes + DataLineBytes <= _wire.RoomBytes;
        }

        private void ReadGroup(SmtpEnvelope envelope, int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                if (envelope.Recipients[i].Reply == null) Take(envelope.Recipients[i], Read(SmtpPhase.RcptTo));
            }
        }

        /// <summary>A 354 that nobody can use is ended by a lone dot; whatever the answer to it is, it delivers nothing
        /// (RFC 2920 3.1).</summary>
        private void Judge(SmtpEnvelope envelope, SmtpReply reset, SmtpReply mail, SmtpReply data)
        {
            bool isRefused = !mail.IsPositive || !IsAnyAccepted(envelope) || (reset != null && !reset.IsPositive);
            if (isRefused && data != null && data.Code == 354)
            {
                _wire.Phase = SmtpPhase.EndOfData;
                _wire.SendLine(".", _transcript);
                _wire.Flush();
                _wire.ReadReply(_timeouts.DataTerminationMs, _transcript);
            }
            if (isRefused && !mail.IsPositive) ForgetRecipients(envelope);
            if (reset != null) Expect(reset, SmtpPhase.Rset);
            Expect(mail, SmtpPhase.MailFrom);
            ExpectAccepted(envelope);
            if (data != null && data.Code != 354) throw new SmtpRefusedException(SmtpPhase.Data, data, "");
        }

        /// <summary>Replies to recipients of a mail that was refused say nothing about them.</summary>
        private static void ForgetRecipients(SmtpEnvelope envelope)
        {
            for (int i = 0; i < envelope.Recipients.Length; i++)
            {
                envelope.Recipients[i].Accepted = false;
                envelope.Recipients[i].Reply = null;
            }
        }

        private static void Take(SmtpRecipient recipient, SmtpReply reply)
        {
            recipient.Reply = reply;
            recipient.Accepted = reply.IsPositive;
        }

        private static bool IsAnyAccepted(SmtpEnvelope envelope)
        {
            for (int i = 0; i < envelope.Recipients.Length; i++)
            {
                if (envelope.Recipients[i].Accepted) return true;
            }
            return false;
        }

        private static void ExpectAccepted(SmtpEnvelope envelope)
        {
            if (IsAnyAccepted(envelope)) return;
            SmtpRecipient refused = envelope.Recipients[0];
            throw new SmtpRefusedException(SmtpPhase.RcptTo, refused.Reply, refused.Address);
        }

        private static void Expect(SmtpReply reply, SmtpPhase phase)
        {
            if (!reply.IsPositive) throw new SmtpRefusedException(phase, reply, "");
        }

        private string MailCommand(SmtpEnvelope envelope)
        {
            bool needsUtf8 = IsUtf8Needed(envelope);
            if (needsUtf8 && !_capabilities.SmtpUtf8 && !IsAscii(envelope.From))
            {
                throw new SmtpRefusedException(SmtpPhase.MailFrom, Utf8Missing(), "");
            }
            string command = "MAIL FROM:<" + envelope.From + ">";
            if (_capabilities.Size && envelope.SizeBytes > 0) command += " SIZE=" + envelope.SizeBytes.ToString();
            if (envelope.IsBinary) command += " BODY=BINARYMIME";
            return needsUtf8 && _capabilities.SmtpUtf8 ? command + " SMTPUTF8" : command;
        }

        private static string RcptCommand(SmtpRecipient recipient)
        {
            return "RCPT TO:<" + recipient.Address + ">";
        }

        /// <summary>Refuses an address that the server could not understand; true if it did.</summary>
        private bool RefuseHere(SmtpRecipient recipient)
        {
            if (_capabilities.SmtpUtf8 || IsAscii(recipient.Address)) return false;
            recipient.Reply = Utf8Missing();
            return true;
        }

        /// <summary>The device's own refusal, with the enhanced code that RFC 6531 3.5 gives such an address.</summary>
        private static SmtpReply Utf8Missing()
        {
            return new SmtpReply(SmtpReply.LocalCode, "5.6.7",
                "the address needs SMTPUTF8, which the server does not offer");
        }

        private static bool IsUtf8Needed(SmtpEnvelope envelope)
        {
            if (!IsAscii(envelope.From)) return true;
            for (int i = 0; i < envelope.Recipients.Length; i++)
            {
                if (!IsAscii(envelope.Recipients[i].Address)) return true;
            }
            return false;
        }

        /// <summary>Every character beyond ASCII takes more bytes than characters in UTF-8.</summary>
        private static bool IsAscii(string text)
        {
            return Encoding.UTF8.GetBytes(text).Length == text.Length;
        }

        private SmtpReply Command(SmtpPhase phase, string line)
        {
            _wire.Phase = phase;
            _wire.SendLine(line, _transcript);
            _wire.Flush();
            return Read(phase);
        }

        private SmtpReply Read(SmtpPhase phase)
        {
            _wire.Phase = phase;
            return _wire.ReadReply(phase == SmtpPhase.Data ? _timeouts.DataInitiationMs : _timeouts.CommandMs, _transcript);
        }
    }
}
