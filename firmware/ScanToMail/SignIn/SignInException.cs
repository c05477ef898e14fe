using System;

namespace ScanToMail.SignIn
{
    /// <summary>Why the device has no token.</summary>
    public enum SignInFailure
    {
        /// <summary>Nobody has signed the device in, or the settings it was signed in with have changed.</summary>
        NotSignedIn,

        /// <summary>The service no longer takes the sign-in: only a person's new one helps.</summary>
        Expired,

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

        /// <summary>Another no of the service; its words begin with a number such as AADSTS7000215.</summary>
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
    }
}
