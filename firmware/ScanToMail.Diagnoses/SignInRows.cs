namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about the sign-in service (OAuth 2.0).</summary>
    internal static class SignInRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "sign-in-needed|signIn.needed|*|*|*|*||administrator|action"; // OAUTH
            if (number-- == 0) return
                "sign-in-blocked|signIn.*|*|*|*|AADSTS53003;AADSTS530035||administrator|action"; // BotBuilder-MicrosoftTeams issue 284 (invalid_grant), MSOLSpray issue 5 (interaction_required)
            if (number-- == 0) return
                "sign-in-consent|signIn.*|*|*|*|AADSTS65001;consent_required||administrator|action"; // azure-docs issue 39189 (invalid_grant)
            if (number-- == 0) return
                "sign-in-password-changed|signIn.expired|*|*|*|AADSTS50173||administrator|action"; // RT
            if (number-- == 0) return
                "sign-in-frequency|signIn.expired|*|*|*|AADSTS70043||administrator|action"; // email-oauth2-proxy issue 181
            if (number-- == 0) return
                "sign-in-expired|signIn.expired|*|*|*|*||administrator|action"; // RT
            if (number-- == 0) return
                "sign-in-declined|signIn.declined|*|*|*|*||administrator|action"; // DEV
            if (number-- == 0) return
                "sign-in-code-expired|signIn.codeExpired|*|*|*|*||administrator|action"; // DEV
            if (number-- == 0) return
                "sign-in-public-client|signIn.refused|*|*|*|AADSTS7000218||administrator|action"; // sasl-xoauth2 issue 89
            if (number-- == 0) return
                "sign-in-secret|signIn.refused|*|*|*|AADSTS7000215;AADSTS7000222;invalid_client||administrator|action"; // Entra error codes
            if (number-- == 0) return
                "sign-in-application|signIn.refused|*|*|*|AADSTS700016;AADSTS90002;unauthorized_client||administrator|action"; // Entra error codes
            if (number-- == 0) return
                "sign-in-refused|signIn.refused|*|*|*|*||administrator|action"; // OAUTH
            if (number-- == 0) return
                "sign-in-token-too-long|signIn.tokenTooLong|*|*|*|*||administrator|action"; // RFC 4954
            if (number-- == 0) return
                "sign-in-throttled|signIn.throttled|*|*|*|*||nobody|throttled"; // RFC 6585
            if (number-- == 0) return
                "sign-in-portal|signIn.notJson|*|*|*|*||administrator|connection"; // RFC 6749
            if (number-- == 0) return
                "sign-in-bad-answer|signIn.badAnswer|*|*|*|*||administrator|connection"; // RFC 6749
            if (number-- == 0) return
                "sign-in-unavailable|signIn.*|*|*|*|*||nobody|connection"; // RFC 6749
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "sign-in-needed|Nobody has signed the device in at {server}, or its sign-in settings have changed since.|Write signin on the device's console and confirm the code in a browser, as the mailbox of sending.mailbox; mail that waits goes out then.";
            if (number-- == 0) return
                "sign-in-blocked|A Conditional Access policy of the tenant blocks the device's sign-in.|Exempt the device's account from that policy (often the one that blocks device code flow) and write signin on the console, or set signIn.flow to clientCredentials.";
            if (number-- == 0) return
                "sign-in-consent|The application has no consent to send mail by SMTP.|Grant admin consent for SMTP.Send (device code) or SMTP.SendAsApp (client credentials) in the app registration; with device code write signin again.";
            if (number-- == 0) return
                "sign-in-password-changed|The sign-in has ended: the account's password was changed or its sessions were revoked.|Sign in again: write signin on the device's console.";
            if (number-- == 0) return
                "sign-in-frequency|The sign-in has ended: a Conditional Access policy (sign-in frequency) of the tenant limits how long it lasts.|Exempt the device's account from the sign-in frequency, then sign in again: write signin on the device's console.";
            if (number-- == 0) return
                "sign-in-expired|The sign-in has ended: it was revoked, or the device was off for more than 90 days.|Sign in again: write signin on the device's console.";
            if (number-- == 0) return
                "sign-in-declined|The person at the browser declined the sign-in.|Write signin again and confirm the code with the device's account.";
            if (number-- == 0) return
                "sign-in-code-expired|Nobody confirmed the code in time.|Write signin again and confirm the new code within its minutes.";
            if (number-- == 0) return
                "sign-in-public-client|The application's registration does not allow public client flows.|Turn on Allow public client flows in the app registration (Authentication), or set signIn.flow to clientCredentials.";
            if (number-- == 0) return
                "sign-in-secret|The application's secret is wrong or has expired.|Make a new client secret in the app registration and write its value (not its id) into signIn.clientSecret.";
            if (number-- == 0) return
                "sign-in-application|The tenant does not know the application, or there is no such tenant.|Check signIn.clientId and signIn.tenant against the app registration's overview.";
            if (number-- == 0) return
                "sign-in-refused|The sign-in service refuses the device.|Look up the code that begins with AADSTS in the service's words, and check the signIn settings.";
            if (number-- == 0) return
                "sign-in-token-too-long|The access token is longer than SMTP allows (12,288 octets with its name).|Take groups and optional claims out of the application's token configuration.";
            if (number-- == 0) return
                "sign-in-throttled|The sign-in service asks the device to slow down.|The device tries again later.";
            if (number-- == 0) return
                "sign-in-portal|What answers for {server} is not the sign-in service: a proxy's or a guest network's page, perhaps.|Let the device reach {server} without a proxy or a portal; check signIn.authority.";
            if (number-- == 0) return
                "sign-in-bad-answer|The answer of {server} is cut short or lacks what it must have.|The device tries again; if it goes on, check signIn.authority and what stands between the device and the service.";
            if (number-- == 0) return
                "sign-in-unavailable|{server} can't sign the device in now.|The device tries again; if it goes on, look at the service's health page.";
            return null;
        }
    }
}
