using System.Text;
using ScanToMail.Config;
using ScanToMail.Delivery;

namespace ScanToMail.Console
{
    /// <summary>
    /// show, set, unset, import, export, profile. A single value is checked by itself and kept at once, so that a device
    /// can be configured step by step; what the settings as a whole still lack is said after it.
    /// </summary>
    internal sealed class SettingsCommands
    {
        private const string NotSet = "(not set)";
        private const int SecretTimeoutMs = 120000;
        private const int PasteTimeoutMs = 60000;

        private readonly DeviceControl _device;
        private readonly Terminal _terminal;

        public SettingsCommands(DeviceControl device, Terminal terminal)
        {
            _device = device;
            _terminal = terminal;
        }

        /// <summary>Does a command, if it is one of these.</summary>
        public bool Do(CommandLine line)
        {
            string name = line.At(0);
            if (name == "show") Show(line);
            else if (name == "set") Set(line);
            else if (name == "unset") Unset(line);
            else if (name == "import") Import(line);
            else if (name == "export") Export(line);
            else if (name == "profile") Profile(line);
            else return false;
            return true;
        }

        private void Show(CommandLine line)
        {
            line.Expect(1, 2, "show [KEY|GROUP]");
            if (line.Count == 1)
            {
                Export(line);
                return;
            }
            string[] keys = _device.Document.KeysIn(line.At(1));
            if (keys != null)
            {
                ShowAll(keys, line.IsJson);
                return;
            }
            string value = _device.Document.Get(line.At(1));
            JsonReport report = new JsonReport(line.IsJson);
            report.Add(line.At(1), value);
            _terminal.WriteLine(line.IsJson ? report.Text() : value == null ? NotSet : value);
        }

        private void ShowAll(string[] keys, bool isJson)
        {
            JsonReport report = new JsonReport(isJson);
            for (int i = 0; i < keys.Length; i++) report.Add(keys[i], _device.Document.Get(keys[i]));
            _terminal.WriteLine(keys.Length == 0 && !isJson ? NotSet : report.Text());
        }

        private void Set(CommandLine line)
        {
            line.Expect(2, 3, "set KEY VALUE (a secret's value is asked for)");
            string key = line.At(1);
            string value = line.At(2);
            SettingKey known = SettingKeys.Find(key);
            if (known != null && known.IsSecret)
            {
                if (line.Count == 3)
                {
                    _terminal.ForgetLast();
                    throw new ConsoleException("usage", "a secret is not typed into a command", "write: set " + key);
                }
                value = ReadSecret(key);
            }
            else
            {
                line.Expect(3, 3, "set KEY VALUE");
            }
            SettingsDocument document = Copy();
            document.Set(key, value);
            Keep(document, "set " + key);
        }

        private string ReadSecret(string key)
        {
            LineEnd end = _terminal.ReadLine(key + ": ", true, SecretTimeoutMs);
            if (end != LineEnd.Entered)
            {
                throw new ConsoleException("cancelled", "nothing was changed", "write set " + key + " again");
            }
            if (_terminal.Problem.Length > 0) throw new ConsoleException("line", _terminal.Problem, "type it again");
            return _terminal.Text;
        }

        private void Unset(CommandLine line)
        {
            line.Expect(2, 2, "unset KEY");
            SettingsDocument document = Copy();
            if (!document.Unset(line.At(1)))
            {
                throw new ConsoleException("settings", line.At(1) + " is not set", "show lists what is set");
            }
            Keep(document, "unset " + line.At(1));
        }

        /// <summary>Pasted JSON, line by line, up to the brace that closes the first one. Checked whole before anything
        /// changes.</summary>
        private void Import(CommandLine line)
        {
            line.Expect(1, 1, "import");
            SettingsDocument document = ParsePaste(ReadPaste());
            document.TakeMaskedSecretsFrom(_device.Document);
            document.ToSettings();
            string changes = document.ChangesFrom(_device.Document);
            Keep(document, "import changed " + (changes.Length > 0 ? changes : "nothing"));
        }

        /// <summary>A text that is no JSON may have seemed to end too early: what is still coming is swallowed, for there may
        /// be a secret in it.</summary>
        private SettingsDocument ParsePaste(string json)
        {
            try
            {
                return SettingsDocument.Parse(json);
            }
            catch (SettingsException)
            {
                _terminal.DropPaste();
                throw;
            }
        }

