using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>Small files read whole.</summary>
    internal static class FlashText
    {
        private const int LimitBytes = 12288;

        /// <summary>All bytes of a file of at most 12 KB. Throws <see cref="FlashException"/>.</summary>
        public static byte[] ReadAll(IFlash flash, string name)
        {
            IFlashFile file = flash.OpenRead(name);
            try
            {
                if (file.LengthBytes > LimitBytes)
                {
                    throw new FlashException(FlashFailure.Damaged, name + " is longer than 12,288 bytes");
                }
                byte[] bytes = new byte[(int)file.LengthBytes];
                int count = 0;
                while (count < bytes.Length)
                {
                    int read = file.Read(bytes, count, bytes.Length - count);
                    if (read == 0) throw new FlashException(FlashFailure.Damaged, name + " ends too early");
                    count += read;
                }
                return bytes;
            }
            finally
            {
                file.Close();
            }
        }
    }
}
