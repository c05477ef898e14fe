using System.Text;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.Boot
{
    /// <summary>What ended the firmware is known after the restart, without a secret; a device that fails goes on.</summary>
    public class CrashRecordTests
    {
        private const string Secretive = """
            {
              "version": 1,
              "network": { "interface": "wifi", "ssid": "office", "password": "wifi-pass-9" },
              "sending": { "method": "onPremises", "host": "mail.example.com", "port": 25, "tls": "required", "auth": "basic",
                "user": "scanner", "password": "s3cret pass", "from": "scanner@example.com" },
              "signIn": { "tenant": "contoso.example", "clientId": "9a1f0c1e-6a4b-4b7e-8f59-0d5b9d3a7c11", "clientSecret": "app~secret~value" },
              "profiles": [ { "name": "Office", "to": ["office@example.com"] } ]
            }
            """;

        [Fact]
        public void AFaultIsWrittenDownAndTheBoardRestarted()
        {
            var hal = new SimHal();
            hal.Flash.Files["settings.json"] = Encoding.UTF8.GetBytes(Device.Settings);
            var supervisor = new Supervisor(new FaultyBoard(hal, () => throw new InvalidOperationException("a pin fell off")));
            supervisor.Run(new Listener(), new Transcript());
            Assert.Equal(1, hal.Board.Reboots);
            Assert.Contains("crash", hal.Flash.Files.Keys);

            var again = new Supervisor(new FaultyBoard(new SimHal(2, hal.Flash, hal.Clock), () => throw new InvalidOperationException("again")));
            again.Run(new Listener(), new Transcript());
            Assert.Matches("^restarted after a fault of the firmware: 20[0-9]{2}-", again.Firmware.Notice);
            Assert.Contains("System.InvalidOperationException: a pin fell off", again.Firmware.Notice);
            string log = LogLines.TextOf(again.Firmware.Log);
            Assert.Contains("a pin fell off", log);
            Assert.Contains("FaultyBoard", log);
        }

        [Fact]
        public void RestartsInARowComeEverLessOften()
        {
            var flash = new SimFlash();
            var clock = new SimClock();
            var pauses = new List<int>();
            for (int i = 0; i < 30; i++)
            {
                var record = new CrashRecord(flash, clock);
                record.TakeReport();
                clock.Sleep(2000);
                record.Write(new InvalidOperationException("x"), Settings.Parse(Secretive));
                pauses.Add(record.PauseMs);
            }
            Assert.Equal([15_000, 30_000, 45_000], pauses.Take(3));
            Assert.Equal(300_000, pauses[^1]);
            var calm = new CrashRecord(flash, clock);
            calm.TakeReport();
            clock.Sleep(600_000);
            calm.Write(new InvalidOperationException("x"), null);
            Assert.Equal(0, calm.PauseMs);
            var next = new CrashRecord(flash, clock);
            next.TakeReport();
            next.Write(new InvalidOperationException("x"), null);
            Assert.Equal(30_000, next.PauseMs);
        }

        [Theory]
        [InlineData("s3cret pass")]
        [InlineData("wifi-pass-9")]
        [InlineData("app~secret~value")]
        [InlineData("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL291dGxvb2sub2ZmaWNlMzY1LmNvbSJ9.c2ln")]
        public void NoSecretGetsIntoTheRecord(string secret)
        {
            var flash = new SimFlash();
            var error = new InvalidOperationException($"refused '{secret}' twice {secret}", new ArgumentException("it was " + secret));
            new CrashRecord(flash, new SimClock()).Write(error, Settings.Parse(Secretive));
            string text = Encoding.UTF8.GetString(flash.Files["crash"]);
            Assert.DoesNotContain(secret, text);
            Assert.Contains("System.InvalidOperationException: refused", text);
            Assert.Contains("(System.ArgumentException: it was ********", text);
        }

        [Fact]
        public void WithoutSettingsTheMessageIsLeftOut()
        {
            var flash = new SimFlash();
            new CrashRecord(flash, new SimClock()).Write(new InvalidOperationException("s3cret pass"), null);
            string text = Encoding.UTF8.GetString(flash.Files["crash"]);
            Assert.DoesNotContain("s3cret", text);
            Assert.Contains("InvalidOperationException", text);
        }

        [Fact]
        public void TheRecordIsBoundedAndADamagedOneIsARecordAllTheSame()
        {
            var flash = new SimFlash();
            var record = new CrashRecord(flash, new SimClock());
            record.Write(new InvalidOperationException(new string('é', 5000)), Settings.Parse(Secretive));
            Assert.InRange(flash.Files["crash"].Length, 20, 1024);
            Assert.StartsWith("restarted after a fault", new CrashRecord(flash, new SimClock()).TakeReport());
            foreach (byte[] bytes in new[] { [], [0xFF, 0xFE, 0], "x"u8.ToArray(), new byte[3000] })
            {
                flash.Files["crash"] = bytes;
                Assert.Contains("damaged", new CrashRecord(flash, new SimClock()).TakeReport());
                Assert.Empty(flash.Files);
            }
            flash.Files["crash"] = [1];
            flash.DamagedFiles.Add("crash");
            Assert.Contains("can't be read", new CrashRecord(flash, new SimClock()).TakeReport());
        }

        [Fact]
        public void APowerCutWhileItIsWrittenLeavesADeviceThatStarts()
        {
            var before = new SimFlash();
            new CrashRecord(before, new SimClock()).Write(new InvalidOperationException("first"), null);
            new PowerCuts(before, 20261124).TryAll(
                flash =>
                {
                    var record = new CrashRecord(flash, new SimClock());
                    record.TakeReport();
                    record.Write(new InvalidOperationException("second"), null);
                },
                flash => new CrashRecord(flash, new SimClock()).TakeReport(),
                flash => Assert.Empty(flash.Files));
        }

        [Fact]
        public void FlashThatCantBeWrittenStopsNoRestart()
        {
            var hal = new SimHal();
            hal.Flash.IsReadOnly = true;
            new Supervisor(new FaultyBoard(hal, () => throw new InvalidOperationException("x"))).Run(new Listener(), new Transcript());
            Assert.Equal(1, hal.Board.Reboots);
        }

        /// <summary>A board whose buttons fail at the first look.</summary>
        private sealed class FaultyBoard(SimHal hal, Action fault) : IHal, IButtons
        {
            public IClock Clock => hal.Clock;
            public INetwork Network => hal.Network;
            public IFlash Flash => hal.Flash;
            public IRandom Random => hal.Random;
            public IScanner Scanner => hal.Scanner;
            public IButtons Buttons => this;
            public IStatusLight Light => hal.Light;
            public ISerialLine Serial => hal.Serial;
            public IMemory Memory => hal.Memory;
            public IBoard Board => hal.Board;
            public int Count => 1;

            public bool IsDown(int number) => false;

            public bool WaitForChange(int timeoutMs)
            {
                fault();
                return false;
            }
        }
    }
}
