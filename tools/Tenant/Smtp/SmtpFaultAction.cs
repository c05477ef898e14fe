namespace ScanToMail.Tenant.Smtp
{
    /// <summary>What happens when a fault strikes.</summary>
    public enum SmtpFaultAction
    {
        /// <summary>
        /// Sends <see cref="SmtpFault.Reply"/> instead of the normal reply. With a 2xx or 3xx the session goes on as if
        /// all was well, with another code as after a refusal; after 421 the connection is closed (RFC 5321 3.8).
        /// </summary>
        Reply,

        /// <summary>Sends <see cref="SmtpFault.Reply"/> and closes.</summary>
        ReplyAndClose,

        /// <summary>Sends <see cref="SmtpFault.Reply"/> as it is, byte for byte (\r and \n are not added).</summary>
        Raw,

        /// <summary>Closes in good order (FIN) without a word.</summary>
        Close,

        /// <summary>Breaks the connection (RST).</summary>
        Reset,

        /// <summary>Says nothing more and reads nothing more; the connection stays open.</summary>
        Hang,

        /// <summary>Waits <see cref="SmtpFault.DelayMs"/>, then goes on as usual.</summary>
        Delay,

        /// <summary>
        /// Does as usual, a message is stored, but closes without sending the reply: the client can't know.
        /// </summary>
        CloseAfter,

        /// <summary>Does as usual, a message is stored, but sends no reply and stays silent.</summary>
        HangAfter,
    }
}
