using ScanToMail.Provision.Device;
using ScanToMail.Provision.Lines;
using ScanToMail.Provision.Settings;

namespace ScanToMail.Provision.Cli
{
    /// <summary>What the program ends with.</summary>
    internal static class Exit
    {
        public const int Ok = 0;

        /// <summary>The device refused: the settings are wrong, the mail was not taken.</summary>
        public const int Refused = 1;

        /// <summary>The command line or a file on this PC is wrong; the device was not changed.</summary>
        public const int Usage = 2;

        /// <summary>No line to the device, or nothing sensible on it.</summary>
        public const int NoDevice = 3;

        /// <summary>The PIN is missing or wrong.</summary>
        public const int NotLoggedIn = 4;

        /// <summary>Runs a command and turns what goes wrong into one clear line and an exit code.</summary>
        public static int Guard(Terminal terminal, Action action)
        {
            try
            {
                action();
                return Ok;
            }
            catch (LoginException e)
            {
                return Fail(terminal, e.Message, NotLoggedIn);
            }
            catch (DeviceErrorException e)
            {
                return Fail(terminal, $"the device refused ({e.Code}): {e.Message}", Refused);
            }
            catch (Exception e) when (e is LineException or DeviceSilentException)
            {
                return Fail(terminal, e.Message, NoDevice);
            }
            catch (Exception e) when (e is SettingsFileException or IOException or UnauthorizedAccessException
                or ArgumentException)
            {
                return Fail(terminal, e.Message, Usage);
            }
        }

        private static int Fail(Terminal terminal, string message, int code)
        {
            terminal.Error.WriteLine("Provision: " + message);
            return code;
        }
    }
}
