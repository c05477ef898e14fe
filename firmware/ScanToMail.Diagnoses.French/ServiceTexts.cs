namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about replies about the service's state and the mail's form, in the order of the rows.</summary>
    internal static class ServiceTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "mailbox-connections|Plus de trois connexions utilisent la boîte de l'appareil en même temps, la limite de Microsoft 365.|L'appareil essaie à nouveau à un moment aléatoire. Si cela arrive souvent, donnez une boîte à chaque petit groupe d'appareils.";
            if (number-- == 0) return
                "too-many-connections|{server} a trop de connexions.|L'appareil essaie à nouveau plus tard.";
            if (number-- == 0) return
                "service-draining|{server} se met hors service ; un autre serveur répondra.|L'appareil essaie bientôt à nouveau.";
            if (number-- == 0) return
                "throttled|{server} a trop reçu de l'appareil pour l'instant.|L'appareil essaie à nouveau plus tard.";
            if (number-- == 0) return
                "submission-rate|L'appareil envoie plus vite que {server} ne le permet.|L'appareil attend et essaie à nouveau.";
            if (number-- == 0) return
                "connection-dropped|{server} a coupé la connexion.|L'appareil essaie à nouveau ; si cela continue, cherchez un pare-feu qui coupe les longues connexions.";
            if (number-- == 0) return
                "transient-at-end|{server} n'a pas pu enregistrer le message maintenant.|L'appareil essaie à nouveau.";
            if (number-- == 0) return
                "no-resources|{server} manque de ressources.|L'appareil essaie à nouveau plus tard ; sur votre propre serveur, regardez le disque et la mémoire.";
            if (number-- == 0) return
                "tls-unavailable|{server} ne peut pas démarrer TLS maintenant ; rien n'a été envoyé en clair.|L'appareil essaie à nouveau.";
            if (number-- == 0) return
                "message-size|Le message est trop grand pour {server}.|Numérisez moins de pages, ou avec une résolution plus basse.";
            if (number-- == 0) return
                "chunked-header-size|{server} trouve l'en-tête trop long, ce qu'il dit à tort de messages envoyés par morceaux (BDAT).|Mettez sending.transfer à data.";
            if (number-- == 0) return
                "invalid-hello|{server} n'accepte pas le nom sous lequel l'appareil se présente.|Corrigez device.hostname (lettres, chiffres, tirets, points), ou laissez-le vide.";
            if (number-- == 0) return
                "no-from|{server} ne trouve pas de champ From correct dans le message.|Vérifiez sending.from ; s'il est juste, signalez-le au fabricant avec le journal (log).";
            if (number-- == 0) return
                "bare-line-feed|{server} trouve des sauts de ligne isolés dans le message.|Mettez sending.transfer à data ; puis signalez-le au fabricant avec le journal (log).";
            if (number-- == 0) return
                "header-too-long|Un champ de l'en-tête du message est trop long pour {server}.|Donnez au profil un objet plus court et moins de destinataires.";
            if (number-- == 0) return
                "invalid-content|{server} ne peut pas lire le contenu du message.|Donnez au profil un objet et un nom de fichier simples ; si cela continue, signalez-le au fabricant avec le journal (log).";
            if (number-- == 0) return
                "out-of-step|{server} et l'appareil ne sont plus synchronisés dans leur dialogue.|Cherchez un relais ou un pare-feu qui modifie SMTP entre les deux ; sinon, signalez-le au fabricant avec le journal (log).";
            return null;
        }
    }
}
