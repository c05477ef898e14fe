namespace ScanToMail.Smtp
{
    /// <summary>A server's reply (RFC 5321 4.2), all its lines together.</summary>
    public sealed class SmtpReply
    {
        /// <summary>A reply of the device itself, for what it never asked the server.</summary>
        public const int LocalCode = 0;

        /// <summary>Stands for the three digits of a refusal that came as an enhanced status code 4.x.x alone. No server says
        /// it: RFC 5321 4.2.1 knows no second digit 9.</summary>
        public const int BareTransientCode = 499;

        /// <summary>The same for 5.x.x.</summary>
        public const int BarePermanentCode = 599;

        /// <summary>A reply with its parts.</summary>
        public SmtpReply(int code, string enhancedCode, string text)
        {
            Code = code;
            EnhancedCode = enhancedCode;
            Text = text;
        }

        /// <summary>Three digits, 200 to 599, or <see cref="LocalCode"/>.</summary>
        public int Code { get; }

        /// <summary>The enhanced status code (RFC 3463) of the first line that has one, such as "5.7.1", or "".</summary>
        public string EnhancedCode { get; }

        /// <summary>The lines' texts without codes, parted by '\n', at most 1,000 characters; what is no printable
        /// ASCII or UTF-8 is cut out.</summary>
        public string Text { get; }

        /// <summary>2xx.</summary>
        public bool IsPositive
        {
            get { return Code >= 200 && Code < 300; }
        }

        /// <summary>3xx: go on.</summary>
        public bool IsIntermediate
        {
            get { return Code >= 300 && Code < 400; }
        }

        /// <summary>4xx: not now.</summary>
        public bool IsTransient
        {
            get { return Code >= 400 && Code < 500; }
        }

        /// <summary>Code, enhanced code and text in one line; what the server left out is left out.</summary>
        public override string ToString()
        {
            bool isBare = (Code == BareTransientCode || Code == BarePermanentCode) && EnhancedCode.Length > 0;
            return (isBare ? "" : Code.ToString() + " ") + (EnhancedCode.Length > 0 ? EnhancedCode + " " : "") + Text;
        }
    }
}
