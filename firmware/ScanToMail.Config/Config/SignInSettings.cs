namespace ScanToMail.Config
{
    /// <summary>Sign-in by OAuth 2.0 at Microsoft Entra ID (for sending.auth "oauth").</summary>
    public sealed class SignInSettings : SettingsSection
    {
        // https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
        private const string DeviceCodeScope = "https://outlook.office.com/SMTP.Send offline_access";
        private const string ClientCredentialsScope = "https://outlook.office365.com/.default";

        /// <summary>Host of the sign-in service. Default login.microsoftonline.com; sovereign clouds have others.</summary>
        public string Authority { get; private set; } = "login.microsoftonline.com";

        /// <summary>The tenant: its id (a GUID) or one of its domains; "" if not set.</summary>
        public string Tenant { get; private set; } = "";

        /// <summary>Id of the registered application, a GUID; "" if not set.</summary>
        public string ClientId { get; private set; } = "";

        /// <summary>How the first token is got. Default device code.</summary>
        public SignInFlow Flow { get; private set; }

        /// <summary>The application's secret, for client credentials; "" if not set.</summary>
        public string ClientSecret { get; private set; } = "";

        /// <summary>What is asked for. Default by flow, for Exchange Online.</summary>
        public string Scope { get; private set; }

        internal override void Visit(SettingsVisitor visitor)
        {
            Authority = visitor.Text("authority", SettingKind.Authority, Authority, 1, DomainName.LengthMax);
            Tenant = visitor.Text("tenant", SettingKind.HostName, Tenant, 1, DomainName.LengthMax);
            ClientId = visitor.Text("clientId", SettingKind.Guid, ClientId, 36, 36);
            Flow = (SignInFlow)visitor.Choose("flow", SignInFlows.Choices, (int)Flow);
            ClientSecret = visitor.Text("clientSecret", SettingKind.Secret, ClientSecret, 1, 256);
            Scope = visitor.Text("scope", SettingKind.Scope, Scope, 1, 512);
        }

        internal void Complete()
        {
            if (Scope == null)
            {
                Scope = Flow == SignInFlow.ClientCredentials ? ClientCredentialsScope : DeviceCodeScope;
            }
        }

        /// <summary>Rules between keys for a device that signs in. Throws <see cref="SettingsException"/>.</summary>
        internal void Check()
        {
            Require("signIn.tenant", Tenant, "give the tenant's id or one of its domains");
            Require("signIn.clientId", ClientId, "give the id of the application registered for the device");
            if (Flow == SignInFlow.ClientCredentials)
            {
                Require("signIn.clientSecret", ClientSecret,
                    "client credentials need the application's secret; or set signIn.flow to deviceCode");
            }
        }

        private static void Require(string key, string value, string remedy)
        {
            if (value.Length == 0)
            {
                throw new SettingsException(key, "", "is missing, and sending.auth is oauth", remedy);
            }
        }
    }
}
