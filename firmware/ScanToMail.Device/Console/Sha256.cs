using System;

namespace ScanToMail.Console
{
    /// <summary>SHA-256 (FIPS 180-4). The device's libraries have no hash.</summary>
    public sealed class Sha256
    {
        /// <summary>Length of a digest, in bytes.</summary>
        public const int DigestBytes = 32;

        /// <summary>Length of a block, in bytes.</summary>
        public const int BlockBytes = 64;

        private static readonly uint[] K =
        {
            0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
            0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
            0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
            0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
            0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
            0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
            0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
            0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
        };

        private readonly uint[] _h = new uint[8];
        private readonly uint[] _w = new uint[64];
        private readonly byte[] _block = new byte[BlockBytes];
        private int _blockCount;
        private long _lengthBytes;

        /// <summary>An empty hash.</summary>
        public Sha256()
        {
            Reset();
        }

        /// <summary>Starts anew.</summary>
        public void Reset()
        {
            _h[0] = 0x6a09e667;
            _h[1] = 0xbb67ae85;
            _h[2] = 0x3c6ef372;
            _h[3] = 0xa54ff53a;
            _h[4] = 0x510e527f;
            _h[5] = 0x9b05688c;
            _h[6] = 0x1f83d9ab;
            _h[7] = 0x5be0cd19;
            _blockCount = 0;
            _lengthBytes = 0;
        }

        /// <summary>Goes on from where another hash stands, which must be at a block's end.</summary>
        public void GoOnFrom(Sha256 other)
        {
            Array.Copy(other._h, 0, _h, 0, _h.Length);
            _lengthBytes = other._lengthBytes;
            _blockCount = 0;
        }

        /// <summary>Adds bytes.</summary>
        public void Add(byte[] buffer, int offset, int count)
        {
            _lengthBytes += count;
            while (count > 0)
            {
                int part = count < BlockBytes - _blockCount ? count : BlockBytes - _blockCount;
                Array.Copy(buffer, offset, _block, _blockCount, part);
                _blockCount += part;
                offset += part;
                count -= part;
                if (_blockCount == BlockBytes) EndBlock();
            }
        }

        /// <summary>Writes the digest of all that was added, and starts anew.</summary>
        public void Finish(byte[] digest, int offset)
        {
            long bits = _lengthBytes * 8;
            _block[_blockCount++] = 0x80;
            if (_blockCount > BlockBytes - 8)
            {
                Array.Clear(_block, _blockCount, BlockBytes - _blockCount);
                EndBlock();
            }
            Array.Clear(_block, _blockCount, BlockBytes - 8 - _blockCount);
            for (int i = 0; i < 8; i++) _block[BlockBytes - 1 - i] = (byte)(bits >> (8 * i));
            EndBlock();
            for (int i = 0; i < DigestBytes; i++) digest[offset + i] = (byte)(_h[i >> 2] >> (24 - 8 * (i & 3)));
            Reset();
        }

        private void EndBlock()
        {
            _blockCount = 0;
            uint[] w = _w;
            for (int i = 0, at = 0; i < 16; i++, at += 4)
            {
                w[i] = ((uint)_block[at] << 24) | ((uint)_block[at + 1] << 16) | ((uint)_block[at + 2] << 8) | _block[at + 3];
            }
            for (int i = 16; i < 64; i++)
            {
                uint x = w[i - 15], y = w[i - 2];
                w[i] = w[i - 16] + w[i - 7] + (((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3))
                    + (((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10));
            }
            Mix(w);
        }

        private void Mix(uint[] w)
        {
            uint a = _h[0], b = _h[1], c = _h[2], d = _h[3], e = _h[4], f = _h[5], g = _h[6], h = _h[7];
            uint[] k = K;
            for (int i = 0; i < 64; i++)
            {
                uint t = h + (((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7)))
                    + ((e & f) ^ (~e & g)) + k[i] + w[i];
                h = g;
                g = f;
                f = e;
                e = d + t;
                t += (((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c));
                d = c;
                c = b;
                b = a;
                a = t;
            }
            _h[0] += a;
            _h[1] += b;
            _h[2] += c;
            _h[3] += d;
            _h[4] += e;
            _h[5] += f;
            _h[6] += g;
            _h[7] += h;
        }
    }
}
