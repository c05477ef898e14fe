namespace ScanToMail.Diagnoses
{
    /// <summary>Rows about replies to the login, or for want of one.</summary>
    internal static class LoginRows
    {
        /// <summary>What a row takes, and its source.</summary>
        public static string Pattern(int number)
        {
            if (number-- == 0) return
                "old-tls|reply|*|*|4.7.66,5.7.66|*||boardMaker|stop"; // LEG
            if (number-- == 0) return
                "basic-retired|reply|*|5*|5.7.30|*||administrator|action"; // BASIC
            if (number-- == 0) return
                "auth-disabled-tenant|reply|*|5*|*|disabled for the Tenant||administrator|action"; // nodemailer issue 1484; email-oauth2-proxy issue 193
            if (number-- == 0) return
                "auth-disabled-mailbox|reply|*|5*|*|disabled for the Mailbox||administrator|action"; // M21; public transcripts
            if (number-- == 0) return
                "auth-basic-disabled|reply|*|5*|*|basic authentication is disabled||administrator|action"; // mailR issue 107
            if (number-- == 0) return
                "auth-credentials-incorrect|reply|*|5*|*|user credentials were incorrect||administrator|action"; // public transcripts
            if (number-- == 0) return
                "auth-criteria-not-met|reply|*|5*|*|did not meet the criteria||administrator|action"; // public transcripts
            if (number-- == 0) return
                "auth-account-locked|reply|*|5*|*|account locked||administrator|action"; // public transcripts
            if (number-- == 0) return
                "auth-security-defaults|reply|*|5*|*|security defaults||administrator|action"; // public transcripts
            if (number-- == 0) return
                "auth-sts-no-https|reply|*|5*|*|does not support HTTPS||administrator|action"; // TS24
            if (number-- == 0) return
                "auth-sts-unreachable|reply|*|5*|*|STS service was unreachable||administrator|hours"; // TS24
            if (number-- == 0) return
                "auth-denied-other|reply|auth|5*|5.7.139|*||administrator|action"; // TS24
            if (number-- == 0) return
                "auth-token-refused|reply|auth|5*|5.7.3|*|oauth|administrator|action"; // OAUTH; TS24; sasl-xoauth2 issue 43
            if (number-- == 0) return
                "auth-unsuccessful|reply|auth|5*|5.7.3|*||administrator|action"; // TS24
            if (number-- == 0) return
                "xoauth2-data|reply|auth|5*|5.5.124|*||administrator|action"; // sasl-xoauth2 issue 110
            if (number-- == 0) return
                "proxy-failure|reply|*|4*|4.7.0|PRX||administrator|repeats"; // MailKit issue 566; sasl-xoauth2 issue 69
            if (number-- == 0) return
                "auth-temporary|reply|auth|4*|*|*||nobody|later"; // RFC 4954
            if (number-- == 0) return
                "auth-refused|reply|auth|5*|*|*||administrator|action"; // RFC 4954
            if (number-- == 0) return
                "not-authenticated-clear|reply|*|5*|5.7.57|*|clear|administrator|action"; // TS24
            if (number-- == 0) return
                "not-authenticated-no-login|reply|*|5*|5.7.57|*|authNone|administrator|action"; // TS24; NDR
            if (number-- == 0) return
                "not-authenticated|reply|*|5*|5.7.57|*||administrator|action"; // TS24; NDR
            if (number-- == 0) return
                "login-or-tls-first|reply|*|530|*|*||administrator|action"; // RFC 4954; RFC 3207
            return null;
        }

        /// <summary>Its cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "old-tls|{server} finds the device's TLS too old; TLS 1.2 or newer is needed.|Update the device's firmware.";
            if (number-- == 0) return
                "basic-retired|Microsoft 365 takes no password any more for sending (Basic authentication is retired for this tenant).|Set sending.auth to oauth and sign in, or use a relay connector, High Volume Email or Azure Communication Services.";
            if (number-- == 0) return
                "auth-disabled-tenant|Sending by SMTP with a login is turned off for the whole tenant (this holds for OAuth too).|Turn it on for the device's mailbox: Set-CASMailbox ADDRESS -SmtpClientAuthenticationDisabled $false, or for all: Set-TransportConfig -SmtpClientAuthenticationDisabled $false.";
            if (number-- == 0) return
                "auth-disabled-mailbox|Sending by SMTP with a login is turned off for the device's mailbox.|Turn on Authenticated SMTP for it in the admin center (Users, Mail, Manage email apps), or: Set-CASMailbox ADDRESS -SmtpClientAuthenticationDisabled $false.";
            if (number-- == 0) return
                "auth-basic-disabled|The tenant takes no passwords (an authentication policy blocks Basic authentication).|Set sending.auth to oauth and sign in; or let an authentication policy allow Basic SMTP for the device's account.";
            if (number-- == 0) return
                "auth-credentials-incorrect|The user name or password is wrong, or the account needs a second factor (MFA).|Check sending.user and sending.password by signing in to Outlook on the web. An account with MFA needs sending.auth oauth. The device does not try again, for that would lock the account.";
            if (number-- == 0) return
                "auth-criteria-not-met|A Conditional Access policy or the security defaults forbid this sign-in.|Exempt the device's account from the policy that blocks legacy authentication, or set sending.auth to oauth; the Entra sign-in log names the policy.";
            if (number-- == 0) return
                "auth-account-locked|The device's account is locked after too many failed sign-ins.|Find out what signs in with an old password, wait for the lock to end or unlock the account, then retry.";
            if (number-- == 0) return
                "auth-security-defaults|The tenant's security defaults forbid signing in with a password.|Set sending.auth to oauth and sign in; or replace the security defaults by Conditional Access policies that exempt the device's account.";
            if (number-- == 0) return
                "auth-sts-no-https|The account signs in at a federation server of the organization, whose address is not HTTPS.|Give the device a cloud-only account (user@tenant.onmicrosoft.com), or mend the federation's address.";
            if (number-- == 0) return
                "auth-sts-unreachable|The account signs in at a federation server of the organization, which Microsoft 365 can't reach now.|Bring the federation server (AD FS) back, or give the device a cloud-only account. The device tries again every few hours.";
            if (number-- == 0) return
                "auth-denied-other|Microsoft 365 refuses the sign-in by a rule of the tenant.|Look at the account in the Entra sign-in log (filter: Authenticated SMTP); it names the reason.";
            if (number-- == 0) return
                "auth-token-refused|Microsoft 365 refuses the token, though a fresh one was fetched.|Check that sending.mailbox is the mailbox that consented, that SMTP AUTH is on for it, and the permission SMTP.Send. With client credentials: New-ServicePrincipal needs the object id of the enterprise application, not of the registration.";
            if (number-- == 0) return
                "auth-unsuccessful|{server} refuses the login: wrong user or password, SMTP AUTH turned off for the mailbox, or MFA, security defaults or Conditional Access in the way.|Sign in to Outlook on the web with sending.user; then check Authenticated SMTP of the mailbox; then the Entra sign-in log.";
            if (number-- == 0) return
                "xoauth2-data|{server} does not understand the token's sign-in.|Check that sending.mailbox is an address of this service; High Volume Email has accounts of its own.";
            if (number-- == 0) return
                "proxy-failure|Microsoft 365's front end could not hand the connection on. That passes by itself; where it repeats, the settings are likelier.|The device tries again, eight times at most. After that check SMTP AUTH for the mailbox, sending.user and device.hostname, then retry the job.";
            if (number-- == 0) return
                "auth-temporary|{server} can't check the login now.|The device tries again.";
            if (number-- == 0) return
                "auth-refused|{server} refuses the login.|Check sending.user and sending.password; the account may not be allowed to send by SMTP.";
            if (number-- == 0) return
                "not-authenticated-clear|{server} wants a login, which it offers only after TLS, and TLS was not used.|Set sending.tls to required, and the login (sending.auth, sending.user).";
            if (number-- == 0) return
                "not-authenticated-no-login|{server} takes mail only after a login, and the settings give none.|Set sending.auth and the login (method clientSubmission); for relay or direct send write the tenant's MX name into sending.host.";
            if (number-- == 0) return
                "not-authenticated|{server} does not take the login as one that may send mail.|Check that the account has a licensed mailbox and that SMTP AUTH is on for it.";
            if (number-- == 0) return
                "login-or-tls-first|{server} wants a login or TLS first.|Set sending.auth with user and password, and sending.tls to required.";
            return null;
        }
    }
}
