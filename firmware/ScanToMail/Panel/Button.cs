namespace ScanToMail.Panel
{
    /// <summary>One button without its contact's bouncing: a level counts when it has held for 30 ms.</summary>
    internal sealed class Button
    {
        private const int DebounceMs = 30;
        private bool _raw;
        private long _rawSinceMs;

        /// <summary>Whether it is down.</summary>
        public bool IsDown { get; private set; }

        /// <summary>Since when, by the clock's monotonic time.</summary>
        public long SinceMs { get; private set; }

        /// <summary>Whether its present press counts for nothing.</summary>
        public bool IsIgnored { get; set; }

        /// <summary>Whether it has been down for too long to be a finger.</summary>
        public bool IsStuck { get; set; }

        /// <summary>Whether the contact is at rest.</summary>
        public bool IsSettled
        {
            get { return _raw == IsDown; }
        }

        /// <summary>Takes the contact's level as it is.</summary>
        public void Set(bool isDown, long nowMs)
        {
            _raw = isDown;
            _rawSinceMs = nowMs;
            Accept();
        }

        /// <summary>Takes a look at the contact; whether the button went down or up by it.</summary>
        public bool Sample(bool isDown, long nowMs)
        {
            if (isDown != _raw)
            {
                _raw = isDown;
                _rawSinceMs = nowMs;
            }
            if (IsSettled || nowMs - _rawSinceMs < DebounceMs) return false;
            Accept();
            return true;
        }

        private void Accept()
        {
            IsDown = _raw;
            SinceMs = _rawSinceMs;
        }
    }
}
