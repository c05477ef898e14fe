namespace ScanToMail.Tenant.Smtp
{
    /// <summary>The replies that do not depend on the endpoint's role, in Exchange's words.</summary>
    internal static class Replies
    {
        public static readonly SmtpReply ReadyForTls = new("220 2.0.0 SMTP server ready");
        public static readonly SmtpReply Ok = new("250 2.0.0 OK");
        public static readonly SmtpReply Resetting = new("250 2.0.0 Resetting");
        public static readonly SmtpReply Closing = new("221 2.0.0 Service closing transmission channel");
        public static readonly SmtpReply SenderOk = new("250 2.1.0 Sender OK");
        public static readonly SmtpReply RecipientOk = new("250 2.1.5 Recipient OK");
        public static readonly SmtpReply StartMailInput = new("354 Start mail input; end with <CRLF>.<CRLF>");
        public static readonly SmtpReply CannotVerify = new("252 2.1.5 Cannot VRFY user");
        public static readonly SmtpReply Help = new(
            "214-This server supports the following commands:",
            "214 HELO EHLO STARTTLS RCPT DATA RSET MAIL QUIT HELP AUTH BDAT");

        public static readonly SmtpReply Unrecognized = new("500 5.3.3 Unrecognized command");
        public static readonly SmtpReply CommandTooLong = new("500 5.5.2 Command too long");
        public static readonly SmtpReply InvalidArguments = new("501 5.5.4 Invalid arguments");
        public static readonly SmtpReply InvalidDomain = new("501 5.5.4 Invalid domain name");
        public static readonly SmtpReply DomainRequired = new("501 5.0.0 EHLO requires domain address");
        public static readonly SmtpReply UnsupportedBody = new("501 5.5.4 Unsupported BODY type");
        public static readonly SmtpReply UnrecognizedParameter = new("501 5.5.4 Unrecognized parameter");
        public static readonly SmtpReply InvalidSender = new("501 5.1.7 Invalid address");
        public static readonly SmtpReply InvalidRecipient = new("501 5.1.3 Invalid address");
        public static readonly SmtpReply Utf8Needed = new("501 5.1.6 SMTPUTF8 argument required.");
        public static readonly SmtpReply HelloFirst = new("503 5.5.2 Send hello first");
        public static readonly SmtpReply SenderAlready = new("503 5.5.2 Sender already specified");
        public static readonly SmtpReply NeedMail = new("503 5.5.2 Need mail command");
        public static readonly SmtpReply NeedRecipient = new("503 5.5.2 Need rcpt command");
        public static readonly SmtpReply BadSequence = new("503 5.5.1 Bad sequence of commands");
        public static readonly SmtpReply TlsAlready = new(
            "503 5.5.2 Only one STARTTLS command can be issued per session");
        public static readonly SmtpReply LoginAlready = new("503 5.5.2 Auth command already specified");
        public static readonly SmtpReply TooManyRecipients = new("452 4.5.3 Too many recipients");
        public static readonly SmtpReply TooLarge = new("552 5.3.4 Message size exceeds fixed maximum message size");
        public static readonly SmtpReply HeadersTooLarge = new("552 5.3.4 Header size exceeds fixed maximum size");
        public static readonly SmtpReply BareLineFeed = new(
            "550 5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds");

        public static readonly SmtpReply TooManyErrors = new(
            "421 4.7.0 Too many errors on this connection, closing transmission channel");

        public static readonly SmtpReply TimedOut = new("421 4.4.1 Connection timed out");
        public static readonly SmtpReply ShuttingDown = new("421 4.3.2 Service not active");
        public static readonly SmtpReply TlsFirst = new("451 5.7.3 STARTTLS is required to send mail");
        public static readonly SmtpReply LoginFirst = new("530 5.7.57 Client not authenticated to send mail.");
        public static readonly SmtpReply NoSuchMechanism = new("504 5.7.4 Unrecognized authentication type");
        public static readonly SmtpReply AuthCancelled = new("501 5.5.4 Authentication cancelled");
        public static readonly SmtpReply AuthUndecodable = new("501 5.5.2 Cannot decode response");
        public static readonly SmtpReply AuthPassed = new("235 2.7.0 Authentication successful");
        public static readonly SmtpReply AuthFailed = new("535 5.7.3 Authentication unsuccessful {id}");
    }
}
