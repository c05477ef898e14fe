using ScanToMail.Hal;

namespace ScanToMail.Panel
{
    /// <summary>Plays rhythms on the status light: one over and over, and now and then another one once over
    /// it.</summary>
    internal sealed class LightPlayer
    {
        private const int LagMaxMs = 500;
        private readonly IStatusLight _light;
        private int[] _rest;
        private int[] _once;
        private int _step;
        private long _stepSinceMs;
        private bool _isOn;
        private bool _isKnown;

        public LightPlayer(IStatusLight light, int[] rest)
        {
            _light = light;
            _rest = rest;
        }

        /// <summary>Whether something is shown once now.</summary>
        public bool IsPlayingOnce
        {
            get { return _once != null; }
        }

        /// <summary>Plays this from now on, after what is shown once.</summary>
        public void SetRest(int[] steps, long nowMs)
        {
            _rest = steps;
            if (_once == null) Begin(nowMs);
        }

        /// <summary>Plays this once; null stops what is played once.</summary>
        public void PlayOnce(int[] steps, long nowMs)
        {
            _once = steps;
            Begin(nowMs);
        }

        /// <summary>Switches the light as it is due; returns in how many milliseconds the next switch is.</summary>
        public int Tick(long nowMs)
        {
            int[] steps = _once != null ? _once : _rest;
            // After a standstill of all threads the rhythm goes on; it is not caught up with.
            if (nowMs - _stepSinceMs > steps[_step] + LagMaxMs) _stepSinceMs = nowMs - steps[_step];
            while (nowMs - _stepSinceMs >= steps[_step])
            {
                _stepSinceMs += steps[_step];
                _step++;
                if (_step < steps.Length) continue;
                _step = 0;
                _once = null;
                steps = _rest;
            }
            Set(_step % 2 == 0);
            return (int)(_stepSinceMs + steps[_step] - nowMs);
        }

        private void Begin(long nowMs)
        {
            _step = 0;
            _stepSinceMs = nowMs;
        }

        private void Set(bool on)
        {
            if (_isKnown && on == _isOn) return;
            _isKnown = true;
            _isOn = on;
            _light.Set(on);
        }
    }
}
