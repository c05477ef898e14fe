namespace ScanToMail.Config
{
    /// <summary>Where the time comes from and how it is shown.</summary>
    public sealed class TimeSettings : SettingsSection
    {
        private const int ServersMax = 4;

        /// <summary>SNTP servers, tried in turn. Default time.windows.com and pool.ntp.org.</summary>
        public string[] Servers { get; private set; }

        /// <summary>The device's zone. Default UTC.</summary>
        public PosixTimeZone Zone { get; private set; } = PosixTimeZone.Utc;

        internal override void Visit(SettingsVisitor visitor)
        {
            Servers = visitor.Texts("servers", SettingKind.Host, Servers, 1, ServersMax);
            Zone = visitor.Zone("zone", Zone);
        }

        internal void Complete()
        {
            if (Servers == null)
            {
                Servers = new string[] { "time.windows.com", "pool.ntp.org" };
            }
        }
    }
}
