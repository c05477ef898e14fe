using ScanToMail.Smtp;

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
        PerhapsDelivered = 5
    }

    /// <summary>
    /// The one place that decides whether and when a mail is tried again.
    ///
    /// What a try can end with:
    /// - The server said no for good (5xx): never again by itself. A recipient that is refused stays refused; when nobody
    ///   waits any more the mail is "refused" and a person must act. Exceptions are the server's own quotas (5.2.0
    ///   SubmissionQuotaExceeded, 5.2.121, 5.2.122), which pass by themselves: throttled.
    /// - A failure that nobody but a person can mend, as the catalogue of diagnoses says ("stop"): held at once.
    /// - No connection, or it broke before the end of the data: after 1, 2, 5, 10, 30 minutes, then every hour. The first
    ///   mail that gets through makes all others that wait for that reason due at once.
    /// - Not now (4xx): the same waits.
    /// - Greylisting (450 or 451 to a recipient, or the word): after 5, 10, 20, 30 minutes, then every hour; servers want
    ///   to see the same triplet again after a few minutes, not after one.
    /// - Throttling (432, 4.3.2 with 432, 4.7.5xx to 4.7.8xx, 452, quotas, 429 of the sign-in
    ///   service): after 5, 15, 30 minutes, then every hour, and
    ///   no other mail is tried meanwhile either, for every try counts against us.
    /// - No answer to the end of the data: "perhaps delivered"; after 5, 15, 30 minutes, then every hour, with the same
    ///   Message-ID, so that the server or the reader can tell the copies. The server gets time to finish first.
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

        /// <summary>
        /// Why a try failed, or <see cref="RetryKind.None"/> where another try without a person's help is no use. Whom
        /// the server has taken or refused for good is the record's business, not asked here.
        /// </summary>
        public static RetryKind KindOf(DeliveryResult result)
        {
            if (result.Outcome == DeliveryOutcome.PerhapsDelivered) return RetryKind.PerhapsDelivered;
            SmtpReply putOff = PutOff(result);
            if (putOff != null) return KindOf(putOff, true);
            Diagnosis diagnosis = result.Diagnosis;
            if (diagnosis == null) return RetryKind.None;
            if (diagnosis.Symptom.Kind == SignInKinds.Throttled) return RetryKind.Throttled;
            SmtpReply reply = diagnosis.Symptom.Reply;
            if (diagnosis.Symptom.Kind != "reply" || reply == null)
            {
                return diagnosis.Retry ? RetryKind.Connection : RetryKind.None;
            }
            if (reply.IsTransient) return KindOf(reply, diagnosis.Symptom.Phase == SmtpPhases.Name(SmtpPhase.RcptTo));
            return IsQuota(reply) ? RetryKind.Throttled : diagnosis.Retry ? RetryKind.Later : RetryKind.None;
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
            if (record.WaitedS >= giveUpS) return false;
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
            if (kind == RetryKind.Throttled || kind == RetryKind.PerhapsDelivered)
            {
                return kindTries <= 1 ? 5 * MinuteS : kindTries == 2 ? 15 * MinuteS : kindTries == 3 ? 30 * MinuteS : HourS;
            }
            return kindTries <= 1 ? MinuteS : kindTries == 2 ? 2 * MinuteS : kindTries == 3 ? 5 * MinuteS
                : kindTries == 4 ? 10 * MinuteS : kindTries == 5 ? 30 * MinuteS : HourS;
        }

        /// <summary>The reply of the first recipient that was put off, or null.</summary>
        private static SmtpReply PutOff(DeliveryResult result)
        {
            for (int i = 0; i < result.Recipients.Length; i++)
            {
                SmtpReply reply = result.Recipients[i].Reply;
                if (!result.Recipients[i].Accepted && reply != null && reply.IsTransient) return reply;
            }
            return null;
        }

        private static RetryKind KindOf(SmtpReply reply, bool isRecipient)
        {
            if (IsThrottle(reply)) return RetryKind.Throttled;
            string text = reply.Text.ToLower();
            if (text.IndexOf("greylist") >= 0 || text.IndexOf("graylist") >= 0) return RetryKind.Greylisted;
            return isRecipient && (reply.Code == 450 || reply.Code == 451) ? RetryKind.Greylisted : RetryKind.Later;
        }

        /// <summary>432 is Exchange's own code for too many connections; 4.7.500 to 4.7.899 its throttling of addresses; 452
        /// and 4.5.3 RFC 5321's and RFC 3463's "too much".</summary>
        private static bool IsThrottle(SmtpReply reply)
        {
            string enhanced = reply.EnhancedCode;
            bool isAddressThrottle = enhanced.Length == 7
                && (enhanced.StartsWith("4.7.5") || enhanced.StartsWith("4.7.6") || enhanced.StartsWith("4.7.8"));
            return reply.Code == 432 || reply.Code == 452 || enhanced == "4.5.3" || isAddressThrottle;
        }

        /// <summary>Quotas that pass by themselves although their replies begin with 5.</summary>
        private static bool IsQuota(SmtpReply reply)
        {
            return reply.EnhancedCode == "5.2.121" || reply.EnhancedCode == "5.2.122"
                || reply.Text.IndexOf("SubmissionQuotaExceeded") >= 0;
        }
    }
}