        private ConsoleException Refused(string problem, string remedy)
        {
            _terminal.DropPaste();
            return new ConsoleException("import", problem, "nothing has changed; " + remedy);
        }

        private string ReadPaste()
        {
            StringBuilder text = new StringBuilder();
            JsonDepth depth = new JsonDepth();
            while (!depth.IsClosed)
            {
                // Not echoed: there are secrets in it, and nobody reads what he pastes.
                LineEnd end = _terminal.ReadLine("", true, PasteTimeoutMs);
                if (end != LineEnd.Entered)
                {
                    throw new ConsoleException("import",
                        end == LineEnd.Interrupted ? "the text was given up" : "the text did not end",
                        "nothing has changed; paste the whole text again");
                }
                if (_terminal.Problem.Length > 0) throw Refused(_terminal.Problem, "paste UTF-8 text");
                if (text.Length + _terminal.Text.Length >= JsonText.LengthMaxBytes)
                {
                    throw Refused("the text has more than 16,384 characters", "use fewer profiles");
                }
                text.Append(_terminal.Text).Append("\n");
                depth.Take(_terminal.Text);
            }
            return text.ToString();
        }

        private void Export(CommandLine line)
        {
            line.Expect(1, 1, line.At(0) + " [--json]");
            string[] lines = _device.Document.ToJson(!line.IsJson, false).Split('\n');
            for (int i = 0; i < lines.Length; i++) _terminal.WriteLine(lines[i].TrimEnd('\r'));
        }

        private void Profile(CommandLine line)
        {
            string action = line.At(1);
            if (action == "list") List(line);
            else if (action == "add") AddProfile(line);
            else if (action == "remove") RemoveProfile(line);
            else throw new ConsoleException("usage", "there is no such action",
                "write: profile list, profile add NAME ADDRESS, profile remove NUMBER");
        }

        private void List(CommandLine line)
        {
            line.Expect(2, 2, "profile list [--json]");
            SettingsDocument document = _device.Document;
            for (int i = 0; i < document.ProfileCount; i++)
            {
                string key = "profiles[" + i.ToString() + "].";
                string name = document.Get(key + "name"), to = document.Get(key + "to");
                JsonReport report = new JsonReport(true);
                report.Add("number", i);
                report.Add("name", name);
                report.Add("button", document.Get(key + "button"));
                report.Add("to", to);
                _terminal.WriteLine(line.IsJson ? report.Text() : i.ToString() + ": " + name + " -> " + to);
            }
        }

        private void AddProfile(CommandLine line)
        {
            line.Expect(4, 4, "profile add NAME ADDRESS");
            SettingsDocument document = Copy();
            string key = "profiles[" + document.AddProfile().ToString() + "].";
            document.Set(key + "name", line.At(2));
            document.Set(key + "to", line.At(3));
            Keep(document, "profile add " + line.At(2));
        }

        private void RemoveProfile(CommandLine line)
        {
            line.Expect(3, 3, "profile remove NUMBER");
            SettingsDocument document = Copy();
            if (!int.TryParse(line.At(2), out int place) || !document.RemoveProfile(place))
            {
                throw new ConsoleException("settings",
                    "there is no profile " + line.At(2), "profile list shows their numbers");
            }
            Keep(document, "profile remove " + line.At(2));
        }

        /// <summary>What is changed is a copy: an error in the middle changes nothing.</summary>
        private SettingsDocument Copy()
        {
            return SettingsDocument.Parse(_device.Document.ToJson(false, true));
        }

        private void Keep(SettingsDocument document, string what)
        {
            string method = document.Get("sending.method");
            bool isOtherMethod = method != _device.Document.Get("sending.method");
            _device.Save(document);
            _device.Log.Add(0, "console: " + what);
            _device.Log.Flush();
            if (isOtherMethod && method == SendingMethods.Name(SendingMethod.DirectSend)) WarnOfDirectSend(document);
            string missing = _device.Missing();
            if (missing.Length == 0) return;
            _terminal.WriteLine((_device.Settings == null ? "Kept. Before the device can send: "
                : "Kept, and not in force: until it starts anew the device goes on with the settings that it had. "
                    + "Before it can send with these: ") + missing);
        }

        private void WarnOfDirectSend(SettingsDocument document)
        {
            bool isFrench = document.Get("device.language") == Languages.Name(Language.French);
            Diagnosis notice = Notices.DirectSend(isFrench ? Language.French : Language.English);
            _terminal.WriteLine("warning: " + Notices.Text(notice));
        }
    }
}
