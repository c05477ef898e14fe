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
            if (failure == SignInFailure.NotSignedIn) return "signIn.needed";
            if (failure == SignInFailure.Expired) return "signIn.expired";
            if (failure == SignInFailure.Declined) return "signIn.declined";
            if (failure == SignInFailure.CodeExpired || failure == SignInFailure.CodeUnknown) return "signIn.codeExpired";
            if (failure == SignInFailure.TokenTooLong) return "signIn.tokenTooLong";
            if (failure == SignInFailure.Throttled) return Throttled;
            if (failure == SignInFailure.ServerFailed) return "signIn.serverFailed";
            if (failure == SignInFailure.NotJson) return "signIn.notJson";
            return failure == SignInFailure.BadAnswer ? "signIn.badAnswer" : "signIn.refused";
        }
    }
}
