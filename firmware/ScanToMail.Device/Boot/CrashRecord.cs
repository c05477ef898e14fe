using System;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Boot
{
    /// <summary>
    /// Why the firmware ended last time, kept in flash over the restart: a file of a few lines, written before the restart
    /// and read into the log after it. It counts restarts in a row, so that a device that fails again and again tries ever
    /// less often. No secret gets in: the message of an exception is masked, and left out where the settings that hold the
    /// secrets are not known.
    /// </summary>
    public sealed class CrashRecord
    {
        private const string FileName = "crash";
        private const int LimitBytes = 1024;
        private const int CalmMs = 600000;
        private const int PauseStepMs = 15000;
        private const int PauseMaxMs = 300000;

        private readonly IFlash _flash;
        private readonly IClock _clock;
        private readonly long _startMs;
        private int _restarts;

        /// <summary>The record in a flash; the present run begins now.</summary>
        public CrashRecord(IFlash flash, IClock clock)
        {
            _flash = flash;
            _clock = clock;
            _startMs = clock.MonotonicMs;
        }

        /// <summary>How long to wait before the next restart: nothing after a run of ten minutes and more, else 15 s more
        /// with each failure in a row, five minutes at most.</summary>
        public int PauseMs
        {
            get
            {
                if (IsCalm) return 0;
                return _restarts * PauseStepMs < PauseMaxMs ? _restarts * PauseStepMs : PauseMaxMs;
            }
        }

        private bool IsCalm
        {
            get { return _clock.MonotonicMs - _startMs >= CalmMs; }
        }

        /// <summary>
        /// To be asked once, at the start: why the run before ended, as lines for the log, the first one for people; "" when
        /// it did not fail. The record is then gone, but its count of restarts is remembered.
        /// </summary>
        public string TakeReport()
        {
            try
            {
                if (!_flash.Exists(FileName)) return "";
                string text = Read();
                _flash.Delete(FileName);
                int end = text.IndexOf('\n');
                bool isWhole = end > 0 && int.TryParse(text.Substring(0, end), out _restarts);
                return "restarted after a fault of the firmware: "
                    + (isWhole ? text.Substring(end + 1) : "the record of it is damaged");
            }
            catch (FlashException error)
            {
                return "the record of the last fault can't be read: " + error.Message;
            }
        }

        /// <summary>Writes what ended the firmware. Throws nothing of flash: the restart comes first.</summary>
        public void Write(Exception error, Settings settings)
        {
            _restarts = IsCalm ? 1 : _restarts + 1;
            try
            {
                byte[] bytes = Encoding.UTF8.GetBytes(_restarts.ToString() + "\n" + Describe(error, settings));
                FlashText.Replace(_flash, FileName, bytes, bytes.Length < LimitBytes ? bytes.Length : LimitBytes);
            }
            catch (FlashException)
            {
                // Without a place to keep it the reason is lost; the device starts all the same.
            }
        }

        private string Describe(Exception error, Settings settings)
        {
            string text = _clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") + " " + TypeName(error);
            if (settings != null) text = text + ": " + SecretMask.Hide(error.Message + Inner(error), settings);
            return text + "\n" + error.StackTrace;
        }

        private static string Inner(Exception error)
        {
            Exception inner = error.InnerException;
            return inner == null ? "" : " (" + TypeName(inner) + ": " + inner.Message + ")";
        }

        private static string TypeName(Exception error)
        {
            return error.GetType().FullName;
        }

        private string Read()
        {
            IFlashFile file = _flash.OpenRead(FileName);
            byte[] bytes = new byte[LimitBytes];
            int count = file.Read(bytes, 0, bytes.Length);
            file.Close();
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
    }
}
