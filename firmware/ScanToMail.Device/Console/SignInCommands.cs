using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.SignIn;

namespace ScanToMail.Console
{
    /// <summary>signin, signout.</summary>
    internal sealed class SignInCommands
    {
        private const int MinuteMs = 60000;

        private readonly DeviceControl _device;
        private readonly Terminal _terminal;

        public SignInCommands(DeviceControl device, Terminal terminal)
        {
            _device = device;
            _terminal = terminal;
        }

        /// <summary>Does a command, if it is one of these.</summary>
        public bool Do(CommandLine line)
        {
            string name = line.At(0);
            if (name == "signout") SignOut(line);
            else if (name != "signin") return false;
            else if (line.At(1) == "status") Status(line);
            else SignIn(line);
            return true;
        }

        private void SignIn(CommandLine line)
        {
            line.Expect(1, 1, "signin, or signin status");
            RequireOAuth();
            if (_device.Settings.SignIn.Flow == SignInFlow.ClientCredentials)
            {
                Stop(_device.RenewSignIn());
            }
            else
            {
                Stop(_device.BeginSignIn());
                Show(line);
                WaitForPerson(line);
            }
            if (!line.IsJson) _terminal.WriteLine("The device is signed in.");
        }

        private void Show(CommandLine line)
        {
            DeviceCode code = _device.SignInCode;
            if (line.IsJson)
            {
                JsonReport report = new JsonReport(true);
                report.Add("userCode", code.UserCode);
                report.Add("verificationUri", code.VerificationUri);
                report.Add("expiresInSeconds", LeftMs(code) / 1000);
                _terminal.WriteLine(report.Text());
                return;
            }
            _terminal.WriteLine("Open " + code.VerificationUri + " in a browser on any computer or phone,");
            _terminal.WriteLine("type the code " + code.UserCode + " and sign in as the device's account.");
            _terminal.WriteLine(Minutes(code) + " left; Ctrl+C gives up.");
        }

        private void WaitForPerson(CommandLine line)
        {
            string shown = Minutes(_device.SignInCode);
            while (_device.SignInCode != null)
            {
                if (_terminal.WaitForInterrupt(_device.SignInCode.IntervalMs))
                {
                    throw new ConsoleException("cancelled", "nobody is signed in by this code", "type signin again");
                }
                Stop(_device.PollSignIn());
                DeviceCode code = _device.SignInCode;
                string minutes = code == null ? shown : Minutes(code);
                if (!line.IsJson && minutes != shown) _terminal.WriteLine(minutes + " left.");
                shown = minutes;
                if (code != null && code.Trouble.Length > 0 && !line.IsJson)
                {
                    _terminal.WriteLine("no answer (" + code.Trouble + "); asking again.");
                }
            }
        }

        private void Status(CommandLine line)
        {
            line.Expect(2, 2, "signin status");
            RequireOAuth();
            StoredTokens tokens = _device.Tokens.Tokens;
            bool isByCode = _device.Settings.SignIn.Flow == SignInFlow.DeviceCode;
            JsonReport report = new JsonReport(line.IsJson);
            report.Add("flow", isByCode ? "deviceCode" : "clientCredentials");
            report.Add("signedIn", tokens != null && (tokens.RefreshBytes > 0 || !isByCode));
            report.Add("needsPerson", _device.Tokens.NeedsPerson(_device.Settings));
            report.Add("mailbox", _device.Settings.Sending.Mailbox.Address);
            report.Add("accessTokenExpires", tokens == null ? "" : Text(tokens.ExpiresS));
            report.Add("accessTokenBytes", tokens == null ? 0 : tokens.AccessBytes);
            report.Add("lastRefresh", tokens == null ? "" : Text(tokens.ObtainedS));
            report.Add("lastError", _device.Tokens.LastProblem);
            _terminal.WriteLine(report.Text());
        }

        private void SignOut(CommandLine line)
        {
            line.Expect(1, 1, "signout");
            _device.SignOut();
        }

        private void RequireOAuth()
        {
            if (_device.Settings == null)
            {
                throw new ConsoleException("settings", "the device is not configured", "status tells what is missing");
            }
            if (_device.Settings.Sending.Auth != AuthMode.OAuth)
            {
                throw new ConsoleException("settings", "the device does not sign in by OAuth",
                    "set sending.auth to oauth, and signIn.tenant and signIn.clientId");
            }
        }

        private static void Stop(Diagnosis problem)
        {
            if (problem == null) return;
            string words = problem.Symptom.Detail.Length > 0 ? " (" + problem.Symptom.Detail + ")" : "";
            throw new ConsoleException("signin", problem.Cause + words, problem.Remedy);
        }

        private string Minutes(DeviceCode code)
        {
            long minutes = (LeftMs(code) + MinuteMs - 1) / MinuteMs;
            return minutes.ToString() + (minutes == 1 ? " minute" : " minutes");
        }

        private long LeftMs(DeviceCode code)
        {
            long leftMs = code.EndsAtMs - _device.Hal.Clock.MonotonicMs;
            return leftMs < 0 ? 0 : leftMs;
        }

        private static string Text(long seconds)
        {
            return RecordTime.ToUtc(seconds).ToString("yyyy-MM-dd HH:mm:ss") + " UTC";
        }
    }
}
