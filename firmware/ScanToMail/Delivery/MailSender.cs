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
        private const int AttemptLimit = 3;

        /// <summary>Servers close idle connections after a minute and more; this one is given up well before.</summary>
        private const int IdleLimitMs = 20000;

        private readonly IHal _hal;
        private readonly SmtpSession _session;
        private readonly SmtpTimeouts _timeouts = new SmtpTimeouts();
        private readonly MessageComposer _composer;
        private readonly HostNotes _notes;
        private readonly object _lock = new object();
        private IConnection _connection;
        private string _phase;
        private bool _cancelled;
        private bool _isPastTheEnd;
        private bool _isChunked;
        private Settings _openFor;
        private IConnection _openConnection;
        private long _openSinceMs;
        private ConnectionSteps _steps;

        /// <summary>A sender over a board, with the wire buffer that all its conversations share.</summary>
        public MailSender(IHal hal, byte[] wireBuffer)
        {
            _hal = hal;
            _session = new SmtpSession(hal.Clock, wireBuffer);
            _composer = new MessageComposer(hal);
            _notes = new HostNotes(hal.Flash);
        }

        /// <summary>The attachment's bytes made so far in the present try.</summary>
        public long AttachmentBytes
        {
            get { return _composer.AttachmentBytes; }
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

        /// <summary>
        /// Whether the connection stays open after a mail that went well, because the next one is waiting already. Who
        /// sets it calls <see cref="CloseIdle"/> when none comes.
        /// </summary>
        public bool KeepsOpen { get; set; }

        /// <summary>Where memory figures go, or null.</summary>
        internal MemoryPeaks Peaks { get; set; }

        /// <summary>Says goodbye on a connection that was kept open.</summary>
        public void CloseIdle()
        {
            if (_openFor == null) return;
            _openFor = null;
            Leave();
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
                if (error is SmtpRefusedException) Leave();
                if (!Explain(result, settings, error)) throw;
            }
            finally
            {
                End(mail, result);
            }
            return result;
        }

        /// <summary>
        /// Walks to the server as far as RCPT and back, and tells of each step that went well. Returns why a step failed, or
        /// null when none did. Nothing is sent.
        /// </summary>
        public Diagnosis Probe(Settings settings, OutgoingMail mail, ConnectionSteps steps, SmtpTranscript transcript)
        {
            DeliveryResult result = new DeliveryResult { Recipients = Recipients(mail) };
            CloseIdle();
            Begin();
            _steps = steps;
            try
            {
                Walk(settings, mail, transcript, result);
            }
            catch (Exception error)
            {
                if (error is SmtpRefusedException) Leave();
                if (!Explain(result, settings, error)) throw;
            }
            finally
            {
                _steps = null;
                End(mail, result);
            }
            return result.Diagnosis;
        }

        private void Walk(Settings settings, OutgoingMail mail, SmtpTranscript transcript, DeliveryResult result)
        {
            _phase = "link";
            if (!_hal.Network.IsUp) throw new NetworkException(NetworkFailure.NoLink, _hal.Network.Problem);
            Passed("link", "");
            Passed("address", _hal.Network.OwnAddress);
            if (!_hal.Clock.IsSet)
            {
                Fail(result, settings, NewSymptom("clock.notSet", "clock"));
                return;
            }
            Passed("clock", _hal.Clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") + " UTC");
            _phase = "resolve";
            Open(settings, transcript);
            _phase = "mailFrom";
            _session.Probe(new SmtpEnvelope { From = mail.From.Address, Recipients = result.Recipients });
            Passed("mailFrom", mail.From.Address);
            Accept(result, settings);
            if (result.Diagnosis == null) Passed("rcptTo", result.Recipients.Length.ToString());
            Passed("rset", "");
            _session.Quit();
        }

        private void Passed(string step, string detail)
        {
            if (_steps != null) _steps.Passed(step, detail);
        }

        private void Begin()
        {
            lock (_lock)
            {
                _cancelled = false;
                _isPastTheEnd = false;
                _connection = null;
            }
            _session.ResetCounters();
            _composer.Clear();
            _phase = "resolve";
        }

        private void End(OutgoingMail mail, DeliveryResult result)
        {
            if (_openFor == null) _session.Abort();
            mail.Content.Close();
            lock (_lock) _connection = null;
            result.AttachmentBytes = _composer.AttachmentBytes;
            result.BytesSent = _session.BytesSent;
            result.BytesReceived = _session.BytesReceived;
            result.RoundTrips = _session.RoundTrips;
        }

        private void Converse(Settings settings, OutgoingMail mail, SmtpTranscript transcript, DeliveryResult result)
        {
            bool isReused = IsOpenFor(settings);
            bool isPrepared = false;
            _openFor = null;
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    if (!isReused) Open(settings, transcript);
                    if (!isPrepared) Prepare(mail);
                    isPrepared = true;
                    Transfer(settings, mail, result);
                    break;
                }
                catch (SmtpException error)
                {
                    if (attempt == AttemptLimit || !CanTryAgain(error, settings.Sending, mail, isReused)) throw;
                    transcript.Note("once more on a new connection: " + error.Message);
                    if (error is SmtpBrokenException) _session.Abort();
                }
                Leave();
                isReused = false;
            }
            if (KeepsOpen) StayOpen(settings);
            else _session.Quit();
        }

        private void Open(Settings settings, SmtpTranscript transcript)
        {
            lock (_lock) _isPastTheEnd = false;
            Connect(settings.Sending, transcript);
            Greet(settings);
            SignIn(settings.Sending);
        }

        private void Prepare(OutgoingMail mail)
        {
            _phase = "scan";
            mail.Content.Prepare();
        }

        private bool IsOpenFor(Settings settings)
        {
            bool isOpen = _openFor == settings && _session.State == SmtpState.Ready
                && _hal.Clock.MonotonicMs - _openSinceMs < IdleLimitMs;
            if (!isOpen && _session.State != SmtpState.Closed) Leave();
            lock (_lock) _connection = isOpen ? _openConnection : null;
            return isOpen;
        }

        private void StayOpen(Settings settings)
        {
            _openFor = settings;
            _openSinceMs = _hal.Clock.MonotonicMs;
            _openConnection = _connection;
        }

        /// <summary>
        /// Whether the same mail may go again at once: on a connection that had died unseen while it was idle; without
        /// groups of commands where the server stalled on one; by DATA where BDAT was definitely refused. Each of these
        /// left nothing at the server.
        /// </summary>
        private bool CanTryAgain(SmtpException error, SendingSettings sending, OutgoingMail mail, bool isReused)
        {
            SmtpBrokenException broken = error as SmtpBrokenException;
            if (broken != null)
            {
                if (broken.PerhapsDelivered || _composer.AttachmentBytes > 0) return false;
                bool isStalled = broken.Cause == SmtpBreak.Timeout && _session.IsPipelining;
                if (isStalled) _notes.Set(sending.Host, HostNotes.NoPipelining, "");
                return isReused || isStalled;
            }
            if (!_isChunked || sending.Transfer == TransferMode.Bdat || mail.IsTrial) return false;
            if (!IsRefusalOfBdat((SmtpRefusedException)error)) return false;
            _notes.Set(sending.Host, HostNotes.NoBdat, HostNotes.BdatPassed);
            return true;
        }

        /// <summary>The server refuses the way, not the mail: it does not know the command, or finds the content too
        /// long or malformed, as Exchange was seen to do at the end of BDAT (RFC 3463 3.6, 3.7).</summary>
        private static bool IsRefusalOfBdat(SmtpRefusedException error)
        {
            if (error.Phase != SmtpPhase.Body && error.Phase != SmtpPhase.EndOfData) return false;
            int code = error.Reply.Code;
            string enhanced = error.Reply.EnhancedCode;
            return (code >= 500 && code <= 504) || enhanced.StartsWith("5.5.") || enhanced.StartsWith("5.6.")
                || enhanced == "5.3.4";
        }

        /// <summary>Ends the conversation as politely as its state allows.</summary>
        private void Leave()
        {
            try
            {
                _session.GiveUpChunks();
                _session.Quit();
            }
            catch (SmtpException)
            {
                _session.Abort();
            }
        }

        private void Connect(SendingSettings sending, SmtpTranscript transcript)
        {
            string[] addresses = _hal.Network.Resolve(sending.Host, ResolveTimeoutMs);
            Passed("dns", sending.Host + " is " + addresses[0]);
            _phase = "connect";
            IConnection connection = null;
            for (int i = 0; connection == null; i++)
            {
                bool isLast = i + 1 >= addresses.Length || i + 1 >= AddressLimit;
                connection = TryConnect(addresses[i], sending.Port, isLast);
            }
            lock (_lock) _connection = connection;
            StopIfCancelled();
            Passed("tcp", connection.RemoteAddress + ":" + sending.Port.ToString());
            _phase = "tlsHandshake";
            if (sending.Tls == TlsMode.Implicit)
            {
                StartTls(connection, sending);
                Passed("tls", "");
            }
            _phase = "greeting";
            _session.Open(connection, _timeouts, transcript);
            Passed("greeting", "");
        }

        /// <summary>TLS from the connection's start, or by STARTTLS in the session (no connection).</summary>
        private void StartTls(IConnection connection, SendingSettings sending)
        {
            TlsOptions options = NewTlsOptions(sending);
            HandshakeMark.Begin(_hal.Flash, _hal.Clock, sending.Host);
            try
            {
                if (connection != null) connection.StartTls(options, _timeouts.TlsMs);
                else _session.StartTls(options);
            }
            finally
            {
                HandshakeMark.End(_hal.Flash);
            }
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
            Passed("ehlo", _session.Capabilities.HelloText);
            TlsMode tls = settings.Sending.Tls;
            bool isOffered = _session.Capabilities.StartTls;
            if (tls == TlsMode.Required || (tls == TlsMode.WhenOffered && isOffered))
            {
                StartTls(null, settings.Sending);
                Passed("tls", "");
                Passed("ehlo", _session.Capabilities.HelloText);
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
            // PLAIN needs one wait where LOGIN needs three.
            _session.Authenticate(_session.Capabilities.OffersAuth("PLAIN")
                ? (SaslMechanism)new SaslPlain(sending.User, sending.Password)
                : new SaslLogin(sending.User, sending.Password));
            Passed("auth", "");
        }

        private void Transfer(Settings settings, OutgoingMail mail, DeliveryResult result)
        {
            _phase = "mailFrom";
            SmtpEnvelope envelope = new SmtpEnvelope
            {
                From = mail.From.Address,
                Recipients = result.Recipients,
                LimitBytes = settings.Sending.SizeLimitBytes,
                AllowsPipelining = !_notes.Has(settings.Sending.Host, HostNotes.NoPipelining),
                Transfer = ChooseTransfer(settings.Sending, mail)
            };
            envelope.IsBinary = envelope.Transfer == SmtpTransfer.Bdat && CanTakeBinary();
            _isChunked = envelope.Transfer == SmtpTransfer.Bdat;
            _composer.Begin(settings, mail, _session.Capabilities.SmtpUtf8,
                envelope.IsBinary ? TransferEncoding.Binary : TransferEncoding.Base64);
            long lengthBytes = mail.Content.LengthBytes;
            if (lengthBytes >= 0) envelope.SizeBytes = _composer.MeasureBytes(lengthBytes);
            ByteSink wire = _session.BeginMessage(envelope);
            _phase = "body";
            _composer.Write(wire);
            if (Peaks != null) Peaks.NoteSending();
            lock (_lock)
            {
                if (_cancelled) throw new CancelledException();
                _isPastTheEnd = true;
            }
            _phase = "endOfData";
            _composer.End();
            _session.EndMessage();
            if (_isChunked) _notes.Set(settings.Sending.Host, HostNotes.BdatPassed, HostNotes.NoBdat);
            Accept(result, settings);
        }

        /// <summary>
        /// BDAT where the document's length is known, the server offers it and has not failed at it. Microsoft 365 has
        /// a history of failing at the end of real mails, so there it waits for a trial that passed.
        /// </summary>
        private SmtpTransfer ChooseTransfer(SendingSettings sending, OutgoingMail mail)
        {
            bool canChunk = _session.Capabilities.Chunking && mail.Content.LengthBytes >= 0;
            if (!canChunk || (sending.Transfer == TransferMode.Data && !mail.IsTrial)) return SmtpTransfer.Data;
            if (sending.Transfer == TransferMode.Bdat || mail.IsTrial) return SmtpTransfer.Bdat;
            if (_notes.Has(sending.Host, HostNotes.NoBdat)) return SmtpTransfer.Data;
            bool isTrusted = !IsMicrosoft(sending.Host) || _notes.Has(sending.Host, HostNotes.BdatPassed);
            return isTrusted ? SmtpTransfer.Bdat : SmtpTransfer.Data;
        }

        /// <summary>
        /// Dovecot's submission service (2.3.19) offers BINARYMIME where the server behind it does, and then turns every LF
        /// of a document into CR LF on the way: seen in tests/Interop. It greets with its name.
        /// </summary>
        private bool CanTakeBinary()
        {
            return _session.Capabilities.BinaryMime && _session.Greeting.IndexOf("Dovecot") < 0;
        }

        private static bool IsMicrosoft(string host)
        {
            string name = host.ToLower();
            return name.EndsWith(".office365.com") || name.EndsWith(".outlook.com") || name.EndsWith(".mx.microsoft")
                || name.EndsWith(".office365.us") || name.EndsWith(".azurecomm.net");
        }

        private void Accept(DeliveryResult result, Settings settings)
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
            return Symptoms.Diagnose(symptom, settings, _hal.Clock);
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
            if (mail.Envelope != null) return Recipients(mail.Envelope);
            SmtpRecipient[] all = new SmtpRecipient[mail.To.Length + mail.Cc.Length + mail.Bcc.Length];
            int count = Append(all, 0, mail.To);
            count = Append(all, count, mail.Cc);
            count = Append(all, count, mail.Bcc);
            SmtpRecipient[] recipients = new SmtpRecipient[count];
            Array.Copy(all, recipients, count);
            return recipients;
        }

        private static SmtpRecipient[] Recipients(string[] addresses)
        {
            SmtpRecipient[] recipients = new SmtpRecipient[addresses.Length];
            for (int i = 0; i < addresses.Length; i++) recipients[i] = new SmtpRecipient { Address = addresses[i] };
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
