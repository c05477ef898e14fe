namespace ScanToMail.Tenant.SignIn
{
    /// <summary>What the service answers to a request of a device: a status and a JSON object.</summary>
    internal sealed record SignInAnswer(int Status, IReadOnlyDictionary<string, object> Body);
}
