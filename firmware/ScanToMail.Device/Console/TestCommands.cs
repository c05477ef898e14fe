using System.Collections;
using ScanToMail.Config;
using ScanToMail.Delivery;

namespace ScanToMail.Console
{
    /// <summary>test connection, test mail, mx: what an administrator asks before anybody scans.</summary>
    internal sealed class TestCommands
    {
        private readonly DeviceControl _device;
        private readonly Terminal _terminal;

        public TestCommands(DeviceControl device, Terminal terminal)
        {
            _device = device;
            _terminal = terminal;
        }

        /// <summary>Does a command, if it is one of these.</summary>
        public bool Do(CommandLine line)
        {
            string name = line.At(0);
            if (name == "mx") Mx(line);
            else if (name != "test") return false;
            else if (line.At(1) == "connection") TestConnection(line);
            else if (line.At(1) == "mail") TestMail(line);
            else throw new ConsoleException("usage", "there is no such test",
                "write: test connection, or test mail ADDRESS");
            return true;
        }

        private void TestConnection(CommandLine line)
        {
            line.Expect(2, 2, "test connection [--json]");
            _device.RequireSettings();
            WriteNotices(line.IsJson);
            StepLister steps = new StepLister(_terminal, line.IsJson);
            Diagnosis failed = _device.TestConnection(steps);
            if (failed == null) return;
            steps.Failed(failed);
            Throw(failed, "connection");
        }

        /// <summary>What may not make this walk fail, but others, or later ones.</summary>
        private void WriteNotices(bool isJson)
        {
            Settings settings = _device.Settings;
            CertificateReader leaf = CertificateRules.TryRead(_device.Hal, settings, out Diagnosis _);
            ArrayList notices = Notices.Of(settings, leaf, _device.Hal.Clock);
            bool isDirectSend = settings.Sending.Method == SendingMethod.DirectSend;
            if (isDirectSend) notices.Add(Notices.DirectSend(settings.Device.Language));
            for (int i = 0; i < notices.Count; i++)
            {
                Diagnosis notice = (Diagnosis)notices[i];
                JsonReport report = new JsonReport(isJson);
                report.Add("warning", isJson ? notice.Id : Notices.Text(notice));
                if (isJson) AddTo(report, notice);
                _terminal.WriteLine(report.Text());
            }
        }

        private void TestMail(CommandLine line)
        {
            line.Expect(3, 4, "test mail ADDRESS [--trial] [--json]");
            bool isTrial = line.At(3) == "--trial";
            if (line.Count == 4 && !isTrial) line.Expect(3, 3, "test mail ADDRESS [--trial] [--json]");
            DeliveryResult result = _device.TestMail(_device.ReadRecipient(line.At(2)), isTrial);
            string outcome = DeliveryOutcomes.Name(result.Outcome);
            if (line.IsJson)
            {
                JsonReport report = new JsonReport(true);
                report.Add("outcome", outcome);
                report.Add("bytesSent", result.BytesSent);
                if (result.Diagnosis != null) AddTo(report, result.Diagnosis);
                _terminal.WriteLine(report.Text());
            }
            else
            {
                _terminal.WriteLine(outcome + ", " + result.BytesSent.ToString() + " bytes sent");
            }
            if (result.Outcome == DeliveryOutcome.Delivered) return;
            if (result.Diagnosis != null) Throw(result.Diagnosis, "mail");
            throw new ConsoleException("mail", outcome, "try again");
        }

        /// <summary>The domain's mail servers, the one to try first first, and which of them are Microsoft's.</summary>
        private void Mx(CommandLine line)
        {
            line.Expect(2, 2, "mx DOMAIN [--json]");
            _device.RequireSettings();
            string domain = DomainName.TryToAscii(line.At(1), out string fault);
            if (domain == null)
            {
                throw new ConsoleException("domain", "'" + line.At(1) + "' " + fault, "write a mail domain, as contoso.com");
            }
            MxRecord[] records = _device.FindMx(domain, out Diagnosis problem);
            for (int i = 0; records != null && i < records.Length; i++) WriteRecord(records[i], line.IsJson);
            if (problem == null) return;
            if (records == null) Throw(problem, "mx");
            if (line.IsJson) WriteAdvice(problem);
            else _terminal.WriteLine(problem.Cause + " " + problem.Remedy);
        }

