using System.Text;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Flash
{
    /// <summary>A flash that takes a file and forgets it makes nothing stand still, and a forgotten log stops no mail.</summary>
    public class ForgetfulFlashTests
    {
        private const int CallLimit = 40_000;
        private const int Mails = 5;
        private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

        public static TheoryData<string, Forgetting> Cases
        {
            get
            {
                var cases = new TheoryData<string, Forgetting>();
                foreach (string prefix in new[] { "log/", "hosts", "spool/", "" })
                {
                    foreach (Forgetting forgetting in Enum.GetValues<Forgetting>()) cases.Add(prefix, forgetting);
                }
                return cases;
            }
        }

        [Theory]
        [MemberData(nameof(Cases))]
        public async Task NothingStandsStill(string prefix, Forgetting forgetting)
        {
            var clock = new SimClock();
            var server = new ModelServer(clock);
            var flash = new SimFlash { CapacityBytes = 2_000_000 };
            flash.Files["roots.pem"] = "-----BEGIN CERTIFICATE-----"u8.ToArray();
            flash.Files["settings.json"] = Encoding.UTF8.GetBytes(QueueRig.SettingsText);
            Task life = Task.Run(() =>
            {
                for (int boot = 1; boot <= 3; boot++) Live(new SimHal(boot, flash, clock), server, prefix, forgetting);
            });
            Assert.True(life == await Task.WhenAny(life, Task.Delay(TimeLimit)), "It stands still.");
            await life;
            bool isMailForgotten = prefix is "spool/" or "";
            if (!isMailForgotten) Assert.Equal(3 * Mails, server.Mails.Count);
        }

        [Theory]
        [InlineData(Forgetting.Vanishes)]
        [InlineData(Forgetting.Empty)]
        [InlineData(Forgetting.NotListed)]
        [InlineData(Forgetting.Undeletable)]
        public void ALogAloneGoesOnForALongTime(Forgetting forgetting)
        {
            var clock = new SimClock();
            var flash = new ForgetfulFlash(new SimFlash { CapacityBytes = 10_000_000 }, "log/", forgetting, callLimit: 2_000_000);
            var log = new EventLog(flash, clock);
            for (int i = 0; i < 500; i++)
            {
                log.Add(i, "C: MAIL FROM:<scanner@example.com> " + new string('x', 100));
                if (i % 3 == 0) log.Flush();
                log.WriteTo(new Silent(), 0);
            }
            log.LastJob();
            log.Erase();
        }

        private static void Live(SimHal sim, ModelServer server, string prefix, Forgetting forgetting)
        {
            server.Drop();
            sim.Network.Server = (_, _) => server.Connect();
            sim.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 9000)));
            sim.Serial.Ends = true;
            var board = new ForgetfulBoard(sim, new ForgetfulFlash(sim.Flash, prefix, forgetting, CallLimit));
            var firmware = new Firmware(board, new Listener(), new Transcript());
            firmware.Boot();
            if (firmware.Settings is null) firmware.Start(QueueRig.SettingsText);
            for (int i = 0; i < Mails; i++)
            {
                firmware.Enqueue(1);
                firmware.Queue.ScanOnce();
                for (int tries = 0; firmware.Queue.SendOnce(); tries++) Assert.True(tries < 100, "It sends for ever.");
                sim.Clock.Sleep(1000);
            }
            sim.Serial.Type("Pin-12345\rPin-12345\rlog\rlog --json\rlog 1\rjobs\rstatus\rmemory\rlog erase\r"u8.ToArray());
            try
            {
                while (true) firmware.ConsoleSession.Step();
            }
            catch (EndOfTypingException)
            {
                // It waits for a person.
            }
            for (int i = 0; i < 20; i++) sim.Clock.Sleep(firmware.Tick());
        }

        private sealed class Silent : EventLogReader
        {
            public override void Line(DateTime utc, int job, string text)
            {
            }
        }

        private sealed class ForgetfulBoard(IHal board, IFlash flash) : IHal
        {
            public IClock Clock => board.Clock;
            public INetwork Network => board.Network;
            public IFlash Flash => flash;
            public IRandom Random => board.Random;
            public IScanner Scanner => board.Scanner;
            public IButtons Buttons => board.Buttons;
            public IStatusLight Light => board.Light;
            public ISerialLine Serial => board.Serial;
            public IMemory Memory => board.Memory;
            public IBoard Board => board.Board;
        }
    }
}
