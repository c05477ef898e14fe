using ScanToMail.Config;

namespace ScanToMail.VirtualDevice
{
    /// <summary>Wrong settings and wrong usage end with 2 and a line that says what to do.</summary>
    internal static class Failures
    {
        public static int Guard(Func<int> action)
        {
            try
            {
                return action();
            }
            catch (SettingsException error)
            {
                System.Console.Error.WriteLine("settings: " + error.Message);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
            {
                System.Console.Error.WriteLine(error.Message);
            }
            return 2;
        }
    }
}
