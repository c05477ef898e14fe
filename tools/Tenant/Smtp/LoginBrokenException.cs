namespace ScanToMail.Tenant.Smtp
{
    /// <summary>An AUTH exchange ended before there was anything to check.</summary>
    internal sealed class LoginBrokenException : Exception
    {
        public LoginBrokenException(SmtpReply reply)
            : base(reply.ToString())
        {
            Reply = reply;
        }

        public SmtpReply Reply { get; }
    }
}
