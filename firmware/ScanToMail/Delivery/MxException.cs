using System;

namespace ScanToMail.Delivery
{
    /// <summary>Why DNS does not name a domain's mail servers.</summary>
    public enum MxFailure
    {
        /// <summary>The device knows no DNS server.</summary>
        NoServer,

        /// <summary>No server answered in time.</summary>
        NoAnswer,

        /// <summary>The servers answer, but can't or don't want to tell.</summary>
        ServerFailed,

        /// <summary>What came is no answer that can be believed.</summary>
        BadAnswer,

        /// <summary>There is no such domain.</summary>
        NoDomain,

        /// <summary>The domain takes no mail (RFC 7505), or has no MX record.</summary>
        NoMail,

        /// <summary>The MX records name somebody else than Microsoft 365.</summary>
        NotMicrosoft
    }

    /// <summary>DNS does not name the servers that a domain's mail goes to.</summary>
    public sealed class MxException : Exception
    {
        /// <summary>An error with its kind and what was seen.</summary>
        public MxException(MxFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>Which way it failed.</summary>
        public MxFailure Failure { get; }

        /// <summary>Whether the answer is the domain's own word, so that asking another server is no use.</summary>
        public bool IsFinal
        {
            get { return Failure == MxFailure.NoDomain || Failure == MxFailure.NoMail; }
        }
    }
}
