using System;

namespace ScanToMail.Console
{
    /// <summary>PBKDF2 with HMAC-SHA-256 (RFC 8018 5.2, RFC 2104).</summary>
    public static class Pbkdf2
    {
        /// <summary>
        /// A key of 32 bytes from a password and a salt. Costs two hash blocks, 25,500 IL instructions (counted),
        /// for each iteration: 400 take about 2 s at 5 million a second, which is what an ESP32 is taken to do.
        /// </summary>
        public static byte[] Derive(byte[] password, byte[] salt, int iterations)
        {
            Hmac hmac = new Hmac(password);
            byte[] block = new byte[salt.Length + 4];
            Array.Copy(salt, 0, block, 0, salt.Length);
            block[block.Length - 1] = 1;
            byte[] u = new byte[Sha256.DigestBytes];
            hmac.Compute(block, u);
            byte[] key = new byte[Sha256.DigestBytes];
            Array.Copy(u, 0, key, 0, key.Length);
            for (int i = 1; i < iterations; i++)
            {
                hmac.Compute(u, u);
                for (int j = 0; j < key.Length; j++) key[j] ^= u[j];
            }
            return key;
        }

        /// <summary>HMAC-SHA-256 under one key.</summary>
        public sealed class Hmac
        {
            private readonly Sha256 _inner = new Sha256();
            private readonly Sha256 _outer = new Sha256();
            private readonly byte[] _digest = new byte[Sha256.DigestBytes];
            private readonly Sha256 _hash = new Sha256();

            /// <summary>Takes a key of any length.</summary>
            public Hmac(byte[] key)
            {
                byte[] block = new byte[Sha256.BlockBytes];
                if (key.Length > block.Length)
                {
                    _hash.Add(key, 0, key.Length);
                    _hash.Finish(block, 0);
                }
                else
                {
                    Array.Copy(key, 0, block, 0, key.Length);
                }
                // The key's blocks are hashed once, not at each message: that halves the work.
                for (int i = 0; i < block.Length; i++) block[i] ^= 0x36;
                _inner.Add(block, 0, block.Length);
                for (int i = 0; i < block.Length; i++) block[i] ^= 0x36 ^ 0x5C;
                _outer.Add(block, 0, block.Length);
                Array.Clear(block, 0, block.Length);
            }

            /// <summary>Writes the 32 bytes of a message's code; the result may be the message itself.</summary>
            public void Compute(byte[] message, byte[] result)
            {
                _hash.GoOnFrom(_inner);
                _hash.Add(message, 0, message.Length);
                _hash.Finish(_digest, 0);
                _hash.GoOnFrom(_outer);
                _hash.Add(_digest, 0, _digest.Length);
                _hash.Finish(result, 0);
            }
        }
    }
}
