namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about replies to the login, or for want of one, in the order of the rows.</summary>
    internal static class LoginTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "old-tls|{server} trouve le TLS de l'appareil trop ancien ; il faut TLS 1.2 ou plus récent.|Mettez à jour le micrologiciel de l'appareil.";
            if (number-- == 0) return
                "basic-retired|Microsoft 365 n'accepte plus de mot de passe pour l'envoi (l'authentification de base est supprimée pour ce locataire).|Mettez sending.auth à oauth et connectez-vous, ou utilisez un connecteur de relais, High Volume Email ou Azure Communication Services.";
            if (number-- == 0) return
                "auth-disabled-tenant|L'envoi par SMTP avec identification est désactivé pour tout le locataire (OAuth compris).|Activez-le pour la boîte de l'appareil : Set-CASMailbox ADRESSE -SmtpClientAuthenticationDisabled $false, ou pour toutes : Set-TransportConfig -SmtpClientAuthenticationDisabled $false.";
            if (number-- == 0) return
                "auth-disabled-mailbox|L'envoi par SMTP avec identification est désactivé pour la boîte de l'appareil.|Activez « SMTP authentifié » pour elle dans le Centre d'administration (Utilisateurs, Courrier, Gérer les applications de messagerie), ou : Set-CASMailbox ADRESSE -SmtpClientAuthenticationDisabled $false.";
            if (number-- == 0) return
                "auth-basic-disabled|Le locataire n'accepte pas de mot de passe (une stratégie d'authentification bloque l'authentification de base).|Mettez sending.auth à oauth et connectez-vous ; ou autorisez le SMTP de base pour le compte de l'appareil par une stratégie d'authentification.";
            if (number-- == 0) return
                "auth-credentials-incorrect|Le nom d'utilisateur ou le mot de passe est faux, ou le compte exige un second facteur (MFA).|Vérifiez sending.user et sending.password en vous connectant à Outlook sur le web. Un compte avec MFA demande sending.auth oauth. L'appareil n'essaie pas à nouveau, pour ne pas verrouiller le compte.";
            if (number-- == 0) return
                "auth-criteria-not-met|Une stratégie d'accès conditionnel ou les paramètres de sécurité par défaut interdisent cette connexion.|Exemptez le compte de l'appareil de la stratégie qui bloque l'authentification héritée, ou mettez sending.auth à oauth ; le journal de connexion Entra nomme la stratégie.";
            if (number-- == 0) return
                "auth-account-locked|Le compte de l'appareil est verrouillé après trop d'échecs de connexion.|Cherchez ce qui se connecte avec un ancien mot de passe, attendez la fin du verrouillage ou débloquez le compte, puis relancez (retry).";
            if (number-- == 0) return
                "auth-security-defaults|Les paramètres de sécurité par défaut du locataire interdisent la connexion par mot de passe.|Mettez sending.auth à oauth et connectez-vous ; ou remplacez ces paramètres par des stratégies d'accès conditionnel qui exemptent le compte de l'appareil.";
            if (number-- == 0) return
                "auth-sts-no-https|Le compte s'identifie auprès d'un serveur de fédération de l'organisation dont l'adresse n'est pas en HTTPS.|Donnez à l'appareil un compte cloud (utilisateur@locataire.onmicrosoft.com), ou corrigez l'adresse de la fédération.";
            if (number-- == 0) return
                "auth-sts-unreachable|Le compte s'identifie auprès d'un serveur de fédération de l'organisation que Microsoft 365 ne peut pas joindre.|Remettez en service le serveur de fédération (AD FS), ou donnez à l'appareil un compte cloud. L'appareil essaie à nouveau toutes les quelques heures.";
            if (number-- == 0) return
                "auth-denied-other|Microsoft 365 refuse la connexion à cause d'une règle du locataire.|Regardez le compte dans le journal de connexion Entra (filtre : Authenticated SMTP) ; il nomme la raison.";
            if (number-- == 0) return
                "auth-token-refused|Microsoft 365 refuse le jeton, bien qu'un nouveau ait été obtenu.|Vérifiez que sending.mailbox est la boîte qui a consenti, que SMTP AUTH y est activé, et l'autorisation SMTP.Send. Avec un secret client : New-ServicePrincipal demande l'ID d'objet de l'application d'entreprise, pas de l'inscription.";
            if (number-- == 0) return
                "auth-unsuccessful|{server} refuse l'identification : utilisateur ou mot de passe faux, SMTP AUTH désactivé pour la boîte, ou MFA, paramètres de sécurité ou accès conditionnel.|Connectez-vous à Outlook sur le web avec sending.user ; vérifiez ensuite « SMTP authentifié » de la boîte, puis le journal de connexion Entra.";
            if (number-- == 0) return
                "xoauth2-data|{server} ne comprend pas l'identification par jeton.|Vérifiez que sending.mailbox est une adresse de ce service ; High Volume Email a ses propres comptes.";
            if (number-- == 0) return
                "proxy-failure|L'entrée de Microsoft 365 n'a pas pu transmettre la connexion. Cela passe tout seul ; si cela se répète, les réglages sont plus probables.|L'appareil essaie à nouveau, huit fois au plus. Ensuite vérifiez SMTP AUTH pour la boîte, sending.user et device.hostname, puis relancez le travail (retry).";
            if (number-- == 0) return
                "auth-temporary|{server} ne peut pas vérifier l'identification maintenant.|L'appareil essaie à nouveau.";
            if (number-- == 0) return
                "auth-refused|{server} refuse l'identification.|Vérifiez sending.user et sending.password ; le compte n'a peut-être pas le droit d'envoyer par SMTP.";
            if (number-- == 0) return
                "not-authenticated-clear|{server} demande une identification, qu'il n'offre qu'après TLS, et TLS n'a pas été utilisé.|Mettez sending.tls à required, et réglez l'identification (sending.auth, sending.user).";
            if (number-- == 0) return
                "not-authenticated-no-login|{server} n'accepte le courrier qu'après identification, et les réglages n'en donnent pas.|Réglez sending.auth et l'identification (méthode clientSubmission) ; pour le relais ou l'envoi direct, écrivez le nom MX du locataire dans sending.host.";
            if (number-- == 0) return
                "not-authenticated|{server} ne considère pas l'identification comme autorisée à envoyer.|Vérifiez que le compte a une boîte aux lettres avec licence et que SMTP AUTH y est activé.";
            if (number-- == 0) return
                "login-or-tls-first|{server} demande d'abord une identification ou TLS.|Réglez sending.auth avec utilisateur et mot de passe, et sending.tls à required.";
            return null;
        }
    }
}