        private void WriteAdvice(Diagnosis problem)
        {
            JsonReport report = new JsonReport(true);
            AddTo(report, problem);
            _terminal.WriteLine(report.Text());
        }

        private void WriteRecord(MxRecord record, bool isJson)
        {
            if (!isJson)
            {
                _terminal.WriteLine(record.Preference.ToString() + " " + record.Host
                    + (record.IsMicrosoft ? " (Microsoft 365)" : ""));
                return;
            }
            JsonReport report = new JsonReport(true);
            report.Add("preference", record.Preference);
            report.Add("host", record.Host);
            report.Add("isMicrosoft", record.IsMicrosoft);
            _terminal.WriteLine(report.Text());
        }

        private static void AddTo(JsonReport report, Diagnosis diagnosis)
        {
            report.Add("diagnosis", diagnosis.Id);
            report.Add("phase", diagnosis.Symptom.Phase);
            report.Add("cause", diagnosis.Cause);
            report.Add("remedy", diagnosis.Remedy);
            report.Add("who", diagnosis.Who);
            report.Add("retry", diagnosis.RetryClass);
            report.Add("reply", diagnosis.Symptom.Reply == null ? "" : diagnosis.Symptom.Reply.ToString());
            report.Add("detail", diagnosis.Symptom.Detail);
        }

        private static void Throw(Diagnosis diagnosis, string code)
        {
            string text = diagnosis.Symptom.Phase + ", " + diagnosis.Cause;
            string words = diagnosis.ServersWords();
            string detail = diagnosis.Symptom.Detail;
            if (words.Length > 0) text += " " + words;
            else if (detail.Length > 0) text = text.TrimEnd('.') + " (" + detail + ")";
            throw new ConsoleException(code, text.TrimEnd('.'), diagnosis.Remedy);
        }

        private sealed class StepLister : ConnectionSteps
        {
            private readonly Terminal _terminal;
            private readonly bool _isJson;
            private string _last = "";

            public StepLister(Terminal terminal, bool isJson)
            {
                _terminal = terminal;
                _isJson = isJson;
            }

            public override void Passed(string step, string detail)
            {
                _last = step;
                if (_isJson)
                {
                    JsonReport report = new JsonReport(true);
                    report.Add("step", step);
                    report.Add("ok", true);
                    report.Add("detail", detail);
                    _terminal.WriteLine(report.Text());
                    return;
                }
                _terminal.WriteLine(step + ": ok" + (detail.Length > 0 ? " (" + detail + ")" : ""));
            }

            public override void Learned(string name, string value)
            {
                JsonReport report = new JsonReport(_isJson);
                report.Add(name, value);
                _terminal.WriteLine(report.Text());
            }

            public void Failed(Diagnosis diagnosis)
            {
                string step = StepOf(diagnosis.Symptom);
                if (!_isJson)
                {
                    _terminal.WriteLine(step + ": failed");
                    return;
                }
                JsonReport report = new JsonReport(true);
                report.Add("step", step);
                report.Add("ok", false);
                AddTo(report, diagnosis);
                _terminal.WriteLine(report.Text());
            }

            /// <summary>The step that a phase belongs to; a walk says EHLO twice.</summary>
            private string StepOf(Symptom symptom)
            {
                string phase = symptom.Phase;
                if (symptom.Kind.StartsWith("certificate.")) return "certificate";
                if (phase == "resolve") return symptom.Kind.StartsWith("dns.") ? "mx" : "dns";
                if (phase == "connect") return "tcp";
                if (phase == "startTls" || phase == "tlsHandshake" || phase == "settings") return "tls";
                return phase == "ehlo" && _last == "tls" ? "ehloAfterTls" : phase;
            }
        }
    }
}
