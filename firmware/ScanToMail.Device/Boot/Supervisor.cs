using System;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Smtp;

namespace ScanToMail.Boot
{
    /// <summary>
    /// Runs the firmware for as long as there is power: whatever ends it is written down and the board restarted, and what
    /// is found written down at the start goes into the log and before people's eyes. What the program that is flashed
    /// calls.
    /// </summary>
    public class Supervisor
    {
        private readonly IHal _hal;
        private readonly CrashRecord _record;

        /// <summary>A supervisor over a board.</summary>
        public Supervisor(IHal hal)
        {
            _hal = hal;
            _record = new CrashRecord(hal.Flash, hal.Clock);
        }

        /// <summary>The firmware that runs, or null.</summary>
        public Firmware Firmware { get; private set; }

        /// <summary>Starts the firmware and runs it until it ends, then restarts the board. On a board it does not
        /// return.</summary>
        public void Run(JobListener listener, SmtpTranscript transcript)
        {
            try
            {
                string notice = FinishReset();
                Firmware = new Firmware(_hal, listener, transcript);
                Report(notice);
                Firmware.Boot();
                OnBooted();
                Firmware.Run();
            }
            catch (Exception error)
            {
                Remember(error);
            }
            _hal.Board.Reboot();
        }

        /// <summary>The firmware has booted and is about to run.</summary>
        protected virtual void OnBooted()
        {
        }

        private string FinishReset()
        {
            try
            {
                return FactoryReset.Finish(_hal.Flash) ? "the device was reset to its factory state" : "";
            }
            catch (FlashException error)
            {
                return "the factory reset is not finished: " + error.Message + "; the next start goes on with it";
            }
        }

        private void Remember(Exception error)
        {
            try
            {
                _record.Write(error, Firmware == null ? null : Firmware.Settings);
                _hal.Clock.Sleep(_record.PauseMs);
            }
            catch (Exception)
            {
                // There may be no memory left even for the reason. The restart comes first.
            }
        }

        private void Report(string notice)
        {
            if (notice.Length > 0) Firmware.Log.Add(0, notice);
            string crash = _record.TakeReport();
            if (crash.Length > 0)
            {
                string[] lines = crash.Split('\n');
                for (int i = 0; i < lines.Length; i++)
                {
                    if (lines[i].Trim().Length > 0) Firmware.Log.Add(0, lines[i].Trim());
                }
                notice = notice.Length == 0 ? lines[0].Trim() : notice + "; " + lines[0].Trim();
            }
            string handshake = HandshakeMark.TakeReport(_hal.Flash);
            if (handshake.Length > 0)
            {
                Firmware.Log.Add(0, handshake);
                notice = notice.Length == 0 ? handshake : notice + "; " + handshake;
            }
            if (notice.Length == 0) return;
            Firmware.Notice = notice;
            Firmware.Log.Flush();
        }
    }
}
