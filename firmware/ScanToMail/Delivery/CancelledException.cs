using System;

namespace ScanToMail.Delivery
{
    /// <summary>A person cancelled the job; whatever was under way is given up without a final dot.</summary>
    public sealed class CancelledException : Exception
    {
        /// <summary>The only message there is.</summary>
        public CancelledException() : base("cancelled")
        {
        }
    }
}
