namespace ScanToMail.SignIn
{
    /// <summary>Where the tokens of one answer lie in flash, and how long they are good. Holds no token itself.</summary>
    public sealed class StoredTokens
    {
        /// <summary>Longest access token that is kept: in base64 this much fills the 12,288 octets of RFC 4954 4.</summary>
        public const int AccessMaxBytes = 9216;

        /// <summary>Longest refresh token that is kept.</summary>
        public const int RefreshMaxBytes = 8192;

        /// <summary>The file.</summary>
        public string File { get; internal set; } = "";

        /// <summary>Where the access token starts in the file.</summary>
        public int AccessAt { get; internal set; }

        /// <summary>Length of the access token as it came; one of more than <see cref="AccessMaxBytes"/> is not in the
        /// file.</summary>
        public int AccessBytes { get; internal set; }

        /// <summary>Length of the refresh token; 0 where there is none.</summary>
        public int RefreshBytes { get; internal set; }

        /// <summary>When they came, as in records.</summary>
        public long ObtainedS { get; internal set; }

        /// <summary>When the access token ends, as in records.</summary>
        public long ExpiresS { get; internal set; }

        internal int RefreshAt { get; set; }

        internal long Generation { get; set; }

        internal uint Binding { get; set; }
    }
}
