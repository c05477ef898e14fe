using ScanToMail.Panel;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Panel
{
    /// <summary>A panel on a simulated clock, with contacts that bounce by a seed.</summary>
    internal sealed class PanelRig : PanelListener
    {
        private readonly List<(long AtMs, int Number, bool IsDown)> _plan = [];
        private readonly Random? _bounce;
        private long _endMs;

        public PanelRig(int buttons, int highestNumber = 1, int? seed = null)
        {
            Buttons = new SimButtons(buttons);
            Light = new SimLight(Clock);
            Loop = new PanelLoop(Clock, Buttons, Light, this) { HighestNumber = highestNumber };
            _bounce = seed is null ? null : new Random(seed.Value);
            StartMs = _endMs = Clock.MonotonicMs;
        }

        public SimClock Clock { get; } = new();

        public SimButtons Buttons { get; }

        public SimLight Light { get; }

        public PanelLoop Loop { get; }

        public long StartMs { get; }

        /// <summary>"press 2", "cancel", "stuck 1", in order.</summary>
        public List<string> Heard { get; } = [];

        public Action? OnHeard { get; set; }

        public override void Pressed(int number) => Hear($"press {number}");

        public override void CancelPressed() => Hear("cancel");

        public override void ButtonStuck(int number) => Hear($"stuck {number}");

        /// <summary>Plans a press, so long after the last one's end.</summary>
        public PanelRig Press(int number, int downMs = 120, int afterMs = 300)
        {
            long atMs = Math.Max(_endMs, Clock.MonotonicMs) + afterMs;
            Plan(number, true, atMs);
            Plan(number, false, atMs + downMs);
            return this;
        }

        /// <summary>Plans a level at a time from the start, with its bouncing.</summary>
        public void Plan(int number, bool isDown, long atMs)
        {
            for (int i = _bounce?.Next(9) * 2 ?? 0; i > 0; i--)
            {
                _plan.Add((atMs, number, isDown == (i % 2 == 0)));
                atMs += _bounce!.Next(1, 3);
            }
            _plan.Add((atMs, number, isDown));
            _endMs = Math.Max(_endMs, atMs);
        }

        /// <summary>Lets the plan happen, and some time after it.</summary>
        public PanelRig Run(int afterMs = 6000)
        {
            List<(long AtMs, int Number, bool IsDown)> plan = _plan.OrderBy(change => change.AtMs).ToList();
            _plan.Clear();
            long untilMs = Math.Max(_endMs, Clock.MonotonicMs) + afterMs;
            int next = 0;
            while (Clock.MonotonicMs < untilMs)
            {
                int waitMs = Loop.Tick();
                if (waitMs is < 1 or > PanelLoop.WaitMaxMs) throw new InvalidOperationException($"waits {waitMs} ms");
                long wakeMs = Clock.MonotonicMs + waitMs;
                if (next < plan.Count && plan[next].AtMs <= wakeMs)
                {
                    Pass(plan[next].AtMs - Clock.MonotonicMs);
                    Buttons.Set(plan[next].Number, plan[next++].IsDown);
                }
                else
                {
                    Pass(waitMs);
                }
            }
            _endMs = Clock.MonotonicMs;
            return this;
        }

        /// <summary>What the light did from a time on: on, off, on ... in milliseconds.</summary>
        public List<long> Rhythm(long fromMs)
        {
            List<(long AtMs, bool On)> changes = Light.History.Where(change => change.AtMs >= fromMs).ToList();
            return changes.Zip(changes.Skip(1), (one, other) => other.AtMs - one.AtMs).ToList();
        }

        private void Pass(long durationMs)
        {
            if (durationMs > 0) Clock.Sleep((int)durationMs);
        }

        private void Hear(string what)
        {
            Heard.Add(what);
            OnHeard?.Invoke();
        }
    }
}
