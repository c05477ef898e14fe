using MimeKit;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Tests.Faults.PowerCuts;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.Endurance
{
    /// <summary>
    /// One device over thousands of jobs, with whatever can happen to it in random order: the server down, greylisting,
    /// throttling, refusing, not answering, lines that break; jams; power cuts at any operation; a clock that jumps or is not
    /// set; a person who retries, readdresses and deletes. At quiet moments, and in the end, everything must be accounted for:
    /// each accepted mail arrived, or a person deleted it; no copy too many; documents whole; memory and sockets flat; few
    /// writes to flash.
    /// </summary>
    public sealed class EnduranceRun
    {
        private const int QuietEvery = 50;
        private const int MemorySlackBytes = 4096;
        private const string Refusable = "c@example.com";

        private static readonly Settings Settings = Settings.Parse(QueueRig.SettingsText);

        private readonly Random _random;
        private readonly QueueRig _rig;
        private readonly HashSet<string> _deleted = [];
        private readonly Dictionary<string, string[]> _expected = [];
        private readonly HashSet<(ModelMail Mail, string Recipient)> _excused = [];
        private readonly int _seed;
        private int _checkedMails;
        private long _idleBytes;

        public EnduranceRun(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            _rig = new QueueRig(Settings, seed);
            _rig.OnChange = Hear;
        }

        /// <summary>Presses so far.</summary>
        public int Presses { get; private set; }

        /// <summary>Presses that the device refused, cancelled or could not scan; nobody was told that it has them.</summary>
        public int NotAccepted => Presses - _rig.Accepted.Count;

        public int Accepted => _rig.Accepted.Count;
        public int Deleted => _deleted.Count;
        public int PowerCuts { get; private set; }
        public int Tries { get; private set; }
        public int Repeats { get; private set; }

        /// <summary>The most that was reachable at a quiet moment, counted as the board counts.</summary>
        public long PeakBytes { get; private set; }

        /// <summary>Files and bytes that the flash takes for a job when nothing goes wrong. Throws
        /// <see cref="BrokenInvariantException"/> where that is more than it was built for.</summary>
        public static (double Files, long Bytes) CalmCost()
        {
            const int Jobs = 40;
            var rig = new QueueRig(Settings);
            for (int i = 0; i < Jobs; i++)
            {
                rig.Press();
                rig.SendDue();
            }
            (double files, long bytes) = (rig.Flash.FilesWritten / (double)Jobs, rig.Flash.BytesWritten / Jobs);
            // Four states of its record, its document, and the log after the scan and after the mail.
            if (files > 7) throw new BrokenInvariantException($"{files} files were written for a job in which nothing went wrong");
            return (files, bytes);
        }

        public long FilesWritten => _rig.Flash.FilesWritten;
        public long BytesWritten => _rig.Flash.BytesWritten;
        public int Mails => _rig.Server.Mails.Count;

        /// <summary>Runs so many presses. Throws <see cref="BrokenInvariantException"/> with seed and press.</summary>
        public void Run(int jobs, Action<int>? progress = null)
        {
            try
            {
                while (Presses < jobs)
                {
                    Guarded(Happen);
                    if (Presses % QuietEvery != 0) continue;
                    Quiet();
                    progress?.Invoke(Presses);
                    Presses++;
                    Guarded(() => _rig.Press());
                }
                Quiet();
                Settle();
            }
            catch (Exception error)
            {
                throw new BrokenInvariantException($"seed {_seed}, press {Presses}: {error.Message}\n{error.StackTrace}");
            }
        }

        private void Hear(Job job)
        {
            if (job.State == JobState.Sending) Tries++;
            if (job.State == JobState.Kept && job.Result is null)
            {
                _expected[job.MessageId] = job.Profile.To.Concat(job.Profile.Cc).Select(to => to.Address).ToArray();
            }
        }

        /// <summary>Something happens, and now and then the power goes while it does.</summary>
        private void Guarded(Action action)
        {
            if (_random.Next(12) == 0) _rig.Flash.CutAt(_random.Next(1, 40), _random.Next());
            try
            {
                action();
            }
            catch (PowerCutException)
            {
                // The device starts again below.
            }
            bool isOff = _rig.Flash.IsOff;
            _rig.Flash.PowerOn();
            if (!isOff) return;
            PowerCuts++;
            _rig.Clock.IsSet = _random.Next(4) > 0;
            _rig.Boot();
            ExcuseForgotten();
        }

        private void Happen()
        {
            switch (_random.Next(20))
            {
                case < 8:
                    Presses++;
                    Press();
                    break;
                case < 12:
                    _rig.SendDue();
                    break;
                case < 15:
                    ChangeMood();
                    break;
                case 15:
                    Order();
                    break;
                case 16:
                    _rig.Clock.SetUtc(_rig.Clock.UtcNow.AddHours(_random.Next(-2000, 2000) / 10.0));
                    break;
                default:
                    _rig.Clock.Sleep(_random.Next(1, 3_600_000));
                    _rig.SendDue();
                    break;
            }
        }

        private void Press()
        {
            SimScanner scanner = _rig.Hal.Scanner;
            scanner.Pages.Clear();
            for (int i = _random.Next(3); i >= 0; i--)
            {
                scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: _random.Next(100, 20_000), seed: _random.Next())));
            }
            scanner.Fault = _random.Next(15) == 0 ? (ScanFailure.Jam, 1, _random.Next(20_000)) : null;
            int cancelAt = _random.Next(30) == 0 ? _random.Next(20_000) : int.MaxValue;
            bool isSendingMeanwhile = _random.Next(4) == 0;
            scanner.Reading = (_, at) =>
            {
                if (at >= cancelAt) _rig.Queue.Cancel();
                if (isSendingMeanwhile) _rig.Queue.SendOnce();
            };
            _rig.Press(_random.Next(2));
            scanner.Reading = null;
        }

        private void ChangeMood()
        {
            ModelServer server = _rig.Server;
            server.IsDown = _random.Next(4) == 0;
            server.EndOfData = _random.Next(8) switch
            {
                0 => () => null,
                1 => () => "451 4.3.0 later",
                2 => () => "432 4.3.2 too many",
                3 => () => "554 5.7.1 no",
                _ => () => "250 2.0.0 queued"
            };
            int mood = _random.Next(6);
            server.Recipient = address => mood == 0 && address == Refusable ? "550 5.1.1 nobody here"
                : mood == 1 ? "450 4.2.0 greylisted" : mood == 2 && address[0] == 'b' ? "451 4.7.1 later" : "250 ok";
            int breakAt = _random.Next(3) == 0 ? _random.Next(1, 60) : int.MaxValue;
            int turns = 0;
            server.Event = () =>
            {
                if (_rig.Flash.IsOff) throw new PowerCutException("a turn after the cut");
                if (++turns % breakAt == 0) throw new NetworkException(NetworkFailure.Reset, "the line broke");
            };
        }

        /// <summary>A person looks at what is held.</summary>
        private void Order()
        {
            foreach (SpoolRecord record in _rig.Records().Where(record => SpoolStates.NeedsPerson(record.State)))
            {
                switch (_random.Next(4))
                {
                    case 0:
                        // What is cut here may be deleted or not.
                        _deleted.Add(record.MessageId);
                        _rig.Queue.Delete(record.Number);
                        break;
                    case 1:
                        // What is cut here may count or not: both are an end for the old recipients.
                        _expected[record.MessageId] = [];
                        _rig.Queue.Readdress(record.Number, [MailAddress.Parse("to", "new@example.com")]);
                        break;
                    default:
                        _rig.Queue.Retry(record.Number);
                        break;
                }
            }
        }

        /// <summary>Mails whose 250 was read, and which no record knows of after a power cut, may come once more.</summary>
        private void ExcuseForgotten()
        {
            List<SpoolRecord> records = _rig.Records();
            foreach (ModelMail mail in _rig.Server.Mails.Skip(Math.Max(0, _rig.Server.Mails.Count - 40)))
            {
                SpoolRecord? record = records.Find(candidate => candidate.MessageId == mail.MessageId);
                if (record is null || record.State == SpoolState.Delivered) continue;
                foreach (SpoolRecipient recipient in record.Recipients.Where(recipient => recipient.State != RecipientState.Delivered))
                {
                    if (mail.Recipients.Contains(recipient.Address)) _excused.Add((mail, recipient.Address));
                }
            }
        }

        /// <summary>The server is well, time passes, and what is held is retried until nothing waits; then it is looked at what
        /// must be true.</summary>
        private void Quiet()
        {
            ModelServer server = _rig.Server;
            server.IsDown = false;
            server.EndOfData = () => "250 2.0.0 queued";
            server.Recipient = _ => "250 ok";
            server.Event = null;
            _rig.Clock.IsSet = true;
            for (int i = 0; i < 30 && _rig.Records().Exists(record => record.State != SpoolState.Delivered); i++)
            {
                _rig.SendDue();
                foreach (SpoolRecord record in _rig.Records().Where(record => SpoolStates.NeedsPerson(record.State)))
                {
                    if (record.Reason.Length == 0) throw new BrokenInvariantException($"job {record.Number} needs a person without a reason");
                    _rig.Queue.Retry(record.Number);
                }
                _rig.Clock.Sleep(20 * 60_000);
            }
            _rig.SendDue();
            CheckQuiet();
            CheckMails();
        }

        private void CheckQuiet()
        {
            SpoolRecord? left = _rig.Records().Find(record => record.State != SpoolState.Delivered);
            if (left is not null) throw new BrokenInvariantException($"job {left.Number} is still {SpoolStates.Name(left.State)}: {left.Reason}");
            if (_rig.Queue.Spool.Problem.Contains("corrupt", StringComparison.Ordinal)) throw new BrokenInvariantException(_rig.Queue.Spool.Problem);
            if (_rig.Flash.Files.Keys.Any(name => name.EndsWith(".doc", StringComparison.Ordinal) || name.EndsWith(".new", StringComparison.Ordinal)))
            {
                throw new BrokenInvariantException("files are left over: " + string.Join(", ", _rig.Flash.Files.Keys));
            }
            if (_rig.Server.OpenConnections > 0) throw new BrokenInvariantException($"{_rig.Server.OpenConnections} connections are open");
            if (_rig.Hal.Scanner.OpenSessions > 0) throw new BrokenInvariantException("a scan is open");
            long bytes = DeviceHeap.CountReachableBytes(_rig.Queue);
            if (_idleBytes == 0) _idleBytes = bytes;
            PeakBytes = Math.Max(PeakBytes, bytes);
            if (bytes > _idleBytes + MemorySlackBytes) throw new BrokenInvariantException($"{bytes} bytes are reachable, {_idleBytes} were");
            if (FilesWritten > 4L * Presses + 5L * Tries + 20L * PowerCuts + 50)
            {
                throw new BrokenInvariantException($"{FilesWritten} files written for {Presses} presses and {Tries} tries");
            }
        }

        private void CheckMails()
        {
            for (; _checkedMails < _rig.Server.Mails.Count; _checkedMails++)
            {
                ModelMail mail = _rig.Server.Mails[_checkedMails];
                CheckDocument(mail);
                if (!mail.IsAnswered) _excused.UnionWith(mail.Recipients.Select(recipient => (mail, recipient)));
            }
        }

        private static void CheckDocument(ModelMail mail)
        {
            MimeMessage message = MimeMessage.Load(new MemoryStream(mail.Content));
            mail.Content = [];
            if (message.Subject!.Contains("needs you", StringComparison.Ordinal)) return;
            var pdf = new MemoryStream();
            ((MimePart)message.Attachments.Single()).Content!.DecodeTo(pdf);
            ReadOnlySpan<byte> bytes = pdf.ToArray();
            if (!bytes.StartsWith("%PDF"u8) || bytes[^16..].IndexOf("%%EOF"u8) < 0)
            {
                throw new BrokenInvariantException($"the document of {mail.MessageId} is not whole");
            }
        }

        /// <summary>Every accepted mail is where it belongs, and nobody has a copy too many.</summary>
        private void Settle()
        {
            Dictionary<(string, string), int> copies = _rig.Server.Mails
                .SelectMany(mail => mail.Recipients.Select(recipient => (mail.MessageId, recipient)))
                .GroupBy(copy => copy).ToDictionary(group => group.Key, group => group.Count());
            foreach (((string messageId, string recipient), int count) in copies)
            {
                int excused = _excused.Count(excuse => excuse.Mail.MessageId == messageId && excuse.Recipient == recipient);
                if (count > 1 + excused) throw new BrokenInvariantException($"{recipient} has {count} copies of {messageId}, {excused} excused");
                if (count > 1) Repeats++;
            }
            foreach ((string messageId, string[] recipients) in _expected)
            {
                if (_deleted.Contains(messageId)) continue;
                foreach (string recipient in recipients)
                {
                    if (!copies.ContainsKey((messageId, recipient))) throw new BrokenInvariantException($"{messageId} did not reach {recipient}");
                }
            }
        }
    }
}
