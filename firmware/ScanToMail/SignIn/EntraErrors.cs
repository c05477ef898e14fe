using ScanToMail.Config;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// Error answers of Entra ID: the code of RFC 6749 5.2 or RFC 8628 3.5, and Microsoft's number in the description.
    /// Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    /// </summary>
    internal static class EntraErrors
    {
        private const string Prefix = "AADSTS";
        private const int DigitsMax = 8;

        /// <summary>What an error answer means.</summary>
        public static SignInException Explain(string error, string description)
        {
            SignInFailure failure = FailureOf(error, NumberIn(description));
            string text = description.Length > 0 ? description : error;
            return new SignInException(failure, text)
            {
                EndsSignIn = error == "invalid_grant" || error == "interaction_required"
            };
        }

        private static SignInFailure FailureOf(string error, int number)
        {
            int[] known = Known();
            for (int i = 0; i < known.Length; i += 2)
            {
                if (known[i] == number) return (SignInFailure)known[i + 1];
            }
            if (error == "expired_token") return SignInFailure.CodeExpired;
            if (error == "authorization_declined" || error == "access_denied") return SignInFailure.Declined;
            if (error == "bad_verification_code") return SignInFailure.CodeUnknown;
            if (error == "invalid_grant") return SignInFailure.GrantRefused;
            if (error == "interaction_required") return SignInFailure.Interaction;
            if (error == "consent_required") return SignInFailure.Consent;
            if (error == "invalid_scope") return SignInFailure.Scope;
            if (error == "invalid_client") return SignInFailure.SecretWrong;
            if (error == "unauthorized_client") return SignInFailure.UnknownApplication;
            bool isPassing = error == "temporarily_unavailable" || error == "server_error";
            return isPassing ? SignInFailure.ServerFailed : SignInFailure.Refused;
        }

        private static int[] Known()
        {
            return new int[]
            {
                50173, (int)SignInFailure.Revoked, 50132, (int)SignInFailure.Revoked, 50133, (int)SignInFailure.Revoked,
                70043, (int)SignInFailure.Frequency,
                700082, (int)SignInFailure.Inactive, 70008, (int)SignInFailure.Inactive,
                53000, (int)SignInFailure.Policy, 53001, (int)SignInFailure.Policy, 53002, (int)SignInFailure.Policy,
                53003, (int)SignInFailure.Policy, 530036, (int)SignInFailure.Policy,
                50005, (int)SignInFailure.Policy, 50105, (int)SignInFailure.Policy,
                50076, (int)SignInFailure.Interaction, 50078, (int)SignInFailure.Interaction,
                50079, (int)SignInFailure.Interaction, 50158, (int)SignInFailure.Interaction,
                50053, (int)SignInFailure.Account, 50057, (int)SignInFailure.Account, 50034, (int)SignInFailure.Account,
                7000215, (int)SignInFailure.SecretWrong, 7000222, (int)SignInFailure.SecretExpired,
                7000218, (int)SignInFailure.NotPublicClient,
                700016, (int)SignInFailure.UnknownApplication, 7000112, (int)SignInFailure.UnknownApplication,
                90002, (int)SignInFailure.UnknownTenant, 900023, (int)SignInFailure.UnknownTenant,
                90013, (int)SignInFailure.UnknownTenant,
                70011, (int)SignInFailure.Scope, 1002012, (int)SignInFailure.Scope, 500011, (int)SignInFailure.Scope,
                65001, (int)SignInFailure.Consent, 650052, (int)SignInFailure.Consent,
                90055, (int)SignInFailure.Throttled, 50196, (int)SignInFailure.Throttled
            };
        }

        /// <summary>The number behind "AADSTS", 0 where there is none.</summary>
        private static int NumberIn(string description)
        {
            int at = description.IndexOf(Prefix);
            if (at < 0) return 0;
            char[] chars = description.Substring(at + Prefix.Length).ToCharArray();
            int number = 0;
            for (int i = 0; i < chars.Length && i < DigitsMax && Characters.IsDigit(chars[i]); i++)
            {
                number = number * 10 + (chars[i] - '0');
            }
            return number;
        }
    }
}
