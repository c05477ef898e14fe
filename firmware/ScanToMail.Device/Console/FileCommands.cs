using System;
using System.Text;
using ScanToMail.Config;

namespace ScanToMail.Console
{
    /// <summary>roots and certificate: PEM files in flash, and what stands in them.</summary>
    internal sealed class FileCommands
    {
        private const int FileLimitBytes = 12288;
        private const int PasteTimeoutMs = 60000;

        private readonly DeviceControl _device;
        private readonly Terminal _terminal;

        public FileCommands(DeviceControl device, Terminal terminal)
        {
            _device = device;
            _terminal = terminal;
        }

        /// <summary>Does a command, if it is one of these.</summary>
        public bool Do(CommandLine line)
        {
            if (line.At(0) == "roots") Roots(line);
            else if (line.At(0) == "certificate") Certificate(line);
            else return false;
            return true;
        }

        private void Roots(CommandLine line)
        {
            if (line.At(1) == "list") ListRoots(line);
            else if (line.At(1) == "add") AddRoot(line);
            else if (line.At(1) == "remove") RemoveRoot(line);
            else throw new ConsoleException("usage", "there is no such action",
                "write: roots list, roots add, roots remove NUMBER");
        }

        private void ListRoots(CommandLine line)
        {
            line.Expect(2, 2, "roots list [--json]");
            PemBlocks roots = ReadRoots();
            for (int i = 0; i < roots.Count; i++)
            {
                string number = line.IsJson ? "" : i.ToString() + ": ";
                _terminal.WriteLine(number + Describe(i, roots.TextAt(i), line.IsJson));
            }
        }

        private void AddRoot(CommandLine line)
        {
            line.Expect(2, 2, "roots add [--json]");
            PemBlocks pasted = Paste(false);
            string pem = pasted.TextAt(0);
            Read(pasted.BytesAt(0));
            PemBlocks roots = ReadRoots();
            for (int i = 0; i < roots.Count; i++)
            {
                if (roots.TextAt(i) != pem) continue;
                throw new ConsoleException("roots", "this root is trusted already", "roots list shows them");
            }
            WriteRoots(roots.Text() + pem);
            Note("roots add " + Describe(0, pem, false));
            _terminal.WriteLine(Describe(roots.Count, pem, line.IsJson));
        }

        private void RemoveRoot(CommandLine line)
        {
            line.Expect(3, 3, "roots remove NUMBER");
            PemBlocks roots = ReadRoots();
            if (!int.TryParse(line.At(2), out int place) || place < 0 || place >= roots.Count)
            {
                throw new ConsoleException("roots", "there is no root " + line.At(2), "roots list shows their numbers");
            }
            string all = "";
            for (int i = 0; i < roots.Count; i++)
            {
                if (i != place) all += roots.TextAt(i);
            }
            WriteRoots(all);
            Note("roots remove " + Describe(place, roots.TextAt(place), false));
        }

        /// <summary>Certificate, its intermediates and its key, pasted as PEM; the key is never shown.</summary>
        private void Certificate(CommandLine line)
        {
            line.Expect(2, 2, "certificate import [--json]");
            if (line.At(1) != "import")
            {
                throw new ConsoleException("usage", "there is no such action", "write: certificate import");
            }
            PemBlocks pasted = Paste(true);
            CertificateReader leaf = Leaf(pasted);
            CheckKey(pasted, leaf);
            string file = _device.Document.Get("sending.clientCertificate");
            if (file == null) file = "client.pem";
            FlashFiles.Replace(_device.Hal.Flash, file, Encoding.UTF8.GetBytes(pasted.Text()));
            Show(pasted, leaf, line.IsJson);
            SettingsDocument document = SettingsDocument.Parse(_device.Document.ToJson(false, true));
            document.Set("sending.clientCertificate", file);
            _device.Save(document);
            Note("certificate import " + leaf.Subject);
        }

        private static CertificateReader Leaf(PemBlocks pasted)
        {
            int place = pasted.Find(false, 0);
            if (place < 0)
            {
                throw new ConsoleException("pem", "there is no certificate in it", "nothing has changed; paste the "
                    + "certificate, its intermediates and its key, then an empty line");
            }
            CertificateReader leaf = Read(pasted.BytesAt(place));
            for (int i = pasted.Find(false, place + 1); i >= 0; i = pasted.Find(false, i + 1)) Read(pasted.BytesAt(i));
            return leaf;
        }

        private static void CheckKey(PemBlocks pasted, CertificateReader leaf)
        {
            int place = pasted.Find(true, 0);
            if (place < 0)
            {
                throw new ConsoleException("pem", "there is no private key in it", "nothing has changed; paste the "
                    + "certificate, its intermediates and its key, then an empty line");
            }
            if (pasted.Find(true, place + 1) >= 0)
            {
                throw new ConsoleException("pem", "there is more than one private key in it",
                    "nothing has changed; paste the first certificate's key only");
            }
            PublicKey key;
            try
            {
                key = PublicKey.OfPrivateKey(pasted.LabelAt(place), pasted.BytesAt(place));
            }
            catch (FormatException error)
            {
                throw new ConsoleException("pem", error.Message.IndexOf("encrypted") > 0 ? error.Message
                    : "the private key is damaged", "nothing has changed; openssl pkey -in FILE writes it plain");
            }
            if (!key.Contradicts(leaf.Key)) return;
            throw new ConsoleException("pem", "the private key does not belong to the certificate of " + leaf.Subject,
                "nothing has changed; paste the device's own certificate first, and the key that was made for it");
        }

