using System.Text;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// A file that is in flash while a TLS handshake runs. On the board the handshake is native, stops all threads and has
    /// no timeout: a server that stalls in it stalls the device, until somebody pulls the plug or an external watchdog
    /// resets the board. The mark is then found at the next start and tells with whom it happened. Flash that can't be
    /// written loses the mark, never the mail.
    /// </summary>
    public static class HandshakeMark
    {
        private const string FileName = "handshake";
        private const int TextMaxChars = 300;

        /// <summary>A handshake with a server begins.</summary>
        public static void Begin(IFlash flash, IClock clock, string server)
        {
            try
            {
                byte[] text = Encoding.UTF8.GetBytes(server + " at " + clock.UtcNow.ToString("yyyy-MM-dd HH:mm:ss") + " UTC");
                FlashText.Replace(flash, FileName, text, text.Length);
            }
            catch (FlashException)
            {
                // The mail counts for more than the mark.
            }
        }

        /// <summary>It is over, one way or the other.</summary>
        public static void End(IFlash flash)
        {
            try
            {
                flash.Delete(FileName);
            }
            catch (FlashException)
            {
                // Found again at the next start, and then wrong; flash that takes no deletes tells so in other places.
            }
        }

        /// <summary>
        /// To be asked once, at the start: what became of the last handshake before it, in a sentence for people, or "" when
        /// it ended. The mark is then gone.
        /// </summary>
        public static string TakeReport(IFlash flash)
        {
            string text;
            try
            {
                if (!flash.Exists(FileName)) return "";
                byte[] bytes = FlashText.ReadAll(flash, FileName);
                text = Encoding.UTF8.GetString(bytes, 0, bytes.Length);
            }
            catch (FlashException)
            {
                text = "";
            }
            End(flash);
            if (text.Length == 0 || text.Length > TextMaxChars) text = "a server";
            return "the device was restarted in the middle of a TLS handshake with " + text
                + ": the power was cut, or the server stalled and the watchdog reset the board";
        }
    }
}
