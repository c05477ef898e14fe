using System.Text;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.SignIn
{
    /// <summary>The longest token that AUTH has room for: a line of 12,288 octets, its end included (RFC 4954 4).</summary>
    public class TokenLengthTests
    {
        private const string Head = "user=scanner@contoso.com\u0001auth=Bearer ";

        // 12,286 octets of base64 would not be a multiple of four: 12,284 of them hold 9,213.
        private const int LongestOctets = 12_284 / 4 * 3;

        private readonly SimHal _hal = new();
        private int _connections;

        [Fact]
        public void TheLongestTokenGoesOutWholeAndOneOctetMoreIsRefusedBeforeTheConnectionIsOpened()
        {
            int longest = LongestOctets - Head.Length - 2;
            string token = new string('a', longest - 4) + ".end";
            Assert.Equal(DeliveryOutcome.Delivered, Send(token).Outcome);
            Assert.Equal(1, _connections);
            DeliveryResult refused = Send("a" + token);
            Assert.Equal("signIn.tokenTooLong", refused.Diagnosis.Symptom.Kind);
            Assert.Equal($"the access token has {longest + 1} octets, its line in AUTH would have 12290", refused.Diagnosis.Symptom.Detail);
            Assert.False(refused.Diagnosis.Retry);
            Assert.Equal(1, _connections);
        }

        /// <summary>A device that gets this token sends a scan to a server that takes nothing but its line.</summary>
        private DeliveryResult Send(string token)
        {
            string line = Convert.ToBase64String(Encoding.ASCII.GetBytes(Head + token + "\u0001\u0001"));
            _hal.Network.Https = (_, _) => SignInRig.Tokens(token, null);
            _hal.Network.Server = (_, _) =>
            {
                _connections++;
                return new ScriptedServer(_hal.Clock, $"""
                    S: 220 mail
                    C: EHLO scanner3.contoso.com
                    S: 250-mail
                    S: 250 STARTTLS
                    C: STARTTLS
                    S: 220 go
                    TLS
                    C: EHLO scanner3.contoso.com
                    S: 250-mail
                    S: 250 AUTH LOGIN XOAUTH2
                    C: AUTH XOAUTH2
                    S: 334
                    C: {line}
                    S: 235 ok
                    C: MAIL FROM:<scanner@contoso.com>
                    S: 250 ok
                    C: RCPT TO:<office@contoso.com>
                    S: 250 ok
                    C: DATA
                    S: 354 go
                    C*
                    S: 250 taken
                    C: QUIT
                    S: 221 bye
                    """);
            };
            _hal.Flash.Files["roots.pem"] = "-----BEGIN CERTIFICATE-----"u8.ToArray();
            if (_hal.Scanner.Pages.Count == 0) _hal.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make()));
            var firmware = new Firmware(_hal, new Listener(), new Transcript());
            firmware.Start(Settings);
            _hal.Clock.Sleep(3_600_000);
            return firmware.Press(1).Result;
        }

        private const string Settings = $$"""
            {
              "version": 1,
              "device": { "name": "Scanner 3", "hostname": "scanner3.contoso.com" },
              "sending": { "method": "clientSubmission", "auth": "oauth", "from": "scanner@contoso.com" },
              "signIn": { "tenant": "contoso.com", "clientId": "{{SignInRig.ClientId}}", "flow": "clientCredentials", "clientSecret": "s3cret" },
              "profiles": [ { "name": "Office", "to": ["office@contoso.com"] } ]
            }
            """;
    }
}
