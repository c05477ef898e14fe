using ScanToMail.SignIn;

namespace ScanToMail.Delivery
{
    /// <summary>The catalogue's kinds for a sign-in that failed.</summary>
    internal static class SignInKinds
    {
        /// <summary>The service wants to be left alone for a while.</summary>
        public const string Throttled = "signIn.throttled";

        /// <summary>The kind of a failure.</summary>
        public static string Of(SignInFailure failure)
        {
            return OfTokens(failure) ?? OfService(failure);
        }

        private static string OfTokens(SignInFailure failure)
        {
            if (failure == SignInFailure.NotSignedIn) return "signIn.notSignedIn";
            if (failure == SignInFailure.Revoked) return "signIn.revoked";
            if (failure == SignInFailure.Frequency) return "signIn.frequency";
            if (failure == SignInFailure.Inactive) return "signIn.inactive";
            if (failure == SignInFailure.GrantRefused) return "signIn.grantRefused";
            if (failure == SignInFailure.Policy) return "signIn.policy";
            if (failure == SignInFailure.Interaction) return "signIn.interaction";
            if (failure == SignInFailure.Account) return "signIn.account";
            if (failure == SignInFailure.TokenTooLong) return "signIn.tokenTooLong";
            if (failure == SignInFailure.Declined) return "signIn.declined";
            if (failure == SignInFailure.CodeExpired) return "signIn.codeExpired";
            return failure == SignInFailure.CodeUnknown ? "signIn.codeUnknown" : null;
        }

        private static string OfService(SignInFailure failure)
        {
            if (failure == SignInFailure.SecretWrong) return "signIn.secretWrong";
            if (failure == SignInFailure.SecretExpired) return "signIn.secretExpired";
            if (failure == SignInFailure.NotPublicClient) return "signIn.notPublicClient";
            if (failure == SignInFailure.UnknownApplication) return "signIn.unknownApplication";
            if (failure == SignInFailure.UnknownTenant) return "signIn.unknownTenant";
            if (failure == SignInFailure.Scope) return "signIn.scope";
            if (failure == SignInFailure.Consent) return "signIn.consent";
            if (failure == SignInFailure.Throttled) return Throttled;
            if (failure == SignInFailure.ServerFailed) return "signIn.serverFailed";
            if (failure == SignInFailure.NotJson) return "signIn.notJson";
            return failure == SignInFailure.BadAnswer ? "signIn.badAnswer" : "signIn.refused";
        }
    }
}
