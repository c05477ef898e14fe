using System.Net;
using Microsoft.AspNetCore.Http;

namespace ScanToMail.Tenant.SignIn
{
    /// <summary>The pages for a person with a browser: type the code, sign in, say yes or no.</summary>
    internal sealed class SignInPages
    {
        private readonly TenantOptions tenant;
        private readonly SignInService service;

        public SignInPages(TenantOptions tenant, SignInService service)
        {
            this.tenant = tenant;
            this.service = service;
        }

        /// <summary>Shows the page that is due after <paramref name="form"/>; null: the first.</summary>
        public async Task HandleAsync(HttpContext http, IReadOnlyDictionary<string, string>? form)
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'";
            await http.Response.WriteAsync(form == null ? EnterCode("") : Next(form)).ConfigureAwait(false);
        }

        private string Next(IReadOnlyDictionary<string, string> form)
        {
            string typed = form.GetValueOrDefault("code", "");
            DeviceCode? code = service.FindWaiting(typed);
            if (code == null)
            {
                return EnterCode("That code is not valid, or its time is over. Look at the device and try again.");
            }

            if (form.GetValueOrDefault("answer") == "no")
            {
                service.Decline(code.UserCode);
                return Done("You said no", "The device was not signed in. You may close this window.");
            }

            if (!form.TryGetValue("user", out string? user))
            {
                return SignIn(code, "", "");
            }

            MailboxOptions? mailbox = tenant.FindMailbox(user);
            if (mailbox == null || mailbox.Password != form.GetValueOrDefault("password", ""))
            {
                return SignIn(code, user, "Your account or password is incorrect.");
            }

            service.Approve(code.UserCode, mailbox.Address);
            return Done("You have signed in", $"{service.ApplicationName(code.ClientId)} may now send mail as "
                + $"{mailbox.Address}. You may close this window.");
        }

        private static string EnterCode(string error) => Fill("code", ("error", error));

        private string SignIn(DeviceCode code, string user, string error)
        {
            return Fill("signin", ("error", error), ("code", code.UserCode), ("user", user),
                ("application", service.ApplicationName(code.ClientId)), ("scope", code.Scope));
        }

        private static string Done(string title, string text) => Fill("done", ("title", title), ("text", text));

        private static string Fill(string page, params (string Name, string Value)[] values)
        {
            string text = Load("page").Replace("{{content}}", Load(page));
            foreach ((string name, string value) in values)
            {
                text = text.Replace("{{" + name + "}}", WebUtility.HtmlEncode(value));
            }

            return text;
        }

        private static string Load(string name)
        {
            using Stream stream = typeof(SignInPages).Assembly.GetManifestResourceStream(name + ".html")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
