namespace ScanToMail.ScanLink
{
    /// <summary>Types of frames (hal/SPEC-scan-link.md, section 4). Bit 7 is set in those that have a sequence number
    /// of their own.</summary>
    internal static class FrameType
    {
        public const int Hello = 0x01;
        public const int Start = 0x02;
        public const int Grant = 0x03;
        public const int Resend = 0x04;
        public const int Cancel = 0x05;

        public const int Welcome = 0x41;
        public const int Started = 0x42;
        public const int Status = 0x43;
        public const int Refused = 0x44;

        public const int Page = 0x81;
        public const int Strip = 0x82;
        public const int PageEnd = 0x83;
        public const int ScanEnd = 0x84;
        public const int Failed = 0x85;

        /// <summary>Whether frames of this type stand in a row and are sent again until they are taken.</summary>
        public static bool IsSequenced(int type)
        {
            return (type & 0x80) != 0;
        }
    }
}
