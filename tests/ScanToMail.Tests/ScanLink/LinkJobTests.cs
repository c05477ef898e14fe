using System.Text;
using ScanToMail.Boot;
using ScanToMail.Delivery;
using ScanToMail.Hal;
using ScanToMail.Jobs;
using ScanToMail.Panel;
using ScanToMail.Tests.Jobs;
using ScanToMail.Tests.Support;
using UglyToad.PdfPig;
using Xunit;

namespace ScanToMail.Tests.ScanLink
{
    /// <summary>Whole jobs of a board whose scan engine is at the other end of the link.</summary>
    public class LinkJobTests
    {
        private readonly SimHal _hal = new();
        private readonly LinkRig _rig;
        private readonly Firmware _firmware;
        private readonly byte[] _page = TestJpeg.Make(scanBytes: 40_000);
        private ScriptedServer _server;

        public LinkJobTests()
        {
            _rig = new LinkRig(8192, clock: _hal.Clock);
            _rig.Source.Pages.Add(SimPage.Jpeg(_page));
            _rig.Source.Pages.Add(SimPage.Jpeg(_page));
            _server = new ScriptedServer(_hal.Clock, Device.Accepted);
            _hal.Network.Server = (_, _) => _server;
            _hal.Flash.CapacityBytes = 262_144;
            _hal.Flash.Files["roots.pem"] = "-----BEGIN CERTIFICATE-----"u8.ToArray();
            _firmware = new Firmware(new LinkedBoard(_hal, _rig.Board), new Listener(), new Transcript());
            _firmware.Start(Device.Settings);
        }

        [Fact]
        public void APressBecomesAMailWithTheEnginesPages()
        {
            Assert.Equal(DeliveryOutcome.Delivered, _firmware.Press(1).Result.Outcome);
            PagesArrived();
        }

        [Fact]
        public void AServerThatTakesMinutesLosesNothing()
        {
            _hal.Network.Server = (_, _) =>
            {
                _rig.FreezeBoard(170_000);
                return _server;
            };
            int reads = 0;
            _rig.Operating = number =>
            {
                if (++reads % 7 == 0) _rig.FreezeBoard(15_000);
            };
            Assert.Equal(DeliveryOutcome.Delivered, _firmware.Press(1).Result.Outcome);
            Assert.Equal(0, _rig.LostBytes);
            PagesArrived();
        }

        [Fact]
        public void AnEngineThatStopsInAStripLeavesNoMailAndTheNextScanIsWell()
        {
            _server = new ScriptedServer(_hal.Clock, Device.Envelope);
            _rig.Channel = (index, toBoard, bytes) =>
            {
                if (index >= 40) _rig.IsEngineDead = true;
                return index >= 40 ? [bytes[..(bytes.Length / 2)]] : [bytes];
            };
            Job job = _firmware.Press(1);
            Assert.Equal(DeliveryOutcome.NotSent, job.Result.Outcome);
            Assert.Contains("scan: ", job.Result.Diagnosis.Line());
            string line = job.Result.Diagnosis.Line();
            Assert.Matches("stopped answering in page [12] after [0-9]+ bytes: check the cable", line);
            Assert.Empty(_server.Messages);
            Assert.True(_server.IsClosed);
            Assert.Equal(LightPattern.Refused, _firmware.Panel.Shown);

            _rig.Channel = (_, _, bytes) => [bytes];
            _rig.Source.IsShared = true;
            _rig.ResetEngine();
            _server = new ScriptedServer(_hal.Clock, Device.Accepted);
            Assert.Equal(DeliveryOutcome.Delivered, _firmware.Press(1).Result.Outcome);
            PagesArrived();
        }

        private void PagesArrived()
        {
            var message = MimeKit.MimeMessage.Load(new MemoryStream(Undotted(_server.Messages.Single())));
            using PdfDocument document = PdfDocument.Open(Device.Attachment(message));
            Assert.Equal(
                [_page, _page], document.GetPages().Select(page => page.GetImages().Single().RawBytes.ToArray()));
        }

        private static byte[] Undotted(byte[] message) =>
            Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(message).Replace("\r\n..", "\r\n."));

        /// <summary>A board with another scanner.</summary>
        private sealed class LinkedBoard(IHal board, IScanner scanner) : IHal
        {
            public IClock Clock => board.Clock;
            public INetwork Network => board.Network;
            public IFlash Flash => board.Flash;
            public IRandom Random => board.Random;
            public IScanner Scanner => scanner;
            public IButtons Buttons => board.Buttons;
            public IStatusLight Light => board.Light;
            public ISerialLine Serial => board.Serial;
            public IMemory Memory => board.Memory;
            public IBoard Board => board.Board;
        }
    }
}
