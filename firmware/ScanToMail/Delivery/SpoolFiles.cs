using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The spool's files: records are read and replaced whole, jobs settled at the start. Settling ends whatever a cut of the
    /// power left half done; a cut in it is settled the same way. What can't be read goes to the folder "spool/corrupt", is
    /// reported, and blocks nothing.
    /// </summary>
    internal sealed class SpoolFiles
    {
        private const int CorruptLimit = 4;
        private const int ProblemLimitChars = 500;
        private const byte MiddleOfJitter = 128;

        private readonly IFlash _flash;

        public SpoolFiles(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>What was found wrong, for people; "" if nothing.</summary>
        public string Problem { get; private set; } = "";

        /// <summary>The jobs that were moved away or lost and that nobody was told of yet; null if none.</summary>
        public DamageNotes Damage { get; set; }

        /// <summary>Adds to the problems; when they grow too long the newest one stands alone.</summary>
        public void Report(string problem)
        {
            bool isRoomLeft = Problem.Length > 0 && Problem.Length + problem.Length < ProblemLimitChars;
            Problem = isRoomLeft ? Problem + "; " + problem : problem;
        }

        /// <summary>Reads a job's record. Throws <see cref="FlashException"/>.</summary>
        public SpoolRecord Read(int number)
        {
            SettleReplacement(number);
            return Read(SpoolNames.Job(number), number);
        }

        /// <summary>
        /// Replaces a job's record: the new one is whole in flash before the old one goes. Throws
        /// <see cref="FlashException"/>.
        /// </summary>
        public void Replace(SpoolRecord record)
        {
            string fresh = SpoolNames.New(record.Number);
            string job = SpoolNames.Job(record.Number);
            byte[] content = SpoolRecordFormat.ToBytes(record);
            SettleReplacement(record.Number);
            SealedFile.Write(_flash, fresh, SpoolRecordFormat.Magic, SpoolRecordFormat.Version, record.Generation + 1, content);
            record.Generation++;
            _flash.Delete(job);
            _flash.Move(fresh, job);
        }

        /// <summary>Deletes a job's files, the record first: a document without one is deleted at the start. Throws
        /// <see cref="FlashException"/>.</summary>
        public void Delete(int number)
        {
            _flash.Delete(SpoolNames.New(number));
            _flash.Delete(SpoolNames.Job(number));
            _flash.Delete(SpoolNames.Document(number));
        }

        /// <summary>
        /// A job's record as it counts from now on, or null where there is none. One that was being sent is perhaps
        /// delivered. Throws <see cref="FlashException"/> where flash can't be written.
        /// </summary>
        public SpoolRecord Settle(int number, int giveUpS, long nowS)
        {
            SettleReplacement(number);
            if (!_flash.Exists(SpoolNames.Job(number)))
            {
                _flash.Delete(SpoolNames.Document(number));
                return null;
            }
            SpoolRecord record = TryRead(SpoolNames.Job(number), number);
            if (record == null)
            {
                Quarantine(number, "its record can't be read");
                return null;
            }
            if (record.State == SpoolState.Scanning)
            {
                Report("the scan of job " + number.ToString() + " was interrupted: scan again");
                Delete(number);
                return null;
            }
            if (record.State == SpoolState.Delivered)
            {
                _flash.Delete(SpoolNames.Document(number));
                return record;
            }
            if (record.IsVolatile && !_flash.Exists(SpoolNames.Document(number)))
            {
                Lose(record);
                return null;
            }
            if (!record.IsReport && LengthBytes(SpoolNames.Document(number)) != record.DocumentBytes)
            {
                Quarantine(number, "its document is not what was written");
                return null;
            }
            if (record.State == SpoolState.Sending) SettleSending(record, giveUpS, nowS);
            return record;
        }

        /// <summary>Moves a job away that can't be sent. Throws <see cref="FlashException"/>.</summary>
        public void Quarantine(int number, string problem)
        {
            NoteDamage("job " + number.ToString() + " was moved to " + SpoolNames.CorruptFolder + ": " + problem);
            MoveAway(SpoolNames.Document(number), SpoolNames.CorruptDocument(number));
            MoveAway(SpoolNames.Job(number), SpoolNames.CorruptJob(number));
            int[] numbers = SpoolNames.Numbers(_flash, SpoolNames.CorruptFolder);
            for (int i = 0; i < numbers.Length - CorruptLimit; i++)
            {
                _flash.Delete(SpoolNames.CorruptDocument(numbers[i]));
                _flash.Delete(SpoolNames.CorruptJob(numbers[i]));
            }
        }

        /// <summary>A file's length in bytes, -1 where it can't be opened.</summary>
        public long LengthBytes(string name)
        {
            try
            {
                IFlashFile file = _flash.OpenRead(name);
                long length = file.LengthBytes;
                file.Close();
                return length;
            }
            catch (FlashException)
            {
                return -1;
            }
        }

        /// <summary>A sound replacement counts, for it was whole before the old record was touched. One that is not was
        /// cut; but where it is all that is left beside a document, it goes the way of what can't be read.</summary>
        private void SettleReplacement(int number)
        {
            string fresh = SpoolNames.New(number);
            string job = SpoolNames.Job(number);
            if (!_flash.Exists(fresh)) return;
            bool isLastRecord = !_flash.Exists(job) && _flash.Exists(SpoolNames.Document(number));
            if (TryRead(fresh, number) == null && !isLastRecord)
            {
                _flash.Delete(fresh);
                return;
            }
            _flash.Delete(job);
            _flash.Move(fresh, job);
        }

        /// <summary>Its document was in memory when the power went.</summary>
        private void Lose(SpoolRecord record)
        {
            bool mayHaveArrived = record.MayHaveArrived || record.State == SpoolState.Sending;
            NoteDamage("job " + record.Number.ToString() + " was in memory only when the device was switched off: scan it again"
                + (mayHaveArrived ? ", unless it has arrived, for it was being sent" : ""));
            Delete(record.Number);
        }

        private void NoteDamage(string damage)
        {
            if (Damage == null) Damage = new DamageNotes();
            Damage.Add(damage);
            Report(damage);
        }

        private void SettleSending(SpoolRecord record, int giveUpS, long nowS)
        {
            record.MayHaveArrived = true;
            record.Reason = "The device was cut off or restarted while the mail was being sent.";
            record.Who = "nobody";
            bool goesOn = RetryPolicy.Postpone(record, RetryKind.Connection, giveUpS, MiddleOfJitter, nowS);
            record.State = goesOn ? SpoolState.PerhapsDelivered : SpoolState.Held;
            record.IsReportDue = !goesOn;
            Replace(record);
        }

        private SpoolRecord Read(string name, int number)
        {
            SealedFile file = SealedFile.Read(_flash, name, SpoolRecordFormat.Magic, SpoolRecordFormat.MaxBytes);
            if (file.Version != SpoolRecordFormat.Version && file.Version != SpoolRecordFormat.VersionBefore)
            {
                throw new FlashException(FlashFailure.Damaged, name + " was written by another firmware");
            }
            SpoolRecord record = SpoolRecordFormat.FromBytes(file.Content, file.Version, name);
            if (record.Number != number) throw new FlashException(FlashFailure.Damaged, name + " is another job's record");
            record.Generation = file.Generation;
            return record;
        }

        private SpoolRecord TryRead(string name, int number)
        {
            try
            {
                return Read(name, number);
            }
            catch (FlashException)
            {
                return null;
            }
        }

        private void MoveAway(string from, string to)
        {
            if (!_flash.Exists(from)) return;
            _flash.Delete(to);
            _flash.Move(from, to);
        }
    }
}
