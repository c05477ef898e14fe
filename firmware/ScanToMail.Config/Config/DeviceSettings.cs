namespace ScanToMail.Config
{
    /// <summary>What the device is called and whom it belongs to.</summary>
    public sealed class DeviceSettings : SettingsSection
    {
        /// <summary>Name for people: {device}, and the sender's display name. Default "Scanner".</summary>
        public string Name { get; private set; } = "Scanner";

        /// <summary>The device's own DNS name, for EHLO and DHCP; "" (the default) for none: EHLO then gives the
        /// address as a literal (RFC 5321 4.1.3).</summary>
        public string Hostname { get; private set; } = "";

        /// <summary>Language of texts for people. Default English.</summary>
        public Language Language { get; private set; }

        /// <summary>Who is told of mail that could not be sent; null (the default) for nobody.</summary>
        public MailAddress Administrator { get; private set; }

        internal override void Visit(SettingsVisitor visitor)
        {
            Name = visitor.Text("name", SettingKind.Text, Name, 1, 64);
            Hostname = visitor.Text("hostname", SettingKind.HostName, Hostname, 1, DomainName.LengthMax);
            Language = (Language)visitor.Choose("language", Languages.Choices, (int)Language);
            Administrator = visitor.Address("administrator", Administrator);
        }
    }
}