        private void Show(PemBlocks pasted, CertificateReader leaf, bool isJson)
        {
            int intermediates = -1;
            for (int i = pasted.Find(false, 0); i >= 0; i = pasted.Find(false, i + 1)) intermediates++;
            JsonReport report = new JsonReport(isJson);
            AddTo(report, leaf);
            report.Add("SAN", leaf.Names());
            report.Add("intermediates", intermediates);
            _terminal.WriteLine(report.Text());
            if (isJson) return;
            if (intermediates == 0 && leaf.Issuer != leaf.Subject)
            {
                _terminal.WriteLine("There are no intermediates: a server that does not know " + leaf.Issuer + " refuses it.");
            }
            if (!_device.Hal.Clock.IsSet || !CertificateRules.IsNearEnd(leaf, _device.Hal.Clock.UtcNow)) return;
            bool isOver = leaf.NotAfter <= _device.Hal.Clock.UtcNow;
            _terminal.WriteLine(isOver ? "It has expired." : "It expires within 30 days.");
        }

        /// <summary>
        /// PEM blocks as they are pasted, unseen: one certificate; or, with a key, blocks up to an empty line behind a
        /// certificate and a key, or up to two empty lines. Throws where it does not come to an end; what is still coming
        /// then is swallowed, for it may be a key.
        /// </summary>
        private PemBlocks Paste(bool hasKey)
        {
            PemBlocks blocks = new PemBlocks();
            bool wasEmpty = false;
            while (true)
            {
                LineEnd end = _terminal.ReadLine("", true, PasteTimeoutMs);
                if (end != LineEnd.Entered)
                {
                    throw new ConsoleException("pem",
                        end == LineEnd.Interrupted ? "the text was given up" : "the text did not end",
                        "nothing has changed; paste it again");
                }
                if (_terminal.Problem.Length > 0) throw Refused(_terminal.Problem, "paste PEM text");
                string line = _terminal.Text.Trim();
                if (blocks.Length + line.Length > FileLimitBytes)
                {
                    throw Refused("the text has more than 12,288 bytes", "paste fewer certificates");
                }
                Take(blocks, line);
                if (!hasKey && blocks.Count > 0) return Certificates(blocks);
                if (IsOver(blocks, line, ref wasEmpty)) return blocks;
            }
        }

        private void Take(PemBlocks blocks, string line)
        {
            try
            {
                blocks.Take(line);
            }
            catch (FormatException error)
            {
                throw Refused(error.Message, "paste it again");
            }
        }

        private static bool IsOver(PemBlocks blocks, string line, ref bool wasEmpty)
        {
            bool isEmpty = line.Length == 0 && !blocks.IsOpen && blocks.Count > 0;
            bool isComplete = blocks.Find(false, 0) >= 0 && blocks.Find(true, 0) >= 0;
            bool isOver = isEmpty && (isComplete || wasEmpty);
            wasEmpty = isEmpty;
            return isOver;
        }

        private PemBlocks Certificates(PemBlocks blocks)
        {
            if (blocks.LabelAt(0) == PemBlocks.Certificate) return blocks;
            throw Refused("it is no certificate but a " + blocks.LabelAt(0), "paste one from -----BEGIN CERTIFICATE-----");
        }

        private ConsoleException Refused(string problem, string remedy)
        {
            _terminal.DropPaste();
            return new ConsoleException("pem", problem, "nothing has changed; " + remedy);
        }

        private string RootsFile()
        {
            string file = _device.Document.Get("sending.trustedRoots");
            return file == null ? "roots.pem" : file;
        }

        /// <summary>The file's certificates; a last one that has no end is left out.</summary>
        private PemBlocks ReadRoots()
        {
            byte[] bytes = FlashFiles.Read(_device.Hal.Flash, RootsFile(), FileLimitBytes);
            try
            {
                return PemBlocks.Read(Encoding.UTF8.GetString(bytes, 0, bytes.Length));
            }
            catch (FormatException error)
            {
                throw new ConsoleException("roots", RootsFile() + " is damaged: " + error.Message,
                    "send it again with tools/flash, or take another file by set sending.trustedRoots");
            }
        }

        private void WriteRoots(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (bytes.Length > FileLimitBytes)
            {
                throw new ConsoleException("roots", "all roots together have more than 12,288 bytes",
                    "remove one that is not needed");
            }
            FlashFiles.Replace(_device.Hal.Flash, RootsFile(), bytes);
        }

        private static CertificateReader Read(byte[] der)
        {
            try
            {
                return new CertificateReader(der);
            }
            catch (FormatException error)
            {
                throw new ConsoleException("pem", error.Message, "nothing has changed; paste it again");
            }
        }

        /// <summary>One certificate in one line; one that can't be read is told as such, so that it can be removed.</summary>
        private static string Describe(int number, string pem, bool isJson)
        {
            JsonReport report = new JsonReport(true);
            report.Add("number", number);
            CertificateReader certificate;
            try
            {
                certificate = new CertificateReader(PemBlocks.Read(pem).BytesAt(0));
            }
            catch (FormatException error)
            {
                report.Add("problem", error.Message);
                return isJson ? report.Text() : "(" + error.Message + ")";
            }
            AddTo(report, certificate);
            return isJson ? report.Text() : certificate.Subject + ", valid " + Day(certificate.NotBefore) + " to "
                + Day(certificate.NotAfter) + ", issued by " + certificate.Issuer;
        }

        private static void AddTo(JsonReport report, CertificateReader certificate)
        {
            report.Add("subject", certificate.Subject);
            report.Add("issuer", certificate.Issuer);
            report.Add("validFrom", Day(certificate.NotBefore));
            report.Add("validTo", Day(certificate.NotAfter));
        }

        private static string Day(DateTime utc)
        {
            return utc.ToString("yyyy-MM-dd");
        }

        private void Note(string text)
        {
            _device.Log.Add(0, "console: " + text);
            _device.Log.Flush();
        }
    }
}
