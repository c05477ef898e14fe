using ScanToMail.Tenant.Certificates;

namespace ScanToMail.Tenant.SignIn
{
    /// <summary>The sign-in service, as login.microsoftonline.com.</summary>
    public sealed class SignInOptions
    {
        /// <summary>It runs.</summary>
        public bool Enabled { get; set; } = true;

        /// <summary>TCP port on loopback, HTTPS; 0: any free one.</summary>
        public int Port { get; set; }

        /// <summary>
        /// Names and addresses in its certificate: the public cloud's, the sovereign ones', this PC's.
        /// </summary>
        public List<string> CertificateNames { get; set; } =
        [
            "login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "microsoft.com",
            "www.microsoft.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn", "localhost",
            "127.0.0.1",
        ];

        /// <summary>What is wrong with its certificate.</summary>
        public CertificateFault CertificateFault { get; set; }

        /// <summary>Names and ports it stands for in the world.</summary>
        public List<string> StandsFor { get; set; } =
        [
            "login.microsoftonline.com:443", "login.microsoft.com:443", "login.microsoftonline.us:443",
            "login.partner.microsoftonline.cn:443",
        ];

        /// <summary>
        /// The tenant's id; its accepted domains, <c>common</c> and <c>organizations</c> stand for it too.
        /// </summary>
        public string TenantId { get; set; } = "aaaabbbb-0000-cccc-1111-dddd2222eeee";

        /// <summary>The registered applications.</summary>
        public List<ApplicationOptions> Applications { get; set; } =
        [
            new ApplicationOptions
            {
                ClientId = "00001111-aaaa-2222-bbbb-3333cccc4444",
                ClientSecret = "A1b~C2dE3fG4hI5jK6lM7nO8pQ9rS0tU1vW2xY3z",
                SendAsApp = true,
            },
        ];

        /// <summary>The address that a person is sent to; null: this program's own page.</summary>
        public string? VerificationUri { get; set; }

        /// <summary>Life of a device code.</summary>
        public int DeviceCodeSeconds { get; set; } = 900;

        /// <summary>Least time between two polls.</summary>
        public int IntervalSeconds { get; set; } = 5;

        /// <summary>Polls that come too early are answered with slow_down (RFC 8628 section 3.5).</summary>
        public bool EnforceInterval { get; set; } = true;

        /// <summary>Life of an access token.</summary>
        public int AccessTokenSeconds { get; set; } = 3599;

        /// <summary>Length of an access token; it is never shorter than its claims need.</summary>
        public int AccessTokenOctets { get; set; } = 1800;

        /// <summary>Whom a token must be for to be good for SMTP; sovereign clouds have others.</summary>
        public List<string> ExchangeAudiences { get; set; } =
            ["https://outlook.office.com", "https://outlook.office365.com"];

        /// <summary>Life of a refresh token.</summary>
        public int RefreshTokenDays { get; set; } = 90;

        /// <summary>Length of a refresh token.</summary>
        public int RefreshTokenOctets { get; set; } = 1200;

        /// <summary>A refresh token is good for one use; Entra ID itself keeps the old one good.</summary>
        public bool RevokeUsedRefreshTokens { get; set; }

        /// <summary>Answers go out with Transfer-Encoding: chunked, without Content-Length.</summary>
        public bool ChunkedAnswers { get; set; }
    }
}
