using System.Collections;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>Gets the spool's records one by one.</summary>
    public abstract class SpoolReader
    {
        /// <summary>A record, read for this call.</summary>
        public abstract void Record(SpoolRecord record);
    }

    /// <summary>
    /// The mail that flash keeps until a server has taken it: for each job a record and the finished document, as
    /// firmware/SPEC-spool.md has it. A record is replaced as a whole, so a cut of the power leaves the old or the new one.
    /// RAM holds an index of a few words a job and nothing else. Any thread may call; documents are written outside the
    /// lock.
    /// </summary>
    public sealed class Spool
    {
        /// <summary>A scan begins only where so many bytes have room; one that outgrows the room is sent as it comes.</summary>
        public const int ScanRoomBytes = 256 * 1024;

        /// <summary>Most jobs that are not delivered.</summary>
        public const int JobLimit = 32;

        /// <summary>Delivered jobs whose records are kept, for people to look at.</summary>
        public const int DeliveredLimit = 8;

        private const int BlockBytes = 4096;
        private const int ReserveBytes = 512 * 1024;
        private const int LeastReserveBytes = 128 * 1024;

        /// <summary>A heap of this size has PSRAM, and room for scans.</summary>
        private const int MemoryLeastBytes = 2 * 1024 * 1024;

        private readonly MemoryDocuments _flash;
        private readonly IMemory _memory;
        private readonly IClock _clock;
        private readonly SpoolFiles _files;
        private readonly SpoolIndex _index = new SpoolIndex();
        private readonly object _lock = new object();
        private long _corruptBytes;

        /// <summary>Records as they are where flash could not take them; null where flash has all.</summary>
        private ArrayList _unwritten;
        private int _lastNumber;
        private int _countedNumber;

        /// <summary>A spool in a flash; reads nothing yet.</summary>
        public Spool(IFlash flash, IClock clock, IMemory memory)
        {
            _flash = new MemoryDocuments(flash);
            _memory = memory;
            _clock = clock;
            _files = new SpoolFiles(_flash);
        }

        /// <summary>What <see cref="Open"/> or a later read found wrong, for people; "" if nothing.</summary>
        public string Problem
        {
            get { return _files.Problem; }
        }

        /// <summary>Most bytes for the spool; 0 where there is none.</summary>
        public long LimitBytes { get; private set; }

        /// <summary>Whether new documents are in memory, where a power cut loses them.</summary>
        public bool IsVolatile
        {
            get { return _flash.IsOn; }
        }

        /// <summary>Bytes that the spool takes, in blocks of 4 KB.</summary>
        public long UsedBytes
        {
            get
            {
                lock (_lock) return _index.SizeBytes() + _corruptBytes;
            }
        }

        /// <summary>The newest count of recipients that a record carries.</summary>
        internal RecipientCount NewestCount { get; private set; } = new RecipientCount();

        /// <summary>Whether scans are kept at all.</summary>
        public bool IsEnabled
        {
            get { return LimitBytes >= ScanRoomBytes; }
        }

        /// <summary>Whether another scan may begin.</summary>
        public bool HasRoomForScan
        {
            get { return LimitBytes - UsedBytes >= ScanRoomBytes && HasRoomForJob; }
        }

        /// <summary>Whether a job without a document may be added.</summary>
        public bool HasRoomForJob
        {
            get
            {
                lock (_lock) return _index.Count - _index.CountOf(SpoolState.Delivered) < JobLimit;
            }
        }

        /// <summary>Whether a job is held or refused.</summary>
        public bool NeedsPerson
        {
            get
            {
                lock (_lock) return _index.CountOf(SpoolState.Held) + _index.CountOf(SpoolState.Refused) > 0;
            }
        }

        /// <summary>Whether a mail is kept that will be tried again without anybody's help.</summary>
        public bool HasActive
        {
            get
            {
                lock (_lock)
                {
                    return _index.CountOf(SpoolState.Waiting) + _index.CountOf(SpoolState.PerhapsDelivered)
                        + _index.CountOf(SpoolState.Sending) > 0;
                }
            }
        }

        /// <summary>Whether one of them is in memory only.</summary>
        public bool HasVolatileActive
        {
            get
            {
                lock (_lock)
                {
                    for (int i = 0; i < _index.Count; i++)
                    {
                        if (_index.At(i).IsVolatile && SpoolStates.IsActive(_index.At(i).State)) return true;
                    }
                    return false;
                }
            }
        }

        /// <summary>
        /// Reads what is there, repairs what a cut of the power left, and sets the limit. To be called once, before anything
        /// else; <see cref="Problem"/> tells what was found. Throws nothing for what flash is like.
        /// </summary>
        public void Open(SpoolSettings settings)
        {
            lock (_lock)
            {
                SetLimit(settings);
                try
                {
                    int[] numbers = SpoolNames.Numbers(_flash, SpoolNames.Folder);
                    for (int i = 0; i < numbers.Length; i++) OpenJob(numbers[i], settings.GiveUpHours * 3600);
                    MeasureCorrupt();
                }
                catch (FlashException error)
                {
                    _files.Report(error.Message);
                }
                Prune();
            }
        }

        /// <summary>Takes medium and limit from new settings.</summary>
        public void SetLimit(SpoolSettings settings)
        {
            long flashBytes = Limit(settings, _flash.CapacityBytes - ReserveBytes, _flash.CapacityBytes - LeastReserveBytes);
            bool isOnlyMemoryLarge = flashBytes < ScanRoomBytes && settings.SizeLimitBytes != 0
                && _memory.TotalBytes >= MemoryLeastBytes;
            _flash.IsOn = settings.Medium == SpoolMedium.Memory
                || (settings.Medium == SpoolMedium.Automatic && isOnlyMemoryLarge);
            long memoryBytes = Limit(settings, _memory.TotalBytes / 2, _memory.TotalBytes / 4 * 3);
            LimitBytes = _flash.IsOn ? memoryBytes : flashBytes;
        }

        private static long Limit(SpoolSettings settings, long automaticBytes, long mostBytes)
        {
            long limitBytes = settings.SizeLimitBytes == SpoolSettings.Automatic ? automaticBytes : settings.SizeLimitBytes;
            if (limitBytes > mostBytes) limitBytes = mostBytes;
            return limitBytes < 0 ? 0 : limitBytes;
        }

        /// <summary>A number that no job has had.</summary>
        public int NextNumber()
        {
            lock (_lock) return ++_lastNumber;
        }

        /// <summary>Numbers up to this one are taken.</summary>
        public void SkipNumbers(int last)
        {
            lock (_lock)
            {
                if (last > _lastNumber) _lastNumber = last;
            }
        }

        /// <summary>Begins a document: writes the record, so that an interrupted scan is noticed, and opens the file. Throws
        /// <see cref="FlashException"/>.</summary>
        public SpoolFile Begin(SpoolRecord record)
        {
            lock (_lock)
            {
                record.State = SpoolState.Scanning;
                record.IsVolatile = _flash.IsOn;
                SpoolEntry entry = _index.Add(record.Number);
                entry.SizeBytes = BlockBytes;
                try
                {
                    _files.Replace(record);
                    long roomBytes = LimitBytes - _index.SizeBytes() - _corruptBytes;
                    return new SpoolFile(_flash.Create(SpoolNames.Document(record.Number)), roomBytes);
                }
                catch (FlashException)
                {
                    Remove(record.Number);
                    throw;
                }
            }
        }

        /// <summary>
        /// Accepts a mail whose document is complete: from here on it is not lost, unless it is in memory only. Throws
        /// <see cref="FlashException"/>;
        /// nothing is kept then.
        /// </summary>
        public void Accept(SpoolRecord record, SpoolFile file)
        {
            try
            {
                file.Close();
                record.DocumentBytes = file.LengthBytes;
                Accept(record);
            }
            catch (FlashException)
            {
                Abandon(record, file);
                throw;
            }
        }

        /// <summary>Accepts a mail without a document. Throws <see cref="FlashException"/>; nothing is kept then.</summary>
        public void AcceptReport(SpoolRecord record)
        {
            lock (_lock) _index.Add(record.Number);
            try
            {
                record.IsReport = true;
                Accept(record);
            }
            catch (FlashException)
            {
                Remove(record.Number);
                throw;
            }
        }

        /// <summary>Makes what is written of a document readable, although it will never be whole: it is sent from here and
        /// then abandoned. Throws <see cref="FlashException"/>.</summary>
        public void Pause(SpoolFile file)
        {
            file.Close();
        }

        /// <summary>Gives up a document that was begun. Throws nothing: what can't be deleted now is at the next start.</summary>
        public void Abandon(SpoolRecord record, SpoolFile file)
        {
            try
            {
                file.Close();
            }
            catch (FlashException)
            {
                // It is deleted in any case.
            }
            Remove(record.Number);
        }

        /// <summary>Whether a mail is due.</summary>
        public bool HasDue
        {
            get
            {
                lock (_lock) return _index.NextDue(_clock.MonotonicMs) != null;
            }
        }

        /// <summary>Whether a mail waits for nothing but a connection.</summary>
        public bool HasConnectionWaiting
        {
            get
            {
                lock (_lock)
                {
                    for (int i = 0; i < _index.Count; i++)
                    {
                        SpoolEntry entry = _index.At(i);
                        bool waits = entry.State == SpoolState.Waiting || entry.State == SpoolState.PerhapsDelivered;
                        if (waits && !entry.IsInWork && entry.Kind == RetryKind.Connection) return true;
                    }
                    return false;
                }
            }
        }

        /// <summary>
        /// The number of the mail that is due longest, 0 if none is due. It is in work until <see cref="Release"/>.
        /// </summary>
        public int TakeDue()
        {
            lock (_lock)
            {
                SpoolEntry due = _index.NextDue(_clock.MonotonicMs);
                if (due == null) return 0;
                due.IsInWork = true;
                return due.Number;
            }
        }

        /// <summary>The number of a job that the administrator is still to be told of, 0 if there is none. It is in work until
        /// <see cref="Release"/>.</summary>
        public int TakeReportDue()
        {
            lock (_lock)
            {
                SpoolEntry due = _index.NextReport();
                if (due == null) return 0;
                due.IsInWork = true;
                return due.Number;
            }
        }

        /// <summary>What was moved away or lost since the last call, for telling the administrator; null if nothing.</summary>
        internal DamageNotes TakeDamage()
        {
            lock (_lock)
            {
                DamageNotes damage = _files.Damage;
                _files.Damage = null;
                return damage;
            }
        }

        /// <summary>Takes a mail for a person's order, so that nobody sends it meanwhile; false when it is not there or in
        /// work already.</summary>
        public bool Take(int number)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(number);
                if (entry == null || entry.IsInWork || entry.State == SpoolState.Scanning) return false;
                entry.IsInWork = true;
                return true;
            }
        }

        /// <summary>Ends the work on a mail.</summary>
        public void Release(int number)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(number);
                if (entry != null) entry.IsInWork = false;
            }
        }

        /// <summary>Reads a record; null where there is none. One that can't be read is moved away and reported.</summary>
        public SpoolRecord Read(int number)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(number);
                if (entry == null || entry.State == SpoolState.Scanning) return null;
                SpoolRecord unwritten = FindUnwritten(number);
                if (unwritten != null) return unwritten;
                try
                {
                    return _files.Read(number);
                }
                catch (FlashException error)
                {
                    MoveAway(number, error.Message);
                    return null;
                }
            }
        }

        /// <summary>Moves a job away that can't be sent, and reports it.</summary>
        public void MoveAway(int number, string problem)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(number);
                if (entry != null) _index.Remove(entry);
                try
                {
                    _files.Quarantine(number, problem);
                    MeasureCorrupt();
                }
                catch (FlashException error)
                {
                    _files.Report(error.Message);
                }
            }
        }

        /// <summary>Opens a document for reading. Throws <see cref="FlashException"/>.</summary>
        public IFlashFile OpenDocument(int number)
        {
            return _flash.OpenRead(SpoolNames.Document(number));
        }

        /// <summary>
        /// Makes a record count; its next try is due when its wait is over. A delivered one loses its document. Where flash is
        /// full, the records of delivered jobs make room. Throws <see cref="FlashException"/>; the old one then counts.
        /// </summary>
        public void Update(SpoolRecord record)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(record.Number);
                if (entry == null) return;
                while (!TryReplace(record))
                {
                }
                Forget(record.Number);
                NoteCount(record);
                Fill(entry, record, record.WaitS);
                if (record.State != SpoolState.Delivered) return;
                TryDeleteDocument(record.Number);
                Prune();
            }
        }

        /// <summary>Puts a mail off in RAM only, where flash can't take that it is being sent.</summary>
        public void PutOff(int number, int waitS)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(number);
                if (entry != null) entry.DueMs = _clock.MonotonicMs + (long)waitS * 1000;
            }
        }

        /// <summary>Keeps in RAM what became of a mail, where flash can't take it: who has it is not to get it again.</summary>
        public void Remember(SpoolRecord record, int waitS)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(record.Number);
                if (entry == null) return;
                Forget(record.Number);
                if (_unwritten == null) _unwritten = new ArrayList();
                _unwritten.Add(record);
                Fill(entry, record, waitS);
            }
        }

        /// <summary>Whether another mail's record is in RAM only.</summary>
        public bool HasUnwritten(SpoolRecord otherThan)
        {
            lock (_lock)
            {
                int count = _unwritten == null ? 0 : _unwritten.Count;
                return count > 1 || (count == 1 && _unwritten[0] != otherThan);
            }
        }

        /// <summary>Makes the mails due at once that wait for a connection: there is one.</summary>
        public void MakeConnectionsDue()
        {
            lock (_lock)
            {
                for (int i = 0; i < _index.Count; i++)
                {
                    if (_index.At(i).Kind == RetryKind.Connection) _index.At(i).DueMs = _clock.MonotonicMs;
                }
            }
        }

        /// <summary>Deletes a job. Where flash can't be written it is not sent any more, but comes back at the next start;
        /// then false is returned.</summary>
        public bool Remove(int number)
        {
            lock (_lock)
            {
                SpoolEntry entry = _index.Find(number);
                if (entry != null) _index.Remove(entry);
                Forget(number);
                try
                {
                    _files.Delete(number);
                    return true;
                }
                catch (FlashException error)
                {
                    _files.Report(error.Message);
                    return false;
                }
            }
        }

        /// <summary>Hands over all records, lowest number first; what is being scanned has none yet.</summary>
        public void WriteTo(SpoolReader reader)
        {
            int number = 0;
            do
            {
                lock (_lock) number = _index.NumberAfter(number);
                SpoolRecord record = number > 0 ? Read(number) : null;
                if (record != null) reader.Record(record);
            }
            while (number > 0);
        }

        private SpoolRecord FindUnwritten(int number)
        {
            for (int i = 0; _unwritten != null && i < _unwritten.Count; i++)
            {
                SpoolRecord record = (SpoolRecord)_unwritten[i];
                if (record.Number == number) return record;
            }
            return null;
        }

        private void Forget(int number)
        {
            SpoolRecord record = FindUnwritten(number);
            if (record == null) return;
            _unwritten.Remove(record);
            if (_unwritten.Count == 0) _unwritten = null;
        }

        /// <summary>False where flash was full and a delivered job's record has made room.</summary>
        private bool TryReplace(SpoolRecord record)
        {
            try
            {
                _files.Replace(record);
                return true;
            }
            catch (FlashException error)
            {
                if (error.Failure != FlashFailure.Full || !RemoveOldestDelivered()) throw;
                return false;
            }
        }

        /// <summary>Removes the oldest one; the one with the newest count of recipients only when it is the last.</summary>
        private bool RemoveOldestDelivered()
        {
            SpoolEntry last = null;
            for (int i = 0; i < _index.Count; i++)
            {
                SpoolEntry entry = _index.At(i);
                if (entry.State != SpoolState.Delivered || entry.IsInWork) continue;
                if (entry.Number != _countedNumber) return Remove(entry.Number);
                last = entry;
            }
            return last != null && Remove(last.Number);
        }

        private void NoteCount(SpoolRecord record)
        {
            if (record.Counted.Order <= NewestCount.Order) return;
            NewestCount = record.Counted;
            _countedNumber = record.Number;
        }

        private void OpenJob(int number, int giveUpS)
        {
            if (number > _lastNumber) _lastNumber = number;
            try
            {
                long nowS = RecordTime.Now(_clock);
                SpoolRecord record = _files.Settle(number, giveUpS, nowS);
                if (record == null) return;
                NoteCount(record);
                Fill(_index.Add(number), record, RetryPolicy.RestS(record, nowS));
            }
            catch (FlashException error)
            {
                _files.Report("job " + number.ToString() + ": " + error.Message);
            }
        }

        private void Accept(SpoolRecord record)
        {
            record.State = SpoolState.Waiting;
            record.AcceptedS = RecordTime.Now(_clock);
            record.NextTryS = record.AcceptedS;
            Update(record);
        }

        private void Fill(SpoolEntry entry, SpoolRecord record, int waitS)
        {
            entry.State = record.State;
            entry.Kind = record.Kind;
            entry.IsReportDue = record.IsReportDue;
            entry.IsVolatile = record.IsVolatile;
            entry.DueMs = _clock.MonotonicMs + (long)waitS * 1000;
            long blocks = record.State == SpoolState.Delivered ? 0 : (record.DocumentBytes + BlockBytes - 1) / BlockBytes;
            entry.SizeBytes = (blocks + 1) * BlockBytes;
        }

        private void TryDeleteDocument(int number)
        {
            try
            {
                _flash.Delete(SpoolNames.Document(number));
            }
            catch (FlashException error)
            {
                _files.Report(error.Message);
            }
        }

        /// <summary>Only the last delivered jobs are kept.</summary>
        private void Prune()
        {
            int excess = _index.CountOf(SpoolState.Delivered) - DeliveredLimit;
            for (; excess > 0; excess--) RemoveOldestDelivered();
        }

        private void MeasureCorrupt()
        {
            _corruptBytes = 0;
            int[] numbers = SpoolNames.Numbers(_flash, SpoolNames.CorruptFolder);
            for (int i = 0; i < numbers.Length; i++)
            {
                long bytes = _files.LengthBytes(SpoolNames.CorruptDocument(numbers[i]));
                _corruptBytes += (bytes < 0 ? 1 : bytes / BlockBytes + 2) * BlockBytes;
            }
        }
    }
}
