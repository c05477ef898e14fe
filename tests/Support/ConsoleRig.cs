using System.Text;
using ScanToMail.Boot;
using ScanToMail.Jobs;
using ScanToMail.Smtp;

namespace ScanToMail.Tests.Support
{
    /// <summary>The whole firmware on a simulated board, driven over its console on one thread.</summary>
    public sealed class ConsoleRig
    {
        private readonly StringBuilder _transcript = new();

        /// <summary>Switches a board on, with the flash and clock that it had.</summary>
        public ConsoleRig(int seed = 1, SimFlash? flash = null, SimClock? clock = null)
        {
            Hal = new SimHal(seed, flash, clock);
            Hal.Serial.Ends = true;
            Firmware = new Firmware(Hal, new Ears(this), new Tape(_transcript));
            Firmware.Boot();
        }

        public SimHal Hal { get; }

        public Firmware Firmware { get; }

        /// <summary>What the listener heard of jobs, as text.</summary>
        public StringBuilder Heard { get; } = new();

        /// <summary>The conversations as the firmware shows them.</summary>
        public string Transcript => _transcript.ToString();

        /// <summary>All that the console has said.</summary>
        public string Said => Encoding.UTF8.GetString(Hal.Serial.Said.ToArray());

        /// <summary>Types lines, each with Enter, and returns what the console says until it waits for more.</summary>
        public string Type(params string[] lines)
        {
            int before = Said.Length;
            Hal.Serial.Type(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r"))));
            try
            {
                while (true) Firmware.ConsoleSession.Step();
            }
            catch (EndOfTypingException)
            {
                // It waits for a person.
            }
            return Said[before..];
        }

        private sealed class Ears(ConsoleRig rig) : JobListener
        {
            public override void Changed(Job job) =>
                rig.Heard.AppendLine($"{job.Number} {job.State} {job.MessageId} {job.Result?.Outcome} {job.Result?.Diagnosis?.Line()}"
                    + string.Join("", job.Result?.Recipients.Select(recipient => $" {recipient.Address} {recipient.Reply}") ?? []));
        }

        private sealed class Tape(StringBuilder text) : SmtpTranscript
        {
            public override void Sent(string line) => text.AppendLine("C: " + line);

            public override void Received(string line) => text.AppendLine("S: " + line);

            public override void Note(string line) => text.AppendLine("-- " + line);
        }
    }
}
