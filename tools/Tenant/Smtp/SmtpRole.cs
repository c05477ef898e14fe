namespace ScanToMail.Tenant.Smtp
{
    /// <summary>What an endpoint stands for: which rules decide over logins, senders and recipients.</summary>
    public enum SmtpRole
    {
        /// <summary>A server on the premises: takes every sender and recipient, by login where told so.</summary>
        OnPremises,

        /// <summary>Client submission to Exchange Online, as smtp.office365.com does it.</summary>
        Submission,

        /// <summary>The tenant's MX endpoint, as *.mail.protection.outlook.com does it.</summary>
        Mx,
    }
}
