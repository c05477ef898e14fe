namespace ScanToMail.Config
{
    /// <summary>
    /// The rules between the keys of sending and signIn: what Microsoft's methods allow ("How to set up a
    /// multifunction device or application to send email using Microsoft 365", learn.microsoft.com), and that no
    /// login ever crosses a wire in clear. Each refuses with the remedy before anything is sent.
    /// </summary>
    internal static class SendingRules
    {
        private const string MxSuffix = ".mail.protection.outlook.com";
        private const string MxAdvice = "give the tenant's MX name, as its DNS or the Microsoft 365 admin center shows it";

        /// <summary>Looks at what was given, before defaults are filled in. Throws <see cref="SettingsException"/>.</summary>
        internal static void Check(SendingSettings s, SignInSettings signIn)
        {
            if (s.Method == (SendingMethod)SendingSettings.Unset)
            {
                throw new SettingsException("sending.method", "", "is missing",
                    "write " + Choice.Describe(SendingMethods.Choices));
            }

            if (s.Method == SendingMethod.ClientSubmission)
            {
                CheckClientSubmission(s);
            }
            else if (s.GoesToMx)
            {
                CheckMx(s);
            }
            else
            {
                CheckOnPremises(s);
            }

            CheckLogin(s, signIn);
            CheckClientCertificate(s);
        }

        /// <summary>Looks at the sender once defaults are filled in. Throws <see cref="SettingsException"/>.</summary>
        internal static void CheckSender(SendingSettings s)
        {
            if (s.From == null)
            {
                throw new SettingsException("sending.from", "", "is missing", "give the address that mail comes from");
            }

            if (s.GoesToMx && s.AcceptedDomains.Length > 0 && !IsAmong(s.AcceptedDomains, s.From))
            {
                throw new SettingsException("sending.from", s.From.Address, "is not in one of sending.acceptedDomains",
                    "send from an address of the tenant");
            }
        }

        /// <summary>As <see cref="CheckRecipient"/>, for each of a list. Throws <see cref="SettingsException"/>.</summary>
        internal static void CheckRecipients(SendingSettings s, string path, MailAddress[] recipients)
        {
            for (int i = 0; i < recipients.Length; i++)
            {
                CheckRecipient(s, path + "[" + i + "]", recipients[i]);
            }
        }

        /// <summary>Mail goes to the domains that are listed only, where some are, and direct send reaches the tenant's own
        /// recipients only. Throws <see cref="SettingsException"/>.</summary>
        internal static void CheckRecipient(SendingSettings s, string path, MailAddress recipient)
        {
            if (s.RecipientDomains.Length > 0 && !IsAmong(s.RecipientDomains, recipient))
            {
                throw new SettingsException(path, recipient.Address, "is not in one of sending.recipientDomains",
                    "choose a recipient there, or have the domain added");
            }

            if (s.Method == SendingMethod.DirectSend && !IsAmong(s.AcceptedDomains, recipient))
            {
                throw new SettingsException(path, recipient.Address,
                    "is not in one of sending.acceptedDomains, and direct send reaches no other recipients",
                    "choose a recipient of the tenant, or the method clientSubmission or relay");
            }
        }

        private static bool IsAmong(string[] domains, MailAddress address)
        {
            string domain = address.Domain;
            for (int i = 0; i < domains.Length; i++)
            {
                if (domains[i] == domain)
                {
                    return true;
                }
            }

            return false;
        }

        private static void CheckClientSubmission(SendingSettings s)
        {
            if (s.Host != null && IpAddress.IsV4(s.Host))
            {
                throw new SettingsException("sending.host", s.Host, "is an address, and client submission needs a name",
                    "write " + SendingSettings.SubmissionHost + " (or leave the key out)");
            }

            if (s.Host != null && s.Host.EndsWith(MxSuffix))
            {
                throw new SettingsException("sending.host", s.Host, "takes no login",
                    "write " + SendingSettings.SubmissionHost + ", or choose the method relay or directSend");
            }

            if (s.Port != SendingSettings.Unset && s.Port != 587 && s.Port != 25)
            {
                string why = s.Port == 465 ? "is not supported by client submission" : "is no port of client submission";
                throw new SettingsException("sending.port", s.Port.ToString(), why, "write 587, or 25 where 587 is blocked");
            }

            if (s.Tls != (TlsMode)SendingSettings.Unset && s.Tls != TlsMode.Required)
            {
                throw new SettingsException("sending.tls", TlsModes.Name(s.Tls), "does not go with clientSubmission",
                    "write required (or leave the key out)");
            }

            if (s.Auth == (AuthMode)SendingSettings.Unset || s.Auth == AuthMode.None)
            {
                string given = s.Auth == AuthMode.None ? AuthModes.Name(s.Auth) : "";
                throw new SettingsException("sending.auth", given,
                    given.Length == 0 ? "is missing, and client submission needs a login"
                        : "does not go with clientSubmission, which needs a login",
                    "write oauth or basic");
            }
        }

        private static void CheckMx(SendingSettings s)
        {
            string method = SendingMethods.Name(s.Method);
            if (s.Host == null && s.Domain.Length == 0)
            {
                throw new SettingsException("sending.host", "", "is missing, and sending.domain too", MxAdvice);
            }

            if (s.Host != null && (IpAddress.IsV4(s.Host) || s.Host == SendingSettings.SubmissionHost))
            {
                throw new SettingsException("sending.host", s.Host, "is not the MX of a tenant, which " + method
                    + " needs", MxAdvice);
            }

            if (s.Port != SendingSettings.Unset && s.Port != 25)
            {
                throw new SettingsException("sending.port", s.Port.ToString(), "does not go with " + method,
                    "write 25 (or leave the key out)");
            }

            if (s.Tls == TlsMode.Implicit)
            {
                throw new SettingsException("sending.tls", TlsModes.Name(s.Tls), "does not go with " + method,
                    "write required (implicit TLS is for onPremises)");
            }

            if (s.Auth == AuthMode.Basic || s.Auth == AuthMode.OAuth)
            {
                throw new SettingsException("sending.auth", AuthModes.Name(s.Auth), "does not go with " + method
                    + ", where nobody logs in", "write none (or leave the key out), or choose clientSubmission");
            }

            if (s.Method == SendingMethod.DirectSend && s.AcceptedDomains.Length == 0)
            {
                throw new SettingsException("sending.acceptedDomains", "", "is missing, and direct send reaches these only",
                    "list the tenant's own domains");
            }
        }

        private static void CheckOnPremises(SendingSettings s)
        {
            if (s.Host == null)
            {
                throw new SettingsException("sending.host", "", "is missing", "give the server's name or address");
            }

            if (s.Port == 465 && s.Tls != TlsMode.Implicit)
            {
                throw new SettingsException("sending.port", "465", "speaks TLS from the first byte",
                    "set sending.tls to implicit, or write the port for STARTTLS, 587 or 25");
            }
        }

        private static void CheckLogin(SendingSettings s, SignInSettings signIn)
        {
            bool hasLogin = s.User.Length > 0 || s.Password.Length > 0;
            if (s.Auth == (AuthMode)SendingSettings.Unset && hasLogin)
            {
                throw new SettingsException("sending.auth", "", "is missing, but a user or password is given",
                    s.GoesToMx ? "leave user and password out" : "write basic, oauth or none");
            }

            if (s.Auth != AuthMode.Basic && s.Auth != AuthMode.OAuth)
            {
                return;
            }

            if (s.Tls == TlsMode.None || s.Tls == TlsMode.WhenOffered)
            {
                throw new SettingsException("sending.tls", TlsModes.Name(s.Tls), "could send the login in clear text",
                    "write required or implicit, or set sending.auth to none");
            }

            if (s.Auth == AuthMode.OAuth)
            {
                signIn.Check();
                return;
            }

            string missing = s.User.Length == 0 ? "sending.user" : s.Password.Length == 0 ? "sending.password" : null;
            if (missing != null)
            {
                throw new SettingsException(missing, "", "is missing, and sending.auth is basic",
                    "give user and password, or set sending.auth to none or oauth");
            }
        }

        private static void CheckClientCertificate(SendingSettings s)
        {
            if (s.ClientCertificate.Length == 0)
            {
                return;
            }

            if (s.Method == SendingMethod.ClientSubmission || s.Method == SendingMethod.DirectSend)
            {
                throw new SettingsException("sending.clientCertificate", s.ClientCertificate,
                    "does not go with " + SendingMethods.Name(s.Method), "leave it out, or choose the method relay");
            }

            if (s.Tls == TlsMode.None || s.Tls == TlsMode.WhenOffered)
            {
                throw new SettingsException("sending.tls", TlsModes.Name(s.Tls),
                    "does not go with a client certificate, which TLS presents", "write required");
            }
        }
    }
}
