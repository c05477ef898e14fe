using System;
using System.Collections;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Hal;

namespace ScanToMail.Console
{
    /// <summary>status, time, net, version, memory, reboot.</summary>
    internal sealed class DeviceCommands
    {
        private const int SynchronizeTimeoutMs = 20000;

        private readonly DeviceControl _device;
        private readonly Terminal _terminal;

        public DeviceCommands(DeviceControl device, Terminal terminal)
        {
            _device = device;
            _terminal = terminal;
        }

        /// <summary>Does a command, if it is one of these.</summary>
        public bool Do(CommandLine line)
        {
            string name = line.At(0);
            if (name == "status") Status(line);
            else if (name == "time") Time(line);
            else if (name == "net") Net(line);
            else if (name == "version") Version(line);
            else if (name == "memory") Memory(line);
            else if (name == "reboot") Reboot(line);
            else return false;
            return true;
        }

        private void Status(CommandLine line)
        {
            line.Expect(1, 1, line.At(0) + " [--json]");
            JsonReport report = new JsonReport(line.IsJson);
            report.Add("device", _device.Settings == null ? "" : _device.Settings.Device.Name);
            report.Add("configured", _device.Settings != null);
            report.Add("missing", _device.Missing());
            report.Add("settings", _device.SettingsProblem.Length == 0 ? "sound" : _device.SettingsProblem);
            report.Add("network", _device.Hal.Network.IsUp ? "up" : _device.Hal.Network.Problem);
            report.Add("clock", _device.Hal.Clock.IsSet ? "set" : "not set");
            if (_device.Settings != null) AddSending(report, _device.Settings);
            report.Add("waiting", _device.Queue == null ? 0 : _device.Queue.Jobs().Length);
            report.Add("spoolBytes", _device.Queue == null ? 0 : _device.Queue.Spool.UsedBytes);
            report.Add("spoolLimitBytes", _device.Queue == null ? 0 : _device.Queue.Spool.LimitBytes);
            report.Add("spoolMedium", _device.Queue == null ? "" : SpoolMediums.Name(
                _device.Queue.Spool.IsVolatile ? SpoolMedium.Memory : SpoolMedium.Flash));
            report.Add("spoolProblem", _device.Queue == null ? "" : _device.Queue.Spool.Problem);
            report.Add("needsPerson", _device.Queue != null && _device.Queue.Spool.NeedsPerson);
            report.Add("notice", _device.Notice);
            _terminal.WriteLine(report.Text());
        }

        /// <summary>What the chosen way of sending rests on: the device's own certificate, and what to look out for.</summary>
        private void AddSending(JsonReport report, Settings settings)
        {
            CertificateReader leaf = CertificateRules.TryRead(_device.Hal, settings, out Diagnosis problem);
            report.Add("certificate", leaf == null ? "" : CertificateRules.Describe(leaf));
            report.Add("certificateProblem", problem == null ? "" : Notices.Text(problem));
            ArrayList notices = Notices.Of(settings, leaf, _device.Hal.Clock);
            string[] warnings = new string[notices.Count];
            for (int i = 0; i < warnings.Length; i++) warnings[i] = Notices.Text((Diagnosis)notices[i]);
            report.Add("warnings", warnings);
            SendingSettings sending = settings.Sending;
            if (sending.GoesToMx && sending.ClientCertificate.Length == 0) AddAddress(report, settings);
        }

        /// <summary>The address that Microsoft 365 judges the device by where it shows no certificate, and the record in DNS
        /// that says so: "SPF record" in "How to set up a multifunction device or application to send email using Microsoft
        /// 365" (learn.microsoft.com).</summary>
        private void AddAddress(JsonReport report, Settings settings)
        {
            string address = _device.PublicAddress;
            bool isSeen = address.Length > 0;
            report.Add("publicAddress", address);
            report.Add("publicAddressProblem", isSeen ? "" : Notices.Text(Notices.UnseenAddress(settings, _device.Hal.Clock)));
            report.Add("spfDomain", settings.Sending.From.Domain);
            report.Add("spf", isSeen ? "v=spf1 ip4:" + address + " include:spf.protection.outlook.com ~all" : "");
        }

        private void Time(CommandLine line)
        {
            IClock clock = _device.Hal.Clock;
            bool isSync = line.At(1) == "sync";
            line.Expect(1, isSync ? 2 : 1, "time [sync] [--json]");
            if (isSync && !Synchronize())
            {
                throw new ConsoleException("time", "no time server answered",
                    "check time.servers, the network and UDP port 123");
            }
            JsonReport report = new JsonReport(line.IsJson);
            report.Add("set", clock.IsSet);
            report.Add("utc", clock.IsSet ? clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") : "");
            if (clock.IsSet && _device.Settings != null)
            {
                int offsetMinutes = _device.Settings.Time.Zone.OffsetMinutes(clock.UtcNow);
                report.Add("local", clock.UtcNow.AddMinutes(offsetMinutes).ToString("yyyy-MM-dd HH:mm:ss"));
            }
            report.Add("uptimeSeconds", clock.MonotonicMs / 1000);
            _terminal.WriteLine(report.Text());
        }

        private bool Synchronize()
        {
            string[] servers = _device.Settings == null ? new string[] { "pool.ntp.org" } : _device.Settings.Time.Servers;
            return _device.Hal.Clock.Synchronize(servers, SynchronizeTimeoutMs);
        }

        private void Net(CommandLine line)
        {
            line.Expect(1, 1, line.At(0) + " [--json]");
            INetwork network = _device.Hal.Network;
            JsonReport report = new JsonReport(line.IsJson);
            report.Add("link", network.HasLink);
            report.Add("up", network.IsUp);
            report.Add("problem", network.Problem);
            report.Add("address", network.OwnAddress);
            report.Add("gateway", network.Gateway);
            report.Add("mac", network.MacAddress);
            string[] servers = network.DnsServers;
            string list = "";
            for (int i = 0; i < servers.Length; i++) list += (i == 0 ? "" : ", ") + servers[i];
            report.Add("dns", list);
            _terminal.WriteLine(report.Text());
        }

        private void Version(CommandLine line)
        {
            line.Expect(1, 1, line.At(0) + " [--json]");
            JsonReport report = new JsonReport(line.IsJson);
            report.Add("version", _device.Version);
            report.Add("board", _device.Hal.Board.Model);
            report.Add("serial", _device.Hal.Board.SerialNumber);
            _terminal.WriteLine(report.Text());
        }

        private void Memory(CommandLine line)
        {
            line.Expect(1, 1, line.At(0) + " [--json]");
            JsonReport report = new JsonReport(line.IsJson);
            report.Add("freeBytes", _device.Hal.Memory.FreeBytes);
            report.Add("totalBytes", _device.Hal.Memory.TotalBytes);
            if (_device.Queue != null)
            {
                report.Add("usedBytes", _device.Queue.Runner.Peaks.UsedBytes);
                report.Add("peakScanningBytes", _device.Queue.Runner.Peaks.ScanningBytes);
                report.Add("peakSendingBytes", _device.Queue.Runner.Peaks.SendingBytes);
            }
            report.Add("flashBytes", _device.Hal.Flash.CapacityBytes);
            _terminal.WriteLine(report.Text());
        }

        private void Reboot(CommandLine line)
        {
            line.Expect(1, 1, "reboot");
            _device.Log.Flush();
            _device.Reboot();
        }
    }
}
