using ScanToMail.Hal;
using ScanToMail.SignIn;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// Carries forms to the sign-in service over HTTPS, whose certificate has to chain to the same roots as the mail
    /// server's (sending.trustedRoots). The handshake is marked in flash as every other.
    /// </summary>
    internal sealed class TokenConnection : TokenEndpoint
    {
        private const int TimeoutMs = 30000;

        private readonly IHal _hal;

        public TokenConnection(IHal hal)
        {
            _hal = hal;
        }

        /// <summary>The file with the roots; set before the first request.</summary>
        public string TrustedRoots { get; set; } = "";

        public override HttpsAnswer Post(string host, string path, byte[] form, int answerLimitBytes, AnswerSink sink)
        {
            byte[] roots = FlashText.ReadPem(_hal.Flash, TrustedRoots);
            HandshakeMark.Begin(_hal.Flash, _hal.Clock, host);
            try
            {
                return _hal.Network.PostForm("https://" + host + path, form, roots, TimeoutMs, answerLimitBytes, sink);
            }
            finally
            {
                HandshakeMark.End(_hal.Flash);
            }
        }
    }
}
