using System.Text;
using System.Text.Json.Nodes;
using ScanToMail.Boot;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.Hal.Pc;
using ScanToMail.Jobs;
using ScanToMail.Panel;
using ScanToMail.Tenant;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Microsoft365
{
    /// <summary>
    /// A device as it is switched on: the supervisor starts the firmware with all its threads, from settings in flash. A
    /// person sits at its console and its button; network, TLS and HTTPS are real and lead to a tenant of the same time.
    /// Every wait of the person has a limit in the device's time, everything together one in real time.
    /// </summary>
    internal sealed class RunningDevice : IAsyncDisposable
    {
        public const string Pin = "471108";
        private const int StepMs = 20;
        private const int WaitLimitMs = 20 * 60_000;
        private static readonly TimeSpan RealLimit = TimeSpan.FromSeconds(90);

        private readonly SimHal _sim = new();
        private readonly Transcript _transcript = new();

        private RunningDevice(TenantServer tenant, LockstepClock clock)
        {
            Tenant = tenant;
            Clock = clock;
            Serial = new Line(clock);
            Light = new Lamp(clock);
            _sim.Flash.CapacityBytes = 2_000_000;
            _sim.Flash.Files["roots.pem"] = Encoding.ASCII.GetBytes(tenant.RootCertificatePem);
            _sim.Scanner.Pages.Add(SimPage.Jpeg(TestJpeg.Make(scanBytes: 5000)));
            _sim.Buttons.Waiting = clock.Sleep;
        }

        public TenantServer Tenant { get; }
        public LockstepClock Clock { get; }
        public Line Serial { get; }
        public Lamp Light { get; }
        public SimFlash Flash => _sim.Flash;
        public Firmware Firmware { get; private set; } = null!;

        /// <summary>A tenant, and a device that is off, with settings in flash.</summary>
        public static async Task<RunningDevice> StartAsync(JsonObject settings, TenantOptions? options = null)
        {
            var clock = new LockstepClock(DateTime.UtcNow, RealLimit);
            options ??= new TenantOptions();
            options.Authority = Board.Authority;
            options.Time = new DeviceTime(clock);
            var device = new RunningDevice(await TenantServer.StartAsync(options), clock);
            device.Flash.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(settings.ToJsonString());
            return device;
        }

        /// <summary>Switches the device on, has a person do something with it and switches it off.</summary>
        public async Task RunAsync(Action person)
        {
            var supervisor = new BootingSupervisor(new Parts(this));
            Exception? error = null;
            var device = new Thread(() => supervisor.Run(new Silence(), _transcript)) { IsBackground = true, Name = "device" };
            var hand = new Thread(() =>
            {
                Clock.Enter(Thread.CurrentThread);
                device.Start();
                Clock.Enter(device);
                try
                {
                    Until(() => supervisor.HasBooted, "the device boots");
                    Firmware = supervisor.Firmware;
                    person();
                }
                catch (Exception thrown)
                {
                    error = thrown;
                }
                supervisor.Firmware?.Stop();
            }) { IsBackground = true, Name = "person" };
            hand.Start();
            await Task.Run(() =>
            {
                hand.Join();
                device.Join();
            }).WaitAsync(RealLimit + TimeSpan.FromSeconds(30));
            if (error is not null) throw new InvalidOperationException($"{error.Message}\nconsole: {Serial.Said}\n{_transcript}", error);
            if (Flash.Files.TryGetValue("crash", out byte[]? crash)) throw new InvalidOperationException(Encoding.UTF8.GetString(crash));
        }

        /// <summary>Types a line and waits for a text in what the device says to it; returns all that it said to it.</summary>
        public string Type(string line, string until)
        {
            int before = Serial.Said.Length;
            Serial.Type(line + "\r");
            return WaitFor(until, before);
        }

        /// <summary>Waits for a text in what the device says from a place on.</summary>
        public string WaitFor(string text, int from)
        {
            Until(() => Serial.Said.IndexOf(text, from, StringComparison.Ordinal) >= 0, $"the console says \"{text}\"");
            return Serial.Said[from..];
        }

        /// <summary>Waits until something is so.</summary>
        public void Until(Func<bool> isSo, string what)
        {
            long endMs = Clock.MonotonicMs + WaitLimitMs;
            while (!isSo())
            {
                if (Clock.MonotonicMs > endMs) throw new TimeoutException($"it never came to pass that {what}");
                Clock.Sleep(StepMs);
            }
        }

        /// <summary>Presses the button shortly.</summary>
        public void Press()
        {
            _sim.Buttons.Set(1, true);
            Clock.Sleep(500);
            _sim.Buttons.Set(1, false);
            Clock.Sleep(500);
        }

        public async ValueTask DisposeAsync() => await Tenant.DisposeAsync();

        /// <summary>The serial line: what is typed, and what the device says.</summary>
        internal sealed class Line(LockstepClock clock) : ISerialLine
        {
            private readonly Lock _lock = new();
            private readonly Queue<byte> _typed = new();
            private readonly MemoryStream _said = new();

            public string Said
            {
                get
                {
                    lock (_lock) return Encoding.UTF8.GetString(_said.ToArray());
                }
            }

            public void Type(string text)
            {
                lock (_lock)
                {
                    foreach (byte value in Encoding.UTF8.GetBytes(text)) _typed.Enqueue(value);
                }
            }

            public int Read(byte[] buffer, int offset, int count, int timeoutMs)
            {
                bool isSilent;
                lock (_lock) isSilent = _typed.Count == 0;
                if (isSilent) clock.Sleep(timeoutMs);
                lock (_lock)
                {
                    int read = 0;
                    while (read < count && _typed.TryDequeue(out byte value)) buffer[offset + read++] = value;
                    return read;
                }
            }

            public void Write(byte[] buffer, int offset, int count)
            {
                lock (_lock) _said.Write(buffer, offset, count);
            }
        }

        /// <summary>The light and when it was switched.</summary>
        internal sealed class Lamp(LockstepClock clock) : IStatusLight
        {
            private readonly Lock _lock = new();
            private readonly List<(long AtMs, bool On)> _history = [];

            /// <summary>How long it was on, off, on ... since a time, ends left out.</summary>
            public long[] RhythmSince(long sinceMs)
            {
                lock (_lock)
                {
                    (long AtMs, bool On)[] seen = [.. _history.Where(change => change.AtMs >= sinceMs).SkipWhile(change => !change.On)];
                    return [.. seen.Zip(seen.Skip(1), (first, second) => second.AtMs - first.AtMs)];
                }
            }

            public void Set(bool on)
            {
                lock (_lock)
                {
                    if (_history.Count == 0 || _history[^1].On != on) _history.Add((clock.MonotonicMs, on));
                }
            }

            /// <summary>Whether it is on.</summary>
            public bool IsOn
            {
                get
                {
                    lock (_lock) return _history[^1].On;
                }
            }
        }

        private sealed class Parts(RunningDevice device) : IHal
        {
            public IClock Clock => device.Clock;
            public INetwork Network { get; } = new PcNetwork(Microsoft365.Board.MapTo(device.Tenant));
            public IFlash Flash => device._sim.Flash;
            public IRandom Random => device._sim.Random;
            public IScanner Scanner => device._sim.Scanner;
            public IButtons Buttons => device._sim.Buttons;
            public IStatusLight Light => device.Light;
            public ISerialLine Serial => device.Serial;
            public IMemory Memory => device._sim.Memory;
            public IBoard Board { get; } = device._sim.Board;
        }

        private sealed class BootingSupervisor(IHal hal) : Supervisor(hal)
        {
            public volatile bool HasBooted;

            protected override void OnBooted() => HasBooted = true;
        }

        private sealed class Silence : JobListener
        {
            public override void Changed(Job job)
            {
            }
        }
    }
}
