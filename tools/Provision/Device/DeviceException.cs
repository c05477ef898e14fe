namespace ScanToMail.Provision.Device
{
    /// <summary>The device answered ERROR. The message is what it said: text and remedy.</summary>
    internal sealed class DeviceErrorException(string code, string message) : Exception(message)
    {
        /// <summary>The error's code, for programs.</summary>
        public string Code { get; } = code;
    }

    /// <summary>The device did not answer, or not as ScanToMail's console does. The message says what to do.</summary>
    internal sealed class DeviceSilentException(string message) : Exception(message);
}
