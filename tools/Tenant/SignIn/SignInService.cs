using System.Buffers.Text;
using System.Security.Cryptography;

namespace ScanToMail.Tenant.SignIn
{
    /// <summary>
    /// The sign-in service: device codes (RFC 8628), refresh tokens, client credentials (RFC 6749), and what a person
    /// or an administrator does with them. Thread-safe.
    /// </summary>
    public sealed class SignInService
    {
        private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
        private const string UserCodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        private const int UserCodeLength = 9;
        private const double PollToleranceSeconds = 0.5;
        private readonly TenantOptions tenant;
        private readonly TokenStore tokens;
        private readonly Lock gate = new();
        private readonly List<DeviceCode> codes = [];

        internal SignInService(TenantOptions tenant, TokenStore tokens)
        {
            this.tenant = tenant;
            this.tokens = tokens;
        }

        /// <summary>Raised when a device was given a code, on the request's thread.</summary>
        public event Action<DeviceCode>? CodeGiven;

        /// <summary>What is to go wrong with requests to <c>/devicecode</c> and <c>/token</c>.</summary>
        public SignInFaultPlan Faults { get; } = new();

        /// <summary>Port of the service, HTTPS.</summary>
        public int Port { get; internal set; }

        /// <summary>The page where a person signs in.</summary>
        public string PageUri => tenant.SignIn.VerificationUri ?? $"https://localhost:{Port}/devicelogin";

        /// <summary>Every device code so far.</summary>
        public IReadOnlyList<DeviceCode> DeviceCodes
        {
            get
            {
                lock (gate)
                {
                    return [.. codes];
                }
            }
        }

        /// <summary>Every access token given out.</summary>
        public IReadOnlyList<AccessToken> AccessTokens => tokens.AccessTokens;

        /// <summary>Every refresh token given out.</summary>
        public IReadOnlyList<RefreshToken> RefreshTokens => tokens.RefreshTokens;

        private SignInOptions Options => tenant.SignIn;

        private DateTimeOffset Now => tenant.Time.GetUtcNow();

        /// <summary>
        /// A person types the code and signs in as <paramref name="user"/>. False: no such code waits.
        /// </summary>
        public bool Approve(string userCode, string user) => Settle(userCode, code => code.User = user);

        /// <summary>A person types the code and says no. False: no such code waits.</summary>
        public bool Decline(string userCode) => Settle(userCode, code => code.Declined = true);

        /// <summary>Ends the life of device codes that wait.</summary>
        public void ExpireDeviceCodes()
        {
            lock (gate)
            {
                codes.ForEach(code => code.ExpiresAt = Now);
            }
        }

        /// <summary>Ends the life of access tokens.</summary>
        /// <param name="user">Whose; null: everybody's.</param>
        public void ExpireAccessTokens(string? user = null) => tokens.ExpireAccess(user, Now);

        /// <summary>From now on refresh tokens are refused.</summary>
        /// <param name="user">Whose; null: everybody's.</param>
        /// <param name="refusal">With which error.</param>
        public void RefuseRefreshTokens(string? user = null, RefreshRefusal refusal = RefreshRefusal.Revoked)
        {
            tokens.Refuse(user, refusal);
        }

        /// <summary>Gives out an access token without any sign-in, for tests of SMTP alone.</summary>
        public string IssueAccessToken(string user)
        {
            return tokens.IssueAccess(Options.Applications[0].ClientId, user, "https://outlook.office.com",
                ["SMTP.Send"], Now).Value;
        }

        /// <summary>The code that a person may type now; null: there is none.</summary>
        internal DeviceCode? FindWaiting(string userCode)
        {
            string typed = new(userCode.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).ToArray());
            lock (gate)
            {
                return codes.FirstOrDefault(code =>
                    code.UserCode == typed && code.ExpiresAt > Now && code.User == null && !code.Declined);
            }
        }

