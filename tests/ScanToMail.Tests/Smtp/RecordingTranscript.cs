using ScanToMail.Smtp;

namespace ScanToMail.Tests.Smtp
{
    internal sealed class RecordingTranscript : SmtpTranscript
    {
        public List<string> Lines { get; } = [];

        public override void Sent(string line) => Lines.Add("C: " + line);

        public override void Received(string line) => Lines.Add("S: " + line);

        public override void Note(string line) => Lines.Add("-- " + line);
    }
}
