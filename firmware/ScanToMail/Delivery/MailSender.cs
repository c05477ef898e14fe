using System;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Mime;
using ScanToMail.Smtp;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// One try to hand one mail to a server: resolve, connect, TLS as the settings demand, login, envelope, message.
    /// Reports what became of it, recipient by recipient, and never throws for what the world did; whether and when
    /// to try again is not its business. One thread sends; <see cref="Cancel"/> may come from another.
    /// </summary>
    public sealed class MailSender
    {
        private const int ResolveTimeoutMs = 15000;
        private const int ConnectTimeoutMs = 30000;
        private const int AddressLimit = 4;

        private readonly IHal _hal;
        private readonly SmtpSession _session;
        private readonly SmtpTimeouts _timeouts = new SmtpTimeouts();
        private readonly MessageWriter _writer = new MessageWriter();
        private readonly CountingSink _attachment = new CountingSink();
        private readonly object _lock = new object();
        private IConnection _connection;
        private string _phase;
        private bool _cancelled;
        private bool _isPastTheEnd;

        /// <summary>A sender over a board, with the wire buffer that all its conversations share.</summary>
        public MailSender(IHal hal, byte[] wireBuffer)
        {
            _hal = hal;
            _session = new SmtpSession(hal.Clock, wireBuffer);
        }

        /// <summary>The attachment's bytes made so far in the present try.</summary>
        public long AttachmentBytes
        {
            get { return _attachment.Count; }
        }

        /// <summary>
        /// Gives the present try up, unless the end of the data is out already; returns whether it did. The server
        /// is left without a final dot, so it has nothing.
        /// </summary>
        public bool Cancel()
        {
            IConnection connection;
            lock (_lock)
            {
                if (_isPastTheEnd) return false;
                _cancelled = true;
                connection = _connection;
            }
            if (connection != null) connection.Close();
            return true;
        }

        /// <summary>One try. Blocks until its end; every wait in it has a timeout.</summary>
        public DeliveryResult Send(Settings settings, OutgoingMail mail, SmtpTranscript transcript)
        {
            DeliveryResult result = new DeliveryResult { Recipients = Recipients(mail) };
            Begin();
            try
            {
                if (!_hal.Clock.IsSet) return Fail(result, settings, NewSymptom("clock.notSet", "clock"));
                if (settings.Sending.Auth == AuthMode.OAuth)
                {
                    return Fail(result, settings, NewSymptom("smtp.authUnavailable", "auth"));
                }
                Converse(settings, mail, transcript, result);
            }
            catch (CancelledException)
            {
                result.Outcome = DeliveryOutcome.Cancelled;
            }
            catch (Exception error)
            {
                if (error is SmtpRefusedException) _session.Quit();
                if (!Explain(result, settings, error)) throw;
            }
            finally
            {
                End(mail, result);
            }
            return result;
        }

        private void Begin()
        {
            lock (_lock)
            {
                _cancelled = false;
                _isPastTheEnd = false;
                _connection = null;
            }
            _session.Clear();
            _attachment.Begin(null);
            _phase = "resolve";
        }

        private void End(OutgoingMail mail, DeliveryResult result)
        {
            _session.Abort();
            mail.Content.Close();
            lock (_lock) _connection = null;
            result.AttachmentBytes = _attachment.Count;
            result.BytesSent = _session.BytesSent;
            result.BytesReceived = _session.BytesReceived;
            result.RoundTrips = _session.RoundTrips;
        }

        private void Converse(Settings settings, OutgoingMail mail, SmtpTranscript transcript, DeliveryResult result)
        {
            Connect(settings.Sending, transcript);
            Greet(settings);
            SignIn(settings.Sending);
            _phase = "scan";
            mail.Content.Prepare();
            Transfer(settings, mail, result);
            _session.Quit();
        }

        private void Connect(SendingSettings sending, SmtpTranscript transcript)
        {
            string[] addresses = _hal.Network.Resolve(sending.Host, ResolveTimeoutMs);
            _phase = "connect";
            IConnection connection = null;
            for (int i = 0; connection == null; i++)
            {
                bool isLast = i + 1 >= addresses.Length || i + 1 >= AddressLimit;
                connection = TryConnect(addresses[i], sending.Port, isLast);
            }
            lock (_lock) _connection = connection;
            StopIfCancelled();
            _phase = "tlsHandshake";
            if (sending.Tls == TlsMode.Implicit) connection.StartTls(NewTlsOptions(sending), _timeouts.TlsMs);
            _phase = "greeting";
            _session.Open(connection, _timeouts, transcript);
        }

        private IConnection TryConnect(string address, int port, bool isLast)
        {
            StopIfCancelled();
            try
            {
                return _hal.Network.Connect(address, port, ConnectTimeoutMs);
            }
            catch (NetworkException)
            {
                if (isLast) throw;
                return null;
            }
        }

        private void Greet(Settings settings)
        {
            _session.Ehlo(ClientName(settings.Device.Hostname));
            TlsMode tls = settings.Sending.Tls;
            bool isOffered = _session.Capabilities.StartTls;
            if (tls == TlsMode.Required || (tls == TlsMode.WhenOffered && isOffered))
            {
                _session.StartTls(NewTlsOptions(settings.Sending));
            }
        }

        /// <summary>A host name is only said where it can be one in DNS; else the address literal of RFC 5321 4.1.3,
        /// which no server may refuse for its form.</summary>
        private string ClientName(string hostname)
        {
            return hostname.IndexOf('.') > 0 ? hostname : "[" + _hal.Network.OwnAddress + "]";
        }

        private void SignIn(SendingSettings sending)
        {
            if (sending.Auth != AuthMode.Basic) return;
            _phase = "auth";
            _session.Authenticate(_session.Capabilities.OffersAuth("LOGIN") || !_session.Capabilities.OffersAuth("PLAIN")
                ? (SaslMechanism)new SaslLogin(sending.User, sending.Password)
                : new SaslPlain(sending.User, sending.Password));
        }

        private void Transfer(Settings settings, OutgoingMail mail, DeliveryResult result)
        {
            _phase = "mailFrom";
            SmtpEnvelope envelope = new SmtpEnvelope
            {
                From = mail.From.Address,
                Recipients = result.Recipients,
                LimitBytes = settings.Sending.SizeLimitBytes
            };
            ByteSink wire = _session.BeginMessage(envelope);
            _phase = "body";
            WriteMessage(wire, settings, mail, result.Recipients);
            lock (_lock)
            {
                if (_cancelled) throw new CancelledException();
                _isPastTheEnd = true;
            }
            _phase = "endOfData";
            SmtpReply reply = _session.EndMessage();
            Accept(result, settings, reply);
        }

        private void WriteMessage(ByteSink wire, Settings settings, OutgoingMail mail, SmtpRecipient[] recipients)
        {
            DateTime utc = _hal.Clock.UtcNow;
            int offsetMinutes = settings.Time.Zone.OffsetMinutes(utc);
            byte[] random = new byte[16];
            _hal.Random.Fill(random, 0, random.Length);
            _writer.Begin(wire, new MessageHeaders
            {
                From = ToMailbox(mail.From),
                ReplyTo = mail.ReplyTo == null ? null : ToMailbox(mail.ReplyTo),
                To = ToMailboxes(mail.To),
                Cc = ToMailboxes(mail.Cc),
                Subject = mail.Content.Subject,
                LocalTime = utc.AddMinutes(offsetMinutes),
                UtcOffsetMinutes = offsetMinutes,
                MessageId = mail.MessageId
            }, MessageIds.NewBoundary(random), TransferEncoding.Base64);
            _writer.WriteText(mail.Content.Text);
            _attachment.Begin(_writer.BeginAttachment(
                mail.Content.ContentType, mail.Content.FileName, TransferEncoding.Base64));
            mail.Content.WriteAttachment(_attachment);
            _writer.EndAttachment();
            _writer.End();
        }

        /// <summary>An address that the server's lack of SMTPUTF8 shut out can't stand in the header either.</summary>
        private Mailbox[] ToMailboxes(MailAddress[] addresses)
        {
            bool utf8 = _session.Capabilities.SmtpUtf8;
            int count = 0;
            for (int i = 0; i < addresses.Length; i++)
            {
                if (utf8 || !addresses[i].NeedsUtf8) count++;
            }
            Mailbox[] mailboxes = new Mailbox[count];
            for (int i = 0, next = 0; i < addresses.Length; i++)
            {
                if (utf8 || !addresses[i].NeedsUtf8) mailboxes[next++] = ToMailbox(addresses[i]);
            }
            return mailboxes;
        }

        private static Mailbox ToMailbox(MailAddress address)
        {
            return new Mailbox { DisplayName = address.DisplayName, Address = address.Address };
        }

        private void Accept(DeliveryResult result, Settings settings, SmtpReply reply)
        {
            SmtpRecipient refused = null;
            int accepted = 0;
            for (int i = 0; i < result.Recipients.Length; i++)
            {
                if (result.Recipients[i].Accepted) accepted++;
                else if (refused == null) refused = result.Recipients[i];
            }
            result.Outcome = accepted == result.Recipients.Length
                ? DeliveryOutcome.Delivered : DeliveryOutcome.PartlyDelivered;
            if (refused == null) return;
            Symptom symptom = NewSymptom("reply", SmtpPhases.Name(SmtpPhase.RcptTo));
            symptom.Reply = refused.Reply;
            symptom.Recipient = refused.Address;
            result.Diagnosis = Diagnose(symptom, settings);
        }

        /// <summary>Puts a known failure into the result; false for a fault of the firmware itself.</summary>
        private bool Explain(DeliveryResult result, Settings settings, Exception error)
        {
            if (_cancelled && !_isPastTheEnd)
            {
                result.Outcome = DeliveryOutcome.Cancelled;
                return true;
            }
            Symptom symptom = new Symptom();
            if (!Symptoms.Fill(symptom, error, _phase)) return false;
            Fail(result, settings, symptom);
            if (symptom.Kind == "scan.cancelled") result.Outcome = DeliveryOutcome.Cancelled;
            if (error is SmtpRefusedException && _phase == "endOfData")
            {
                RefuseAccepted(result.Recipients, ((SmtpRefusedException)error).Reply);
            }
            if (error is SmtpBrokenException && ((SmtpBrokenException)error).PerhapsDelivered)
            {
                result.Outcome = DeliveryOutcome.PerhapsDelivered;
                return true;
            }
            for (int i = 0; i < result.Recipients.Length; i++) result.Recipients[i].Accepted = false;
            return true;
        }

        /// <summary>After the data the server's no is meant for everybody whom it had taken before.</summary>
        private static void RefuseAccepted(SmtpRecipient[] recipients, SmtpReply reply)
        {
            for (int i = 0; i < recipients.Length; i++)
            {
                if (recipients[i].Accepted) recipients[i].Reply = reply;
            }
        }

        private DeliveryResult Fail(DeliveryResult result, Settings settings, Symptom symptom)
        {
            result.Diagnosis = Diagnose(symptom, settings);
            bool isFinal = symptom.Kind == "reply" && symptom.Reply != null && !symptom.Reply.IsTransient;
            result.Outcome = isFinal && !IsAnyPutOff(result.Recipients)
                ? DeliveryOutcome.Refused : DeliveryOutcome.NotSent;
            return result;
        }

        private static bool IsAnyPutOff(SmtpRecipient[] recipients)
        {
            for (int i = 0; i < recipients.Length; i++)
            {
                if (recipients[i].Reply != null && recipients[i].Reply.IsTransient) return true;
            }
            return false;
        }

        private Diagnosis Diagnose(Symptom symptom, Settings settings)
        {
            symptom.Method = settings.Sending.Method;
            symptom.Server = settings.Sending.Host + ":" + settings.Sending.Port.ToString();
            symptom.ClockIsSet = _hal.Clock.IsSet;
            return Catalogue.Diagnose(symptom);
        }

        private static Symptom NewSymptom(string kind, string phase)
        {
            return new Symptom { Kind = kind, Phase = phase };
        }

        private TlsOptions NewTlsOptions(SendingSettings sending)
        {
            return new TlsOptions
            {
                TargetHost = sending.Host,
                TrustedRootsPem = FlashText.ReadAll(_hal.Flash, sending.TrustedRoots),
                ClientCertificatePem = sending.ClientCertificate.Length == 0
                    ? null : FlashText.ReadAll(_hal.Flash, sending.ClientCertificate)
            };
        }

        private void StopIfCancelled()
        {
            if (_cancelled) throw new CancelledException();
        }

        private static SmtpRecipient[] Recipients(OutgoingMail mail)
        {
            SmtpRecipient[] all = new SmtpRecipient[mail.To.Length + mail.Cc.Length + mail.Bcc.Length];
            int count = Append(all, 0, mail.To);
            count = Append(all, count, mail.Cc);
            count = Append(all, count, mail.Bcc);
            SmtpRecipient[] recipients = new SmtpRecipient[count];
            Array.Copy(all, recipients, count);
            return recipients;
        }

        /// <summary>Adds each address that is not there yet; servers may count a repeated one twice.</summary>
        private static int Append(SmtpRecipient[] recipients, int count, MailAddress[] addresses)
        {
            for (int i = 0; i < addresses.Length; i++)
            {
                if (IsAmong(recipients, count, addresses[i].Address)) continue;
                recipients[count++] = new SmtpRecipient { Address = addresses[i].Address };
            }
            return count;
        }

        private static bool IsAmong(SmtpRecipient[] recipients, int count, string address)
        {
            for (int i = 0; i < count; i++)
            {
                if (recipients[i].Address == address) return true;
            }
            return false;
        }
    }
}
