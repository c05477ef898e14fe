namespace ScanToMail.Tenant.Configuration
{
    /// <summary>Settings that can't be used; the text says what is wrong and where.</summary>
    public sealed class ConfigurationException : Exception
    {
        /// <summary>Creates it.</summary>
        public ConfigurationException(string message)
            : base(message)
        {
        }
    }
}
