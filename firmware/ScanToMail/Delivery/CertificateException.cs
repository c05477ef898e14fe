using System;

namespace ScanToMail.Delivery
{
    /// <summary>Why the device's own certificate can't serve.</summary>
    public enum CertificateFailure
    {
        /// <summary>The file is not there.</summary>
        Missing,

        /// <summary>Certificate or key can't be read, or the key is encrypted.</summary>
        Damaged,

        /// <summary>There is no private key.</summary>
        NoKey,

        /// <summary>The private key belongs to another certificate.</summary>
        OtherKey,

        /// <summary>By the device's clock it is not valid yet.</summary>
        NotYetValid,

        /// <summary>By the device's clock it is not valid any more.</summary>
        Expired,

        /// <summary>None of its names is in an accepted domain of the tenant.</summary>
        OtherDomain
    }

    /// <summary>The device's own certificate can't serve, so no connection is opened. The message never holds anything of
    /// the key.</summary>
    public sealed class CertificateException : Exception
    {
        /// <summary>An error with its kind and what was seen.</summary>
        public CertificateException(CertificateFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>What is wrong with it.</summary>
        public CertificateFailure Failure { get; }
    }
}
