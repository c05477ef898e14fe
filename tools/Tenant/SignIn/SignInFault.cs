namespace ScanToMail.Tenant.SignIn
{
    /// <summary>One thing that goes wrong with a request of a device to the sign-in service.</summary>
    public sealed class SignInFault
    {
        /// <summary>Last part of the path: <c>devicecode</c> or <c>token</c>; null: either.</summary>
        public string? Path { get; init; }

        /// <summary>The status; null: that of the usual answer.</summary>
        public int? Status { get; init; }

        /// <summary>The body; null: that of the usual answer.</summary>
        public string? Body { get; init; }

        /// <summary>The type of the body.</summary>
        public string ContentType { get; init; } = "application/json; charset=utf-8";

        /// <summary>Retry-After, in seconds; null: none.</summary>
        public int? RetryAfterSeconds { get; init; }

        /// <summary>The body is cut after this many bytes; null: it is whole.</summary>
        public int? CutAtBytes { get; init; }

        /// <summary>A cut body is announced whole, and the connection breaks.</summary>
        public bool BreakAtCut { get; init; }

        /// <summary>The connection breaks without an answer.</summary>
        public bool Close { get; init; }

        /// <summary>No answer comes; the connection stays open.</summary>
        public bool Hang { get; init; }

        /// <summary>The answer waits for this long.</summary>
        public int DelayMs { get; init; }

        /// <summary>Lets this many go by before it strikes first.</summary>
        public int Skip { get; init; }

        /// <summary>Strikes this often; null: always.</summary>
        public int? Times { get; init; }

        /// <summary>A proxy's page in HTML instead of JSON.</summary>
        public static SignInFault Html(int status = 200, int? times = null) => new()
        {
            Status = status,
            ContentType = "text/html; charset=utf-8",
            Body = "<!DOCTYPE html><html><head><title>Sign in to the guest network</title></head><body></body></html>",
            Times = times,
        };

        /// <summary>429 with Retry-After.</summary>
        public static SignInFault TooManyRequests(int retryAfterSeconds, int? times = null) => new()
        {
            Status = 429,
            RetryAfterSeconds = retryAfterSeconds,
            Body = """{"error":"temporarily_unavailable","error_description":"AADSTS90055: Too many requests."}""",
            Times = times,
        };

        /// <summary>500 with an error in HTML, as front ends answer.</summary>
        public static SignInFault ServerError(int? times = null) => Html(500, times);

        /// <summary>The usual answer, cut short.</summary>
        public static SignInFault Cut(int atBytes, bool breakConnection = false, int? times = null) => new()
        {
            CutAtBytes = atBytes,
            BreakAtCut = breakConnection,
            Times = times,
        };
    }
}
