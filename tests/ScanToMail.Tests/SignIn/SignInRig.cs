using System.Text;
using System.Web;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.SignIn
{
    /// <summary>A keeper of tokens over a simulated board, and a sign-in service that says what a test wants.</summary>
    internal sealed class SignInRig
    {
        public const string ClientId = "00001111-aaaa-2222-bbbb-3333cccc4444";
        public const string Secret = "A1b~C2d+E3f/4=é&x";

        public SignInRig(SimFlash? flash = null, SimClock? clock = null)
        {
            Hal = new SimHal(1, flash, clock);
            Hal.Network.Https = Answer;
            Keeper = new TokenKeeper(Hal, new Endpoint(Hal.Network));
        }

        public SimHal Hal { get; }

        public TokenKeeper Keeper { get; private set; }

        public Settings Settings { get; set; } = SettingsOf("deviceCode");

        /// <summary>Answers in the order they are given; the last one stays.</summary>
        public List<SimHttpsAnswer> Answers { get; } = [];

        /// <summary>What is thrown instead of an answer, once.</summary>
        public Exception? Failure { get; set; }

        /// <summary>The requests: address and form as it came.</summary>
        public List<(string Url, string Form)> Requests { get; } = [];

        public string this[string field] => HttpUtility.ParseQueryString(Requests[^1].Form)[field]!;

        /// <summary>The tokens as flash has them.</summary>
        public (string Access, string Refresh) Stored
        {
            get
            {
                if (Keeper.Tokens is not { } tokens) return ("", "");
                string file = Encoding.Latin1.GetString(Hal.Flash.Files[tokens.File]);
                string access = file.Substring(tokens.AccessAt, Math.Min(tokens.AccessBytes, StoredTokens.AccessMaxBytes));
                int refreshAt = tokens.AccessAt == 0 ? access.Length : 0;
                return (access, file.Substring(refreshAt, tokens.RefreshBytes));
            }
        }

        public static Settings SettingsOf(string flow, string more = "") => Settings.Parse($$"""
            {
              "version": 1,
              "sending": { "method": "clientSubmission", "auth": "oauth", "user": "scanner@contoso.com" },
              "signIn": { "tenant": "contoso.com", "clientId": "{{ClientId}}", "flow": "{{flow}}"{{more}} },
              "profiles": [ { "name": "Office", "to": ["office@contoso.com"] } ]
            }
            """);

        public static Settings ClientCredentials => SettingsOf("clientCredentials", $", \"clientSecret\": \"{Secret}\"");

        public static SimHttpsAnswer Tokens(string access, string? refresh, int expiresIn = 3599) => new(200,
            $$"""{"token_type":"Bearer","scope":"https://outlook.office.com/SMTP.Send","expires_in":{{expiresIn}},"ext_expires_in":{{expiresIn}},"access_token":"{{access}}"{{(refresh is null ? "" : $",\"refresh_token\":\"{refresh}\"")}}}""");

        public static SimHttpsAnswer Error(string error, int number = 0, string words = "words") => new(400,
            $$$"""{"error":"{{{error}}}","error_description":"AADSTS{{{number}}}: {{{words}}}\r\nTrace ID: 1","error_codes":[{{{number}}}],"x":{"y":["}"]}}""");

        public static SimHttpsAnswer Code(int interval = 5, int expiresIn = 900) => new(200,
            $$"""{"user_code":"ABCD12345","device_code":"device+code/1","verification_uri":"https:\/\/microsoft.com\/devicelogin","expires_in":{{expiresIn}},"interval":{{interval}},"message":"m"}""");

        /// <summary>Signs in by device code.</summary>
        public SignInRig SignIn(string access = "access1", string refresh = "refresh1", int expiresIn = 3599)
        {
            Answers.Clear();
            Answers.Add(Code());
            Answers.Add(Tokens(access, refresh, expiresIn));
            DeviceCode code = Keeper.Begin(Settings);
            if (!Keeper.Poll(Settings, code)) throw new InvalidOperationException("not signed in");
            Answers.Clear();
            Requests.Clear();
            return this;
        }

        /// <summary>The device starts anew with the flash and the clock that it had.</summary>
        public void Restart() => Keeper = new TokenKeeper(Hal, new Endpoint(Hal.Network));

        public void Pass(TimeSpan time)
        {
            for (double leftMs = time.TotalMilliseconds; leftMs > 0; leftMs -= 1_000_000) Hal.Clock.Sleep((int)Math.Min(leftMs, 1_000_000));
        }

        private SimHttpsAnswer Answer(string url, string form)
        {
            Requests.Add((url, form));
            if (Failure is { } failure)
            {
                Failure = null;
                throw failure;
            }
            SimHttpsAnswer answer = Answers[0];
            if (Answers.Count > 1) Answers.RemoveAt(0);
            return answer;
        }

        private sealed class Endpoint(SimNetwork network) : TokenEndpoint
        {
            public override HttpsAnswer Post(string host, string path, byte[] form, int answerLimitBytes, AnswerSink sink) =>
                network.PostForm("https://" + host + path, form, [], 30000, answerLimitBytes, sink);
        }
    }
}
