using ScanToMail.Hal;

namespace ScanToMail.Config
{
    /// <summary>
    /// A small file that proves itself: a header of 20 bytes with magic, version, generation, length and CRC-32, then the
    /// content. Numbers are little-endian. A file that a power cut left half written, or whose bits have changed, is told
    /// from a sound one. The layout is in firmware/SPEC-settings.md.
    /// </summary>
    internal sealed class SealedFile
    {
        /// <summary>Bytes before the content.</summary>
        internal const int HeaderBytes = 20;

        private const int VersionAt = 4;
        private const int GenerationAt = 8;
        private const int LengthAt = 12;
        private const int CrcAt = 16;

        private SealedFile(int version, long generation, byte[] content)
        {
            Version = version;
            Generation = generation;
            Content = content;
        }

        /// <summary>Version of the content's layout.</summary>
        internal int Version { get; }

        /// <summary>Which writing this is; each is one higher than the one before.</summary>
        internal long Generation { get; }

        /// <summary>What was sealed.</summary>
        internal byte[] Content { get; }

        /// <summary>
        /// Writes a new file and closes it. Throws <see cref="FlashException"/>; nothing of that name is left then where
        /// it can be deleted.
        /// </summary>
        internal static void Write(IFlash flash, string name, string magic, int version, long generation, byte[] content)
        {
            byte[] header = new byte[HeaderBytes];
            char[] letters = magic.ToCharArray();
            for (int i = 0; i < VersionAt; i++)
            {
                header[i] = (byte)letters[i];
            }

            Put(header, VersionAt, (uint)version);
            Put(header, GenerationAt, (uint)generation);
            Put(header, LengthAt, (uint)content.Length);
            Put(header, CrcAt, Sum(header, content));
            IFlashFile file = flash.Create(name);
            try
            {
                file.Write(header, 0, header.Length);
                file.Write(content, 0, content.Length);
                file.Close();
            }
            catch (FlashException)
            {
                Discard(flash, file, name);
                throw;
            }
        }

        /// <summary>Gives up a file that could not be written; that it can't be deleted either is no news then.</summary>
        private static void Discard(IFlash flash, IFlashFile file, string name)
        {
            try
            {
                file.Close();
                flash.Delete(name);
            }
            catch (FlashException)
            {
            }
        }

        /// <summary>
        /// Reads a file whole. Throws <see cref="FlashException"/>: NotFound, and Damaged where any byte is not what was
        /// written.
        /// </summary>
        internal static SealedFile Read(IFlash flash, string name, string magic, int contentMaxBytes)
        {
            IFlashFile file = flash.OpenRead(name);
            try
            {
                long length = file.LengthBytes;
                if (length < HeaderBytes)
                {
                    throw Damaged(name, "is cut short");
                }

                byte[] header = new byte[HeaderBytes];
                Fill(file, name, header);
                if (!HasMagic(header, magic))
                {
                    throw Damaged(name, "is no file of this kind");
                }

                if (length > contentMaxBytes + HeaderBytes || Get(header, LengthAt) != length - HeaderBytes)
                {
                    throw Damaged(name, "has another length than it says");
                }

                byte[] content = new byte[(int)length - HeaderBytes];
                Fill(file, name, content);
                if (Sum(header, content) != Get(header, CrcAt))
                {
                    throw Damaged(name, "has a wrong checksum");
                }

                return new SealedFile((int)Get(header, VersionAt), Get(header, GenerationAt), content);
            }
            finally
            {
                file.Close();
            }
        }

        private static bool HasMagic(byte[] header, string magic)
        {
            char[] letters = magic.ToCharArray();
            for (int i = 0; i < VersionAt; i++)
            {
                if (header[i] != (byte)letters[i])
                {
                    return false;
                }
            }

            return true;
        }

        private static uint Sum(byte[] header, byte[] content)
        {
            Crc32 crc = new Crc32();
            crc.Add(header, 0, CrcAt);
            crc.Add(content, 0, content.Length);
            return crc.Value;
        }

        private static void Fill(IFlashFile file, string name, byte[] buffer)
        {
            int count = 0;
            while (count < buffer.Length)
            {
                int read = file.Read(buffer, count, buffer.Length - count);
                if (read == 0)
                {
                    throw Damaged(name, "ends too early");
                }

                count += read;
            }
        }

        private static FlashException Damaged(string name, string problem)
        {
            return new FlashException(FlashFailure.Damaged, name + " " + problem);
        }

        /// <summary>Writes a number of four bytes, little-endian.</summary>
        internal static void Put(byte[] buffer, int offset, uint value)
        {
            buffer[offset] = (byte)value;
            buffer[offset + 1] = (byte)(value >> 8);
            buffer[offset + 2] = (byte)(value >> 16);
            buffer[offset + 3] = (byte)(value >> 24);
        }

        /// <summary>Reads a number of four bytes, little-endian.</summary>
        internal static uint Get(byte[] buffer, int offset)
        {
            return buffer[offset] | ((uint)buffer[offset + 1] << 8) | ((uint)buffer[offset + 2] << 16)
                | ((uint)buffer[offset + 3] << 24);
        }
    }
}
