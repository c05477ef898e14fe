using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// Looks at the device's own certificate before a connection is opened. Whoever can read certificates implements it
    /// and hands it down.
    /// </summary>
    public abstract class CertificateCheck
    {
        /// <summary>
        /// Returns what people should know of the certificate that the settings name: subject, names, end. Throws
        /// <see cref="CertificateException"/> for one that can't serve, <see cref="FlashException"/>.
        /// </summary>
        public abstract string Check(Settings settings);
    }
}
