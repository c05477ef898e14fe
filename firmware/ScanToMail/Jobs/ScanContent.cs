using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Documents;
using ScanToMail.Hal;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// A mail whose attachment is being scanned: pages come from the engine strip by strip into one fixed buffer and
    /// go on as a document. Used again for every job; no page is ever held.
    /// </summary>
    internal sealed class ScanContent : MailContent
    {
        private const int FirstPageTimeoutMs = 60000;
        private const int StripTimeoutMs = 30000;
        private const int PageLimit = 2000;

        private readonly IHal _hal;
        private readonly byte[] _strip;
        private readonly PageInfo _page = new PageInfo();
        private readonly PdfWriter _pdf = new PdfWriter();
        private Settings _settings;
        private Job _job;
        private JobListener _listener;
        private ScanPlaceholders _placeholders;
        private IScanSession _session;
        private bool _hasPage;
        private bool _isCancelled;

        public ScanContent(IHal hal, byte[] strip)
        {
            _hal = hal;
            _strip = strip;
        }

        /// <summary>Takes up a new job; frees what the last one left.</summary>
        public void Begin(Settings settings, Job job, JobListener listener)
        {
            Close();
            _settings = settings;
            _job = job;
            _listener = listener;
            _isCancelled = false;
            _placeholders = null;
        }

        /// <summary>Stops the engine as soon as it can be stopped; may come from another thread.</summary>
        public void Cancel()
        {
            _isCancelled = true;
            IScanSession session = _session;
            if (session != null) session.Cancel();
        }

        public override string ContentType
        {
            get { return _pdf.ContentType; }
        }

        public override string Subject
        {
            get { return Placeholders.Expand(_job.Profile.Subject, _placeholders); }
        }

        public override string Text
        {
            get { return Placeholders.Expand(_job.Profile.Body, _placeholders); }
        }

        public override string FileName
        {
            get
            {
                string name = Placeholders.Expand(_job.Profile.FileName, _placeholders);
                string ending = "." + _pdf.Extension;
                return name.ToLower().EndsWith(ending) ? name : name + ending;
            }
        }

        public override void Prepare()
        {
            SetState(JobState.Scanning);
            StopIfCancelled();
            if (_job.Profile.Document != DocumentFormat.Pdf)
            {
                throw new ScanException(ScanFailure.Unsupported, "this firmware version makes PDF documents only");
            }
            _session = _hal.Scanner.Start(new ScanSettings
            {
                ResolutionDpi = _job.Profile.Resolution,
                Color = ToScanColor(_job.Profile.Color)
            });
            if (!NextPage()) throw new ScanException(ScanFailure.FeederEmpty, "the scan engine delivered no page");
            DateTime utc = _hal.Clock.UtcNow;
            _placeholders = new ScanPlaceholders
            {
                Device = _settings.Device.Name,
                Profile = _job.Profile.Name,
                LocalTime = utc.AddMinutes(_settings.Time.Zone.OffsetMinutes(utc)),
                Pages = _session.PageCount,
                Serial = _hal.Board.SerialNumber
            };
        }

        public override void WriteAttachment(ByteSink sink)
        {
            DateTime utc = _hal.Clock.UtcNow;
            int offsetMinutes = _settings.Time.Zone.OffsetMinutes(utc);
            byte[] id = new byte[16];
            _hal.Random.Fill(id, 0, id.Length);
            _pdf.Begin(sink, new DocumentInfo
            {
                Title = Subject,
                Producer = "ScanToMail",
                LocalTime = utc.AddMinutes(offsetMinutes),
                UtcOffsetMinutes = offsetMinutes,
                Id = id
            });
            while (_hasPage)
            {
                WritePage();
                NextPage();
            }
            _pdf.End();
        }

        public override void Close()
        {
            IScanSession session = _session;
            _session = null;
            _hasPage = false;
            if (session != null) session.Close();
        }

        private bool NextPage()
        {
            _hasPage = _session.NextPage(_page, FirstPageTimeoutMs);
            if (!_hasPage) return false;
            if (_job.Pages == PageLimit)
            {
                throw new ScanException(ScanFailure.Unsupported, "a document has at most 2,000 pages");
            }
            _job.Pages++;
            _listener.Changed(_job);
            return true;
        }

        private void WritePage()
        {
            ByteSink page = _pdf.BeginPage(_page);
            int count;
            while ((count = _session.Read(_strip, 0, _strip.Length, StripTimeoutMs)) > 0)
            {
                StopIfCancelled();
                _job.ScannedBytes += count;
                page.Write(_strip, 0, count);
            }
            _pdf.EndPage();
        }

        private void StopIfCancelled()
        {
            if (_isCancelled) throw new CancelledException();
        }

        private void SetState(JobState state)
        {
            _job.State = state;
            _listener.Changed(_job);
        }

        private static ScanColor ToScanColor(ColorMode color)
        {
            if (color == ColorMode.Bilevel) return ScanColor.Bilevel;
            return color == ColorMode.Gray ? ScanColor.Gray : ScanColor.Color;
        }
    }
}
