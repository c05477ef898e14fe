namespace ScanToMail.SignIn
{
    /// <summary>
    /// Error answers by the code of RFC 6749 5.2 or RFC 8628 3.5 (Microsoft: authorization_declined, bad_verification_code).
    /// What Microsoft's number in the description means ("AADSTS50173") is the catalogue of diagnoses' business.
    /// </summary>
    internal static class EntraErrors
    {
        /// <summary>What an error answer means; the description is told as it is.</summary>
        public static SignInException Explain(string error, string description)
        {
            return new SignInException(FailureOf(error), description.Length > 0 ? description : error);
        }

        private static SignInFailure FailureOf(string error)
        {
            if (error == "invalid_grant" || error == "interaction_required") return SignInFailure.Expired;
            if (error == "expired_token") return SignInFailure.CodeExpired;
            if (error == "authorization_declined" || error == "access_denied") return SignInFailure.Declined;
            if (error == "bad_verification_code") return SignInFailure.CodeUnknown;
            bool isPassing = error == "temporarily_unavailable" || error == "server_error";
            return isPassing ? SignInFailure.ServerFailed : SignInFailure.Refused;
        }
    }
}
