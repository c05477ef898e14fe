namespace ScanToMail.Diagnoses.French
{
    /// <summary>The catalogue's texts in French: chunk by chunk and row by row as in ScanToMail.Diagnoses.</summary>
    public static class FrenchTexts
    {
        /// <summary>A row's text, <c>id|cause|remedy</c>; null behind a chunk's last row.</summary>
        public static string Text(int chunk, int number)
        {
            switch (chunk)
            {
                case 0: return ConnectionTexts.Text(number);
                case 1: return TlsTexts.Text(number);
                case 2: return ScanTexts.Text(number);
                case 3: return SignInTexts.Text(number);
                case 4: return LoginTexts.Text(number);
                case 5: return SenderTexts.Text(number);
                case 6: return RecipientTexts.Text(number);
                case 7: return ServiceTexts.Text(number);
                case 8: return CertificateTexts.Text(number);
                default: return GeneralTexts.Text(number);
            }
        }
    }
}
