using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Fuzz
{
    /// <summary>Answers of a DNS server: the bytes stand behind the question, the first two are flags and the next six the
    /// counts of records, so that fuzzing gets past the question.</summary>
    internal static class DnsTargets
    {
        private const string Domain = "contoso.com";
        private const int HeadBytes = 8;

        private static readonly Settings Settings = Settings.Parse("""
            { "version": 1, "sending": { "method": "relay", "domain": "contoso.com", "from": "scanner@contoso.com" },
              "profiles": [{ "to": ["office@contoso.com"] }] }
            """);

        public static byte[][] Seeds { get; } =
        [
            // One record: MX 10 mail.<the question's name>.
            Convert.FromHexString("8180" + "000100000000" + "C00C000F0001000000640009000A" + "046D61696C" + "C00C"),
            // An alias to a name, and that one's record.
            Convert.FromHexString("8180" + "000200000000" + "C00C000500010000006400040161" + "C00C" + "C029000F000100000064000600050162C00C"),
            Convert.FromHexString("8183" + "000000010000")
        ];

        public static void Take(byte[] bytes)
        {
            var hal = new SimHal();
            hal.Network.Datagrams = () => new SimDatagrams(hal.Clock, question => [question with { Bytes = Answer(question.Bytes, bytes) }]);
            MxRecord[]? records = new MailSender(hal, new byte[8192]).FindMx(Settings, Domain, out Diagnosis problem);
            if (records is null && problem is null) throw new InvalidOperationException("no record and no reason");
            foreach (MxRecord record in records ?? [])
            {
                if (record.Host.Length == 0 || record.Host.Any(c => c is <= ' ' or > '~'))
                {
                    throw new InvalidOperationException($"'{record.Host}' is no host");
                }
            }
        }

        private static byte[] Answer(byte[] question, byte[] bytes)
        {
            if (bytes.Length < HeadBytes) return bytes;
            return [question[0], question[1], (byte)(bytes[0] | 0x80), bytes[1], 0, 1, .. bytes[2..HeadBytes], .. question[12..], .. bytes[HeadBytes..]];
        }
    }
}
