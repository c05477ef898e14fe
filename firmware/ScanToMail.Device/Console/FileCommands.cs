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
        private const string Begin = "-----BEGIN CERTIFICATE-----";
        private const string End = "-----END CERTIFICATE-----";

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
            if (line.At(1) == "list") ListRoots();
            else if (line.At(1) == "add") AddRoot();
            else if (line.At(1) == "remove") RemoveRoot(line);
            else throw new ConsoleException("usage", "there is no such action",
                "write: roots list, roots add, roots remove NUMBER");
        }

        private void ListRoots()
        {
            string[] roots = ReadRoots();
            for (int i = 0; i < roots.Length; i++) _terminal.WriteLine(i.ToString() + ": " + Describe(roots[i]));
        }

        private void AddRoot()
        {
            string pem = ReadPem(false);
            string described = Describe(pem);
            string all = "";
            string[] roots = ReadRoots();
            for (int i = 0; i < roots.Length; i++)
            {
                if (roots[i] == pem)
                {
                    throw new ConsoleException("roots", "this root is trusted already", "roots list shows them");
                }
                all += roots[i];
            }
            WriteRoots(all + pem);
            Note("roots add " + described);
            _terminal.WriteLine(described);
        }

        private void RemoveRoot(CommandLine line)
        {
            line.Expect(3, 3, "roots remove NUMBER");
            string[] roots = ReadRoots();
            if (!int.TryParse(line.At(2), out int place) || place < 0 || place >= roots.Length)
            {
                throw new ConsoleException("roots", "there is no root " + line.At(2), "roots list shows their numbers");
            }
            string all = "";
            for (int i = 0; i < roots.Length; i++)
            {
                if (i != place) all += roots[i];
            }
            WriteRoots(all);
            Note("roots remove " + Describe(roots[place]));
        }

        /// <summary>Certificate, its intermediates and its key, pasted as PEM; the key is never shown.</summary>
        private void Certificate(CommandLine line)
        {
            if (line.At(1) != "import")
            {
                throw new ConsoleException("usage", "there is no such action", "write: certificate import");
            }
            string pem = ReadPem(true);
            CertificateReader leaf = Read(pem);
            string file = _device.Document.Get("sending.clientCertificate");
            if (file == null) file = "client.pem";
            FlashFiles.Replace(_device.Hal.Flash, file, Encoding.UTF8.GetBytes(pem));
            _terminal.WriteLine(Describe(leaf));
            for (int i = 0; i < leaf.NameCount; i++) _terminal.WriteLine("SAN: " + leaf.NameAt(i));
            if (_device.Hal.Clock.IsSet && leaf.NotAfter < _device.Hal.Clock.UtcNow.AddDays(30))
            {
                _terminal.WriteLine("It expires within 30 days.");
            }
            SettingsDocument document = SettingsDocument.Parse(_device.Document.ToJson(false, true));
            document.Set("sending.clientCertificate", file);
            _device.Save(document);
            Note("certificate import " + leaf.Subject);
        }

        /// <summary>
        /// PEM blocks as they are pasted: one certificate; or, with a key, blocks up to an empty line. Throws where it does
        /// not come to an end.
        /// </summary>
        private string ReadPem(bool hasKey)
        {
            StringBuilder pem = new StringBuilder();
            bool isKeyThere = false;
            while (true)
            {
                LineEnd end = _terminal.ReadLine("", true, PasteTimeoutMs);
                if (end != LineEnd.Entered)
                {
                    throw new ConsoleException("pem",
                        end == LineEnd.Interrupted ? "the text was given up" : "the text did not end",
                        "nothing has changed; paste it again");
                }
                string line = _terminal.Text.Trim();
                if (_terminal.Problem.Length > 0)
                {
                    throw new ConsoleException("pem", _terminal.Problem, "nothing has changed; paste PEM text");
                }
                if (pem.Length == 0 && line.Length == 0) continue;
                if (pem.Length + line.Length > FileLimitBytes - 2)
                {
                    throw new ConsoleException("pem", "the text has more than 12,288 bytes",
                        "nothing has changed; paste fewer certificates");
                }
                if (line.Length > 0) pem.Append(line).Append("\n");
                if (line.StartsWith("-----END ") && line.EndsWith("PRIVATE KEY-----")) isKeyThere = true;
                bool isLast = hasKey ? line.Length == 0 : line == End;
                if (!isLast) continue;
                if (hasKey && !isKeyThere)
                {
                    throw new ConsoleException("pem", "there is no private key in it",
                        "nothing has changed; paste the certificate, its intermediates and its key, then an empty line");
                }
                return pem.ToString();
            }
        }

        private string RootsFile()
        {
            string file = _device.Document.Get("sending.trustedRoots");
            return file == null ? "roots.pem" : file;
        }

        /// <summary>The certificates of the file, each with its own PEM lines; texts between them are left out.</summary>
        private string[] ReadRoots()
        {
            byte[] bytes = FlashFiles.Read(_device.Hal.Flash, RootsFile(), FileLimitBytes);
            string text = Encoding.UTF8.GetString(bytes, 0, bytes.Length);
            int count = 0;
            for (int at = text.IndexOf(Begin); at >= 0; at = text.IndexOf(Begin, at + 1)) count++;
            string[] roots = new string[count];
            int from = 0;
            for (int i = 0; i < count; i++)
            {
                from = text.IndexOf(Begin, from);
                int to = text.IndexOf(End, from);
                if (to < 0) throw new ConsoleException("roots", "the file " + RootsFile() + " is damaged", "write it anew");
                roots[i] = Trimmed(text.Substring(from, to + End.Length - from));
                from = to;
            }
            return roots;
        }

        private static string Trimmed(string pem)
        {
            string[] lines = pem.Split('\n');
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lines.Length; i++) text.Append(lines[i].Trim()).Append("\n");
            return text.ToString();
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

        private static CertificateReader Read(string pem)
        {
            try
            {
                return new CertificateReader(CertificateReader.FromPem(pem));
            }
            catch (FormatException error)
            {
                throw new ConsoleException("pem", error.Message, "paste one from " + Begin + " to " + End);
            }
        }

        private static string Describe(string pem)
        {
            return Describe(Read(pem));
        }

        private static string Describe(CertificateReader certificate)
        {
            return certificate.Subject + ", valid " + certificate.NotBefore.ToString("yyyy-MM-dd") + " to "
                + certificate.NotAfter.ToString("yyyy-MM-dd") + ", issued by " + certificate.Issuer;
        }

        private void Note(string text)
        {
            _device.Log.Add(0, "console: " + text);
            _device.Log.Flush();
        }
    }
}
