using System;
using System.Collections;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>
    /// The check of the device's own certificate before each connection. What was read once holds until other settings come
    /// or another day begins; a certificate that can't serve is looked at anew each time. What an administrator should see
    /// coming is in the log once a day. One thread at a time uses it.
    /// </summary>
    internal sealed class OwnCertificate : CertificateCheck
    {
        private readonly IHal _hal;
        private readonly EventLog _log;
        private Settings _settings;
        private DateTime _day;
        private DateTime _notedDay;
        private DateTime _notAfter;
        private string _description = "";

        /// <summary>A check over a board's flash and clock, and where its warnings go.</summary>
        public OwnCertificate(IHal hal, EventLog log)
        {
            _hal = hal;
            _log = log;
        }

        /// <inheritdoc/>
        public override string Check(Settings settings)
        {
            DateTime day = _hal.Clock.UtcNow.Date;
            if (_settings == settings && _day == day)
            {
                CertificateRules.CheckEnd(_notAfter, _hal.Clock);
                return _description;
            }
            _settings = null;
            CertificateReader leaf = CertificateRules.Read(_hal.Flash, settings.Sending);
            CertificateRules.Check(leaf, settings.Sending, _hal.Clock);
            _description = CertificateRules.Describe(leaf);
            _notAfter = leaf.NotAfter;
            _settings = settings;
            _day = day;
            if (_notedDay == day) return _description;
            _notedDay = day;
            ArrayList notices = new ArrayList();
            Notices.AddCertificate(notices, leaf, settings, _hal.Clock);
            for (int i = 0; i < notices.Count; i++) _log.Add(0, ((Diagnosis)notices[i]).Line());
            return _description;
        }
    }
}
