using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.SignIn;
using Xunit;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>The sign-in service over HTTPS, as a device and as a person meet it.</summary>
    public sealed class SignInTests
    {
        private const string Authority = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/";
        private const string Client = "00001111-aaaa-2222-bbbb-3333cccc4444";
        private const string Scope = "https://outlook.office.com/SMTP.Send offline_access";
        private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

        [Fact]
        public async Task DeviceCodeFromStartToMail()
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            JsonElement code = await PostAsync(http, "devicecode", 200, ("client_id", Client), ("scope", Scope));
            Assert.Matches("^[A-Z0-9]{9}$", code.GetProperty("user_code").GetString());
            Assert.Equal(900, code.GetProperty("expires_in").GetInt32());
            Assert.Equal($"https://localhost:{server.SignIn.Port}/devicelogin", Text(code, "verification_uri"));
            Assert.Contains(Text(code, "user_code"), Text(code, "message"));
            Assert.Equal("authorization_pending", await ErrorAsync(http, Poll(code)));

            Assert.True(server.SignIn.Approve(Text(code, "user_code"), Mail.User));
            JsonElement tokens = await PostAsync(http, "token", 200, Poll(code));

            Assert.Equal("Bearer", Text(tokens, "token_type"));
            Assert.Equal(3599, tokens.GetProperty("expires_in").GetInt32());
            Assert.Equal("https://outlook.office.com/SMTP.Send", Text(tokens, "scope"));
            await using RawClient smtp = await Conversation.OpenAsync(server, server.Submission);
            Assert.StartsWith("235 ", await LoginAsync(smtp, tokens));
        }

        [Fact]
        public async Task PersonSignsInOnThePage()
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            JsonElement code = await PostAsync(http, "devicecode", 200, ("client_id", Client), ("scope", Scope));
            string page = Text(code, "verification_uri");
            Assert.Contains("name=\"code\"", await http.GetStringAsync(page));
            Assert.Contains("not valid", await FormAsync(http, page, ("code", "WRONGCODE")));

            string userCode = Text(code, "user_code");
            string typed = userCode[..4].ToLowerInvariant() + " " + userCode[4..];
            string signIn = await FormAsync(http, page, ("code", typed));
            Assert.Contains("ScanToMail", signIn);
            Assert.Contains($"value=\"{userCode}\"", signIn);
            Assert.Contains("incorrect", await FormAsync(
                http, page, ("code", userCode), ("user", "<b>x"), ("password", "y"), ("answer", "yes")));
            Assert.Equal("authorization_pending", await ErrorAsync(http, Poll(code)));
            Assert.Contains("You have signed in", await FormAsync(
                http, page, ("code", userCode), ("user", Mail.User), ("password", Mail.Password), ("answer", "yes")));
            await PostAsync(http, "token", 200, Poll(code));
        }

        [Fact]
        public async Task PageEscapesWhatWasTyped()
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            JsonElement code = await PostAsync(http, "devicecode", 200, ("client_id", Client), ("scope", Scope));
            string answer = await FormAsync(http, Text(code, "verification_uri"), ("code", Text(code, "user_code")),
                ("user", "\"><script>alert(1)</script>"), ("answer", "yes"));
            Assert.DoesNotContain("<script>", answer);
        }

        [Theory]
        [InlineData("no", "authorization_declined")]
        [InlineData("late", "expired_token")]
        [InlineData("early", "slow_down")]
        [InlineData("unknown", "bad_verification_code")]
        [InlineData("again", "invalid_grant")]
        public async Task DeviceCodeThatDoesNotWork(string kind, string expected)
        {
            await using TenantServer server = await StartAsync(enforceInterval: true);
            using HttpClient http = Http(server);
            JsonElement code = await PostAsync(http, "devicecode", 200, ("client_id", Client), ("scope", Scope));
            (string, string)[] poll = Poll(code);
            switch (kind)
            {
                case "no":
                    await FormAsync(http, Text(code, "verification_uri"),
                        ("code", Text(code, "user_code")), ("answer", "no"));
                    break;
                case "late":
                    server.SignIn.ExpireDeviceCodes();
                    break;
                case "early":
                    Assert.Equal("authorization_pending", await ErrorAsync(http, poll));
                    break;
                case "unknown":
                    poll[2] = ("device_code", "nobody-gave-this");
                    break;
                default:
                    server.SignIn.Approve(Text(code, "user_code"), Mail.User);
                    await PostAsync(http, "token", 200, poll);
                    break;
            }

            Assert.Equal(expected, await ErrorAsync(http, poll));
        }

        [Fact]
        public async Task RefreshTokensRotate()
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            string first = Text(await SignInAsync(server, http), "refresh_token");
            JsonElement second = await PostAsync(http, "token", 200, Refresh(first));
            Assert.NotEqual(first, Text(second, "refresh_token"));

            // As Entra ID has it, the old one stays good; by switch it is good once.
            await PostAsync(http, "token", 200, Refresh(first));
            server.Options.SignIn.RevokeUsedRefreshTokens = true;
            JsonElement error = await PostAsync(http, "token", 400, Refresh(first));
            Assert.Equal("invalid_grant", Text(error, "error"));
            await PostAsync(http, "token", 200, Refresh(Text(second, "refresh_token")));
        }

        [Theory]
        [InlineData(RefreshRefusal.Revoked, "AADSTS50173: ")]
        [InlineData(RefreshRefusal.SignInFrequency, "AADSTS70043: ")]
        [InlineData(RefreshRefusal.Inactive, "AADSTS700082: ")]
        public async Task RefreshTokensAreRefused(RefreshRefusal refusal, string expected)
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            string token = Text(await SignInAsync(server, http), "refresh_token");
            server.SignIn.RefuseRefreshTokens(Mail.User, refusal);
            JsonElement error = await PostAsync(http, "token", 400, Refresh(token));
            Assert.Equal("invalid_grant", Text(error, "error"));
            Assert.StartsWith(expected, Text(error, "error_description"));
            Assert.Equal(expected.Trim(' ', ':')[6..], error.GetProperty("error_codes")[0].GetRawText());
        }

        [Theory]
        [InlineData("secret", 401, "AADSTS7000215: ")]
        [InlineData("scope", 400, "AADSTS70011: ")]
        [InlineData("application", 400, "AADSTS700016: ")]
        [InlineData("missing", 400, "AADSTS900144: ")]
        public async Task ClientCredentialsThatAreWrong(string kind, int status, string expected)
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            var form = new List<(string, string)>
            {
                ("grant_type", "client_credentials"),
                ("client_id", kind == "application" ? "ffffffff-0000-0000-0000-000000000000" : Client),
                ("client_secret", kind == "secret" ? "wrong" : server.Options.SignIn.Applications[0].ClientSecret!),
            };
            if (kind != "missing")
            {
                form.Add(("scope", "https://outlook.office365.com/" + (kind == "scope" ? "SMTP.Send" : ".default")));
            }

            JsonElement error = await PostAsync(http, "token", status, [.. form]);
            Assert.StartsWith(expected, Text(error, "error_description"));
        }

        [Theory]
        [InlineData(true, true, "235 ")]
        [InlineData(false, true, "535 5.7.3 ")]
        [InlineData(true, false, "535 5.7.3 ")]
        public async Task ApplicationOpensMailboxesItWasGiven(bool permission, bool access, string expected)
        {
            await using TenantServer server = await StartAsync();
            ApplicationOptions application = server.Options.SignIn.Applications[0];
            application.SendAsApp = permission;
            server.Options.Mailboxes[0].FullAccess.AddRange(access ? [Client] : []);
            using HttpClient http = Http(server);
            JsonElement tokens = await PostAsync(http, "token", 200, ("grant_type", "client_credentials"),
                ("client_id", Client), ("client_secret", application.ClientSecret!),
                ("scope", "https://outlook.office365.com/.default"));
            Assert.False(tokens.TryGetProperty("refresh_token", out _));
            await using RawClient smtp = await Conversation.OpenAsync(server, server.Submission);
            Assert.StartsWith(expected, await LoginAsync(smtp, tokens));
        }

        [Fact]
        public async Task TokenForAnotherServiceIsNoGoodForSmtp()
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            JsonElement tokens = await SignInAsync(server, http, "https://graph.microsoft.com/SMTP.Send");
            await using RawClient smtp = await Conversation.OpenAsync(server, server.Submission);
            Assert.StartsWith("535 5.7.3 ", await LoginAsync(smtp, tokens));
        }

        [Theory]
        [InlineData(9_000)]
        [InlineData(40_000)]
        public async Task TokensCanBeLong(int octets)
        {
            await using TenantServer server = await StartAsync();
            server.Options.SignIn.AccessTokenOctets = octets;
            server.Options.SignIn.RefreshTokenOctets = octets;
            using HttpClient http = Http(server);
            JsonElement tokens = await SignInAsync(server, http);
            Assert.InRange(Text(tokens, "access_token").Length, octets - 40, octets + 40);
            Assert.InRange(Text(tokens, "refresh_token").Length, octets - 40, octets + 40);
            await using RawClient smtp = await Conversation.OpenAsync(server, server.Submission);
            Assert.StartsWith(
                octets > 12_288 ? "500 5.5.2 Command too long" : "235 ",
                await LoginAsync(smtp, tokens));
        }

        [Fact]
        public async Task FaultsStrikeInTurn()
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            server.SignIn.Faults.Add(SignInFault.Html(times: 1));
            server.SignIn.Faults.Add(SignInFault.TooManyRequests(30, times: 1));
            server.SignIn.Faults.Add(SignInFault.ServerError(times: 1));
            server.SignIn.Faults.Add(SignInFault.Cut(20, times: 1));
            server.SignIn.Faults.Add(SignInFault.Cut(20, breakConnection: true, times: 1));
            server.SignIn.Faults.Add(new SignInFault { Close = true, Times = 1 });
            (string, string)[] form = [("client_id", Client), ("scope", Scope)];

            Assert.StartsWith("<!DOCTYPE html>", await (await RawPostAsync(http, form)).Content.ReadAsStringAsync());
            HttpResponseMessage busy = await RawPostAsync(http, form);
            Assert.Equal(429, (int)busy.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(30), busy.Headers.RetryAfter?.Delta);
            Assert.Equal(HttpStatusCode.InternalServerError, (await RawPostAsync(http, form)).StatusCode);
            Assert.Equal(20, (await (await RawPostAsync(http, form)).Content.ReadAsByteArrayAsync()).Length);
            await Assert.ThrowsAsync<HttpRequestException>(() => RawPostAsync(http, form));
            await Assert.ThrowsAsync<HttpRequestException>(() => RawPostAsync(http, form));
            Assert.True((await RawPostAsync(http, form)).IsSuccessStatusCode);
        }

        [Fact]
        public async Task AnswersCanBeChunkedAndCarryRealHeaders()
        {
            await using TenantServer server = await StartAsync();
            server.Options.SignIn.ChunkedAnswers = true;
            using HttpClient http = Http(server);
            HttpResponseMessage answer = await RawPostAsync(http, [("client_id", Client), ("scope", Scope)]);
            Assert.True(answer.Headers.TransferEncodingChunked);
            Assert.Equal("no-store, no-cache", answer.Headers.CacheControl?.ToString());
            Assert.Equal(3, answer.Headers.GetValues("Set-Cookie").Count());
            Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        }

        [Theory]
        [InlineData("nobody.example", "AADSTS90002: ")]
        [InlineData("common", null)]
        [InlineData("organizations", null)]
        [InlineData("aaaabbbb-0000-cccc-1111-dddd2222eeee", null)]
        public async Task TenantHasItsNames(string name, string? expected)
        {
            await using TenantServer server = await StartAsync();
            using HttpClient http = Http(server);
            HttpResponseMessage answer = await http.PostAsync(
                $"https://login.microsoftonline.com/{name}/oauth2/v2.0/devicecode",
                Content([("client_id", Client), ("scope", Scope)]));
            string text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(expected == null, answer.IsSuccessStatusCode);
            Assert.Contains(expected ?? "user_code", text);
        }

        [Theory]
        [InlineData(CertificateFault.Expired)]
        [InlineData(CertificateFault.WrongName)]
        [InlineData(CertificateFault.Untrusted)]
        public async Task CertificateCanBeWrong(CertificateFault fault)
        {
            await using TenantServer server = await StartAsync();
            server.Options.SignIn.CertificateFault = fault;
            using HttpClient http = Http(server);
            await Assert.ThrowsAsync<HttpRequestException>(
                () => RawPostAsync(http, [("client_id", Client), ("scope", Scope)]));
        }

        [Fact]
        public async Task HangingAnswerEndsWithTheServer()
        {
            TenantServer server = await StartAsync();
            await using (server)
            {
                server.SignIn.Faults.Add(new SignInFault { Hang = true });
                using HttpClient http = Http(server);
                Task<HttpResponseMessage> answer = RawPostAsync(http, [("client_id", Client), ("scope", Scope)]);
                Assert.NotSame(answer, await Task.WhenAny(answer, Task.Delay(300)));
                await server.DisposeAsync();
                await Assert.ThrowsAsync<HttpRequestException>(() => answer);
            }
        }

        private static Task<TenantServer> StartAsync(bool enforceInterval = false)
        {
            return SharedAuthority.StartAsync(new TenantOptions
            {
                SignIn = new SignInOptions { EnforceInterval = enforceInterval },
            });
        }

        /// <summary>A client for which every name leads to the server, checked against the run's root.</summary>
        private static HttpClient Http(TenantServer server)
        {
            return new HttpClient(new SocketsHttpHandler
            {
                SslOptions = RawClient.Options(null, server.RootCertificatePem),
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.SignIn.Port), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            });
        }

        private static async Task<JsonElement> SignInAsync(TenantServer server, HttpClient http, string scope = Scope)
        {
            JsonElement code = await PostAsync(http, "devicecode", 200, ("client_id", Client), ("scope", scope));
            server.SignIn.Approve(Text(code, "user_code"), Mail.User);
            return await PostAsync(http, "token", 200, Poll(code));
        }

        private static async Task<string> LoginAsync(RawClient smtp, JsonElement tokens)
        {
            Assert.Equal("334 ", await smtp.AskAsync("AUTH XOAUTH2"));
            return await smtp.AskAsync(Conversation.Bearer(Mail.User, Text(tokens, "access_token")));
        }

        private static (string, string)[] Poll(JsonElement code)
        {
            return [("grant_type", DeviceGrant), ("client_id", Client), ("device_code", Text(code, "device_code"))];
        }

        private static (string, string)[] Refresh(string token)
        {
            return
            [
                ("grant_type", "refresh_token"), ("client_id", Client), ("scope", Scope), ("refresh_token", token),
            ];
        }

        private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

        private static async Task<string> ErrorAsync(HttpClient http, (string, string)[] form)
        {
            JsonElement error = await PostAsync(http, "token", 400, form);
            Assert.Matches(
                @"^AADSTS\d+: .+ Trace ID: .+ Correlation ID: .+ Timestamp: ", Text(error, "error_description"));
            return Text(error, "error");
        }

        private static async Task<JsonElement> PostAsync(
            HttpClient http, string action, int status, params (string, string)[] form)
        {
            HttpResponseMessage answer = await http.PostAsync(Authority + action, Content(form));
            string text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == status, text);
            return JsonDocument.Parse(text).RootElement;
        }

        private static Task<HttpResponseMessage> RawPostAsync(HttpClient http, (string, string)[] form)
        {
            return http.PostAsync(Authority + "devicecode", Content(form));
        }

        private static async Task<string> FormAsync(HttpClient http, string page, params (string, string)[] form)
        {
            HttpResponseMessage answer = await http.PostAsync(page, Content(form));
            Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            return await answer.Content.ReadAsStringAsync();
        }

        private static FormUrlEncodedContent Content((string Name, string Value)[] form)
        {
            return new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }
    }
}
