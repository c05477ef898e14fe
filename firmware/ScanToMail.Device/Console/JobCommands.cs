using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Jobs;

namespace ScanToMail.Console
{
    /// <summary>scan, cancel, jobs, retry, readdress, delete, log.</summary>
    internal sealed class JobCommands
    {
        private readonly DeviceControl _device;
        private readonly Terminal _terminal;

        public JobCommands(DeviceControl device, Terminal terminal)
        {
            _device = device;
            _terminal = terminal;
        }

        /// <summary>Does a command, if it is one of these.</summary>
        public bool Do(CommandLine line)
        {
            string name = line.At(0);
            if (name == "scan") Scan(line);
            else if (name == "cancel") Cancel(line);
            else if (name == "jobs") Jobs(line);
            else if (name == "retry") Change(line, Queue().Retry(OnlyNumber(line)));
            else if (name == "delete") Change(line, Queue().Delete(OnlyNumber(line)));
            else if (name == "readdress") Readdress(line);
            else if (name == "log") Log(line);
            else return false;
            return true;
        }

        private void Scan(CommandLine line)
        {
            line.Expect(1, 2, "scan [PROFILE] [--json]");
            JobQueue queue = Queue();
            ProfileSettings profile = FindProfile(line.At(1));
            Job job = queue.Enqueue(profile);
            if (job == null)
            {
                throw new ConsoleException("busy", "eight presses wait already", "wait, or write cancel");
            }
            JsonReport report = new JsonReport(true);
            report.Add("job", job.Number);
            _terminal.WriteLine(line.IsJson ? report.Text() : "job " + job.Number.ToString());
        }

        private ProfileSettings FindProfile(string name)
        {
            ProfileSettings[] profiles = _device.Settings.Profiles;
            if (name.Length == 0) return profiles[0];
            for (int i = 0; i < profiles.Length; i++)
            {
                if (profiles[i].Name == name) return profiles[i];
            }
            throw new ConsoleException("profile", "there is no profile '" + name + "'", "profile list shows them");
        }

        private void Cancel(CommandLine line)
        {
            line.Expect(1, 1, "cancel");
            if (!Queue().Cancel())
            {
                throw new ConsoleException("cancel", "there is nothing that could still be cancelled", "jobs lists them");
            }
        }

        private void Jobs(CommandLine line)
        {
            line.Expect(1, 1, "jobs [--json]");
            Job[] jobs = Queue().Jobs();
            for (int i = 0; i < jobs.Length; i++)
            {
                JsonReport report = new JsonReport(line.IsJson);
                report.Add("job", jobs[i].Number);
                report.Add("state", JobStates.Name(jobs[i].State));
                report.Add("profile", jobs[i].Profile == null ? "" : jobs[i].Profile.Name);
                report.Add("pages", jobs[i].Pages);
                WriteReport(report, line.IsJson);
            }
            Queue().Spool.WriteTo(new SpoolLister(this, line.IsJson));
        }

        private void WriteReport(JsonReport report, bool isJson)
        {
            _terminal.WriteLine(report.Text());
            if (!isJson) _terminal.WriteLine("");
        }

        private void Change(CommandLine line, bool isDone)
        {
            if (isDone) return;
            throw new ConsoleException("job", "job " + line.At(1) + " is not there, over, or being sent",
                "jobs lists those that wait");
        }

        private void Readdress(CommandLine line)
        {
            line.Expect(3, 10, line.At(0) + " NUMBER ADDRESS...");
            MailAddress[] to = new MailAddress[line.Count - 2];
            for (int i = 0; i < to.Length; i++) to[i] = _device.ReadRecipient(line.At(i + 2));
            Change(line, Queue().Readdress(Number(line), to));
        }

        private int Number(CommandLine line)
        {
            if (!int.TryParse(line.At(1), out int number))
            {
                throw new ConsoleException("usage", "a job's number is missing", "write: " + line.At(0) + " NUMBER");
            }
            return number;
        }

        private int OnlyNumber(CommandLine line)
        {
            line.Expect(2, 2, line.At(0) + " NUMBER");
            return Number(line);
        }

        private void Log(CommandLine line)
        {
            line.Expect(1, 2, "log [JOB] [--json]");
            int job = line.Count == 2 ? Number(line) : 0;
            _device.Log.WriteTo(new LogLister(_terminal, line.IsJson), job);
        }

        private JobQueue Queue()
        {
            _device.RequireSettings();
            return _device.Queue;
        }

        private sealed class SpoolLister : SpoolReader
        {
            private readonly JobCommands _owner;
            private readonly bool _isJson;

            public SpoolLister(JobCommands owner, bool isJson)
            {
                _owner = owner;
                _isJson = isJson;
            }

            public override void Record(SpoolRecord record)
            {
                JsonReport report = new JsonReport(_isJson);
                report.Add("job", record.Number);
                report.Add("state", SpoolStates.Name(record.State));
                report.Add("profile", record.Profile);
                report.Add("subject", record.Subject);
                report.Add("pages", record.Pages);
                report.Add("bytes", record.DocumentBytes);
                if (record.IsVolatile) report.Add("medium", "memory");
                report.Add("tries", record.Tries);
                report.Add("reason", record.Reason);
                report.Add("who", record.Who);
                _owner.WriteReport(report, _isJson);
            }
        }

        private sealed class LogLister : EventLogReader
        {
            private readonly Terminal _terminal;
            private readonly bool _isJson;

            public LogLister(Terminal terminal, bool isJson)
            {
                _terminal = terminal;
                _isJson = isJson;
            }

            public override void Line(DateTime utc, int job, string text)
            {
                if (_isJson) _terminal.WriteLine(Json(utc, job, text));
                else _terminal.WriteLine(Plain(utc, job, text));
            }

            private static string Json(DateTime utc, int job, string text)
            {
                JsonReport report = new JsonReport(true);
                report.Add("utc", utc.Year < 2000 ? null : utc.ToString("yyyy-MM-dd HH:mm:ss"));
                report.Add("job", job);
                report.Add("text", text);
                return report.Text();
            }

            private static string Plain(DateTime utc, int job, string text)
            {
                string time = utc.Year < 2000 ? "(clock not set)" : utc.ToString("yyyy-MM-dd HH:mm:ss");
                return time + (job > 0 ? " job " + job.ToString() : "") + " " + text;
            }
        }
    }
}
