namespace ScanToMail.Diagnoses
{
    /// <summary>
    /// The catalogue of diagnoses: data, in chunks, one row at a time, so that the board never holds more than one of
    /// them. It has an assembly of its own, and each further language another, because the interpreter numbers an
    /// assembly's strings by 16 bits: all names and texts of one must fit into 65,535 bytes
    /// (github.com/nanoframework/metadata-processor, pull request 164).
    /// A pattern is <c>id|kind|phase|code|enhanced|text|facts|who|retry</c>:
    /// - kind is what failed ("network.timeout", "reply"); a trailing "*" matches anything.
    /// - phase, code and enhanced (RFC 3463) are lists parted by ","; an element may end in "*", or be a range of the last
    ///   number, "5.7.606-649".
    /// - text is a list parted by ";", one of which the server's or the platform's words must hold, in any case.
    /// - facts are words parted by blanks, all of which must hold: the method's name; authNone, basic, oauth; port25,
    ///   port465, port587; clear or tls; microsoft (a server of Microsoft's); certificate (the device has one);
    ///   clockWrong.
    /// - who must act: nobody, user, administrator, boardMaker.
    /// - retry: stop (only a person can help), action (once a person has acted, the same mail will go), connection, later,
    ///   greylisted, throttled, hours, repeats (a failure that passes, but means the settings when it does not), perhaps.
    /// The first row that matches counts, so special rows stand before general ones; the last one matches everything. A text
    /// is <c>id|cause|remedy</c> and may hold {server} (what was tried), {clock} (what the device's clock says) and {address}
    /// (the public address that the server greeted the device with). Comments beside the rows name the sources; what the
    /// short ones stand for is in DIAGNOSES.md.
    /// </summary>
    public static class CatalogueRows
    {
        /// <summary>How many chunks there are.</summary>
        public const int ChunkCount = 10;

        /// <summary>A row's pattern, or null behind a chunk's last row.</summary>
        public static string Pattern(int chunk, int number)
        {
            switch (chunk)
            {
                case 0: return ConnectionRows.Pattern(number);
                case 1: return TlsRows.Pattern(number);
                case 2: return ScanRows.Pattern(number);
                case 3: return SignInRows.Pattern(number);
                case 4: return LoginRows.Pattern(number);
                case 5: return SenderRows.Pattern(number);
                case 6: return RecipientRows.Pattern(number);
                case 7: return ServiceRows.Pattern(number);
                case 8: return CertificateRows.Pattern(number);
                default: return GeneralRows.Pattern(number);
            }
        }

        /// <summary>The same row's text in English.</summary>
        public static string Text(int chunk, int number)
        {
            switch (chunk)
            {
                case 0: return ConnectionRows.Text(number);
                case 1: return TlsRows.Text(number);
                case 2: return ScanRows.Text(number);
                case 3: return SignInRows.Text(number);
                case 4: return LoginRows.Text(number);
                case 5: return SenderRows.Text(number);
                case 6: return RecipientRows.Text(number);
                case 7: return ServiceRows.Text(number);
                case 8: return CertificateRows.Text(number);
                default: return GeneralRows.Text(number);
            }
        }
    }
}
