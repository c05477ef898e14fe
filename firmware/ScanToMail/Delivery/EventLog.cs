using System;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>Gets the log's lines, oldest first.</summary>
    public abstract class EventLogReader
    {
        /// <summary>
        /// A line: when it was written, in UTC, or <see cref="DateTime.MinValue"/> where the clock was not set (the text
        /// then begins with the time since the start); the job's number, 0 for the device itself.
        /// </summary>
        public abstract void Line(DateTime utc, int job, string text);
    }

    /// <summary>
    /// What the device did last, kept in flash over reboots: a ring of segments of 4 KB, the oldest of which goes when a
    /// new one comes. Lines wait in a small buffer and are written by <see cref="Flush"/>, at a job's end, or when the
    /// buffer is full; a power cut loses at most what waits there. Secrets must have been masked before. Any thread may
    /// call it; nothing here throws for what flash is like, for a log must stop no mail. Layout: firmware/SPEC-log.md.
    /// </summary>
    public sealed class EventLog
    {
        /// <summary>Most bytes of all segments together.</summary>
        public const int LimitBytes = SegmentLimit * SegmentBytes;

        /// <summary>Longest text of one line in characters; longer ones go on in further lines.</summary>
        public const int LineLimitChars = 240;

        private const string Folder = "log";
        private const string Magic = "STML";
        private const int LayoutVersion = 1;
        private const int SegmentBytes = 4096;
        private const int SegmentLimit = 8;
        private const int PendingBytes = 1024;
        private const int LinesPerText = 4;

        private readonly IFlash _flash;
        private readonly IClock _clock;
        private readonly object _lock = new object();
        private byte[] _pending;
        private int _pendingCount;
        private int _lostLines;
        private int _newest;
        private bool _isOpen;

        /// <summary>A log in a flash; reads nothing yet.</summary>
        public EventLog(IFlash flash, IClock clock)
        {
            _flash = flash;
            _clock = clock;
        }

        /// <summary>Adds a text about a job (0: about the device); one of more than four lines is cut.</summary>
        public void Add(int job, string text)
        {
            char[] chars = Printable(text);
            string start = Stamp() + " " + job.ToString() + " ";
            int offset = 0;
            for (int i = 0; i < LinesPerText && (i == 0 || offset < chars.Length); i++)
            {
                int count = LineLength(chars, offset);
                AddLine(Encoding.UTF8.GetBytes(start + new string(chars, offset, count) + "\n"));
                offset += count;
            }
        }

        /// <summary>Writes what waits to flash.</summary>
        public void Flush()
        {
            lock (_lock)
            {
                WritePending();
                _pending = null;
            }
        }

        /// <summary>Hands all lines of a job, or of all (0), to the reader, those that are not in flash yet too.</summary>
        public void WriteTo(EventLogReader reader, int job)
        {
            int number = 0;
            int chain = 0;
            int done = 0;
            byte[] content;
            do
            {
                // The lock is not held while the reader works: a console is slow, and a job wants to go on. Meanwhile the
                // segment just read may have been replaced by a longer one, of which only the rest is news.
                byte[] lines;
                lock (_lock)
                {
                    Open();
                    content = NextSegment(ref number);
                    lines = content == null ? Pending() : content;
                }
                int start = 0;
                if (content != null)
                {
                    start = LogLines.Start(content) + (LogLines.Chain(content) == chain ? done : 0);
                    chain = LogLines.Chain(content);
                    done = content.Length - LogLines.Start(content);
                }
                LogLines.Read(lines, start, lines.Length, job, reader);
            }
            while (content != null);
        }

        /// <summary>The highest job's number in the newest segment that has one; 0 where there is none.</summary>
        public int LastJob()
        {
            lock (_lock)
            {
                int[] numbers = Segments();
                JobFinder finder = new JobFinder();
                for (int i = numbers.Length - 1; i >= 0 && finder.Highest == 0; i--)
                {
                    byte[] content = ReadSegment(numbers[i]);
                    if (content != null) LogLines.Read(content, LogLines.Start(content), content.Length, 0, finder);
                }
                return finder.Highest;
            }
        }

        /// <summary>Forgets everything. Throws <see cref="FlashException"/> where flash can't be written.</summary>
        public void Erase()
        {
            lock (_lock)
            {
                _pendingCount = 0;
                _lostLines = 0;
                string[] names = _flash.List(Folder);
                for (int i = 0; i < names.Length; i++) _flash.Delete(names[i]);
            }
        }

        /// <summary>The time, or the seconds since the start where there is none: "2026-11-24 09:30:00Z", "+83s".</summary>
        private string Stamp()
        {
            return _clock.IsSet
                ? _clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") + "Z" : "+" + (_clock.MonotonicMs / 1000).ToString() + "s";
        }

        private static char[] Printable(string text)
        {
            char[] chars = text.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                if (Characters.IsControl(chars[i])) chars[i] = chars[i] == '\n' ? ' ' : '?';
            }
            return chars;
        }

        /// <summary>A line does not end between the halves of a surrogate pair.</summary>
        private static int LineLength(char[] chars, int offset)
        {
            int count = chars.Length - offset;
            if (count <= LineLimitChars) return count;
            char last = chars[offset + LineLimitChars - 1];
            return last >= 0xD800 && last <= 0xDBFF ? LineLimitChars - 1 : LineLimitChars;
        }

        private void AddLine(byte[] line)
        {
            lock (_lock)
            {
                if (_pendingCount + line.Length > PendingBytes) WritePending();
                if (_pending == null) _pending = new byte[PendingBytes];
                Array.Copy(line, 0, _pending, _pendingCount, line.Length);
                _pendingCount += line.Length;
            }
        }

        private void WritePending()
        {
            if (_pendingCount == 0) return;
            try
            {
                Open();
                WriteSegment();
                _lostLines = 0;
            }
            catch (FlashException)
            {
                // The oldest segment goes, so that a flash that is full of other things still takes the newest lines.
                _lostLines += LogLines.Count(_pending, _pendingCount);
                DeleteOldest();
            }
            _pendingCount = 0;
        }

        /// <summary>
        /// Files can't be appended to, so the newest segment is written again with the new lines behind its own, under the
        /// next number, and then deleted; once it is full the next one starts. Each costs the flash one block.
        /// </summary>
        private void WriteSegment()
        {
            byte[] old = _newest == 0 ? null : ReadSegment(_newest);
            byte[] lost = LostNote();
            int number = _newest + 1;
            bool isContinued = old != null
                && old.Length + lost.Length + _pendingCount <= SegmentBytes - SealedFile.HeaderBytes - LogLines.HeadMaxBytes;
            byte[] head = LogLines.Head(isContinued ? LogLines.Chain(old) : number);
            int start = isContinued ? LogLines.Start(old) : 0;
            int kept = isContinued ? old.Length - start : 0;
            byte[] content = new byte[head.Length + kept + lost.Length + _pendingCount];
            Array.Copy(head, content, head.Length);
            if (kept > 0) Array.Copy(old, start, content, head.Length, kept);
            Array.Copy(lost, 0, content, head.Length + kept, lost.Length);
            Array.Copy(_pending, 0, content, content.Length - _pendingCount, _pendingCount);
            KeepNewest(isContinued ? SegmentLimit : SegmentLimit - 1);
            SealedFile.Write(_flash, NameOf(number), Magic, LayoutVersion, number, content);
            if (isContinued) TryDelete(_newest);
            _newest = number;
        }

        private byte[] Pending()
        {
            byte[] pending = new byte[_pendingCount];
            if (_pendingCount > 0) Array.Copy(_pending, pending, _pendingCount);
            return pending;
        }

        private byte[] LostNote()
        {
            return _lostLines == 0 ? new byte[0] : Encoding.UTF8.GetBytes(
                Stamp() + " 0 " + _lostLines.ToString() + " lines of the log were lost: flash could not be written\n");
        }

        private void KeepNewest(int limit)
        {
            int[] numbers = Segments();
            for (int i = 0; i < numbers.Length - limit; i++) _flash.Delete(NameOf(numbers[i]));
        }

        private void DeleteOldest()
        {
            int[] numbers = Segments();
            if (numbers.Length > 1) TryDelete(numbers[0]);
        }

        /// <summary>What can't be deleted stays: the log is then longer by a segment.</summary>
        private void TryDelete(int number)
        {
            try
            {
                _flash.Delete(NameOf(number));
            }
            catch (FlashException)
            {
            }
        }

        /// <summary>Finds the newest segment, and deletes what a cut left: the newest one if it is half written, and the one
        /// that it continues.</summary>
        private void Open()
        {
            if (_isOpen) return;
            _isOpen = true;
            int[] numbers = Segments();
            if (numbers.Length == 0) return;
            _newest = numbers[numbers.Length - 1];
            byte[] content = ReadSegment(_newest);
            if (content == null) TryDelete(_newest);
            if (content == null || numbers.Length == 1) return;
            int before = numbers[numbers.Length - 2];
            byte[] old = ReadSegment(before);
            if (old != null && LogLines.Chain(old) == LogLines.Chain(content)) TryDelete(before);
        }

        /// <summary>The next sound segment behind a number, which becomes its own; null behind the last one.</summary>
        private byte[] NextSegment(ref int number)
        {
            int[] numbers = Segments();
            for (int i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] <= number) continue;
                byte[] content = ReadSegment(numbers[i]);
                if (content == null) continue;
                number = numbers[i];
                return content;
            }
            return null;
        }

        private byte[] ReadSegment(int number)
        {
            try
            {
                return SealedFile.Read(_flash, NameOf(number), Magic, SegmentBytes).Content;
            }
            catch (FlashException)
            {
                return null;
            }
        }

        /// <summary>The segments' numbers, lowest first; none where flash can't tell.</summary>
        private int[] Segments()
        {
            string[] names;
            try
            {
                names = _flash.List(Folder);
            }
            catch (FlashException)
            {
                names = new string[0];
            }
            int[] numbers = new int[names.Length];
            int count = 0;
            for (int i = 0; i < names.Length; i++)
            {
                if (!int.TryParse(names[i].Substring(Folder.Length + 1), out int number) || number <= 0) continue;
                int at = count++;
                for (; at > 0 && numbers[at - 1] > number; at--) numbers[at] = numbers[at - 1];
                numbers[at] = number;
            }
            int[] found = new int[count];
            Array.Copy(numbers, found, count);
            return found;
        }

        private static string NameOf(int number)
        {
            return Folder + "/" + number.ToString("D8");
        }

        private sealed class JobFinder : EventLogReader
        {
            public int Highest;

            public override void Line(DateTime utc, int job, string text)
            {
                if (job > Highest) Highest = job;
            }
        }
    }
}
