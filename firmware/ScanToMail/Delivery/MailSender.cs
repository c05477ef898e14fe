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
        private const int AttemptLimit = 3;
        private const int SynchronizeTimeoutMs = 20000;

        /// <summary>Servers close idle connections after a minute and more; this one is given up well before.</summary>
        private const int IdleLimitMs = 20000;

        /// <summary>Heap from which on a chunk has a buffer of its own while it is sent (boards with PSRAM; without it
        /// there are 60 to 110 KB).</summary>
        private const int LargeHeapBytes = 256 * 1024;

        /// <summary>What one record of TLS holds (RFC 8446 5.1, RFC 5246 6.2.1).</summary>
        private const int TlsRecordBytes = 16384;

        private readonly IHal _hal;
        private readonly ServerLink _link;
        private readonly SmtpSession _session;
        private readonly MessageComposer _composer;
        private readonly HostNotes _notes;
        private bool _isChunked;
        private Settings _openFor;
        private IConnection _openConnection;
        private long _openSinceMs;

        /// <summary>A sender over a board, with the wire buffer that all its conversations share.</summary>
        public MailSender(IHal hal, byte[] wireBuffer)
        {
            _hal = hal;
            SignIn = new SignInDesk(hal);
            _link = new ServerLink(hal, wireBuffer, SignIn);
            _session = _link.Session;
            _composer = new MessageComposer(hal);
            _notes = new HostNotes(hal.Flash);
            Limits = new SendingLimits(hal.Clock);
        }

        /// <summary>The sign-in by OAuth.</summary>
        public SignInDesk SignIn { get; }

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
            return _link.Cancel();
        }

        /// <summary>
        /// Whether the connection stays open after a mail that went well, because the next one is waiting already. Who
        /// sets it calls <see cref="CloseIdle"/> when none comes.
        /// </summary>
        public bool KeepsOpen { get; set; }

        /// <summary>The device's public address as a server greeted it with last, since the device was switched on, or
        /// "".</summary>
        public string PublicAddress
        {
            get { return _link.PublicAddress; }
        }

        /// <summary>Who looks at the device's own certificate before a connection is opened.</summary>
        internal CertificateCheck CertificateCheck
        {
            set { _link.CertificateCheck = value; }
        }

        /// <summary>The limits of sending.</summary>
        public SendingLimits Limits { get; }

        /// <summary>Where memory figures go, or null.</summary>
        internal MemoryPeaks Peaks { get; set; }

        /// <summary>Says goodbye on a connection that was kept open.</summary>
        public void CloseIdle()
        {
            if (_openFor == null) return;
            _openFor = null;
            _link.Leave();
        }

        /// <summary>
        /// Asks DNS for a domain's mail servers, the one to try first first; null where that fails. The problem is why, or
        /// what to do where none of them is Microsoft's; null where all is well.
        /// </summary>
        public MxRecord[] FindMx(Settings settings, string domain, out Diagnosis problem)
        {
            CloseIdle();
            Symptom symptom = NewSymptom("dns.notMicrosoft", "resolve");
            symptom.Server = domain;
            problem = null;
            try
            {
                MxRecord[] records = _link.FindMx(domain);
                for (int i = 0; i < records.Length; i++)
                {
                    if (records[i].IsMicrosoft) return records;
                }
                problem = Symptoms.Diagnose(symptom, settings, _hal.Clock);
                return records;
            }
            catch (Exception error)
            {
                if (!Symptoms.Fill(symptom, error, "resolve")) throw;
                problem = Symptoms.Diagnose(symptom, settings, _hal.Clock);
                return null;
            }
        }

        /// <summary>One try. Blocks until its end; every wait in it has a timeout.</summary>
        public DeliveryResult Send(Settings settings, OutgoingMail mail, SmtpTranscript transcript)
        {
            DeliveryResult result = new DeliveryResult { Recipients = Recipients(mail) };
            Begin();
            try
            {
                if (!_hal.Clock.IsSet) return Fail(result, settings, NewSymptom("clock.notSet", "clock"));
                Converse(settings, mail, transcript, result);
            }
            catch (CancelledException)
            {
                result.Outcome = DeliveryOutcome.Cancelled;
            }
            catch (Exception error)
            {
                if (error is SmtpRefusedException) _link.Leave();
                if (!Explain(result, settings, error)) throw;
            }
            finally
            {
                End(mail, result);
            }
            return result;
        }

        /// <summary>
        /// Walks to the server with a mail to one recipient as far as RCPT and back, and tells of each step that went well.
        /// Returns why a step failed, or null when none did. Nothing is sent.
        /// </summary>
        public Diagnosis Probe(Settings settings, OutgoingMail mail, ConnectionSteps steps, SmtpTranscript transcript)
        {
            DeliveryResult result = new DeliveryResult { Recipients = Recipients(mail) };
            CloseIdle();
            Begin();
            _link.Steps = steps;
            try
            {
                Walk(settings, mail, transcript, result);
            }
            catch (Exception error)
            {
                if (error is SmtpRefusedException) _link.Leave();
                if (!Explain(result, settings, error)) throw;
            }
            finally
            {
                _link.Steps = null;
                End(mail, result);
            }
            return result.Diagnosis;
        }

        private void Walk(Settings settings, OutgoingMail mail, SmtpTranscript transcript, DeliveryResult result)
        {
            WalkNetwork();
            string[] hosts = _link.FindHosts(settings.Sending);
            _link.Passed("dns", hosts[0] + " is " + _link.Resolve(hosts[0]));
            if (!_hal.Clock.IsSet && !_hal.Clock.Synchronize(settings.Time.Servers, SynchronizeTimeoutMs))
            {
                Fail(result, settings, NewSymptom("clock.notSet", "clock"));
                return;
            }
            _link.Passed("clock", _hal.Clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") + " UTC");
            _link.OpenAt(settings, hosts, transcript);
            _link.Phase = "mailFrom";
            SmtpEnvelope envelope = new SmtpEnvelope
            {
                From = mail.From.Address, Recipients = result.Recipients, Transfer = SmtpTransfer.None
            };
            try
            {
                _session.Probe(envelope);
            }
            catch (SmtpException error)
            {
                if (error.Phase == SmtpPhase.RcptTo) _link.Passed("mailFrom", mail.From.Address);
                throw;
            }
            _link.Passed("mailFrom", mail.From.Address);
            _link.Passed("rcptTo", result.Recipients[0].Address);
            _link.Phase = "rset";
            _session.Reset();
            _link.Passed("rset", "nothing was sent");
            _session.Quit();
        }

        /// <summary>An address set by hand is there without a cable, too: so the link comes first.</summary>
        private void WalkNetwork()
        {
            INetwork network = _hal.Network;
            _link.Phase = "link";
            if (!network.HasLink)
            {
                bool hasCard = network.MacAddress.Length > 0;
                throw new NetworkException(hasCard ? NetworkFailure.NoLink : NetworkFailure.NoInterface, network.Problem);
            }
            _link.Passed("link", network.MacAddress);
            _link.Phase = "address";
            if (!network.IsUp) throw new NetworkException(NetworkFailure.NoAddress, network.Problem);
            _link.Passed("address", network.OwnAddress);
        }

        private void Begin()
        {
            _link.Begin();
            _composer.Clear();
        }

        private void End(OutgoingMail mail, DeliveryResult result)
        {
            _link.End(_openFor != null);
            mail.Content.Close();
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
                    if (!isReused) _link.Open(settings, transcript);
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
                _link.Leave();
                isReused = false;
            }
            if (KeepsOpen) StayOpen(settings);
            else _session.Quit();
        }

        private void Prepare(OutgoingMail mail)
        {
            _link.Phase = "scan";
            mail.Content.Prepare();
        }

        private bool IsOpenFor(Settings settings)
        {
            bool isOpen = _openFor == settings && _session.State == SmtpState.Ready
                && _hal.Clock.MonotonicMs - _openSinceMs < IdleLimitMs;
            if (!isOpen && _session.State != SmtpState.Closed) _link.Leave();
            _link.Resume(isOpen ? _openConnection : null);
            return isOpen;
        }

        private void StayOpen(Settings settings)
        {
            _openFor = settings;
            _openSinceMs = _hal.Clock.MonotonicMs;
            _openConnection = _link.Connection;
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
                if (isStalled) _notes.Set(_link.Host, HostNotes.NoPipelining, "");
                return isReused || isStalled;
            }
            if (!_isChunked || !IsRefusalOfBdat((SmtpRefusedException)error)) return false;
            _notes.Set(_link.Host, HostNotes.NoBdat, HostNotes.BdatPassed);
            return sending.Transfer != TransferMode.Bdat && !mail.IsTrial;
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

        private void Transfer(Settings settings, OutgoingMail mail, DeliveryResult result)
        {
            _link.Phase = "mailFrom";
            SmtpEnvelope envelope = new SmtpEnvelope
            {
                From = mail.From.Address,
                Recipients = result.Recipients,
                LimitBytes = settings.Sending.SizeLimitBytes,
                AllowsPipelining = !_notes.Has(_link.Host, HostNotes.NoPipelining),
                Transfer = ChooseTransfer(settings.Sending, mail)
            };
            envelope.BodyBuffer = NewBodyBuffer(envelope);
            envelope.IsBinary = envelope.Transfer == SmtpTransfer.Bdat && CanTakeBinary();
            _isChunked = envelope.Transfer == SmtpTransfer.Bdat;
            _composer.Begin(settings, mail, _session.Capabilities.SmtpUtf8,
                envelope.IsBinary ? TransferEncoding.Binary : TransferEncoding.Base64);
            long lengthBytes = mail.Content.LengthBytes;
            if (lengthBytes >= 0) envelope.SizeBytes = _composer.MeasureBytes(lengthBytes);
            ByteSink wire = _session.BeginMessage(envelope);
            _link.Phase = "body";
            _composer.Write(wire);
            if (Peaks != null) Peaks.NoteSending();
            _link.PassTheEnd();
            Limits.Count(CountAccepted(result));
            _link.Phase = "endOfData";
            _composer.End();
            _session.EndMessage();
            if (_isChunked) _notes.Set(_link.Host, HostNotes.BdatPassed, HostNotes.NoBdat);
            Accept(result, settings);
        }

        /// <summary>Where the heap has room: a chunk and its line go in one write, and by DATA a write is one full record of TLS.
        /// Elsewhere the buffer that is there anyway does.</summary>
        private byte[] NewBodyBuffer(SmtpEnvelope envelope)
        {
            if (_hal.Memory.TotalBytes < LargeHeapBytes) return null;
            bool isChunked = envelope.Transfer == SmtpTransfer.Bdat;
            return new byte[isChunked ? SmtpSession.OneWriteBytes(envelope.ChunkBytes) : TlsRecordBytes];
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
            if (_notes.Has(_link.Host, HostNotes.NoBdat)) return SmtpTransfer.Data;
            bool isTrusted = !MicrosoftHosts.Has(_link.Host) || _notes.Has(_link.Host, HostNotes.BdatPassed);
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

        private static int CountAccepted(DeliveryResult result)
        {
            int accepted = 0;
            for (int i = 0; i < result.Recipients.Length; i++)
            {
                if (result.Recipients[i].Accepted) accepted++;
            }
            return accepted;
        }

        private void Accept(DeliveryResult result, Settings settings)
        {
            SmtpRecipient refused = null;
            for (int i = 0; i < result.Recipients.Length && refused == null; i++)
            {
                if (!result.Recipients[i].Accepted) refused = result.Recipients[i];
            }
            result.Outcome = refused == null
                ? DeliveryOutcome.Delivered : DeliveryOutcome.PartlyDelivered;
            if (refused == null) return;
            result.Diagnosis = DiagnoseRecipient(refused, settings);
            JudgeRecipients(result, settings);
        }

        /// <summary>
        /// Finds out by the catalogue whom a later try may still reach. Recipients with the same codes share a diagnosis,
        /// for a long list is mostly refused alike.
        /// </summary>
        private void JudgeRecipients(DeliveryResult result, Settings settings)
        {
            Diagnosis last = result.Diagnosis;
            for (int i = 0; i < result.Recipients.Length; i++)
            {
                SmtpRecipient recipient = result.Recipients[i];
                if (recipient.Accepted || recipient.Reply == null || recipient.Reply.IsPositive) continue;
                if (!IsSameReply(last.Symptom.Reply, recipient.Reply)) last = DiagnoseRecipient(recipient, settings);
                recipient.MayTryAgain = last.Retry;
                if (last.Retry && result.PutOff == null) result.PutOff = last;
            }
        }

        private static bool IsSameReply(SmtpReply left, SmtpReply right)
        {
            return left != null && left.Code == right.Code && left.EnhancedCode == right.EnhancedCode
                && left.Text == right.Text;
        }

        private Diagnosis DiagnoseRecipient(SmtpRecipient recipient, Settings settings)
        {
            Symptom symptom = NewSymptom("reply", SmtpPhases.Name(SmtpPhase.RcptTo));
            symptom.Reply = recipient.Reply;
            symptom.Recipient = recipient.Address;
            return Diagnose(symptom, settings);
        }

        /// <summary>Puts a known failure into the result; false for a fault of the firmware itself.</summary>
        private bool Explain(DeliveryResult result, Settings settings, Exception error)
        {
            if (_link.IsCancelled)
            {
                result.Outcome = DeliveryOutcome.Cancelled;
                return true;
            }
            Symptom symptom = new Symptom();
            if (!Symptoms.Fill(symptom, error, _link.Phase)) return false;
            result.Diagnosis = Diagnose(symptom, settings);
            if (error is SmtpRefusedException && _link.Phase == "endOfData")
            {
                RefuseAccepted(result.Recipients, ((SmtpRefusedException)error).Reply);
            }
            Conclude(result, settings);
            if (symptom.Kind == "scan.cancelled") result.Outcome = DeliveryOutcome.Cancelled;
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
                if (!recipients[i].Accepted) continue;
                recipients[i].Accepted = false;
                recipients[i].Reply = reply;
            }
        }

        private DeliveryResult Fail(DeliveryResult result, Settings settings, Symptom symptom)
        {
            result.Diagnosis = Diagnose(symptom, settings);
            Conclude(result, settings);
            return result;
        }

        /// <summary>Refused is what the server said no to and no later try can change for anybody.</summary>
        private void Conclude(DeliveryResult result, Settings settings)
        {
            JudgeRecipients(result, settings);
            Symptom symptom = result.Diagnosis.Symptom;
            bool isFinal = symptom.Kind == "reply" && !symptom.Reply.IsTransient && !result.Diagnosis.Retry;
            result.Outcome = isFinal && result.PutOff == null && !IsAnyPutOff(result.Recipients)
                ? DeliveryOutcome.Refused : DeliveryOutcome.NotSent;
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
            symptom.Server = symptom.Phase == "signIn" ? SignInDesk.ServerOf(settings) : _link.ServerOf(settings.Sending);
            symptom.IsTls = _link.IsTls;
            symptom.PublicAddress = _link.PublicAddress;
            return Symptoms.Diagnose(symptom, settings, _hal.Clock);
        }

        private static Symptom NewSymptom(string kind, string phase)
        {
            return new Symptom { Kind = kind, Phase = phase };
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
