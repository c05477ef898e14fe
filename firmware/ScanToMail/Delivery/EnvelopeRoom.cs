using System.Collections;
using ScanToMail.Config;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// How many recipients one envelope still takes: a mailbox counts all of them (Exchange Online limits, Recipient limit),
    /// the MX of a tenant those of each domain ("4.5.3 Too many recipients", Exchange Online NDR codes).
    /// </summary>
    internal sealed class EnvelopeRoom
    {
        private readonly Hashtable _counts = new Hashtable();
        private readonly int _limit;
        private readonly bool _isPerDomain;

        /// <summary>The room of an empty envelope.</summary>
        public EnvelopeRoom(SendingSettings sending)
        {
            _limit = sending.RecipientsPerMessage;
            _isPerDomain = sending.GoesToMx;
        }

        /// <summary>Takes an address in, or returns false where it has no room.</summary>
        public bool Take(string address)
        {
            if (_limit == 0) return true;
            string domain = _isPerDomain ? address.Substring(address.LastIndexOf('@') + 1).ToLower() : "";
            int count = _counts.Contains(domain) ? (int)_counts[domain] : 0;
            if (count == _limit) return false;
            _counts[domain] = count + 1;
            return true;
        }
    }
}
