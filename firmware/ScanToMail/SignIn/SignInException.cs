using System;

namespace ScanToMail.SignIn
{
    /// <summary>Why the device has no token.</summary>
    public enum SignInFailure
    {
        /// <summary>Nobody has signed the device in, or the settings it was signed in with have changed.</summary>
        NotSignedIn,

        /// <summary>The password was changed, or an administrator revoked the sign-in (AADSTS50173).</summary>
        Revoked,

        /// <summary>Conditional Access asks for a new sign-in from time to time (AADSTS70043).</summary>
        Frequency,

        /// <summary>The sign-in was not used for too long (AADSTS700082).</summary>
        Inactive,

        /// <summary>The refresh token is not taken for another reason (invalid_grant).</summary>
        GrantRefused,

        /// <summary>A policy forbids it (AADSTS53003).</summary>
        Policy,

        /// <summary>The service wants to see a person: another factor, new terms (AADSTS50076).</summary>
        Interaction,

        /// <summary>The account is locked, disabled or gone.</summary>
        Account,

        /// <summary>The application's secret is wrong (AADSTS7000215).</summary>
        SecretWrong,

        /// <summary>The application's secret has expired (AADSTS7000222).</summary>
        SecretExpired,

        /// <summary>The application does not allow public client flows (AADSTS7000218).</summary>
        NotPublicClient,

        /// <summary>The tenant does not know the application (AADSTS700016).</summary>
        UnknownApplication,

        /// <summary>There is no such tenant (AADSTS90002).</summary>
        UnknownTenant,

        /// <summary>The scope is not right (AADSTS70011).</summary>
        Scope,

        /// <summary>Nobody has consented to what the application asks for (AADSTS65001).</summary>
        Consent,

        /// <summary>The service wants to be left alone for a while (429).</summary>
        Throttled,

        /// <summary>The service failed (5xx).</summary>
        ServerFailed,

        /// <summary>The answer is no JSON: a proxy's or a portal's page.</summary>
        NotJson,

        /// <summary>The answer is cut short, or lacks what it must have.</summary>
        BadAnswer,

        /// <summary>The access token does not fit into SMTP's AUTH.</summary>
        TokenTooLong,

        /// <summary>The person who was asked said no.</summary>
        Declined,

        /// <summary>Nobody typed the code in time.</summary>
        CodeExpired,

        /// <summary>The service does not know the device code.</summary>
        CodeUnknown,

        /// <summary>Another error of the service.</summary>
        Refused
    }

    /// <summary>The device could not sign in. The message holds the service's words, never a secret.</summary>
    public sealed class SignInException : Exception
    {
        /// <summary>An error with its kind and what was seen.</summary>
        public SignInException(SignInFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>Which way it failed.</summary>
        public SignInFailure Failure { get; }

        /// <summary>Whether the same request can succeed later without anybody's help.</summary>
        public bool IsPassing
        {
            get
            {
                return Failure == SignInFailure.Throttled || Failure == SignInFailure.ServerFailed
                    || Failure == SignInFailure.NotJson || Failure == SignInFailure.BadAnswer;
            }
        }

        /// <summary>Whether the refresh token is no longer good, so that only a person's new sign-in helps.</summary>
        internal bool EndsSignIn { get; set; }
    }
}
