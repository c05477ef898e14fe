using ScanToMail.Boot;
using ScanToMail.Hal.Esp32;
using ScanToMail.Jobs;
using ScanToMail.ScanLink;
using ScanToMail.Smtp;

namespace ScanToMail.App
{
    /// <summary>The program that is flashed: puts the firmware over the board.</summary>
    public static class Program
    {
        /// <summary>Runs for as long as there is power.</summary>
        public static void Main()
        {
            Esp32Hal hal = new Esp32Hal(BoardPlan.Pins());
            hal.Scanner = new LinkScanner(hal.ScanLine, hal.Clock, new FrameCheck());
            new Supervisor(hal).Run(new NoListener(), new NoTranscript());
        }

        /// <summary>The light, the console and the log tell of jobs; nobody else listens.</summary>
        private sealed class NoListener : JobListener
        {
            public override void Changed(Job job)
            {
            }
        }

        /// <summary>The log has the conversations.</summary>
        private sealed class NoTranscript : SmtpTranscript
        {
            public override void Sent(string line)
            {
            }

            public override void Received(string line)
            {
            }

            public override void Note(string line)
            {
            }
        }
    }
}
