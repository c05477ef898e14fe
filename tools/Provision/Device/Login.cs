namespace ScanToMail.Provision.Device
{
    /// <summary>The PIN is missing or wrong. The message says what to do; it never has the PIN.</summary>
    internal sealed class LoginException(string message) : Exception(message);
}
