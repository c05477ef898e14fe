using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class SettingsTests
    {
        [Fact]
        public void EveryKeyArrivesInItsField()
        {
            Settings s = Settings.Parse(Texts.Full);

            Assert.Equal(1, s.Version);
            Assert.Equal("Scanner 2. OG", s.Device.Name);
            Assert.Equal("scanner-2.contoso.com", s.Device.Hostname);
            Assert.Equal(Language.French, s.Device.Language);
            Assert.Equal(("Ops", "ops@contoso.com"), (s.Device.Administrator.DisplayName, s.Device.Administrator.Address));

            Assert.Equal(NetworkLink.Wifi, s.Network.Interface);
            Assert.Equal("Büro", s.Network.Ssid);
            Assert.Equal("correct horse", s.Network.Password);
            Assert.Equal("192.168.1.20", s.Network.Address);
            Assert.Equal("255.255.255.0", s.Network.Mask);
            Assert.Equal("192.168.1.1", s.Network.Gateway);
            Assert.Equal(["192.168.1.1", "9.9.9.9"], s.Network.Dns);

            Assert.Equal(["ntp.contoso.com", "192.168.1.1"], s.Time.Servers);
            Assert.Equal(60, s.Time.Zone.OffsetMinutes(new DateTime(2026, 1, 1)));
            Assert.Equal(120, s.Time.Zone.OffsetMinutes(new DateTime(2026, 7, 1)));

            SendingSettings sending = s.Sending;
            Assert.Equal(SendingMethod.ClientSubmission, sending.Method);
            Assert.Equal(("smtp.office365.com", 587, TlsMode.Required), (sending.Host, sending.Port, sending.Tls));
            Assert.Equal((AuthMode.OAuth, "scanner@contoso.com", "s3cret!"), (sending.Auth, sending.User, sending.Password));
            Assert.Equal("scans@contoso.com", sending.Mailbox.Address);
            Assert.Equal(("Scans", "scans@contoso.com"), (sending.From.DisplayName, sending.From.Address));
            Assert.Equal("desk@contoso.com", sending.ReplyTo.Address);
            Assert.Equal("contoso.com", sending.Domain);
            Assert.Equal(["contoso.com", "contoso.onmicrosoft.com"], sending.AcceptedDomains);
            Assert.Equal(["contoso.com", "fabrikam.com"], sending.RecipientDomains);
            Assert.Equal(("roots/m365.pem", ""), (sending.TrustedRoots, sending.ClientCertificate));
            Assert.Equal((TransferMode.Data, 20000000), (sending.Transfer, sending.SizeLimitBytes));

            Assert.Equal("login.microsoftonline.us", s.SignIn.Authority);
            Assert.Equal(("contoso.com", Texts.ClientId), (s.SignIn.Tenant, s.SignIn.ClientId));
            Assert.Equal((SignInFlow.ClientCredentials, "app~secret"), (s.SignIn.Flow, s.SignIn.ClientSecret));
            Assert.Equal("https://outlook.office365.com/.default", s.SignIn.Scope);

            Assert.Equal(2, s.Profiles.Length);
            ProfileSettings p = s.Profiles[0];
            Assert.Equal(("Invoices", 3), (p.Name, p.Button));
            Assert.Equal(["accounts@contoso.com", "b@fabrikam.com"], p.To.Select(a => a.Address));
            Assert.Equal(["c@contoso.com"], p.Cc.Select(a => a.Address));
            Assert.Equal(["archive@contoso.com"], p.Bcc.Select(a => a.Address));
            Assert.Equal("Invoice {date} from {device}", p.Subject);
            Assert.Equal("Pages: {pages}\nSerial: {serial}", p.Body);
            Assert.Equal("invoice-{date}-{time}", p.FileName);
            Assert.Equal((DocumentFormat.Pdf, 200, ColorMode.Bilevel), (p.Document, p.Resolution, p.Color));
        }

        [Fact]
        public void DefaultsOfClientSubmission()
        {
            Settings s = Settings.Parse(Texts.Minimal(SendingMethod.ClientSubmission));

            Assert.Equal(("smtp.office365.com", 587, TlsMode.Required), (s.Sending.Host, s.Sending.Port, s.Sending.Tls));
            Assert.Equal("scanner@contoso.com", s.Sending.From.Address);
            Assert.Null(s.Sending.Mailbox);
            Assert.Null(s.Sending.ReplyTo);
            Assert.Equal(36700160, s.Sending.SizeLimitBytes);
            Assert.Equal(("roots.pem", "", TransferMode.Auto),
                (s.Sending.TrustedRoots, s.Sending.ClientCertificate, s.Sending.Transfer));
            Assert.Equal(("Scanner", "", Language.English), (s.Device.Name, s.Device.Hostname, s.Device.Language));
            Assert.Null(s.Device.Administrator);
            Assert.Equal((NetworkLink.Wifi, "", "", "", "", ""), (s.Network.Interface, s.Network.Ssid, s.Network.Password,
                s.Network.Address, s.Network.Mask, s.Network.Gateway));
            Assert.Empty(s.Network.Dns);
            Assert.Equal(["time.windows.com", "pool.ntp.org"], s.Time.Servers);
            Assert.Equal(0, s.Time.Zone.OffsetMinutes(new DateTime(2026, 7, 1)));
            Assert.Equal(("login.microsoftonline.com", "", "", SignInFlow.DeviceCode, ""), (s.SignIn.Authority,
                s.SignIn.Tenant, s.SignIn.ClientId, s.SignIn.Flow, s.SignIn.ClientSecret));
            Assert.Equal("https://outlook.office.com/SMTP.Send offline_access", s.SignIn.Scope);
            ProfileSettings p = Assert.Single(s.Profiles);
            Assert.Equal(("Profile 1", 1, "Scan from {device}"), (p.Name, p.Button, p.Subject));
            Assert.Equal("Scanned by {device} on {date} at {time}.", p.Body);
            Assert.Equal(("scan-{date}-{time}", DocumentFormat.Pdf, 300, ColorMode.Color),
                (p.FileName, p.Document, p.Resolution, p.Color));
            Assert.Empty(p.Cc);
            Assert.Empty(p.Bcc);
        }

        [Theory]
        [InlineData("relay", "contoso-com.mail.protection.outlook.com", 25, TlsMode.Required, 36700160)]
        [InlineData("directSend", "", 25, TlsMode.WhenOffered, 36700160)]
        [InlineData("onPremises", "mail.contoso.com", 25, TlsMode.Required, 0)]
        public void DefaultsOfTheOtherMethods(string method, string host, int port, TlsMode tls, int limit)
        {
            SendingSettings s = Settings.Parse(Texts.Minimal(method)).Sending;
            Assert.Equal((host, port, tls, AuthMode.None, limit), (s.Host, s.Port, s.Tls, s.Auth, s.SizeLimitBytes));
        }

        [Fact]
        public void PortOfAServerOnThePremisesFollowsLoginAndTls()
        {
            string text = Texts.Minimal(SendingMethod.OnPremises);
            string login = text.With("sending.auth", "\"basic\"").With("sending.user", "\"u\"").With("sending.password", "\"p\"");
            Assert.Equal(587, Settings.Parse(login).Sending.Port);
            Assert.Equal(465, Settings.Parse(login.With("sending.tls", "\"implicit\"")).Sending.Port);
            Assert.Equal(2525, Settings.Parse(login.With("sending.port", "2525")).Sending.Port);
            Assert.Equal(25, Settings.Parse(text.With("sending.tls", "\"none\"")).Sending.Port);
        }

        [Fact]
        public void FrenchDevicesGetFrenchDefaults()
        {
            ProfileSettings p = Settings.Parse(
                Texts.Minimal(SendingMethod.Relay).With("device.language", "\"fr\"")).Profiles[0];
            Assert.Equal(("Profil 1", "Document numérisé par {device}"), (p.Name, p.Subject));
            Assert.Equal("Numérisé par {device} le {date} à {time}.", p.Body);
        }

        [Fact]
        public void SenderAndMailboxComeFromTheLogin()
        {
            string text = Texts.Minimal(SendingMethod.ClientSubmission).With("sending.auth", "\"oauth\"")
                .With("signIn", $$"""{"tenant":"{{Texts.Tenant}}","clientId":"{{Texts.ClientId}}"}""");

            SendingSettings s = Settings.Parse(text).Sending;
            Assert.Equal(("scanner@contoso.com", "scanner@contoso.com"), (s.Mailbox.Address, s.From.Address));

            s = Settings.Parse(text.With("sending.mailbox", "\"shared@contoso.com\"")).Sending;
            Assert.Equal(("shared@contoso.com", "shared@contoso.com"), (s.Mailbox.Address, s.From.Address));

            s = Settings.Parse(text.With("sending.from", "\"other@contoso.com\"")).Sending;
            Assert.Equal(("scanner@contoso.com", "other@contoso.com"), (s.Mailbox.Address, s.From.Address));

            s = Settings.Parse(text.With("sending.user", null).With("sending.from", "\"other@contoso.com\"")).Sending;
            Assert.Equal("other@contoso.com", s.Mailbox.Address);

            Assert.Equal("sending.from", Texts.Error(text.With("sending.user", null)).Key);
        }

        [Fact]
        public void NamesGoOverTheWireInTheirAsciiForm()
        {
            Settings s = Settings.Parse(Texts.Minimal(SendingMethod.DirectSend)
                .With("sending.host", "\"mail.Müller.example\"")
                .With("sending.acceptedDomains", "[\"müller.example\"]")
                .With("sending.from", "\"scanner@müller.example\"")
                .With("profiles[0].to", "[\"Jürgen <jürgen@MüLLER.example>\"]"));
            Assert.Equal("mail.xn--mller-kva.example", s.Sending.Host);
            Assert.Equal("jürgen@xn--mller-kva.example", s.Profiles[0].To[0].Address);
            Assert.True(s.Profiles[0].To[0].NeedsUtf8);
            Assert.False(s.Sending.From.NeedsUtf8);
        }

        [Fact]
        public void EscapesAreUnderstoodEverywhere()
        {
            string text = Texts.Minimal(SendingMethod.Relay)
                .Replace("\"desk@contoso.com\"", """ "\u0042\u00fcro \ud83d\udda8 <desk\u0040contoso.com>" """);
            Assert.Equal("Büro \U0001f5a8", Settings.Parse(text).Profiles[0].To[0].DisplayName);
        }

        [Fact]
        public void NamesOfChoicesAreThoseOfTheEnums()
        {
            void Same<T>(Func<T, string> name) where T : struct, Enum
            {
                foreach (T value in Enum.GetValues<T>())
                {
                    string expected = value.ToString();
                    Assert.Equal(expected.ToLowerInvariant(), name(value).ToLowerInvariant());
                }
            }

            Same<NetworkLink>(NetworkLinks.Name);
            Same<SendingMethod>(SendingMethods.Name);
            Same<TlsMode>(TlsModes.Name);
            Same<AuthMode>(AuthModes.Name);
            Same<TransferMode>(TransferModes.Name);
            Same<SignInFlow>(SignInFlows.Name);
            Same<DocumentFormat>(DocumentFormats.Name);
            Same<ColorMode>(ColorModes.Name);
            Same<SettingKind>(SettingKinds.Name);
            Assert.Equal("en", Languages.Name(Language.English));
            Assert.Equal("fr", Languages.Name(Language.French));
        }
    }
}
