using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using MimeKit;
using Xunit;
using Xunit.Abstractions;

namespace ScanToMail.Tests.Interop
{
    /// <summary>
    /// The device's program killed (SIGKILL) at random moments while it scans and sends to a real Postfix, again and again.
    /// SCANTOMAIL_KILL_SECONDS says for how long, SCANTOMAIL_KILL_SEED with which moments.
    /// </summary>
    [Trait("Category", "Interop")]
    public sealed partial class KillTests(ITestOutputHelper output) : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("scantomail-kill-").FullName;
        private readonly ConcurrentDictionary<string, bool> _accepted = new();
        private int _presses;

        public void Dispose() => Directory.Delete(_folder, recursive: true);

        [SkippableFact]
        public void EveryAcceptedMailIsInTheMailboxHoweverOftenTheDeviceIsKilled()
        {
            using PostfixServer server = PostfixServer.Start();
            int seconds = Number("SCANTOMAIL_KILL_SECONDS", 12);
            int seed = Number("SCANTOMAIL_KILL_SEED", Environment.TickCount);
            Prepare(server);
            int kills = KillFor(TimeSpan.FromSeconds(seconds), new Random(seed));
            Finish();
            string[] missing = [.. _accepted.Keys];
            for (int i = 0; i < 100 && missing.Length > 0; i++)
            {
                Thread.Sleep(200);
                missing = _accepted.Keys.Except(Arrived(server).Keys).ToArray();
            }
            output.WriteLine($"seed {seed}: {kills} kills, {_presses} presses, {_accepted.Count} accepted, "
                + $"{Arrived(server).Values.Count(copies => copies > 1)} of them arrived twice");
            Assert.True(missing.Length == 0, $"seed {seed}: lost {string.Join(", ", missing)}");
            Assert.True(_accepted.Count > 3 && kills > 3, $"{_accepted.Count} accepted, {kills} kills");
        }

        private void Prepare(PostfixServer server)
        {
            Directory.CreateDirectory(Path.Combine(_folder, "flash"));
            File.WriteAllText(Path.Combine(_folder, "flash", "roots.pem"), server.RootPem);
            File.WriteAllBytes(Path.Combine(_folder, "page.jpg"), BigJpeg.Make(200_000, seed: 1));
            File.WriteAllText(Path.Combine(_folder, "flash", "settings.json"), $$"""
                {
                  "version": 1,
                  "device": { "name": "Scanner", "hostname": "scanner.example.com" },
                  "sending": { "method": "onPremises", "host": "localhost", "port": {{server.Port}}, "tls": "required", "auth": "basic",
                    "user": "{{PostfixServer.User}}", "password": "{{PostfixServer.Password}}", "from": "scanner@example.com",
                    "trustedRoots": "roots.pem" },
                  "profiles": [ { "name": "Office", "to": ["office@example.com"] } ]
                }
                """);
        }

        private int KillFor(TimeSpan duration, Random random)
        {
            int kills = 0;
            for (var limit = Stopwatch.StartNew(); limit.Elapsed < duration; kills++)
            {
                using Process device = Start();
                var life = Stopwatch.StartNew();
                int lifeMs = random.Next(300, 2500);
                while (life.ElapsedMilliseconds < lifeMs)
                {
                    Thread.Sleep(random.Next(30, 250));
                    Press(device);
                }
                device.Kill();
                device.WaitForExit();
            }
            return kills;
        }

        /// <summary>Lets the device live until everything that it has said it has is delivered.</summary>
        private void Finish()
        {
            using Process device = Start();
            for (var limit = Stopwatch.StartNew(); limit.Elapsed < TimeSpan.FromMinutes(5);)
            {
                bool isEmpty = !Directory.GetFiles(Path.Combine(_folder, "flash", "spool"), "*.doc").Any();
                if (isEmpty && limit.Elapsed > TimeSpan.FromSeconds(3)) break;
                Thread.Sleep(200);
            }
            device.Kill();
            device.WaitForExit();
        }

        private Process Start()
        {
            var start = new ProcessStartInfo("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "VirtualDevice.dll"), "run", "--flash", Path.Combine(_folder, "flash"),
                    "--scan", Path.Combine(_folder, "page.jpg"), "--console", "none"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true
            };
            Process device = Process.Start(start)!;
            device.OutputDataReceived += (_, line) => Hear(line.Data ?? "");
            device.ErrorDataReceived += (_, line) => output.WriteLine(line.Data ?? "");
            device.BeginOutputReadLine();
            device.BeginErrorReadLine();
            return device;
        }

        private void Press(Process device)
        {
            try
            {
                device.StandardInput.WriteLine("1");
                device.StandardInput.Flush();
                _presses++;
            }
            catch (IOException)
            {
                // It ended by itself, which the next one will show.
            }
        }

        private void Hear(string line)
        {
            Match kept = KeptLine().Match(line);
            if (kept.Success) _accepted[kept.Groups[1].Value] = true;
        }

        private Dictionary<string, int> Arrived(PostfixServer server) => server.WaitForMessages(0)
            .Select(bytes => "<" + MimeMessage.Load(new MemoryStream(bytes)).MessageId + ">")
            .GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());

        private static int Number(string variable, int otherwise) =>
            int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;

        [GeneratedRegex("kept in flash as (<[^>]+>)")]
        private static partial Regex KeptLine();
    }
}
