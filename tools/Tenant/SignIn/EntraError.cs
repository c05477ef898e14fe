using System.Globalization;

namespace ScanToMail.Tenant.SignIn
{
    /// <summary>
    /// Error answers of Entra ID. Source: Microsoft, "Microsoft Entra authentication and authorization error codes",
    /// and "OAuth 2.0 device authorization grant flow".
    /// </summary>
    internal static class EntraError
    {
        public static SignInAnswer Pending(DateTimeOffset now) => Create(now, "authorization_pending", 70016,
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

        public static SignInAnswer SlowDown(DateTimeOffset now) => Create(now, "slow_down", 70016,
            "OAuth 2.0 device flow error. The polling is too fast. Slow down.");

        public static SignInAnswer Declined(DateTimeOffset now) => Create(now, "authorization_declined", 70017,
            "OAuth 2.0 device flow error. The end user denied the authorization request.");

        public static SignInAnswer BadCode(DateTimeOffset now) => Create(now, "bad_verification_code", 70018,
            "Invalid verification code: the device_code was not recognized.");

        public static SignInAnswer Expired(DateTimeOffset now) => Create(now, "expired_token", 70020,
            "The provided value for the input parameter 'device_code' is not valid. This device code has expired.");

        public static SignInAnswer CodeUsed(DateTimeOffset now) => Create(now, "invalid_grant", 54005,
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing "
            + "refresh token.");

        public static SignInAnswer Missing(DateTimeOffset now, string parameter) => Create(
            now, "invalid_request", 900144, $"The request body must contain the following parameter: '{parameter}'.");

        public static SignInAnswer UnknownTenant(DateTimeOffset now, string name) => Create(
            now, "invalid_request", 90002,
            $"Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the "
            + "correct cloud. Check with your subscription administrator, this may happen if there are no active "
            + "subscriptions for the tenant.");

        public static SignInAnswer UnknownApplication(DateTimeOffset now, string id, string tenant) => Create(
            now, "unauthorized_client", 700016,
            $"Application with identifier '{id}' was not found in the directory '{tenant}'. This can happen if the "
            + "application has not been installed by the administrator of the tenant or consented to by any user in "
            + "the tenant.");

        public static SignInAnswer NotPublic(DateTimeOffset now) => Create(now, "invalid_client", 7000218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", 401);

        public static SignInAnswer BadSecret(DateTimeOffset now, string id) => Create(now, "invalid_client", 7000215,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
            + $"not the client secret ID, for a secret added to app '{id}'.", 401);

        public static SignInAnswer BadScope(DateTimeOffset now, string scope) => Create(now, "invalid_scope", 70011,
            $"The provided request must include a 'scope' input parameter. The provided value for the input parameter "
            + $"'scope' is not valid. The scope {scope} is not valid.");

        public static SignInAnswer BadGrant(DateTimeOffset now, string grant) => Create(
            now, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grant}'.");

        public static SignInAnswer UnknownRefreshToken(DateTimeOffset now) => Create(now, "invalid_grant", 9002313,
            "Invalid request. Request is malformed or invalid.");

        public static SignInAnswer Refused(DateTimeOffset now, RefreshRefusal refusal)
        {
            return refusal switch
            {
                RefreshRefusal.SignInFrequency => Create(now, "invalid_grant", 70043,
                    "The refresh token has expired or is invalid due to sign-in frequency checks by conditional "
                    + "access. The maximum allowed lifetime for this request is 86400."),
                RefreshRefusal.Inactive => Create(now, "invalid_grant", 700082,
                    "The refresh token has expired due to inactivity. It was inactive for 90.00:00:00."),
                RefreshRefusal.UsedAlready => CodeUsed(now),
                _ => Create(now, "invalid_grant", 50173,
                    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user "
                    + "might have changed or reset their password."),
            };
        }

        private static SignInAnswer Create(
            DateTimeOffset now, string error, int code, string description, int status = 400)
        {
            string time = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
            string trace = Guid.NewGuid().ToString();
            string correlation = Guid.NewGuid().ToString();
            return new SignInAnswer(status, new Dictionary<string, object>
            {
                ["error"] = error,
                ["error_description"] = $"AADSTS{code}: {description} Trace ID: {trace} Correlation ID: {correlation} "
                    + $"Timestamp: {time}",
                ["error_codes"] = new[] { code },
                ["timestamp"] = time,
                ["trace_id"] = trace,
                ["correlation_id"] = correlation,
                ["error_uri"] = $"https://login.microsoftonline.com/error?code={code}",
            });
        }
    }
}