        internal string ApplicationName(string clientId)
        {
            return Options.Applications.FirstOrDefault(a => a.ClientId == clientId)?.Name ?? clientId;
        }

        /// <summary>Answers POST /{tenant}/oauth2/v2.0/devicecode.</summary>
        internal SignInAnswer StartDevice(string tenantName, IReadOnlyDictionary<string, string> form)
        {
            SignInAnswer? wrong = Check(tenantName, form, "client_id", "scope");
            if (wrong != null)
            {
                return wrong;
            }

            var code = new DeviceCode
            {
                Value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(120)),
                UserCode = RandomNumberGenerator.GetString(UserCodeAlphabet, UserCodeLength),
                ClientId = form["client_id"],
                Scope = form["scope"],
                ExpiresAt = Now.AddSeconds(Options.DeviceCodeSeconds),
                IntervalSeconds = Options.IntervalSeconds,
            };
            lock (gate)
            {
                codes.Add(code);
            }

            CodeGiven?.Invoke(code);
            return new SignInAnswer(200, new Dictionary<string, object>
            {
                ["user_code"] = code.UserCode,
                ["device_code"] = code.Value,
                ["verification_uri"] = PageUri,
                ["expires_in"] = Options.DeviceCodeSeconds,
                ["interval"] = Options.IntervalSeconds,
                ["message"] = $"To sign in, use a web browser to open the page {PageUri} and enter the code "
                    + $"{code.UserCode} to authenticate.",
            });
        }

        /// <summary>Answers POST /{tenant}/oauth2/v2.0/token.</summary>
        internal SignInAnswer Token(string tenantName, IReadOnlyDictionary<string, string> form)
        {
            SignInAnswer? wrong = Check(tenantName, form, "grant_type", "client_id");
            if (wrong != null)
            {
                return wrong;
            }

            return form["grant_type"] switch
            {
                DeviceGrant => RedeemDevice(form),
                "refresh_token" => Refresh(form),
                "client_credentials" => ClientCredentials(tenantName, form),
                string grant => EntraError.BadGrant(Now, grant),
            };
        }

        private SignInAnswer RedeemDevice(IReadOnlyDictionary<string, string> form)
        {
            if (!form.TryGetValue("device_code", out string? value))
            {
                return EntraError.Missing(Now, "device_code");
            }

            lock (gate)
            {
                DeviceCode? code = codes.FirstOrDefault(c => c.Value == value && c.ClientId == form["client_id"]);
                SignInAnswer? refusal = code == null ? EntraError.BadCode(Now) : RefuseDevice(code);
                if (refusal != null)
                {
                    return refusal;
                }

                code!.Used = true;
                return Grant(code.ClientId, code.User!, code.Scope);
            }
        }

        private SignInAnswer? RefuseDevice(DeviceCode code)
        {
            if (!Find(code.ClientId)!.AllowPublicClient)
            {
                return EntraError.NotPublic(Now);
            }

            if (code.Declined)
            {
                return EntraError.Declined(Now);
            }

            if (code.ExpiresAt <= Now)
            {
                return EntraError.Expired(Now);
            }

            if (code.Used)
            {
                return EntraError.CodeUsed(Now);
            }

            code.Polls++;
            double since = code.LastPollAt == null ? double.MaxValue : (Now - code.LastPollAt.Value).TotalSeconds;
            code.LastPollAt = Now;
            if (Options.EnforceInterval && since < code.IntervalSeconds - PollToleranceSeconds)
            {
                code.IntervalSeconds += 5;
                return EntraError.SlowDown(Now);
            }

            return code.User == null ? EntraError.Pending(Now) : null;
        }

        private SignInAnswer Refresh(IReadOnlyDictionary<string, string> form)
        {
            // Without scope Entra ID answers AADSTS900144 (sasl-xoauth2 issue 89).
            string? missing = new[] { "refresh_token", "scope" }.FirstOrDefault(name => !form.ContainsKey(name));
            if (missing != null)
            {
                return EntraError.Missing(Now, missing);
            }

            RefreshToken? token = tokens.UseRefresh(form["refresh_token"], Now);
            if (token == null || token.ClientId != form["client_id"])
            {
                return EntraError.UnknownRefreshToken(Now);
            }

            return token.Refusal is RefreshRefusal refusal
                ? EntraError.Refused(Now, refusal)
                : Grant(token.ClientId, token.User, form["scope"]);
        }

        private SignInAnswer ClientCredentials(string tenantName, IReadOnlyDictionary<string, string> form)
        {
            string? missing = new[] { "client_secret", "scope" }.FirstOrDefault(name => !form.ContainsKey(name));
            if (missing != null)
            {
                return EntraError.Missing(Now, missing);
            }

            ApplicationOptions application = Find(form["client_id"])!;
            if (application.ClientSecret != form["client_secret"])
            {
                return EntraError.BadSecret(Now, application.ClientId);
            }

            const string Suffix = "/.default";
            string scope = form["scope"];
            bool common = tenantName is "common" or "organizations";
            if (common || !scope.EndsWith(Suffix, StringComparison.Ordinal))
            {
                return EntraError.BadScope(Now, scope);
            }

            AccessToken access = tokens.IssueAccess(application.ClientId, null, scope[..^Suffix.Length],
                application.SendAsApp ? ["SMTP.SendAsApp"] : [], Now);
            return new SignInAnswer(200, Body(access));
        }

        private SignInAnswer Grant(string clientId, string user, string scope)
        {
            string[] asked = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string? resource = asked.FirstOrDefault(s => s.StartsWith("https://", StringComparison.Ordinal));
            if (resource == null)
            {
                return EntraError.BadScope(Now, scope);
            }

            string audience = resource[..resource.LastIndexOf('/')];
            AccessToken access = tokens.IssueAccess(clientId, user, audience,
                asked.Where(s => s.StartsWith(audience + "/", StringComparison.Ordinal))
                    .Select(s => s[(audience.Length + 1)..]).ToList(),
                Now);
            Dictionary<string, object> body = Body(access);
            body["scope"] = string.Join(' ', asked.Where(s => s != "offline_access"));
            if (asked.Contains("offline_access"))
            {
                body["refresh_token"] = tokens.IssueRefresh(clientId, user, Now).Value;
            }

            return new SignInAnswer(200, body);
        }

        private Dictionary<string, object> Body(AccessToken access) => new()
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = Options.AccessTokenSeconds,
            ["ext_expires_in"] = Options.AccessTokenSeconds,
            ["access_token"] = access.Value,
        };

        private SignInAnswer? Check(
            string tenantName, IReadOnlyDictionary<string, string> form, params string[] needed)
        {
            string? missing = needed.FirstOrDefault(name => !form.ContainsKey(name));
            if (missing != null)
            {
                return EntraError.Missing(Now, missing);
            }

            bool known = tenantName is "common" or "organizations"
                || tenantName.Equals(Options.TenantId, StringComparison.OrdinalIgnoreCase)
                || tenant.Organization.IsAccepted(tenantName);
            if (!known)
            {
                return EntraError.UnknownTenant(Now, tenantName);
            }

            string clientId = form["client_id"];
            return Find(clientId) == null ? EntraError.UnknownApplication(Now, clientId, Options.TenantId) : null;
        }

        private ApplicationOptions? Find(string clientId)
        {
            return Options.Applications.FirstOrDefault(
                application => application.ClientId.Equals(clientId, StringComparison.OrdinalIgnoreCase));
        }

        private bool Settle(string userCode, Action<DeviceCode> action)
        {
            lock (gate)
            {
                DeviceCode? code = FindWaiting(userCode);
                if (code != null)
                {
                    action(code);
                }

                return code != null;
            }
        }
    }
}
