using System;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Documents;
using ScanToMail.Hal;

namespace ScanToMail.Jobs
{
    /// <summary>
    /// A mail whose attachment is being scanned: pages come from the engine strip by strip into one fixed buffer and
    /// go on as a document, straight to the server or into the spool. Where the spool's room ends in the middle, what is
    /// there goes to the server and the rest follows as it comes. Used again for every job; no page is ever held.
    /// </summary>
    internal sealed class ScanContent : MailContent
    {
        private const int FirstPageTimeoutMs = 60000;
        private const int StripTimeoutMs = 30000;
        private const int PageLimit = 2000;

        /// <summary>Room that a document may need beyond the next strip: what is written around pages and at the end.</summary>
        private const int MarginBytes = 16384;

        private readonly IHal _hal;
        private readonly byte[] _strip;
        private readonly PageInfo _page = new PageInfo();
        private readonly PdfWriter _pdf = new PdfWriter();
        private Settings _settings;
        private Job _job;
        private JobListener _listener;
        private ScanPlaceholders _placeholders;
        private IScanSession _session;
        private readonly SwitchSink _out = new SwitchSink();
        private ByteSink _pageSink;
        private Spool _spool;
        private int _spooledNumber;
        private bool _hasPage;
        private bool _isBegun;
        private bool _isCancelled;
        private long _limitBytes;

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
            _isBegun = false;
            _limitBytes = MailSize.DocumentLimitBytes(settings.Sending);
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
            if (_session != null) return;
            SetState(JobState.Scanning);
            StopIfCancelled();
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
            if (_spool != null) SpoolCopy.Write(_spool, _spooledNumber, sink);
            WriteTo(sink, null);
        }

        /// <summary>
        /// Writes the document, or what is left of it. With a spool's file it stops early when that has no more room, and
        /// returns false; the next call goes on in the middle.
        /// </summary>
        public bool WriteTo(ByteSink sink, SpoolFile room)
        {
            _out.Next = sink;
            if (!_isBegun) BeginDocument();
            while (_hasPage)
            {
                if (!WritePage(room)) return false;
                NextPage();
            }
            _pdf.End();
            if (room != null) MailSize.Check(room.LengthBytes, _limitBytes);
            _placeholders.Pages = _job.Pages;
            return true;
        }

        /// <summary>From now on the attachment begins with what is in the spool under a number.</summary>
        public void GoOnAfter(Spool spool, int number)
        {
            _spool = spool;
            _spooledNumber = number;
        }

        public override void Close()
        {
            IScanSession session = _session;
            _session = null;
            _hasPage = false;
            _settings = null;
            _job = null;
            _listener = null;
            _placeholders = null;
            _out.Next = null;
            _pageSink = null;
            _spool = null;
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

        private void BeginDocument()
        {
            DateTime utc = _hal.Clock.UtcNow;
            int offsetMinutes = _settings.Time.Zone.OffsetMinutes(utc);
            byte[] id = new byte[16];
            _hal.Random.Fill(id, 0, id.Length);
            _pdf.Begin(_out, new DocumentInfo
            {
                Title = Subject,
                Producer = "ScanToMail",
                LocalTime = utc.AddMinutes(offsetMinutes),
                UtcOffsetMinutes = offsetMinutes,
                Id = id
            });
            _isBegun = true;
        }

        private bool WritePage(SpoolFile room)
        {
            if (_pageSink == null) _pageSink = _pdf.BeginPage(_page);
            while (room == null || room.RoomBytes >= StripAndMarginBytes)
            {
                int count = _session.Read(_strip, 0, _strip.Length, StripTimeoutMs);
                if (count == 0)
                {
                    _pdf.EndPage();
                    _pageSink = null;
                    return true;
                }
                StopIfCancelled();
                _job.ScannedBytes += count;
                // The document is never shorter than what was scanned.
                MailSize.Check(_job.ScannedBytes, _limitBytes);
                _pageSink.Write(_strip, 0, count);
            }
            return false;
        }

        private int StripAndMarginBytes
        {
            get { return _strip.Length + MarginBytes; }
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

        /// <summary>Where the document goes, which may change while it is written.</summary>
        private sealed class SwitchSink : ByteSink
        {
            public ByteSink Next;

            public override void Write(byte[] buffer, int offset, int count)
            {
                Next.Write(buffer, offset, count);
            }

            public override void WriteAscii(string text)
            {
                Next.WriteAscii(text);
            }
        }
    }
}
