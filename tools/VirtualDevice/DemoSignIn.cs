using System.Security.Cryptography.X509Certificates;
using ScanToMail.Console;
using ScanToMail.Delivery;
using ScanToMail.SignIn;
using ScanToMail.Tenant;

namespace ScanToMail.VirtualDevice
{
    /// <summary>
    /// Signs the demo's device in by device code: the device asks for a code and polls, as its console's <c>signin</c> does;
    /// the code is confirmed on the tenant's sign-in page by this program, or by a person with a browser.
    /// </summary>
    internal sealed class DemoSignIn(TenantServer tenant, DeviceControl device, bool isByHand)
    {
        /// <summary>Returns whether the device is signed in; what went wrong is printed.</summary>
        public async Task<bool> RunAsync()
        {
            if (IsWrong(device.BeginSignIn())) return false;
            DeviceCode code = device.SignInCode;
            System.Console.WriteLine($"The device asks to be signed in: open {code.VerificationUri}, type the code {code.UserCode}.");
            MailboxOptions mailbox = tenant.Options.Mailboxes[0];
            if (isByHand)
            {
                System.Console.WriteLine($"  Sign in there as {mailbox.Address} with the password {mailbox.Password}. The browser will warn of the");
                System.Console.WriteLine("  certificate, whose root was made for this run. The device waits for 15 minutes.");
            }
            else
            {
                await ConfirmAsync(code, mailbox);
                System.Console.WriteLine($"  confirmed there by this program as {mailbox.Address} (--by-hand leaves that to you)");
            }
            while (device.SignInCode is { } waiting)
            {
                await Task.Delay(waiting.IntervalMs);
                if (IsWrong(device.PollSignIn())) return false;
            }
            System.Console.WriteLine($"  signed in: an access token of {device.Tokens.Tokens.AccessBytes} octets and a refresh token are in flash");
            return true;
        }

        private static bool IsWrong(Diagnosis? problem)
        {
            if (problem is not null) System.Console.Error.WriteLine(problem.Line());
            return problem is not null;
        }

        /// <summary>What a person's browser sends: the code, then account and password.</summary>
        private async Task ConfirmAsync(DeviceCode code, MailboxOptions mailbox)
        {
            using X509Certificate2 root = X509Certificate2.CreateFromPem(tenant.RootCertificatePem);
            using var handler = new SocketsHttpHandler();
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { root }
            };
            using var browser = new HttpClient(handler);
            await PostAsync(browser, code, []);
            string page = await PostAsync(browser, code, new Dictionary<string, string>
            {
                ["user"] = mailbox.Address, ["password"] = mailbox.Password!, ["answer"] = "yes"
            });
            if (!page.Contains("You have signed in", StringComparison.Ordinal)) throw new InvalidOperationException("the page did not take the sign-in");
        }

        private static async Task<string> PostAsync(HttpClient browser, DeviceCode code, Dictionary<string, string> fields)
        {
            fields["code"] = code.UserCode;
            using var form = new FormUrlEncodedContent(fields);
            using HttpResponseMessage answer = await browser.PostAsync(code.VerificationUri, form);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
