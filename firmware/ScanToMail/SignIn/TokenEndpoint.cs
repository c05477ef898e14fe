using ScanToMail.Hal;

namespace ScanToMail.SignIn
{
    /// <summary>Who carries a form to the sign-in service; whoever owns the connections implements it.</summary>
    public abstract class TokenEndpoint
    {
        /// <summary>
        /// POSTs a form over HTTPS to a host and hands the answer's body over as it comes. No other TLS connection is open
        /// meanwhile. Throws <see cref="NetworkException"/>, <see cref="TlsException"/>, <see cref="FlashException"/>.
        /// </summary>
        public abstract HttpsAnswer Post(string host, string path, byte[] form, int answerLimitBytes, AnswerSink sink);
    }
}
