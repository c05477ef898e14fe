namespace ScanToMail.Config
{
    /// <summary>What is kept in flash until it has been sent.</summary>
    public sealed class SpoolSettings : SettingsSection
    {
        /// <summary>Stands for "by the size of flash".</summary>
        public const int Automatic = -1;

        private const int GiveUpHoursMax = 240;

        /// <summary>Most bytes of flash that mail may take which has not been sent; 0: none, every scan is sent while it
        /// is scanned. Default <see cref="Automatic"/>: what flash has beyond its first 512 KB, so none on small
        /// boards.</summary>
        public int SizeLimitBytes { get; private set; } = Automatic;

        /// <summary>Hours for which a mail is tried again before it is given up. Default 24.</summary>
        public int GiveUpHours { get; private set; } = 24;

        internal override void Visit(SettingsVisitor visitor)
        {
            SizeLimitBytes = visitor.Number("sizeLimitBytes", SizeLimitBytes, 0, int.MaxValue);
            GiveUpHours = visitor.Number("giveUpHours", GiveUpHours, 1, GiveUpHoursMax);
        }
    }
}
