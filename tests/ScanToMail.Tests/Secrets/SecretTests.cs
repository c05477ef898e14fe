using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Console;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;
using ScanToMail.Tests.SignIn;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Secrets
{
    using EchoMood = EchoingServer.Mood;

    /// <summary>
    /// A marker is planted in every secret, everything is done that has an output, and every output is searched: console,
    /// log, transcript, exports, errors, the crash record, mails, and all files but the secrets' own.
    /// </summary>
    public class SecretTests
    {
        private const string Pin = "pIn-Zq74-kWmR";
        private const string WrongPin = "wRoNg-pIn-Xv83";

        private readonly Marker _password = new("the password", "Pw0rd!Zq7m ArK-1xé", "secrets.a", "secrets.b");
        private readonly Marker _clientSecret = new("the client secret", "cS~zq8m_ArK.2value", "secrets.a", "secrets.b");
        private readonly Marker _wifi = new("the Wi-Fi password", "WiFi zq9 mArK-3 pass", "secrets.a", "secrets.b");
        private readonly Marker _pin = new("the PIN", Pin);
        private readonly Marker _wrongPin = new("a wrong PIN", WrongPin);
        private readonly Marker _access = new("the access token", Token("aCcEsS"), "signin.a", "signin.b");
        private readonly Marker _refresh = new("the refresh token", Token("rEfReSh"), "signin.a", "signin.b");
        private readonly Marker _key;
        private readonly string _certificate;

        private readonly ConsoleRig _rig = new();
        private readonly EchoingServer _server;

        public SecretTests()
        {
            using RSA rsa = RSA.Create(2048);
            string pem = rsa.ExportPkcs8PrivateKeyPem();
            _key = new Marker("the private key", pem.Split('\n')[10], "client.pem");
            var request = new CertificateRequest("CN=scanner.example.com", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTime(2049, 1, 1));
            _certificate = certificate.ExportCertificatePem() + "\n" + pem;
            _server = new EchoingServer(_rig.Hal.Clock);
            _rig.Hal.Network.Server = (_, _) => _server.Connect();
            _rig.Hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            _rig.Hal.Flash.CapacityBytes = 2_000_000;
            _rig.Hal.Flash.Files["roots.pem"] = System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
        }

        private Marker[] Markers => [_password, _clientSecret, _wifi, _pin, _wrongPin, _key, _access, _refresh];

        private static string SignInJson => """
            {
              "device": { "name": "Scanner", "hostname": "scanner.example.com", "administrator": "boss@example.com" },
              "sending": { "method": "clientSubmission", "auth": "oauth", "user": "scanner@contoso.com" },
              "signIn": { "tenant": "contoso.com", "clientId": "00001111-aaaa-2222-bbbb-3333cccc4444", "flow": "deviceCode" },
              "profiles": [ { "name": "Office", "to": ["office@example.com"] } ]
            }
            """;

        private string SettingsJson => $$"""
            {
              "device": { "name": "Scanner", "hostname": "scanner.example.com", "administrator": "boss@example.com" },
              "network": { "interface": "wifi", "ssid": "Office", "password": "{{_wifi.Secret}}" },
              "signIn": { "clientSecret": "{{_clientSecret.Secret}}" },
              "sending": { "method": "onPremises", "host": "mail.example.com", "port": 587, "tls": "required", "auth": "basic",
                "user": "scanner", "password": "{{_password.Secret}}", "from": "scanner@example.com" },
              "profiles": [ { "name": "Office", "to": ["office@example.com"] } ]
            }
            """;

        [Theory]
        [InlineData("PLAIN")]
        [InlineData("LOGIN")]
        public void NoOutputHoldsASecret(string mechanism)
        {
            _server.Mechanisms = mechanism;
            LogIn();
            TypeWrongSettings();
            _rig.Type(["import", .. SettingsJson.Split('\n')]);
            _rig.Type(["certificate import", .. _certificate.Split('\n'), ""]);
            Assert.True(_rig.Firmware.Settings is not null, _rig.Said[^1500..]);
            foreach (Marker marker in new[] { _password, _clientSecret, _wifi, _key }) marker.MustBeAtHome(_rig.Hal.Flash);
            foreach (EchoMood mood in Enum.GetValues<EchoMood>()) Send(mood);
            Assert.Contains(_server.Logins, login => login.EndsWith(_password.Secret, StringComparison.Ordinal));
            Assert.Contains(_server.Mails, mail => mail.Contains("needs you"));
            TypeEveryCommand();
            Search();
            _rig.Type("factory-reset", "yes");
            Assert.True(FactoryReset.Finish(_rig.Hal.Flash), "the next start finds no order");
            foreach (Marker marker in Markers) marker.MustNotBeIn(_rig.Hal.Flash, mayBeAtHome: false);
        }

        /// <summary>The tokens of a sign-in, which the device gets itself.</summary>
        [Fact]
        public void NorDoesOneHoldAToken()
        {
            _server.Mechanisms = "XOAUTH2";
            _rig.Hal.Network.Https = (url, _) => url.EndsWith("/devicecode", StringComparison.Ordinal)
                ? SignInRig.Code() : SignInRig.Tokens(_access.Secret, _refresh.Secret);
            LogIn();
            _rig.Type(["import", .. SignInJson.Split('\n')]);
            Assert.True(_rig.Firmware.Settings is not null, _rig.Said);
            int reads = 0;
            _rig.Hal.Serial.Idle = timeoutMs =>
            {
                _rig.Hal.Clock.Sleep(timeoutMs);
                return ++reads < 200;
            };
            _rig.Type("signin");
            _rig.Hal.Serial.Idle = null;
            _rig.Type("signin status", "signin status --json");
            _access.MustBeAtHome(_rig.Hal.Flash);
            _refresh.MustBeAtHome(_rig.Hal.Flash);
            foreach (EchoMood mood in Enum.GetValues<EchoMood>()) Send(mood);
            Assert.Contains(_server.Logins, login => login.Contains(_access.Secret, StringComparison.Ordinal));
            TypeEveryCommand();
            _rig.Type("factory-reset", "yes");
            foreach (Marker marker in Markers) marker.MustNotBeIn(_rig.Hal.Flash, mayBeAtHome: false);
        }

        [Fact]
        public void ACrashRecordHoldsNone()
        {
            LogIn();
            _rig.Type(["import", .. SettingsJson.Split('\n')]);
            var error = new InvalidOperationException($"at '{_password.Secret}' or {_clientSecret.Secret}",
                new ArgumentException(_wifi.Secret));
            new CrashRecord(_rig.Hal.Flash, _rig.Hal.Clock).Write(error, _rig.Firmware.Settings);
            Assert.Contains("crash", _rig.Hal.Flash.Files.Keys);
            Search();
            new CrashRecord(_rig.Hal.Flash, _rig.Hal.Clock).Write(error, null);
            Search();
            new Supervisor(_rig.Hal).Run(new NoEars(), new NoTape());
            Search();
        }

        private static string Token(string mark) => $"0.{mark}-Zq7m.{string.Concat(Enumerable.Repeat(mark + "_x8K", 12))}-{mark}9";

        private void LogIn()
        {
            Assert.EndsWith("> ", _rig.Type(Pin, Pin));
            _rig.Type("logout", WrongPin);
            Assert.EndsWith("> ", _rig.Type(Pin));
        }

        /// <summary>Settings that are wrong at, before and behind each secret.</summary>
        private void TypeWrongSettings()
        {
            string[] secrets = [_password.Secret, _clientSecret.Secret, _wifi.Secret];
            foreach (string secret in secrets)
            {
                string[] wrong =
                [
                    SettingsJson.Replace($"\"{secret}\"", $"\"{secret}"),
                    SettingsJson.Replace($"\"{secret}\"", secret),
                    SettingsJson.Replace($"\"{secret}\"", $"[\"{secret}\"]"),
                    SettingsJson.Replace($"\"{secret}\"", $"{{ \"a\": \"{secret}\" }}"),
                    SettingsJson.Replace($"\"{secret}\"", $"\"{secret}\\u0007\""),
                    SettingsJson.Replace($"\"{secret}\"", $"\"{secret}\", \"unknown\": 1"),
                    SettingsJson.Replace($"\"{secret}\"", $"\"{secret}{new string('x', 300)}\""),
                    SettingsJson.Replace($"\"{secret}\"", $"\"{secret}\"").Replace("587", "\"587\"")
                ];
                foreach (string json in wrong)
                {
                    // Ctrl+C ends what a quotation mark too few has left open.
                    Assert.Contains("ERROR", _rig.Type(["import", .. json.Split('\n'), "\u0003"]));
                    Search();
                }
            }
            _rig.Type("set sending.password", _password.Secret + "\u0007");
            _rig.Type("set sending.password", _password.Secret + new string('x', 300));
            _rig.Type("set network.password", _wifi.Secret, "show network.password", "unset network.password");
            Search();
        }

        private void Send(EchoMood mood)
        {
            _server.Now = mood;
            _rig.Type("test connection", "test mail office@example.com");
            _rig.Type("scan");
            while (_rig.Firmware.Queue.ScanOnce() || _rig.Firmware.Queue.SendOnce())
            {
            }
            _rig.Type("jobs", "jobs --json", "status --json", "log");
            Search();
            _server.Now = EchoMood.Kind;
            for (int i = 0; i < 40; i++)
            {
                while (_rig.Firmware.Queue.SendOnce())
                {
                }
                _rig.Hal.Clock.Sleep(600_000);
            }
            Search();
        }

        private void TypeEveryCommand()
        {
            string[] names = [.. HelpTexts.All().Split("\r\n").Select(line => line.Split(' ', ':')[0]).Except(["factory-reset", "reboot", "logout"])];
            Assert.True(names.Length > 15);
            foreach (string name in names)
            {
                foreach (string arguments in new[] { "", " --json", " list", " 1", " 1 --json", " nonsense", " remove 7", " sync" })
                {
                    _rig.Type(name + arguments, "\u0003");
                }
            }
            SettingKeys.ForEach(key =>
            {
                string path = key.Path.Replace("[]", "[0]");
                _rig.Type("show " + path, $"show {path} --json", "help " + path, $"set {path} ", "\u0003");
            });
            _rig.Type("export", "show");
            Search();
        }

        private void Search()
        {
            foreach (Marker marker in Markers)
            {
                marker.MustNotBeIn("what the console says", _rig.Said);
                marker.MustNotBeIn("the transcript", _rig.Transcript);
                marker.MustNotBeIn("what the listener hears", _rig.Heard.ToString());
                marker.MustNotBeIn("a mail", string.Join("\n", _server.Mails));
                marker.MustNotBeIn(_rig.Hal.Flash);
            }
        }

        private sealed class NoEars : JobListener
        {
            public override void Changed(Job job)
            {
            }
        }

        private sealed class NoTape : SmtpTranscript
        {
            public override void Sent(string line)
            {
            }

            public override void Received(string line)
            {
            }

            public override void Note(string line)
            {
            }
        }
    }
}
