using System;

namespace ScanToMail.Delivery
{
    /// <summary>The spool has no room for another scan.</summary>
    public sealed class SpoolFullException : Exception
    {
        /// <summary>The only message there is.</summary>
        public SpoolFullException() : base("the spool is full")
        {
        }
    }
}
