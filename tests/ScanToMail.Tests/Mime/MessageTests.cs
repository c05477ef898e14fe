using System.Text;
using MimeKit;
using ScanToMail.Config;
using ScanToMail.Mime;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Mime
{
    /// <summary>Every message is read back by MimeKit, and its bytes keep RFC 5322's limits.</summary>
    public class MessageTests
    {
        private const string Boundary = "=_000102030405060708090A0B0C0D0E0F";

        public static TheoryData<string> Texts => new()
        {
            "plain words", "Büro im 2. OG", "Łódź, Šibenik i Þórshöfn", "Γραφείο", "Канцелярия №5", "مكتب", "משרד", "办公室三楼",
            "オフィス", "사무실", "สำนักงาน", "कार्यालय", "🖨️ scan 📄", "e\u0301 combining a\u0308", "👩‍💻👨‍👩‍👧‍👦", "=?utf-8?B?Zm9v?= not a word",
            "quotes \" and \\ backslashes", "comma, semi; colon: <angle> (paren) @", "  spaces  inside   and around ",
            "a", new string('w', 200), string.Join(' ', Enumerable.Repeat("many words", 20)), new string('漢', 80),
            string.Concat(Enumerable.Repeat("😀x", 60)), "tab\tinside", "dots ... and - dashes", "ends with a dot."
        };

        [Theory]
        [MemberData(nameof(Texts))]
        public void SubjectsAndNamesOfEveryScriptComeBack(string text)
        {
            byte[] bytes = Write(headers =>
            {
                headers.Subject = text;
                headers.From = new Mailbox { DisplayName = text, Address = "scanner@example.com" };
                headers.To = [new Mailbox { DisplayName = text, Address = "one@example.com" }, new Mailbox { Address = "two@example.com" }];
                headers.Cc = [new Mailbox { DisplayName = text, Address = "three@example.com" }];
                headers.ReplyTo = new Mailbox { DisplayName = text, Address = "reply@example.com" };
            });
            MimeMessage message = MimeMessage.Load(new MemoryStream(bytes));
            // Blanks around a subject are nobody's words (RFC 5322 2.2.3: a reader may take them for folding).
            Assert.Equal(text.Trim(), message.Subject!.Trim());
            Assert.Equal(text, message.From.Mailboxes.Single().Name);
            Assert.Equal(["one@example.com", "two@example.com"], message.To.Mailboxes.Select(mailbox => mailbox.Address));
            Assert.Equal(text, message.To.Mailboxes.First().Name);
            Assert.Equal(text, message.Cc.Mailboxes.Single().Name);
            Assert.Equal(text, message.ReplyTo.Mailboxes.Single().Name);
            KeepsTheLimits(bytes);
        }

        [Theory]
        [MemberData(nameof(Texts))]
        public void FileNamesOfEveryScriptComeBack(string text)
        {
            string name = text.Replace("\t", "").Trim() + ".pdf";
            byte[] bytes = Write(fileName: name);
            MimePart part = Attachment(bytes);
            Assert.Equal(name, part.FileName);
            Assert.Equal(name, part.ContentType.Name);
            KeepsTheLimits(bytes);
        }

        public static TheoryData<string> Bodies => new()
        {
            "", "one line", "two\nlines\n", "mac\rlines\rhere", "dos\r\nlines\r\n", ".", "..", ".\n.\n", "From here\nFrom there", "trailing blank \nand tab\t\n",
            "=3D is no escape", new string('x', 3000), "Grüße\n", "办公室\n第二行", string.Join('\n', Enumerable.Repeat("Страница", 200)),
            "--" + Boundary + "\n--" + Boundary + "--\n", "\n\n\n", "🖨️"
        };

        [Theory]
        [MemberData(nameof(Bodies))]
        public void TextsComeBackLineByLine(string text)
        {
            byte[] bytes = Write(text: text);
            var part = (MimeKit.TextPart)((Multipart)MimeMessage.Load(new MemoryStream(bytes)).Body!)[0];
            string expected = text.Replace("\r\n", "\n").Replace('\r', '\n');
            Assert.Equal(expected.EndsWith('\n') ? expected : expected + "\n", part.Text.Replace("\r\n", "\n"));
            Assert.Contains(part.ContentTransferEncoding, new[] { ContentEncoding.QuotedPrintable, ContentEncoding.Base64 });
            Assert.DoesNotContain(bytes, value => value > 126);
            KeepsTheLimits(bytes);
        }

        [Fact]
        public void AttachmentsOfEveryLengthInPiecesOfAnySizeAreIdentical()
        {
            int[] lengths = [.. Enumerable.Range(0, 201), 4047, 4095, 4096, 4103, 4104, 4105, 8208, 57 * 73, 20_000];
            foreach (int length in lengths)
            {
                byte[] content = Bytes(length);
                foreach (int piece in new[] { 1, 56, 57, 58, 4095, 4096, 10_000 })
                {
                    if (length > 300 && piece < 56) continue;
                    byte[] message = Write(attachment: content, piece: piece);
                    Assert.Equal(content, Decoded(Attachment(message)));
                    if (piece == 57) KeepsTheLimits(message);
                }
            }
        }

        [Fact]
        public void Base64HasLinesOf76ColumnsAndOnlyTheLastIsShorter()
        {
            string text = Encoding.ASCII.GetString(Write(attachment: Bytes(10_000)));
            // A blank line stands before the base64, and one (the delimiter's own CRLF) behind it.
            string[] lines = text.Split("\r\n\r\n")[^2].Split("\r\n");
            Assert.All(lines[..^1], line => Assert.Equal(76, line.Length));
            Assert.InRange(lines[^1].Length, 1, 76);
            Assert.Equal((10_000 + 56) / 57, lines.Length);
        }

        [Theory]
        [InlineData(0)]
        [InlineData(1)]
        [InlineData(70_000)]
        public void BinaryTravelsAsItIsAndTheWholeIsLabelledSo(int length)
        {
            byte[] content = Bytes(length);
            byte[] bytes = Write(attachment: content, encoding: TransferEncoding.Binary);
            MimeMessage message = MimeMessage.Load(new MemoryStream(bytes));
            Assert.Equal("binary", message.Body!.Headers[HeaderId.ContentTransferEncoding]);
            MimePart part = Attachment(bytes);
            Assert.Equal(ContentEncoding.Binary, part.ContentTransferEncoding);
            Assert.Equal(content, Decoded(part));
            Assert.EndsWith($"\r\n--{Boundary}--\r\n", Encoding.Latin1.GetString(bytes));
        }

        [Theory]
        [InlineData("UTC0", "2026-01-15T11:59:58Z", "Thu, 15 Jan 2026 11:59:58 +0000")]
        [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", "Sun, 29 Mar 2026 01:59:59 +0100")]
        [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", "Sun, 29 Mar 2026 03:00:00 +0200")]
        [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", "Sun, 25 Oct 2026 02:59:59 +0200")]
        [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", "Sun, 25 Oct 2026 02:00:00 +0100")]
        [InlineData("<+0545>-5:45", "2026-06-30T20:00:00Z", "Wed, 01 Jul 2026 01:45:00 +0545")]
        [InlineData("NST3:30NDT,M3.2.0,M11.1.0", "2026-01-01T02:00:00Z", "Wed, 31 Dec 2025 22:30:00 -0330")]
        [InlineData("NST3:30NDT,M3.2.0,M11.1.0", "2026-07-01T02:00:00Z", "Tue, 30 Jun 2026 23:30:00 -0230")]
        public void TheDateIsTheDevicesOwn(string zone, string utcText, string expected)
        {
            DateTime utc = DateTime.Parse(utcText, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
            int offset = PosixTimeZone.Parse(zone).OffsetMinutes(utc);
            byte[] bytes = Write(headers =>
            {
                headers.LocalTime = utc.AddMinutes(offset);
                headers.UtcOffsetMinutes = offset;
            });
            MimeMessage message = MimeMessage.Load(new MemoryStream(bytes));
            Assert.Equal(expected, message.Headers[HeaderId.Date]);
            Assert.Equal(new DateTimeOffset(utc), message.Date);
        }

        public static TheoryData<string, Action<MessageHeaders, string>> Fields => new()
        {
            { "Subject", (headers, bad) => headers.Subject = bad },
            { "From", (headers, bad) => headers.From.DisplayName = bad },
            { "From", (headers, bad) => headers.From.Address = bad },
            { "To", (headers, bad) => headers.To[0].DisplayName = bad },
            { "To", (headers, bad) => headers.To[0].Address = bad },
            { "Cc", (headers, bad) => headers.Cc = [new Mailbox { DisplayName = bad, Address = "a@example.com" }] },
            { "Reply-To", (headers, bad) => headers.ReplyTo = new Mailbox { Address = bad } },
            { "Message-ID", (headers, bad) => headers.MessageId = bad }
        };

        [Theory]
        [MemberData(nameof(Fields))]
        public void NoValueEndsItsLine(string field, Action<MessageHeaders, string> set)
        {
            foreach (string bad in new[] { "x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\ry", "x\0y", "\n", "ü\r\nBcc: e@e.e" })
            {
                var refused = Assert.Throws<ArgumentException>(() => Write(headers => set(headers, bad)));
                Assert.Contains(field, refused.Message);
            }
        }

        [Fact]
        public void AFileNameEndsNoLineEither()
        {
            Assert.Throws<ArgumentException>(() => Write(fileName: "a\r\nX: y.pdf"));
            Assert.Throws<ArgumentException>(() => Write(fileName: "ü\n.pdf"));
        }

        [Fact]
        public void BoundariesAndMessageIdsAreWellFormedAndNew()
        {
            var random = new Random(7);
            var seen = new HashSet<string>();
            for (int i = 0; i < 1000; i++)
            {
                var bits = new byte[16];
                random.NextBytes(bits);
                string boundary = MessageIds.NewBoundary(bits);
                Assert.Matches("^=_[0-9A-F]{32}$", boundary);
                string id = MessageIds.NewMessageId(new DateTime(2026, 11, 24, 1, 2, 3), bits[..12], "example.com");
                Assert.Matches(@"^<20261124010203\.[0-9A-F]{24}@example\.com>$", id);
                Assert.True(seen.Add(boundary) && seen.Add(id));
            }
        }

        [Fact]
        public void ALongSubjectIsCutAtACharacterAndSaysSo()
        {
            byte[] bytes = Write(headers => headers.Subject = string.Concat(Enumerable.Repeat("😀", 200)));
            string subject = MimeMessage.Load(new MemoryStream(bytes)).Subject!;
            Assert.EndsWith("…", subject);
            Assert.InRange(subject.Length, 250, 255);
            Assert.DoesNotContain('\uFFFD', subject);
        }

        [Fact]
        public void SeededMessagesComeBack()
        {
            int seed = Environment.GetEnvironmentVariable("SCANTOMAIL_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
            var random = new Random(seed);
            for (int round = 0; round < 300; round++)
            {
                string name = RandomText(random, 40), subject = RandomText(random, 80), file = RandomText(random, 60) + ".pdf";
                byte[] content = Bytes(random.Next(3000));
                byte[] bytes = Write(headers =>
                {
                    headers.Subject = subject;
                    headers.To[0].DisplayName = name;
                }, attachment: content, fileName: file, piece: random.Next(1, 500),
                    encoding: random.Next(2) == 0 ? TransferEncoding.Base64 : TransferEncoding.Binary);
                string replay = $"SCANTOMAIL_SEED={seed}, round {round}";
                MimeMessage message = MimeMessage.Load(new MemoryStream(bytes));
                Assert.True(subject.Trim() == message.Subject!.Trim(), replay);
                Assert.True(name == message.To.Mailboxes.Single().Name, replay);
                Assert.True(file == Attachment(bytes).FileName, replay);
                Assert.True(content.AsSpan().SequenceEqual(Decoded(Attachment(bytes))), replay);
            }
        }

        private static string RandomText(Random random, int lengthMax)
        {
            string[] alphabet = ["a", "Z", "0", " ", "\"", "\\", "é", "ß", "日", "😀", "-", ".", "_", "(", ",", "=", "?", "'", "%", "*", ";", ":", "@", "й", "ا"];
            string text = string.Concat(Enumerable.Range(0, random.Next(1, lengthMax)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            return "x" + text + "y";
        }

        private static byte[] Write(Action<MessageHeaders>? change = null, string text = "The scan is attached.\n", byte[]? attachment = null,
            string fileName = "scan.pdf", int piece = 4096, TransferEncoding encoding = TransferEncoding.Base64)
        {
            var headers = new MessageHeaders
            {
                From = new Mailbox { Address = "scanner@example.com" },
                To = [new Mailbox { Address = "one@example.com" }],
                Subject = "Scan",
                LocalTime = new DateTime(2026, 11, 24, 13, 0, 0),
                MessageId = "<1@example.com>"
            };
            change?.Invoke(headers);
            var sink = new MemorySink();
            var writer = new MessageWriter();
            writer.Begin(sink, headers, Boundary, encoding);
            writer.WriteText(text);
            ByteSink part = writer.BeginAttachment("application/pdf", fileName, encoding);
            attachment ??= [1, 2, 3];
            for (int at = 0; at < attachment.Length; at += piece) part.Write(attachment, at, Math.Min(piece, attachment.Length - at));
            writer.EndAttachment();
            writer.End();
            return sink.Bytes;
        }

        private static MimePart Attachment(byte[] bytes) => (MimePart)MimeMessage.Load(new MemoryStream(bytes)).Attachments.Single();

        private static byte[] Decoded(MimePart part)
        {
            var content = new MemoryStream();
            part.Content!.DecodeTo(content);
            return content.ToArray();
        }

        private static byte[] Bytes(int length)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            return bytes;
        }

        /// <summary>RFC 5322 2.1.1: no line above 998 octets, no bare CR or LF; RFC 2047 2: no encoded word above 75.</summary>
        private static void KeepsTheLimits(byte[] bytes)
        {
            string text = Encoding.Latin1.GetString(bytes);
            Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
            Assert.Equal(text.Count(c => c == '\r'), text.Split("\r\n").Length - 1);
            string header = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
            Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
            foreach (string line in header.Split("\r\n"))
            {
                Assert.True(line.Length <= 78 || !line.TrimStart().Contains(' '), line);
                Assert.All(line.Split(' ').Where(word => word.StartsWith("=?utf-8?", StringComparison.Ordinal)),
                    word => Assert.InRange(word.Length, 1, 75));
            }
        }
    }
}
