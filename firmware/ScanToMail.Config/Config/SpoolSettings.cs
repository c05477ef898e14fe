namespace ScanToMail.Config
{
    /// <summary>What is kept until it has been sent.</summary>
    public sealed class SpoolSettings : SettingsSection
    {
        /// <summary>Stands for "by the size of flash".</summary>
        public const int Automatic = -1;

        private const int GiveUpHoursMax = 240;

        /// <summary>Where the documents wait. Default <see cref="SpoolMedium.Automatic"/>.</summary>
        public SpoolMedium Medium { get; private set; }

        /// <summary>Most bytes that mail may take which has not been sent; 0: none, every scan is sent while it is
        /// scanned. Default <see cref="Automatic"/>: what flash has beyond its first 512 KB, so none on small boards; in
        /// memory half of it.</summary>
        public int SizeLimitBytes { get; private set; } = Automatic;

        /// <summary>Hours for which a mail is tried again before it is given up. Default 24.</summary>
        public int GiveUpHours { get; private set; } = 24;

        internal override void Visit(SettingsVisitor visitor)
        {
            Medium = (SpoolMedium)visitor.Choose("medium", SpoolMediums.Choices, (int)Medium);
            SizeLimitBytes = visitor.Number("sizeLimitBytes", SizeLimitBytes, 0, int.MaxValue);
            GiveUpHours = visitor.Number("giveUpHours", GiveUpHours, 1, GiveUpHoursMax);
        }
    }
}
