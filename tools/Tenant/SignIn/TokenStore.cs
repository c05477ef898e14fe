using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ScanToMail.Tenant.SignIn
{
    /// <summary>Every token given out. Thread-safe.</summary>
    internal sealed class TokenStore
    {
        private const string DelegatedPermission = "SMTP.Send";
        private const string ApplicationPermission = "SMTP.SendAsApp";
        private const int SignatureBytes = 256;
        private readonly TenantOptions tenant;
        private readonly Lock gate = new();
        private readonly Dictionary<string, AccessToken> accessTokens = [];
        private readonly Dictionary<string, RefreshToken> refreshTokens = [];

        public TokenStore(TenantOptions tenant)
        {
            this.tenant = tenant;
        }

        public IReadOnlyList<AccessToken> AccessTokens
        {
            get
            {
                lock (gate)
                {
                    return [.. accessTokens.Values];
                }
            }
        }

        public IReadOnlyList<RefreshToken> RefreshTokens
        {
            get
            {
                lock (gate)
                {
                    return [.. refreshTokens.Values];
                }
            }
        }

        /// <summary>The token, where it is good for SMTP now; null: it is not.</summary>
        public AccessToken? FindForSmtp(string value, DateTimeOffset now)
        {
            lock (gate)
            {
                if (!accessTokens.TryGetValue(value, out AccessToken? token) || token.ExpiresAt <= now)
                {
                    return null;
                }

                bool forExchange = tenant.SignIn.ExchangeAudiences.Contains(token.Audience);
                string needed = token.User == null ? ApplicationPermission : DelegatedPermission;
                return forExchange && token.Permissions.Contains(needed) ? token : null;
            }
        }

        public AccessToken IssueAccess(
            string clientId, string? user, string audience, IReadOnlyList<string> permissions, DateTimeOffset now)
        {
            DateTimeOffset expiresAt = now.AddSeconds(tenant.SignIn.AccessTokenSeconds);
            var token = new AccessToken
            {
                Value = AccessValue(clientId, user, audience, permissions, now, expiresAt),
                ClientId = clientId,
                User = user,
                Audience = audience,
                Permissions = permissions,
                ExpiresAt = expiresAt,
            };
            lock (gate)
            {
                accessTokens[token.Value] = token;
            }

            return token;
        }

        public RefreshToken IssueRefresh(string clientId, string user, DateTimeOffset now)
        {
            int bytes = Math.Max(48, tenant.SignIn.RefreshTokenOctets * 3 / 4);
            var token = new RefreshToken
            {
                Value = "1." + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes)),
                ClientId = clientId,
                User = user,
                ExpiresAt = now.AddDays(tenant.SignIn.RefreshTokenDays),
            };
            lock (gate)
            {
                refreshTokens[token.Value] = token;
            }

            return token;
        }

        /// <summary>Looks at a refresh token and counts its use; null: nobody gave it out.</summary>
        public RefreshToken? UseRefresh(string value, DateTimeOffset now)
        {
            lock (gate)
            {
                if (!refreshTokens.TryGetValue(value, out RefreshToken? token))
                {
                    return null;
                }

                if (token.ExpiresAt <= now)
                {
                    token.Refusal ??= RefreshRefusal.Inactive;
                }

                if (token.Uses > 0 && tenant.SignIn.RevokeUsedRefreshTokens)
                {
                    token.Refusal ??= RefreshRefusal.UsedAlready;
                }

                token.Uses++;
                return token;
            }
        }

        public void Refuse(string? user, RefreshRefusal refusal)
        {
            lock (gate)
            {
                foreach (RefreshToken token in refreshTokens.Values)
                {
                    if (user == null || token.User.Equals(user, StringComparison.OrdinalIgnoreCase))
                    {
                        token.Refusal = refusal;
                    }
                }
            }
        }

        public void ExpireAccess(string? user, DateTimeOffset now)
        {
            lock (gate)
            {
                foreach (AccessToken token in accessTokens.Values)
                {
                    if (user == null || user.Equals(token.User, StringComparison.OrdinalIgnoreCase))
                    {
                        token.ExpiresAt = now;
                    }
                }
            }
        }

        // Looks as Entra ID's do (three parts of base64url), but is known by its text alone: nobody checks the
        // signature.
        private string AccessValue(string clientId, string? user, string audience, IReadOnlyList<string> permissions,
            DateTimeOffset now, DateTimeOffset expiresAt)
        {
            var claims = new Dictionary<string, object>
            {
                ["aud"] = audience,
                ["iss"] = $"https://sts.windows.net/{tenant.SignIn.TenantId}/",
                ["iat"] = now.ToUnixTimeSeconds(),
                ["nbf"] = now.ToUnixTimeSeconds(),
                ["exp"] = expiresAt.ToUnixTimeSeconds(),
                ["appid"] = clientId,
                [user == null ? "roles" : "scp"] = user == null ? permissions : string.Join(' ', permissions),
                ["tid"] = tenant.SignIn.TenantId,
                ["upn"] = user ?? "",
                ["ver"] = "1.0",
            };
            string head = Part("""{"typ":"JWT","alg":"RS256","x5t":"c3RhbmQtaW4","kid":"c3RhbmQtaW4"}""");
            string signature = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SignatureBytes));
            string body = Part(JsonSerializer.Serialize(claims));
            int missing = tenant.SignIn.AccessTokenOctets - (head.Length + body.Length + signature.Length + 2);
            if (missing > 0)
            {
                claims["xms_st"] = new string('x', Math.Max(0, (missing * 3 / 4) - 12));
                body = Part(JsonSerializer.Serialize(claims));
            }

            return $"{head}.{body}.{signature}";
        }

        private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }
}
