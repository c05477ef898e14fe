using System.Text;
using MimeKit;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.PowerCuts
{
    /// <summary>
    /// Runs scenarios and cuts the power at every operation on flash, and at every turn of the conversations with the server;
    /// then again at every operation of the boot behind it. After each boot, and after everything has been sent that can be,
    /// it looks at what must always be true: no accepted mail is lost; none comes twice except where the cut fell between
    /// the server's 250 and the record of it, and then with the same Message-ID; documents are whole; settings are old or
    /// new; the spool is within its limit and leaves nothing behind.
    /// </summary>
    /// <param name="seed">Decides what cuts leave of files that were open.</param>
    /// <param name="drawsPerCut">How often each place is tried.</param>
    /// <param name="cutsTwice">Whether the boot behind a cut is cut too.</param>
    public sealed class PowerCutRun(int seed, int drawsPerCut, bool cutsTwice)
    {
        private const double DrainHours = 30;

        /// <summary>Cuts so far.</summary>
        public long Cuts { get; private set; }

        /// <summary>Cuts in boots that followed cuts.</summary>
        public long SecondCuts { get; private set; }

        /// <summary>Mails that came twice because the cut fell just so.</summary>
        public long Repeats { get; private set; }

        /// <summary>All places of one scenario. Throws <see cref="BrokenInvariantException"/> with seed and step.</summary>
        public void Run(Scenario scenario)
        {
            for (int draw = 0; draw < drawsPerCut; draw++)
            {
                for (int k = 1; Cut(scenario, new Step(k, false, draw, 0)); k++)
                {
                }
            }
            for (int k = 1; Cut(scenario, new Step(k, true, 0, 0)); k++)
            {
            }
        }

        /// <summary>One place: false when the scenario ends before it.</summary>
        private bool Cut(Scenario scenario, Step step)
        {
            if (!Replay(scenario, step)) return false;
            Cuts++;
            for (int j = 1; cutsTwice && Replay(scenario, step with { Second = j }); j++) SecondCuts++;
            return true;
        }

        /// <summary>
        /// One run with its cut or cuts, replayed from the start. False when the step's last cut is beyond the end of what it
        /// cuts.
        /// </summary>
        public bool Replay(Scenario scenario, Step step)
        {
            try
            {
                return TryReplay(scenario, step);
            }
            catch (Exception error) when (error is not BrokenInvariantException || !error.Message.StartsWith("seed ", StringComparison.Ordinal))
            {
                throw new BrokenInvariantException($"seed {seed}, \"{scenario.Name}\", {step}: {error.Message}\n{error.StackTrace}");
            }
        }

        private bool TryReplay(Scenario scenario, Step step)
        {
            var rig = new QueueRig(scenario.Settings, seed) { PageBytes = scenario.PageBytes, MemoryBytes = scenario.MemoryBytes };
            rig.Boot();
            rig.Server.Recipient = address => scenario.Refused.Contains(address) ? "550 5.1.1 nobody here" : "250 ok";
            scenario.Prepare(rig);
            int cutSeed = HashCode(step);
            Arm(rig, step, cutSeed);
            if (!IsCut(rig, () => scenario.Run(rig))) return false;
            if (step.Second > 0)
            {
                rig.Flash.CutAt(step.Second, cutSeed + 1);
                if (!IsCut(rig, rig.Boot)) return false;
            }
            Prove(scenario, rig);
            return true;
        }

        private static void Arm(QueueRig rig, Step step, int cutSeed)
        {
            if (!step.IsInConversation)
            {
                rig.Flash.CutAt(step.First, cutSeed);
                return;
            }
            int turns = 0;
            rig.Server.Event = () =>
            {
                if (rig.Flash.IsOff) throw new PowerCutException("a turn after the cut");
                if (++turns == step.First) rig.Flash.CutNow(cutSeed, $"turn {turns} of the conversations");
            };
        }

        private static bool IsCut(QueueRig rig, Action action)
        {
            try
            {
                action();
            }
            catch (PowerCutException)
            {
                // Looked at below: whoever swallowed it is found out by the flash.
            }
            bool isCut = rig.Flash.IsOff;
            rig.Flash.PowerOn();
            rig.Server.Event = null;
            return isCut;
        }

        private void Prove(Scenario scenario, QueueRig rig)
        {
            rig.Boot();
            CheckFlash(rig);
            scenario.Check(rig);
            Dictionary<(string, string), int> most = MostCopies(rig);
            rig.Server.IsDown = false;
            rig.Server.EndOfData = () => "250 ok";
            rig.Server.Recipient = address => scenario.Refused.Contains(address) ? "550 5.1.1 nobody here" : "250 ok";
            scenario.Finish(rig);
            rig.Pass(DrainHours / 30);
            CheckMails(scenario, rig, most);
            CheckFlash(rig);
            CheckNothingIsLeft(rig);
        }

        /// <summary>What each recipient has, and one more where no record says so yet.</summary>
        private static Dictionary<(string, string), int> MostCopies(QueueRig rig)
        {
            var most = new Dictionary<(string, string), int>();
            List<SpoolRecord> records = rig.Records();
            foreach (ModelMail mail in rig.Server.Mails)
            {
                foreach (string recipient in mail.Recipients)
                {
                    SpoolRecord? record = records.Find(candidate => candidate.MessageId == mail.MessageId);
                    bool isKnown = record is null || record.State == SpoolState.Delivered
                        || record.Recipients.Any(known => known.Address == recipient && known.State == RecipientState.Delivered);
                    if (!isKnown && !record!.MayHaveArrived)
                    {
                        throw new BrokenInvariantException($"{mail.MessageId} is at the server, and its record does not know that it may be");
                    }
                    most[(mail.MessageId, recipient)] = rig.Server.Copies(mail.MessageId, recipient) + (isKnown ? 0 : 1);
                }
            }
            return most;
        }

        private void CheckMails(Scenario scenario, QueueRig rig, Dictionary<(string, string), int> most)
        {
            byte[] page = rig.Hal.Scanner.Pages[0].Bytes;
            foreach (ModelMail mail in rig.Server.Mails)
            {
                foreach (string recipient in mail.Recipients)
                {
                    int copies = rig.Server.Copies(mail.MessageId, recipient);
                    if (copies > most.GetValueOrDefault((mail.MessageId, recipient), 1))
                    {
                        throw new BrokenInvariantException($"{recipient} has {copies} copies of {mail.MessageId}");
                    }
                    if (copies > 1) Repeats++;
                }
                CheckDocument(mail, page);
            }
            CheckLog(rig);
            if (scenario.Deletes) return;
            foreach ((int number, string messageId) in rig.Accepted) CheckArrival(scenario, rig, number, messageId);
        }

        private static void CheckArrival(Scenario scenario, QueueRig rig, int number, string messageId)
        {
            SpoolRecord? record = rig.Records().Find(candidate => candidate.Number == number);
            string[] recipients = record is not null ? record.Recipients.Select(recipient => recipient.Address).ToArray()
                : rig.Server.Mails.Where(mail => mail.MessageId == messageId).SelectMany(mail => mail.Recipients).ToArray();
            if (recipients.Length == 0) throw new BrokenInvariantException($"job {number} is lost: neither in flash nor sent");
            foreach (string recipient in recipients.Where(recipient => !scenario.Refused.Contains(recipient)))
            {
                if (rig.Server.Copies(messageId, recipient) == 0)
                {
                    throw new BrokenInvariantException($"job {number} did not reach {recipient}: {record?.State}, {record?.Reason}");
                }
            }
            bool isRefused = recipients.Any(scenario.Refused.Contains);
            if (isRefused && record?.State != SpoolState.Refused)
            {
                throw new BrokenInvariantException($"job {number} was refused and is {record?.State.ToString() ?? "gone"}");
            }
            if (isRefused && !rig.Server.Mails.Exists(mail => IsReport(mail, number)))
            {
                throw new BrokenInvariantException($"the administrator was not told of job {number}");
            }
        }

        private static bool IsReport(ModelMail mail, int number) =>
            MimeMessage.Load(new MemoryStream(mail.Content)).Subject!.EndsWith($"job {number} needs you", StringComparison.Ordinal);

        private static void CheckDocument(ModelMail mail, byte[] page)
        {
            MimeMessage message = MimeMessage.Load(new MemoryStream(mail.Content));
            if (message.Subject!.Contains("needs you", StringComparison.Ordinal) || message.Subject.Contains("a mail is lost", StringComparison.Ordinal)) return;
            var pdf = new MemoryStream();
            ((MimePart)message.Attachments.Single()).Content!.DecodeTo(pdf);
            ReadOnlySpan<byte> bytes = pdf.ToArray();
            if (bytes.IndexOf(page) < 0 || !Encoding.Latin1.GetString(bytes[^8..]).Contains("%%EOF"))
            {
                throw new BrokenInvariantException($"the document of {mail.MessageId} is not whole");
            }
        }

        private static void CheckFlash(QueueRig rig)
        {
            Spool spool = rig.Queue.Spool;
            if (spool.UsedBytes > spool.LimitBytes) throw new BrokenInvariantException($"the spool takes {spool.UsedBytes} bytes");
            if (spool.Problem.Contains("corrupt", StringComparison.Ordinal)) throw new BrokenInvariantException(spool.Problem);
        }

        /// <summary>The log is within its size, and its newest lines can be read.</summary>
        private static void CheckLog(QueueRig rig)
        {
            long bytes = rig.Flash.Files.Where(file => file.Key.StartsWith("log/", StringComparison.Ordinal)).Sum(file => (long)file.Value.Length);
            if (bytes > EventLog.LimitBytes + 4096) throw new BrokenInvariantException($"the log takes {bytes} bytes");
            rig.Log.Add(99, "the last line");
            rig.Log.Flush();
            var lines = new LineCounter();
            new EventLog(rig.Flash, rig.Clock).WriteTo(lines, 99);
            if (lines.Count != 1) throw new BrokenInvariantException("the log does not go on");
        }

        private sealed class LineCounter : EventLogReader
        {
            public int Count { get; private set; }

            public override void Line(DateTime utc, int job, string text) => Count++;
        }

        private static void CheckNothingIsLeft(QueueRig rig)
        {
            List<SpoolRecord> records = rig.Records();
            foreach (string name in rig.Flash.Files.Keys.Where(name => name.StartsWith("spool/", StringComparison.Ordinal)))
            {
                SpoolRecord? record = records.Find(candidate => name == $"spool/{candidate.Number:D8}{name[^4..]}");
                bool isExpected = record is not null && (name.EndsWith(".job", StringComparison.Ordinal)
                    || (name.EndsWith(".doc", StringComparison.Ordinal) && record.State == SpoolState.Refused));
                if (!isExpected) throw new BrokenInvariantException($"{name} is left over");
            }
            SpoolRecord? waiting = records.Find(record => SpoolStates.IsActive(record.State));
            if (waiting is not null) throw new BrokenInvariantException($"job {waiting.Number} still waits: {waiting.Reason}");
        }

        private int HashCode(Step step) => unchecked((int)(seed * 7_919L + step.First * 104_729 + step.Draw * 1_299_709 + step.Second * 31));
    }

    /// <summary>Where the power is cut.</summary>
    /// <param name="First">The operation on flash, or the turn of a conversation, counted from 1.</param>
    /// <param name="IsInConversation">Which of the two.</param>
    /// <param name="Draw">Which of the ways for open files to survive.</param>
    /// <param name="Second">The operation of the boot behind it that is cut too; 0 for none.</param>
    public sealed record Step(int First, bool IsInConversation, int Draw, int Second)
    {
        public override string ToString() => $"cut {First}{(IsInConversation ? " (turn)" : "")} draw {Draw}"
            + (Second > 0 ? $" second {Second}" : "");
    }
}
