namespace ScanToMail.Tenant.Smtp
{
    /// <summary>
    /// Undoes the dot-stuffing of DATA (RFC 5321 section 4.5.2), whatever pieces the content comes in. Only CRLF ends a
    /// line, only CRLF . CRLF ends the content.
    /// </summary>
    internal sealed class DotUnstuffer
    {
        private State state = State.LineStart;
        private int lineOctets;

        private enum State
        {
            LineStart,
            Dot,
            DotReturn,
            Return,
            Middle,
        }

        /// <summary>The final dot was seen.</summary>
        public bool Ended { get; private set; }

        /// <summary>An LF came that no CR precedes.</summary>
        public bool HasBareLineFeed { get; private set; }

        /// <summary>A CR came that no LF follows.</summary>
        public bool HasBareReturn { get; private set; }

        /// <summary>Longest line, octets without its line end.</summary>
        public int LongestLineOctets { get; private set; }

        /// <summary>Takes a piece, writes content into <paramref name="target"/>, gives the octets used.</summary>
        public int Write(ReadOnlySpan<byte> piece, Stream target)
        {
            int position = 0;
            while (position < piece.Length && !Ended)
            {
                position += state == State.Middle
                    ? TakeRun(piece[position..], target)
                    : TakeOne(piece[position], target);
            }

            return position;
        }

        private int TakeRun(ReadOnlySpan<byte> rest, Stream target)
        {
            int stop = rest.IndexOfAny((byte)'\r', (byte)'\n');
            int length = stop < 0 ? rest.Length : stop + 1;
            target.Write(rest[..length]);
            CountLine(stop < 0 ? length : stop);
            if (stop >= 0 && rest[stop] == '\r')
            {
                state = State.Return;
            }
            else if (stop >= 0)
            {
                HasBareLineFeed = true;
                lineOctets = 0;
            }

            return length;
        }

        private int TakeOne(byte octet, Stream target)
        {
            switch (state)
            {
                case State.LineStart when octet == '.':
                    state = State.Dot;
                    return 1;
                case State.Dot when octet == '\r':
                    state = State.DotReturn;
                    return 1;
                case State.DotReturn when octet == '\n':
                    Ended = true;
                    return 1;
                case State.DotReturn:
                    target.WriteByte((byte)'\r');
                    state = State.Return;
                    return 0;
                case State.Return when octet == '\n':
                    target.WriteByte(octet);
                    state = State.LineStart;
                    lineOctets = 0;
                    return 1;
                case State.Return when octet == '\r':
                    HasBareReturn = true;
                    target.WriteByte(octet);
                    return 1;
                case State.Return:
                    HasBareReturn = true;
                    state = State.Middle;
                    return 0;
                default:
                    state = State.Middle;
                    return 0;
            }
        }

        private void CountLine(int octets)
        {
            lineOctets += octets;
            LongestLineOctets = Math.Max(LongestLineOctets, lineOctets);
        }
    }
}
