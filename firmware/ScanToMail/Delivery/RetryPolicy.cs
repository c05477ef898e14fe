namespace ScanToMail.Delivery
{
    /// <summary>Why a try failed, as far as it matters for the next one. The numbers are in flash.</summary>
    public enum RetryKind
    {
        /// <summary>No try has failed.</summary>
        None = 0,

        /// <summary>The network, the server or TLS could not be had, or the conversation broke.</summary>
        Connection = 1,

        /// <summary>The server puts off whom it does not know yet.</summary>
        Greylisted = 2,

        /// <summary>The server has had too much of us.</summary>
        Throttled = 3,

        /// <summary>Another "not now".</summary>
        Later = 4,

        /// <summary>No answer to the end of the data.</summary>
        PerhapsDelivered = 5,

        /// <summary>A quota of hours is used up.</summary>
        Hours = 6,

        /// <summary>A "not now" that means the settings where it repeats.</summary>
        Repeats = 7
    }

    /// <summary>
    /// The one place that decides when a mail is tried again. Whether, and for what reason, is the catalogue's to say: each
    /// of its rows has a retry class, and so this says nothing about codes.
    ///
    /// What a row can say:
    /// - stop, action: the server said no for good, or a person must mend something first: never again by itself. A
    ///   recipient that is refused stays refused; when nobody waits any more the mail is "refused", otherwise it is held.
    ///   A 5xx is such a no unless its row says otherwise: Microsoft's quotas (SubmissionQuotaExceeded, 5.2.121, 5.2.122)
    ///   pass by themselves. And some 4xx are: TLS too old, the wrong region.
    /// - connection: no connection, or it broke before the end of the data: after 1, 2, 5, 10, 30 minutes, then every hour.
    ///   The first mail that gets through makes all others that wait for that reason due at once.
    /// - later: another "not now" (4xx): the same waits.
    /// - repeats: the same waits, but after the eighth failure in a row it is taken for a matter of settings: held.
    /// - greylisted (450 or 451 to a recipient, or the word): after 5, 10, 20, 30 minutes, then every hour; servers want
    ///   to see the same triplet again after a few minutes, not after one.
    /// - throttled (432, 452, 4.7.500 to 4.7.899, 429 of the sign-in service and the like): after 5, 15, 30 minutes, then every
    ///   hour, and
    ///   no other mail is tried meanwhile either, for every try counts against us.
    /// - hours (quotas of an hour or a day): after 80 minutes, 2 hours, then every 4 hours.
    /// - perhaps (no answer to the end of the data): "perhaps delivered"; after 5, 15, 30 minutes, then every hour, with the
    ///   same Message-ID, so that the server or the reader can tell the copies. The server gets time to finish first.
    ///
    /// Every wait is drawn from 80 to 120 % of that, so that a building full of devices does not come back at once. A row of
    /// failures of another kind starts at its first wait. When the waits add up to the limit (24 hours by default) the mail is
    /// given up and held. Waits are counted, not clocks compared: neither a jump of the clock nor a week without power gives a
    /// mail up, or keeps it for ever.
    /// </summary>
    public static class RetryPolicy
    {
        private const int MinuteS = 60;
        private const int HourS = 3600;
        private const int JitterPercent = 20;

        /// <summary>With the waits of this class about three hours.</summary>
        private const int RepeatLimit = 8;

        /// <summary>What a retry class of the catalogue means here.</summary>
        public static RetryKind KindOf(string retryClass)
        {
            if (retryClass == "connection") return RetryKind.Connection;
            if (retryClass == "later") return RetryKind.Later;
            if (retryClass == "greylisted") return RetryKind.Greylisted;
            if (retryClass == "throttled") return RetryKind.Throttled;
            if (retryClass == "hours") return RetryKind.Hours;
            if (retryClass == "repeats") return RetryKind.Repeats;
            return retryClass == "perhaps" ? RetryKind.PerhapsDelivered : RetryKind.None;
        }

        /// <summary>
        /// Why a try failed, or <see cref="RetryKind.None"/> where another try without a person's help is no use. Whom
        /// the server has taken or refused for good is the record's business, not asked here.
        /// </summary>
        public static RetryKind KindOf(DeliveryResult result)
        {
            if (result.Outcome == DeliveryOutcome.PerhapsDelivered) return RetryKind.PerhapsDelivered;
            if (result.PutOff != null) return result.PutOff.RetryKind;
            return result.Diagnosis == null ? RetryKind.None : result.Diagnosis.RetryKind;
        }

        /// <summary>
        /// The wait before the next try in seconds. <paramref name="kindTries"/> counts the failures of this kind in a row,
        /// from 1; <paramref name="random"/> is a random byte.
        /// </summary>
        public static int WaitS(RetryKind kind, int kindTries, byte random)
        {
            int waitS = BaseWaitS(kind, kindTries);
            int percent = 100 - JitterPercent + random * 2 * JitterPercent / 255;
            return waitS * percent / 100;
        }

        /// <summary>
        /// Takes a failed try into the record: its kind, the wait, the time of the next try. Returns false when the limit
        /// is reached and the mail is to be held.
        /// </summary>
        public static bool Postpone(SpoolRecord record, RetryKind kind, int giveUpS, byte random, long nowS)
        {
            record.KindTries = record.Kind == kind ? record.KindTries + 1 : 1;
            record.Kind = kind;
            record.WaitS = WaitS(kind, record.KindTries, random);
            record.NextTryS = nowS + record.WaitS;
            if (record.WaitedS >= giveUpS || (kind == RetryKind.Repeats && record.KindTries > RepeatLimit)) return false;
            record.WaitedS += record.WaitS;
            return true;
        }

        /// <summary>
        /// How long a mail has still to wait after a restart, in seconds: what is left by the clock, but never more than its
        /// present wait, for the clock may have been set back. Without a clock (0) it is due: nothing is sent before there
        /// is one.
        /// </summary>
        public static int RestS(SpoolRecord record, long nowS)
        {
            if (nowS == 0) return 0;
            long restS = record.NextTryS - nowS;
            return restS < 0 ? 0 : restS > record.WaitS ? record.WaitS : (int)restS;
        }

        private static int BaseWaitS(RetryKind kind, int kindTries)
        {
            if (kind == RetryKind.Greylisted)
            {
                return kindTries <= 1 ? 5 * MinuteS : kindTries == 2 ? 10 * MinuteS : kindTries == 3 ? 20 * MinuteS
                    : kindTries == 4 ? 30 * MinuteS : HourS;
            }
            if (kind == RetryKind.Hours) return kindTries <= 1 ? 80 * MinuteS : kindTries == 2 ? 2 * HourS : 4 * HourS;
            if (kind == RetryKind.Throttled || kind == RetryKind.PerhapsDelivered)
            {
                return kindTries <= 1 ? 5 * MinuteS : kindTries == 2 ? 15 * MinuteS : kindTries == 3 ? 30 * MinuteS : HourS;
            }
            return kindTries <= 1 ? MinuteS : kindTries == 2 ? 2 * MinuteS : kindTries == 3 ? 5 * MinuteS
                : kindTries == 4 ? 10 * MinuteS : kindTries == 5 ? 30 * MinuteS : HourS;
        }
    }
}
