using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// The serial console: a login with the PIN, then commands, each answered by "OK" or "ERROR code: text: remedy" on its
    /// last line. To be run on a thread of its own.
    /// </summary>
    public sealed class ConsoleSession
    {
        private const int IdleLimitMs = 600000;
        private const int ForeverMs = int.MaxValue;
        private const int WaitStepMs = 250;

        private readonly DeviceControl _device;
        private readonly Terminal _terminal;
        private readonly PinStore _pin;
        private bool _isLoggedIn;

        /// <summary>A console of a device, on its serial line.</summary>
        public ConsoleSession(DeviceControl device)
        {
            _device = device;
            _terminal = new Terminal(device.Hal.Serial, device.Hal.Clock);
            _pin = new PinStore(device.Hal);
        }

        /// <summary>Talks until <see cref="Stop"/>.</summary>
        public void Run()
        {
            while (!_terminal.IsStopping) Step();
        }

        /// <summary>Lets <see cref="Run"/> return soon.</summary>
        public void Stop()
        {
            _terminal.IsStopping = true;
        }

        /// <summary>One login or one command.</summary>
        public void Step()
        {
            try
            {
                if (!_isLoggedIn) LogIn();
                else ReadCommand();
            }
            catch (ConsoleException error)
            {
                _terminal.WriteLine("ERROR " + error.Message);
            }
            catch (SettingsException error)
            {
                string subject = error.Key.Length == 0 ? "the settings" : error.Key;
                string value = error.Value.Length == 0 ? "" : " \"" + error.Value + "\"";
                _terminal.WriteLine("ERROR settings: " + subject + value + " " + error.Problem + ": " + error.Remedy);
            }
            catch (FlashException error)
            {
                _terminal.WriteLine("ERROR flash: " + error.Message + ": make room, or have the board's flash looked at");
            }
        }

        private void LogIn()
        {
            if (!_pin.HasPin)
            {
                SetPin();
                return;
            }
            if (_terminal.ReadLine("PIN: ", true, ForeverMs) != LineEnd.Entered) return;
            // Noise on the line is no try: it could lock out whoever has the PIN.
            RefuseProblem();
            string pin = _terminal.Text;
            if (pin.Length == 0) return;
            if (pin == "factory-reset" && IsAnyButtonDown())
            {
                Reset();
                _terminal.WriteLine("OK");
                return;
            }
            CheckPin(pin);
            _isLoggedIn = true;
            Note("console: login");
            if (_device.SettingsProblem.Length > 0) _terminal.WriteLine(_device.SettingsProblem);
            if (_device.Notice.Length > 0) _terminal.WriteLine(_device.Notice);
            _terminal.WriteLine("OK");
        }

        private void CheckPin(string pin)
        {
            if (!_pin.IsSound)
            {
                throw new ConsoleException("pin", "the PIN in flash is damaged",
                    "only factory-reset helps, typed here while a button is held");
            }
            Wait(_pin.DelayS);
            if (_pin.Check(pin)) return;
            Note("console: a wrong PIN");
            throw new ConsoleException("pin", "that is not the PIN",
                "try again; each wrong PIN makes the wait longer. Without it only factory-reset helps, "
                + "while a button is held");
        }

        private void Wait(int delayS)
        {
            if (delayS == 0) return;
            _terminal.WriteLine("There were wrong PINs: this one is looked at in " + delayS.ToString() + " s.");
            for (int i = 0; i < delayS * 1000 / WaitStepMs && !_terminal.IsStopping; i++) _device.Hal.Clock.Sleep(WaitStepMs);
        }

        private void SetPin()
        {
            if (_terminal.ReadLine("New PIN: ", true, ForeverMs) != LineEnd.Entered) return;
            string pin = _terminal.Text;
            if (pin.Length == 0 && _terminal.Problem.Length == 0) return;
            string problem = _terminal.Problem.Length > 0 ? _terminal.Problem : PinStore.Problem(pin);
            if (problem.Length > 0) throw new ConsoleException("pin", "the PIN " + problem, "choose 6 to 64 characters");
            if (_terminal.ReadLine("New PIN again: ", true, IdleLimitMs) != LineEnd.Entered) return;
            if (_terminal.Text != pin) throw new ConsoleException("pin", "the two PINs differ", "type the same one twice");
            _pin.Set(pin);
            _isLoggedIn = true;
            Note("console: the PIN was set");
            _terminal.WriteLine("OK");
        }

        private void ReadCommand()
        {
            LineEnd end = _terminal.ReadLine("> ", false, IdleLimitMs);
            if (end == LineEnd.TimedOut) LogOut();
            if (end != LineEnd.Entered) return;
            RefuseProblem();
            CommandLine line = new CommandLine(_terminal.Text);
            if (line.Count == 0) return;
            Do(line);
            _terminal.WriteLine("OK");
        }

        private void Do(CommandLine line)
        {
            string name = line.At(0);
            if (name == "help") Help(line);
            else if (name == "logout") LogOut(line);
            else if (name == "factory-reset") Confirm(line);
            else if (!IsDone(line))
            {
                throw new ConsoleException("usage", "there is no command '" + name + "'", "help lists them all");
            }
        }

        /// <summary>The commands are made for the time of one: an idle device has no room for objects that wait.</summary>
        private bool IsDone(CommandLine line)
        {
            return new SettingsCommands(_device, _terminal).Do(line) || new FileCommands(_device, _terminal).Do(line)
                || new JobCommands(_device, _terminal).Do(line) || new TestCommands(_device, _terminal).Do(line)
                || new SignInCommands(_device, _terminal).Do(line) || new DeviceCommands(_device, _terminal).Do(line);
        }

        private void RefuseProblem()
        {
            if (_terminal.Problem.Length == 0) return;
            throw new ConsoleException("line", _terminal.Problem, "type it again, as UTF-8 text without control characters");
        }

        private void LogOut(CommandLine line)
        {
            line.Expect(1, 1, "logout");
            LogOut();
        }

        /// <summary>Who comes next sees nothing of what was typed.</summary>
        private void LogOut()
        {
            _isLoggedIn = false;
            _terminal.ForgetHistory();
        }

        private void Help(CommandLine line)
        {
            line.Expect(1, 2, "help [COMMAND]");
            string text = line.Count == 1 ? HelpTexts.All() : HelpTexts.Of(line.At(1));
            if (text.Length == 0)
            {
                throw new ConsoleException("usage", "there is no command '" + line.At(1) + "'", "help lists them all");
            }
            _terminal.WriteLine(text);
        }

        private void Confirm(CommandLine line)
        {
            line.Expect(1, 1, "factory-reset");
            LineEnd end = _terminal.ReadLine(
                "Everything is deleted: settings, PIN, log, mail that waits. Type yes: ", false, IdleLimitMs);
            if (end != LineEnd.Entered || _terminal.Text != "yes")
            {
                throw new ConsoleException("cancelled", "nothing was deleted", "type yes");
            }
            Reset();
        }

        private void Reset()
        {
            _device.FactoryReset();
            LogOut();
            _device.Reboot();
        }

        private bool IsAnyButtonDown()
        {
            for (int number = 1; number <= _device.Hal.Buttons.Count; number++)
            {
                if (_device.Hal.Buttons.IsDown(number)) return true;
            }
            return false;
        }

        private void Note(string text)
        {
            _device.Log.Add(0, text);
            _device.Log.Flush();
        }
    }
}
