namespace ScanToMail.Config
{
    /// <summary>What a button does: how to scan, and to whom the mail goes.</summary>
    public sealed class ProfileSettings : SettingsSection
    {
        /// <summary>Most addresses in each of to, cc and bcc.</summary>
        public const int AddressesMax = 100;

        private const int ButtonMax = 16;
        private const int ButtonUnset = -1;

        /// <summary>Name for people, unique. Default "Profile 1" and so on, by place.</summary>
        public string Name { get; private set; }

        /// <summary>Number of the button, 1 to 16, no two profiles the same; 0 for none. Default by place.</summary>
        public int Button { get; private set; } = ButtonUnset;

        /// <summary>Recipients in the To field, at least one.</summary>
        public MailAddress[] To { get; private set; } = Settings.NoAddresses;

        /// <summary>Recipients in the Cc field.</summary>
        public MailAddress[] Cc { get; private set; } = Settings.NoAddresses;

        /// <summary>Recipients in no field.</summary>
        public MailAddress[] Bcc { get; private set; } = Settings.NoAddresses;

        /// <summary>Subject, with placeholders. Default by language.</summary>
        public string Subject { get; private set; }

        /// <summary>Text of the mail, with placeholders. Default by language.</summary>
        public string Body { get; private set; }

        /// <summary>Name of the attachment, with placeholders; its ending is added where it is missing. Default
        /// "scan-{date}-{time}".</summary>
        public string FileName { get; private set; } = "scan-{date}-{time}";

        /// <summary>What the attachment is. Default PDF.</summary>
        public DocumentFormat Document { get; private set; }

        /// <summary>Dots per inch, 50 to 1200. Default 300.</summary>
        public int Resolution { get; private set; } = 300;

        /// <summary>Colour mode. Default colour.</summary>
        public ColorMode Color { get; private set; } = ColorMode.Color;

        internal override void Visit(SettingsVisitor visitor)
        {
            Name = visitor.Text("name", SettingKind.Text, Name, 1, 64);
            Button = visitor.Number("button", Button, 0, ButtonMax);
            To = visitor.Addresses("to", To, 1, AddressesMax);
            Cc = visitor.Addresses("cc", Cc, 0, AddressesMax);
            Bcc = visitor.Addresses("bcc", Bcc, 0, AddressesMax);
            Subject = visitor.Text("subject", SettingKind.Template, Subject, 1, 200);
            Body = visitor.Text("body", SettingKind.TemplateLines, Body, 0, 2000);
            FileName = visitor.Text("fileName", SettingKind.TemplateFileName, FileName, 1, 100);
            Document = (DocumentFormat)visitor.Choose("document", DocumentFormats.Choices, (int)Document);
            Resolution = visitor.Number("resolution", Resolution, 50, 1200);
            Color = (ColorMode)visitor.Choose("color", ColorModes.Choices, (int)Color);
        }

        internal void Complete(int place, Language language)
        {
            bool isFrench = language == Language.French;
            if (Name == null)
            {
                Name = (isFrench ? "Profil " : "Profile ") + (place + 1);
            }

            if (Button == ButtonUnset)
            {
                Button = place + 1;
            }

            if (Subject == null)
            {
                Subject = isFrench ? "Document numérisé par {device}" : "Scan from {device}";
            }

            if (Body == null)
            {
                Body = isFrench ? "Numérisé par {device} le {date} à {time}." : "Scanned by {device} on {date} at {time}.";
            }
        }

        /// <summary>Rules between keys. Throws <see cref="SettingsException"/>.</summary>
        internal void Check(string path)
        {
            if (To.Length == 0)
            {
                throw new SettingsException(path + "to", "", "is missing", "give the profile a recipient");
            }
        }
    }
}
