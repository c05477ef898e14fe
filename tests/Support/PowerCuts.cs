namespace ScanToMail.Tests.Support
{
    /// <summary>
    /// Cuts the power at every operation of a scenario, and again at every operation of the boots behind it, and has the
    /// outcome looked at each time. What a cut leaves is drawn several times for each place.
    /// </summary>
    /// <param name="start">The flash that every run begins with.</param>
    /// <param name="seed">Decides what the cuts leave.</param>
    public sealed class PowerCuts(SimFlash start, int seed)
    {
        /// <summary>How often each place is tried; with 5 ways for a file to survive.</summary>
        public int DrawsPerCut { get; init; } = 8;

        /// <summary>Cuts in a row: 1 cuts the scenario only, 2 cuts the boot after it too.</summary>
        public int CutsInARow { get; init; } = 2;

        /// <summary>Cut points tried so far.</summary>
        public long Tried { get; private set; }

        /// <summary>
        /// Tries them all. <paramref name="scenario"/> is what is interrupted, <paramref name="boot"/> what the device does
        /// when it starts again, <paramref name="check"/> throws where an invariant is broken; it gets a flash whose boot
        /// went through. The exception that comes out names seed and place.
        /// </summary>
        public void TryAll(Action<SimFlash> scenario, Action<SimFlash> boot, Action<SimFlash> check)
        {
            for (long k = 1; Try(k, scenario, boot, check); k++)
            {
            }
        }

        /// <summary>One place, all draws; false when the scenario has no k-th operation.</summary>
        private bool Try(long k, Action<SimFlash> scenario, Action<SimFlash> boot, Action<SimFlash> check)
        {
            for (int draw = 0; draw < DrawsPerCut; draw++)
            {
                SimFlash flash = start.Copy();
                string trail = "";
                try
                {
                    if (!IsCut(flash, k, DrawSeed(k, draw), scenario, ref trail)) return false;
                    SecondCuts(flash, DrawSeed(k, draw), boot, check, ref trail);
                    boot(flash);
                    check(flash);
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"seed {seed}, cut {k}, draw {draw}: {trail}: {error.Message}", error);
                }
            }
            return true;
        }

        private void SecondCuts(SimFlash flash, int drawSeed, Action<SimFlash> boot, Action<SimFlash> check, ref string trail)
        {
            for (long j = 1; CutsInARow > 1; j++)
            {
                SimFlash again = flash.Copy();
                string before = trail;
                if (!IsCut(again, j, drawSeed + (int)j, boot, ref trail)) return;
                boot(again);
                check(again);
                trail = before;
            }
        }

        private bool IsCut(SimFlash flash, long k, int cutSeed, Action<SimFlash> action, ref string trail)
        {
            flash.CutAt(k, cutSeed);
            try
            {
                action(flash);
            }
            catch (PowerCutException)
            {
                // What was being done when the power went; looked at below.
            }
            bool isCut = flash.IsOff;
            if (isCut)
            {
                Tried++;
                trail += (trail.Length > 0 ? ", then " : "") + flash.LastOperation;
            }
            flash.PowerOn();
            return isCut;
        }

        private int DrawSeed(long k, int draw) => unchecked((int)(seed * 7_919L + k * 104_729 + draw * 1_299_709));
    }
}
