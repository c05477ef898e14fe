using System.Text;
using ScanToMail.Smtp;

namespace ScanToMail.VirtualDevice
{
    /// <summary>Writes a conversation to a file as it goes, or nowhere.</summary>
    internal sealed class TranscriptFile : SmtpTranscript, IDisposable
    {
        private readonly StreamWriter? _writer;

        /// <summary>A transcript in a new file, or none for null.</summary>
        public TranscriptFile(string? path)
        {
            if (path is null) return;
            _writer = new StreamWriter(path, append: false, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        }

        public override void Sent(string line) => _writer?.WriteLine("C: " + line);

        public override void Received(string line) => _writer?.WriteLine("S: " + line);

        public override void Note(string line) => _writer?.WriteLine("-- " + line);

        public void Dispose() => _writer?.Dispose();
    }
}
