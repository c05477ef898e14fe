using System.Diagnostics;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.DeviceMemory;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.Faults.PowerCuts;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.Servers
{
    /// <summary>
    /// Holds conversations with hostile servers on a simulated clock. What must be true of each: it ends, and not later than
    /// its timeouts allow; memory stays within the job's limit; "delivered" is never said unless the server has got the
    /// whole message and then answered with a complete positive reply; where TLS is demanded, neither login nor mail is ever
    /// sent in clear.
    /// </summary>
    /// <param name="seed">With the conversation's number it decides everything.</param>
    public sealed class ServerFuzzRun(int seed)
    {
        /// <summary>Three attempts, each with every phase's timeout.</summary>
        private const long SimulatedLimitMs = 2L * 3600 * 1000;

        /// <summary>Counting what is reachable takes longer than the conversation.</summary>
        private const int MeasuredEvery = 20;

        private const int RealLimitMs = 20_000;
        private const int MemoryLimitBytes = 56 * 1024;
        private const string User = "scanner-user";
        private const string Password = "S3cret-Passw0rd";

        private static readonly Settings[] Variants = [.. MakeVariants()];
        private static readonly byte[] Document = MakeDocument();

        private readonly Dictionary<string, int> _outcomes = [];

        /// <summary>How often each outcome came.</summary>
        public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

        /// <summary>Conversations in which the server did something that no honest one does.</summary>
        public long Hostile { get; private set; }

        /// <summary>The most that was reachable in any conversation that was looked into, counted as the board counts.</summary>
        public long PeakBytes { get; private set; }

        /// <summary>The longest conversation on the simulated clock.</summary>
        public long LongestMs { get; private set; }

        /// <summary>Gets each conversation's transcript and outcome, for looking into one.</summary>
        public Action<string>? Trace { get; init; }

        /// <summary>One conversation. Throws <see cref="BrokenInvariantException"/> with seed and number.</summary>
        public void Run(int number)
        {
            try
            {
                Converse(number);
            }
            catch (Exception error)
            {
                throw new BrokenInvariantException($"seed {seed}, conversation {number}: {error.GetType().Name}: {error.Message}\n{error.StackTrace}");
            }
        }

        private void Converse(int number)
        {
            var random = new Random(unchecked(seed * 1_000_003 + number));
            Settings settings = Variants[random.Next(Variants.Length)];
            var hal = new SimHal(random.Next());
            hal.Flash.Files["roots.pem"] = "-----BEGIN CERTIFICATE-----"u8.ToArray();
            int calm = new[] { 50, 80, 92, 97, 99, 100 }[random.Next(6)];
            var servers = new List<HostileServer>();
            hal.Network.Server = (_, _) =>
            {
                servers.Add(new HostileServer(hal.Clock, random, calm, settings.Sending.Tls == TlsMode.Implicit));
                return servers[^1];
            };
            var sender = new MailSender(hal, new byte[JobRunner.WireBytes]);
            var transcript = new Watcher(sender, number % MeasuredEvery == 0);
            long startMs = hal.Clock.MonotonicMs;
            long start = Stopwatch.GetTimestamp();
            DeliveryResult result = sender.Send(settings, NewMail(settings, random), transcript);
            Trace?.Invoke(transcript.Text + DeliveryOutcomes.Name(result.Outcome) + ": " + result.Diagnosis?.Line());
            LongestMs = Math.Max(LongestMs, hal.Clock.MonotonicMs - startMs);
            PeakBytes = Math.Max(PeakBytes, transcript.PeakBytes);
            CheckTime(hal.Clock.MonotonicMs - startMs, Stopwatch.GetElapsedTime(start));
            CheckOutcome(result, servers);
            CheckSecrets(settings, servers, transcript.Text);
            Count(result, servers);
        }

        private static void CheckTime(long simulatedMs, TimeSpan real)
        {
            if (simulatedMs > SimulatedLimitMs) throw new BrokenInvariantException($"it took {simulatedMs / 1000} s of simulated time");
            if (real.TotalMilliseconds > RealLimitMs) throw new BrokenInvariantException($"it took {real.TotalSeconds:F1} s");
        }

        private void CheckOutcome(DeliveryResult result, List<HostileServer> servers)
        {
            bool isDelivered = result.Outcome is DeliveryOutcome.Delivered or DeliveryOutcome.PartlyDelivered;
            if (isDelivered && !servers.Exists(server => server.Took))
            {
                throw new BrokenInvariantException("delivered, but no server took it");
            }
            if (isDelivered && !result.Recipients.Any(recipient => recipient.Accepted))
            {
                throw new BrokenInvariantException("delivered to nobody");
            }
            // A server that is honest but for its last answer, or its lack of one: then nobody may say that it has nothing.
            bool isUnknown = servers.Exists(server => server.Took) && !isDelivered;
            if (isUnknown && result.Outcome != DeliveryOutcome.PerhapsDelivered && servers.TrueForAll(server => !server.HadFault))
            {
                throw new BrokenInvariantException($"a server took it, but it is {DeliveryOutcomes.Name(result.Outcome)}");
            }
            if (servers.Exists(server => !server.IsClosed)) throw new BrokenInvariantException("a connection was left open");
            if (PeakBytes > MemoryLimitBytes) throw new BrokenInvariantException($"{PeakBytes} bytes were reachable");
        }

        private static void CheckSecrets(Settings settings, List<HostileServer> servers, string transcript)
        {
            string[] secrets = [Password, Base64(Password), Base64($"\0{User}\0{Password}")];
            foreach (string secret in secrets)
            {
                if (transcript.Contains(secret, StringComparison.Ordinal)) throw new BrokenInvariantException("the transcript holds a secret");
            }
            if (settings.Sending.Tls is not (TlsMode.Required or TlsMode.Implicit)) return;
            string[] forbidden = [.. secrets, User, Base64(User), "MAIL FROM", "RCPT TO", "Subject:"];
            foreach (HostileServer server in servers)
            {
                foreach (string word in forbidden)
                {
                    if (server.Clear.Contains(word, StringComparison.Ordinal)) throw new BrokenInvariantException($"'{word}' was sent in clear");
                }
            }
        }

        private void Count(DeliveryResult result, List<HostileServer> servers)
        {
            string name = DeliveryOutcomes.Name(result.Outcome);
            _outcomes[name] = _outcomes.GetValueOrDefault(name) + 1;
            if (servers.Exists(server => server.HadFault)) Hostile++;
        }

        private static OutgoingMail NewMail(Settings settings, Random random) => new()
        {
            From = settings.Sending.From,
            To = settings.Profiles[0].To,
            Cc = settings.Profiles[0].Cc,
            Bcc = settings.Profiles[0].Bcc,
            MessageId = "<1@example.com>",
            Content = new FixedContent(Document, random.Next(2) == 0)
        };

        private static IEnumerable<Settings> MakeVariants()
        {
            foreach (string tls in new[] { "none", "required", "implicit", "whenOffered" })
            {
                foreach (string transfer in new[] { "auto", "bdat", "data" })
                {
                    bool hasLogin = tls is "required" or "implicit";
                    yield return Settings.Parse($$"""
                        { "device": { "hostname": "scanner.example.com" },
                          "sending": { "method": "onPremises", "host": "mail.example.com", "port": 2525, "tls": "{{tls}}", "transfer": "{{transfer}}",
                            {{(hasLogin ? $"\"auth\": \"basic\", \"user\": \"{User}\", \"password\": \"{Password}\"," : "\"auth\": \"none\",")}}
                            "from": "scanner@example.com" },
                          "profiles": [ { "to": ["a@example.com", "b@example.com"], "bcc": ["c@example.com"] } ] }
                        """);
                }
            }
        }

        private static byte[] MakeDocument()
        {
            var bytes = new byte[12_000];
            new Random(1).NextBytes(bytes);
            "\r\n.\r\n.QUIT\r\n"u8.CopyTo(bytes.AsSpan(500));
            return bytes;
        }

        private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

        /// <summary>A document of known or unknown length.</summary>
        private sealed class FixedContent(byte[] document, bool isLengthKnown) : MailContent
        {
            public override string Subject => "Fuzz";
            public override string Text => "Text\n.\n";
            public override string ContentType => "application/pdf";
            public override string FileName => "scan.pdf";
            public override long LengthBytes => isLengthKnown ? document.Length : -1;

            public override void Prepare()
            {
            }

            public override void WriteAttachment(ByteSink sink)
            {
                for (int at = 0; at < document.Length; at += 4000) sink.Write(document, at, Math.Min(4000, document.Length - at));
            }

            public override void Close()
            {
            }
        }

        /// <summary>Keeps what the transcript says, and looks at the memory at each line where it is told to.</summary>
        private sealed class Watcher(MailSender sender, bool measures) : SmtpTranscript
        {
            private readonly StringBuilder _text = new();

            public long PeakBytes { get; private set; }

            public string Text => _text.ToString();

            public override void Sent(string line) => Take(line);

            public override void Received(string line) => Take(line);

            public override void Note(string line) => Take(line);

            private void Take(string line)
            {
                if (_text.Length < 100_000) _text.Append(line).Append('\n');
                if (measures && _text.Length < 3000) PeakBytes = Math.Max(PeakBytes, DeviceHeap.CountReachableBytes(sender));
            }
        }
    }
}
