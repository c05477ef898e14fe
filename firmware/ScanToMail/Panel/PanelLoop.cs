using ScanToMail.Hal;

namespace ScanToMail.Panel
{
    /// <summary>
    /// Buttons and light (firmware/PANEL.md). One thread calls <see cref="Tick"/> over and over; <see cref="Show"/> may
    /// come from any. Time is the clock's alone.
    /// </summary>
    public sealed class PanelLoop
    {
        /// <summary>The highest number that short presses can choose.</summary>
        public const int NumberMax = 16;

        /// <summary>The longest time after which <see cref="Tick"/> wants to be called again.</summary>
        public const int WaitMaxMs = 250;

        private const int LongMs = 2000;
        private const int StuckMs = 60000;
        private const int CountGapMs = 1000;
        private const int StandstillMs = 400;
        private const int SampleMs = 10;
        private const int DownSampleMs = 50;

        private readonly IClock _clock;
        private readonly IButtons _contacts;
        private readonly PanelListener _listener;
        private readonly Button[] _buttons;
        private readonly LightPlayer _light;
        private readonly object _lock = new object();
        private LightPattern _shown;
        private LightPattern _wanted;
        private bool _isOnceWanted;
        private long _lastTickMs = -1;
        private int _presses;
        private int _chosen;

        /// <summary>A panel over a board's buttons and light.</summary>
        public PanelLoop(IClock clock, IButtons buttons, IStatusLight light, PanelListener listener)
        {
            _clock = clock;
            _contacts = buttons;
            _listener = listener;
            _light = new LightPlayer(light, LightPatterns.Steps(LightPattern.Ready));
            _buttons = new Button[buttons.Count];
            for (int i = 0; i < _buttons.Length; i++) _buttons[i] = new Button();
        }

        /// <summary>The highest number that a profile has; with one button and nothing to choose a press is taken at
        /// once.</summary>
        public int HighestNumber { get; set; } = 1;

        /// <summary>The pattern that is shown, apart from what is shown once.</summary>
        public LightPattern Shown
        {
            get { lock (_lock) return _wanted; }
        }

        /// <summary>Whether somebody holds a button now; a stuck one does not count.</summary>
        public bool IsHeld
        {
            get { return CountDown() > 0; }
        }

        /// <summary>Shows a pattern from the next tick on: over and over, or once over the present one.</summary>
        public void Show(LightPattern pattern)
        {
            lock (_lock)
            {
                if (LightPatterns.IsOnce(pattern)) _isOnceWanted = true;
                else _wanted = pattern;
            }
        }

        /// <summary>
        /// Looks at the buttons, moves the light on, tells the listener. Returns in how many milliseconds it wants to
        /// be called again, 1 to 250; earlier does no harm, and a change of a button is a reason.
        /// </summary>
        public int Tick()
        {
            long nowMs = _clock.MonotonicMs;
            if (_lastTickMs < 0) TakeStart(nowMs);
            bool stoodStill = nowMs - _lastTickMs > StandstillMs;
            _lastTickMs = nowMs;
            int waitMs = WaitMaxMs;
            for (int i = 0; i < _buttons.Length; i++)
            {
                Look(i + 1, _buttons[i], stoodStill, nowMs);
                if (!_buttons[i].IsSettled) waitMs = SampleMs;
                else if (_buttons[i].IsDown && !_buttons[i].IsStuck && waitMs > DownSampleMs) waitMs = DownSampleMs;
            }
            CountBack(nowMs);
            int lightMs = MoveLight(nowMs);
            Choose();
            if (_presses > 0 && waitMs > DownSampleMs) waitMs = DownSampleMs;
            return lightMs < waitMs ? lightMs : waitMs;
        }

        /// <summary>Who is down when the device starts is no finger that wants a scan.</summary>
        private void TakeStart(long nowMs)
        {
            _lastTickMs = nowMs;
            for (int i = 0; i < _buttons.Length; i++)
            {
                if (!_contacts.IsDown(i + 1)) continue;
                _buttons[i].Set(true, nowMs);
                _buttons[i].IsIgnored = true;
                _buttons[i].IsStuck = true;
                _listener.ButtonStuck(i + 1);
            }
        }

        private void Look(int number, Button button, bool stoodStill, long nowMs)
        {
            bool isDown = _contacts.IsDown(number);
            if (stoodStill && button.IsDown && !isDown)
            {
                // Nobody saw when it came up, so whether it was short or long is not known: it counts for nothing.
                button.Set(false, nowMs);
                Release(button);
                return;
            }
            if (button.Sample(isDown, nowMs))
            {
                if (button.IsDown) Push(button, nowMs);
                else if (!Release(button)) TakeShort(number);
            }
            if (button.IsDown) TakeTime(number, button, nowMs - button.SinceMs);
        }

        /// <summary>Two buttons at once may be a hand that leans on the panel: neither counts.</summary>
        private void Push(Button button, long nowMs)
        {
            if (_chosen > 0) _light.PlayOnce(null, nowMs);
            _chosen = 0;
            if (CountDown() < 2) return;
            for (int i = 0; i < _buttons.Length; i++)
            {
                if (_buttons[i].IsDown) _buttons[i].IsIgnored = true;
            }
            button.IsIgnored = true;
        }

        /// <summary>Ends a press; whether it counted for nothing.</summary>
        private static bool Release(Button button)
        {
            bool wasIgnored = button.IsIgnored;
            button.IsIgnored = false;
            button.IsStuck = false;
            return wasIgnored;
        }

        private void TakeTime(int number, Button button, long downMs)
        {
            if (downMs >= LongMs && !button.IsIgnored)
            {
                button.IsIgnored = true;
                _presses = 0;
                _listener.CancelPressed();
            }
            if (downMs >= StuckMs && !button.IsStuck)
            {
                button.IsStuck = true;
                _listener.ButtonStuck(number);
            }
        }

        private void TakeShort(int number)
        {
            if (_buttons.Length > 1 || HighestNumber <= 1)
            {
                _listener.Pressed(number);
                return;
            }
            if (_presses < NumberMax) _presses++;
        }

        /// <summary>With one button: when no further press comes, the light counts the number back. A press while it
        /// counts begins anew.</summary>
        private void CountBack(long nowMs)
        {
            if (_presses == 0 || _buttons[0].IsDown || nowMs - _buttons[0].SinceMs < CountGapMs) return;
            _chosen = _presses;
            _presses = 0;
            _light.PlayOnce(LightPatterns.CountSteps(_chosen), nowMs);
        }

        /// <summary>What has been counted back to its end is chosen.</summary>
        private void Choose()
        {
            if (_chosen == 0 || _light.IsPlayingOnce) return;
            int chosen = _chosen;
            _chosen = 0;
            _listener.Pressed(chosen);
        }

        private int MoveLight(long nowMs)
        {
            lock (_lock)
            {
                if (_wanted != _shown)
                {
                    _shown = _wanted;
                    _light.SetRest(LightPatterns.Steps(_shown), nowMs);
                }
                if (_isOnceWanted && !_light.IsPlayingOnce)
                {
                    _isOnceWanted = false;
                    _light.PlayOnce(LightPatterns.Steps(LightPattern.Sent), nowMs);
                }
            }
            return _light.Tick(nowMs);
        }

        private int CountDown()
        {
            int count = 0;
            for (int i = 0; i < _buttons.Length; i++)
            {
                if (_buttons[i].IsDown && !_buttons[i].IsStuck) count++;
            }
            return count;
        }
    }
}
