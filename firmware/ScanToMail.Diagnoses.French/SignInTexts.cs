namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about the sign-in service (OAuth 2.0), in the order of the rows.</summary>
    internal static class SignInTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "sign-in-needed|Personne n'a connecté l'appareil auprès de {server}, ou ses réglages de connexion ont changé depuis.|Écrivez signin sur la console de l'appareil et confirmez le code dans un navigateur, avec la boîte de sending.mailbox ; les messages en attente partent ensuite.";
            if (number-- == 0) return
                "sign-in-blocked|Une stratégie d'accès conditionnel du locataire bloque la connexion de l'appareil.|Exemptez le compte de l'appareil de cette stratégie (souvent celle qui bloque le flux de code d'appareil) et écrivez signin sur la console, ou mettez signIn.flow à clientCredentials.";
            if (number-- == 0) return
                "sign-in-consent|L'application n'a pas reçu le consentement pour envoyer du courrier par SMTP.|Accordez le consentement administrateur pour SMTP.Send (code d'appareil) ou SMTP.SendAsApp (informations d'identification du client) ; avec le code d'appareil, écrivez à nouveau signin.";
            if (number-- == 0) return
                "sign-in-password-changed|La connexion a pris fin : le mot de passe du compte a été changé, ou ses sessions révoquées.|Connectez-vous à nouveau : écrivez signin sur la console de l'appareil.";
            if (number-- == 0) return
                "sign-in-frequency|La connexion a pris fin : une stratégie d'accès conditionnel (fréquence de connexion) du locataire limite sa durée.|Exemptez le compte de l'appareil de la fréquence de connexion, puis reconnectez-vous : écrivez signin sur la console.";
            if (number-- == 0) return
                "sign-in-expired|La connexion a pris fin : elle a été révoquée, ou l'appareil est resté éteint plus de 90 jours.|Connectez-vous à nouveau : écrivez signin sur la console de l'appareil.";
            if (number-- == 0) return
                "sign-in-declined|La personne devant le navigateur a refusé la connexion.|Écrivez à nouveau signin et confirmez le code avec le compte de l'appareil.";
            if (number-- == 0) return
                "sign-in-code-expired|Personne n'a confirmé le code à temps.|Écrivez à nouveau signin et confirmez le nouveau code dans les minutes indiquées.";
            if (number-- == 0) return
                "sign-in-public-client|L'inscription de l'application n'autorise pas les flux de client public.|Activez « Autoriser les flux de clients publics » dans l'inscription d'application (Authentification), ou mettez signIn.flow à clientCredentials.";
            if (number-- == 0) return
                "sign-in-secret|Le secret de l'application est faux ou a expiré.|Créez un nouveau secret client dans l'inscription d'application et écrivez sa valeur (pas son ID) dans signIn.clientSecret.";
            if (number-- == 0) return
                "sign-in-application|Le locataire ne connaît pas l'application, ou ce locataire n'existe pas.|Comparez signIn.clientId et signIn.tenant avec la vue d'ensemble de l'inscription d'application.";
            if (number-- == 0) return
                "sign-in-refused|Le service de connexion refuse l'appareil.|Cherchez le code commençant par AADSTS dans le texte du service, et vérifiez les réglages signIn.";
            if (number-- == 0) return
                "sign-in-token-too-long|Le jeton d'accès est plus long que SMTP ne le permet (12 288 octets avec son nom).|Retirez les groupes et les revendications facultatives de la configuration du jeton de l'application.";
            if (number-- == 0) return
                "sign-in-throttled|Le service de connexion demande à l'appareil de ralentir.|L'appareil essaie à nouveau plus tard.";
            if (number-- == 0) return
                "sign-in-portal|Ce qui répond pour {server} n'est pas le service de connexion : peut-être la page d'un proxy ou d'un réseau invité.|Laissez l'appareil joindre {server} sans proxy ni portail ; vérifiez signIn.authority.";
            if (number-- == 0) return
                "sign-in-bad-answer|La réponse de {server} est coupée, ou il y manque l'essentiel.|L'appareil essaie à nouveau ; si cela continue, vérifiez signIn.authority et ce qui se trouve entre l'appareil et le service.";
            if (number-- == 0) return
                "sign-in-unavailable|{server} ne peut pas connecter l'appareil maintenant.|L'appareil essaie à nouveau ; si cela continue, regardez la page d'état du service.";
            return null;
        }
    }
}
