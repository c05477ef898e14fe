using System;
using ScanToMail.Hal;

namespace ScanToMail.ScanLink
{
    /// <summary>
    /// Frames on a byte line: one buffer in, one small buffer out, made once. Finds a frame's start natively, passes
    /// over noise, and looks behind the start of a frame that proves damaged, so that the next good one is never lost
    /// with it.
    /// </summary>
    internal sealed class LinkPort
    {
        /// <summary>Bytes before the payload.</summary>
        public const int HeaderBytes = 10;

        /// <summary>Bytes of a frame that are not payload.</summary>
        public const int OverheadBytes = HeaderBytes + CrcBytes;

        /// <summary>Most bytes of a payload.</summary>
        public const int PayloadMaxBytes = 2048;

        /// <summary>Most bytes of a payload that the board sends.</summary>
        public const int SendMaxBytes = 16;

        private const int CrcBytes = 4;
        private const int Sync1 = 0xA5;
        private const int Sync2 = 0x5A;
        private const int CheckedFrom = 2;
        private const int GapMs = 100;
        private const int PatienceMs = 1000;
        private const int StepMaxMs = 250;
        private const int NoiseLimitBytes = 8192;

        private static readonly object BoxedSync1 = (byte)Sync1;

        private readonly IByteLine _line;
        private readonly IClock _clock;
        private readonly FrameCheck _check;
        private readonly byte[] _in = new byte[OverheadBytes + PayloadMaxBytes];
        private readonly byte[] _out = new byte[OverheadBytes + SendMaxBytes];
        private int _count;
        private int _frameBytes;
        private int _noiseBytes;
        private long _stepMs;

        public LinkPort(IByteLine line, IClock clock, FrameCheck check)
        {
            _line = line;
            _clock = clock;
            _check = check;
        }

        /// <summary>The received frame; its payload starts at <see cref="HeaderBytes"/>. Holds until the next
        /// <see cref="Receive"/>.</summary>
        public byte[] Frame
        {
            get { return _in; }
        }

        /// <summary>Where the payload of the frame to be sent is put, from <see cref="HeaderBytes"/> on.</summary>
        public byte[] Outgoing
        {
            get { return _out; }
        }

        /// <summary>How many bytes the line keeps while nobody reads.</summary>
        public int ReceiveBufferBytes
        {
            get { return _line.ReceiveBufferBytes; }
        }

        public int Type
        {
            get { return _in[2]; }
        }

        public int Sequence
        {
            get { return Get16(4); }
        }

        public int Session
        {
            get { return Get16(6); }
        }

        public int PayloadBytes
        {
            get { return Get16(8); }
        }

        /// <summary>Whether something that looked like a frame proved damaged in the last <see
        /// cref="Receive"/>.</summary>
        public bool WasDamaged { get; private set; }

        /// <summary>
        /// How long the last <see cref="Receive"/> took, in milliseconds. Time in which the board stood still counts as
        /// one short step: the line has kept what came.
        /// </summary>
        public int WaitedMs { get; private set; }

        /// <summary>Two bytes of the frame, lowest first.</summary>
        public int Get16(int offset)
        {
            return _in[offset] | (_in[offset + 1] << 8);
        }

        /// <summary>Four bytes of the frame, lowest first.</summary>
        public long Get32(int offset)
        {
            return Get16(offset) + Get16(offset + 2) * 65536L;
        }

        /// <summary>Puts two bytes into the payload to be sent, lowest first.</summary>
        public void Put16(int offset, int value)
        {
            _out[offset] = (byte)value;
            _out[offset + 1] = (byte)(value >> 8);
        }

        /// <summary>Sends a frame whose payload is in <see cref="Outgoing"/>.</summary>
        public void Send(int type, int credit, int sequence, int session, int payloadBytes)
        {
            _out[0] = Sync1;
            _out[1] = Sync2;
            _out[2] = (byte)type;
            _out[3] = (byte)credit;
            Put16(4, sequence);
            Put16(6, session);
            Put16(8, payloadBytes);
            int end = HeaderBytes + payloadBytes;
            uint crc = _check.Compute(_out, CheckedFrom, end - CheckedFrom);
            Put16(end, (int)(crc & 0xFFFF));
            Put16(end + 2, (int)(crc >> 16));
            _line.Write(_out, 0, end + CrcBytes);
        }

        /// <summary>
        /// Waits for the next sound frame; false when the line was quiet for <paramref name="waitMs"/>, or gave only
        /// noise for longer than any frame takes.
        /// </summary>
        public bool Receive(int waitMs)
        {
            Drop(_frameBytes);
            _frameBytes = 0;
            _noiseBytes = 0;
            WasDamaged = false;
            WaitedMs = 0;
            _stepMs = _clock.MonotonicMs;
            while (true)
            {
                int needed = Align();
                if (needed > HeaderBytes && _count >= needed)
                {
                    if (IsSound(needed))
                    {
                        _frameBytes = needed;
                        return true;
                    }
                    DropDamaged();
                    continue;
                }
                if (_noiseBytes > NoiseLimitBytes || WaitedMs > waitMs + PatienceMs) return false;
                int read = _line.Read(_in, _count, _in.Length - _count, _count > 0 ? GapMs : waitMs);
                _count += read;
                CountStep();
                if (read > 0) continue;
                if (_count == 0) return false;
                DropDamaged();
            }
        }

        private void CountStep()
        {
            long nowMs = _clock.MonotonicMs;
            long stepMs = nowMs - _stepMs;
            _stepMs = nowMs;
            WaitedMs += stepMs > StepMaxMs ? StepMaxMs : (int)stepMs;
        }

        /// <summary>
        /// Brings what may be a frame to the buffer's start. Returns how many bytes it has when whole, or
        /// <see cref="HeaderBytes"/> while too few have come to know.
        /// </summary>
        private int Align()
        {
            while (_count > 0)
            {
                int start = Array.IndexOf(_in, BoxedSync1, 0, _count);
                DropNoise(start < 0 ? _count : start);
                if (_count < HeaderBytes && (_count < 2 || _in[1] == Sync2)) break;
                if (_in[1] == Sync2 && PayloadBytes <= PayloadMaxBytes) return OverheadBytes + PayloadBytes;
                DropNoise(1);
            }
            return HeaderBytes;
        }

        private bool IsSound(int frameBytes)
        {
            int end = frameBytes - CrcBytes;
            uint crc = (uint)Get16(end) | ((uint)Get16(end + 2) << 16);
            return crc == _check.Compute(_in, CheckedFrom, end - CheckedFrom);
        }

        /// <summary>What looked like a start was none, or its frame was hurt: a sound one may begin right behind
        /// it.</summary>
        private void DropDamaged()
        {
            WasDamaged = true;
            DropNoise(1);
        }

        private void DropNoise(int count)
        {
            _noiseBytes += count;
            Drop(count);
        }

        private void Drop(int count)
        {
            if (count == 0) return;
            _count -= count;
            Array.Copy(_in, count, _in, 0, _count);
        }
    }
}
