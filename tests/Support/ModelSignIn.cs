using System.Web;

namespace ScanToMail.Tests.Support
{
    /// <summary>
    /// A sign-in service as Entra ID's that gives a device code, which a person confirms after the first question, and whose
    /// refresh tokens rotate: each answer brings a new one, and the first use of that one revokes all before it. So a device
    /// whose answer got lost signs in with the one that it has, and one that goes back to a token it had given up is refused
    /// for good. Tokens follow from the seed.
    /// </summary>
    public sealed class ModelSignIn(SimClock clock, int seed)
    {
        private const int AccessLifeS = 3600;
        private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

        private readonly Random _random = new(seed);
        private readonly Dictionary<string, long> _accessEndsMs = [];
        private readonly List<string> _refresh = [];
        private int _revoked;
        private int _polls;

        /// <summary>Called before a request is looked at and before it is answered; may throw what then happens to it.</summary>
        public Action? Event { get; set; }

        /// <summary>A refresh token is revoked when it is used, not when its successor is: then a lost answer needs a person.</summary>
        public bool IsOneUse { get; set; }

        /// <summary>How often a refresh token was taken.</summary>
        public int Refreshes { get; private set; }

        /// <summary>Requests that were refused.</summary>
        public int Refusals { get; private set; }

        /// <summary>Lengths of the tokens.</summary>
        public int AccessBytes { get; set; } = 1500;

        /// <inheritdoc cref="AccessBytes"/>
        public int RefreshBytes { get; set; } = 900;

        /// <summary>The refresh tokens that are in a text and good.</summary>
        public int GoodIn(string text) => _refresh.Skip(_revoked).Count(text.Contains);

        /// <summary>The refresh tokens that are in a text and revoked.</summary>
        public int RevokedIn(string text) => _refresh.Take(_revoked).Count(text.Contains);

        /// <summary>Whether a mail server takes an access token now.</summary>
        public bool Takes(string accessToken) => _accessEndsMs.TryGetValue(accessToken, out long endMs) && clock.MonotonicMs < endMs;

        /// <summary>All refresh tokens so far are refused from now on.</summary>
        public void Revoke() => _revoked = _refresh.Count;

        /// <summary>Answers a form posted to an address.</summary>
        public SimHttpsAnswer Answer(string url, string form)
        {
            Event?.Invoke();
            var fields = HttpUtility.ParseQueryString(form);
            SimHttpsAnswer answer = url.EndsWith("/devicecode", StringComparison.Ordinal) ? Code()
                : fields["grant_type"] == "refresh_token" ? Refresh(fields["refresh_token"] ?? "") : Poll();
            Event?.Invoke();
            return answer;
        }

        private SimHttpsAnswer Code()
        {
            _polls = 0;
            return new SimHttpsAnswer(200, """
                {"user_code":"ABCD12345","device_code":"code","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":5}
                """);
        }

        private SimHttpsAnswer Poll() => _polls++ == 0 ? Refuse("authorization_pending", 70016) : Tokens();

        private SimHttpsAnswer Refresh(string token)
        {
            int place = _refresh.IndexOf(token);
            if (place < _revoked)
            {
                Refusals++;
                return Refuse("invalid_grant", 50173);
            }
            _revoked = IsOneUse ? place + 1 : place;
            Refreshes++;
            return Tokens();
        }

        private SimHttpsAnswer Tokens()
        {
            string access = Text(AccessBytes);
            string refresh = Text(RefreshBytes);
            _accessEndsMs[access] = clock.MonotonicMs + AccessLifeS * 1000;
            _refresh.Add(refresh);
            return new SimHttpsAnswer(200,
                $$"""{"token_type":"Bearer","expires_in":{{AccessLifeS}},"access_token":"{{access}}","refresh_token":"{{refresh}}"}""");
        }

        private static SimHttpsAnswer Refuse(string error, int number) =>
            new(400, $$"""{"error":"{{error}}","error_description":"AADSTS{{number}}: no"}""");

        private string Text(int length) => new(_random.GetItems<char>(Letters, length));
    }
}
