namespace ScanToMail.Config
{
    /// <summary>How mail leaves the device.</summary>
    public sealed class SendingSettings : SettingsSection
    {
        /// <summary>Where client submission goes unless said otherwise.</summary>
        internal const string SubmissionHost = "smtp.office365.com";

        /// <summary>Marks a number or choice that the settings text did not give.</summary>
        internal const int Unset = -1;

        /// <summary>Most messages a minute that can be set; above, a device is not limited.</summary>
        internal const int MessagesPerMinuteMax = 60;

        private const int DomainsMax = 50;
        private const int RecipientsPerMessageMax = 1000;
        private const int RecipientsPerDayMax = 1000000;

        // A mailbox of Exchange Online (Exchange Online limits, Sending limits; Recipient limit), and recipients of one domain
        // in one message at a tenant's MX ("4.5.3 Too many recipients", Exchange Online NDR codes).
        private const int MailboxMessagesPerMinute = 30;
        private const int MailboxRecipientsPerDay = 10000;
        private const int MailboxRecipients = 500;
        private const int MxRecipients = 200;

        // The default of a mailbox in Exchange Online for sending, 35 MB (Exchange Online limits, Message limits).
        private const int MailboxLimitBytes = 35 * 1024 * 1024;

        /// <summary>The method; has no default.</summary>
        public SendingMethod Method { get; private set; } = (SendingMethod)Unset;

        /// <summary>The server. Default by method; "" with relay and direct send: the MX of
        /// <see cref="Domain"/>.</summary>
        public string Host { get; private set; }

        /// <summary>TCP port. Default by method.</summary>
        public int Port { get; private set; } = Unset;

        /// <summary>When TLS is used. Default by method.</summary>
        public TlsMode Tls { get; private set; } = (TlsMode)Unset;

        /// <summary>How to log in. Default none; client submission has no default.</summary>
        public AuthMode Auth { get; private set; } = (AuthMode)Unset;

        /// <summary>Login name; "" if none.</summary>
        public string User { get; private set; } = "";

        /// <summary>Password; "" if none.</summary>
        public string Password { get; private set; } = "";

        /// <summary>The mailbox that XOAUTH2 names as user. Default: the user where it is an address, otherwise the
        /// sender. Null without OAuth.</summary>
        public MailAddress Mailbox { get; private set; }

        /// <summary>The sender. Default, with client submission: the mailbox or the user.</summary>
        public MailAddress From { get; private set; }

        /// <summary>Where answers go; null (the default) for the sender.</summary>
        public MailAddress ReplyTo { get; private set; }

        /// <summary>The tenant's mail domain, whose MX is looked up where <see cref="Host"/> is not given; "" if
        /// none.</summary>
        public string Domain { get; private set; } = "";

        /// <summary>The tenant's own domains: all that direct send may send to.</summary>
        public string[] AcceptedDomains { get; private set; } = Settings.NoTexts;

        /// <summary>Domains that alone may get mail, whatever profiles and people say; none (the default): all may.</summary>
        public string[] RecipientDomains { get; private set; } = Settings.NoTexts;

        /// <summary>File with the certificates that a server's certificate must chain to. Default roots.pem.</summary>
        public string TrustedRoots { get; private set; } = "roots.pem";

        /// <summary>File with this device's own certificate, its chain and its key; "" (the default) for none.</summary>
        public string ClientCertificate { get; private set; } = "";

        /// <summary>Which command carries the message. Default auto.</summary>
        public TransferMode Transfer { get; private set; }

        /// <summary>Largest message in bytes; 0: only what the server announces. Default 35 MB with Microsoft's
        /// methods, otherwise 0.</summary>
        public int SizeLimitBytes { get; private set; } = Unset;

        /// <summary>Most recipients in one envelope, with relay and direct send those of one domain; a mail to more goes in
        /// parts. 0: no limit. Default 500 with client submission, 200 with relay and direct send, otherwise 0.</summary>
        public int RecipientsPerMessage { get; private set; } = Unset;

        /// <summary>Most messages in a minute; what is above waits. 0: no limit. Default 30 with client submission, otherwise
        /// 0.</summary>
        public int MessagesPerMinute { get; private set; } = Unset;

        /// <summary>Most recipients in 24 hours; what is above waits. 0: no limit. Default 10,000 with client submission,
        /// otherwise 0.</summary>
        public int RecipientsPerDay { get; private set; } = Unset;

        /// <summary>Whether mail goes to the MX of a tenant.</summary>
        internal bool GoesToMx
        {
            get { return Method == SendingMethod.Relay || Method == SendingMethod.DirectSend; }
        }

        internal override void Visit(SettingsVisitor visitor)
        {
            Method = (SendingMethod)visitor.Choose("method", SendingMethods.Choices, (int)Method);
            Host = visitor.Text("host", SettingKind.Host, Host, 1, DomainName.LengthMax);
            Port = visitor.Number("port", Port, 1, 65535);
            Tls = (TlsMode)visitor.Choose("tls", TlsModes.Choices, (int)Tls);
            Auth = (AuthMode)visitor.Choose("auth", AuthModes.Choices, (int)Auth);
            User = visitor.Text("user", SettingKind.Text, User, 1, 256);
            Password = visitor.Text("password", SettingKind.Secret, Password, 1, 256);
            Mailbox = visitor.Address("mailbox", Mailbox);
            From = visitor.Address("from", From);
            ReplyTo = visitor.Address("replyTo", ReplyTo);
            Domain = visitor.Text("domain", SettingKind.Domain, Domain, 1, DomainName.LengthMax);
            AcceptedDomains = visitor.Texts("acceptedDomains", SettingKind.Domain, AcceptedDomains, 0, DomainsMax);
            RecipientDomains = visitor.Texts("recipientDomains", SettingKind.Domain, RecipientDomains, 0, DomainsMax);
            TrustedRoots = visitor.Text("trustedRoots", SettingKind.FileName, TrustedRoots, 1, 255);
            ClientCertificate = visitor.Text("clientCertificate", SettingKind.FileName, ClientCertificate, 1, 255);
            Transfer = (TransferMode)visitor.Choose("transfer", TransferModes.Choices, (int)Transfer);
            SizeLimitBytes = visitor.Number("sizeLimitBytes", SizeLimitBytes, 0, int.MaxValue);
            RecipientsPerMessage = visitor.Number("recipientsPerMessage", RecipientsPerMessage, 0, RecipientsPerMessageMax);
            MessagesPerMinute = visitor.Number("messagesPerMinute", MessagesPerMinute, 0, MessagesPerMinuteMax);
            RecipientsPerDay = visitor.Number("recipientsPerDay", RecipientsPerDay, 0, RecipientsPerDayMax);
        }

        /// <summary>Fills in the method's defaults. <see cref="SendingRules"/> has looked at what was given.</summary>
        internal void Complete()
        {
            if (Auth == (AuthMode)Unset)
            {
                Auth = AuthMode.None;
            }

            if (Host == null)
            {
                Host = Method == SendingMethod.ClientSubmission ? SubmissionHost : "";
            }

            if (Tls == (TlsMode)Unset)
            {
                Tls = Method == SendingMethod.DirectSend ? TlsMode.WhenOffered : TlsMode.Required;
            }

            if (Port == Unset)
            {
                Port = DefaultPort();
            }

            if (SizeLimitBytes == Unset)
            {
                SizeLimitBytes = Method == SendingMethod.OnPremises ? 0 : MailboxLimitBytes;
            }

            CompleteLimits();
            CompleteSender();
        }

        private void CompleteLimits()
        {
            bool isMailbox = Method == SendingMethod.ClientSubmission;
            if (RecipientsPerMessage == Unset)
            {
                RecipientsPerMessage = isMailbox ? MailboxRecipients : GoesToMx ? MxRecipients : 0;
            }

            if (MessagesPerMinute == Unset)
            {
                MessagesPerMinute = isMailbox ? MailboxMessagesPerMinute : 0;
            }

            if (RecipientsPerDay == Unset)
            {
                RecipientsPerDay = isMailbox ? MailboxRecipientsPerDay : 0;
            }
        }

        // RFC 6409: submission with a login is port 587, RFC 8314 3.3: with implicit TLS 465; RFC 5321: relay is 25.
        private int DefaultPort()
        {
            if (Method == SendingMethod.OnPremises && Tls == TlsMode.Implicit)
            {
                return 465;
            }

            return Method == SendingMethod.ClientSubmission || Auth != AuthMode.None ? 587 : 25;
        }

        private void CompleteSender()
        {
            MailAddress user = User.Length > 0 ? MailAddress.TryParse(User, out string _) : null;
            if (From == null && Auth != AuthMode.None)
            {
                From = Mailbox ?? user;
            }

            if (Mailbox == null && Auth == AuthMode.OAuth)
            {
                Mailbox = user ?? From;
            }
        }
    }
}
