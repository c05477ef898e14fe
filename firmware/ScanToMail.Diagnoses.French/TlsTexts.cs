namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about TLS and the conversation itself, in the order of the rows.</summary>
    internal static class TlsTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "tls-clock-wrong|Le certificat de {server} a été refusé parce que l'horloge de l'appareil est fausse : elle indique {clock}.|Laissez l'appareil joindre un serveur de temps (time.servers, port UDP 123), ou réglez l'heure à la main.";
            if (number-- == 0) return
                "tls-certificate-sign-in|Le certificat de {server} a été refusé. Du plus probable au moins probable : l'horloge est fausse (elle indique {clock}) ; la racine du service n'est pas dans sending.trustedRoots ; un pare-feu inspecte TLS ; le nom de signIn.authority n'est pas celui du service.|Vérifiez l'heure, puis les racines (roots list), puis faites passer la connexion de l'appareil au service sans inspection par le pare-feu.";
            if (number-- == 0) return
                "tls-certificate-microsoft|Le certificat de {server} a été refusé. Du plus au moins probable : l'horloge est fausse (elle indique {clock}) ; DigiCert Global Root G2 manque dans sending.trustedRoots ; un pare-feu inspecte TLS ; le nom dans sending.host n'est pas celui du serveur.|Vérifiez l'heure, puis les racines de confiance (roots list), puis laissez passer le courrier de l'appareil sans inspection.";
            if (number-- == 0) return
                "tls-certificate|Le certificat de {server} a été refusé. Du plus au moins probable : l'horloge de l'appareil est fausse (elle indique {clock}) ; la racine manque dans sending.trustedRoots ; le certificat est au nom d'un autre serveur que sending.host ; il a expiré.|Vérifiez l'heure, puis les racines de confiance (roots list), puis le nom dans sending.host.";
            if (number-- == 0) return
                "tls-handshake|Aucun accord TLS n'a été trouvé avec {server}.|Le serveur doit offrir TLS 1.2 ou 1.3 sur ce port ; le port 465 demande sending.tls implicit, les ports 25 et 587 required.";
            if (number-- == 0) return
                "tls-closed|{server} a fermé la connexion pendant la négociation TLS.|Vérifiez que le port parle TLS comme réglé (sending.tls) et qu'aucun pare-feu ne l'inspecte.";
            if (number-- == 0) return
                "tls-timeout|{server} n'a pas terminé la négociation TLS à temps.|Vérifiez que le port parle TLS comme réglé (sending.tls) et qu'aucun pare-feu ne l'inspecte.";
            if (number-- == 0) return
                "tls-not-offered-microsoft|{server} n'offre pas STARTTLS, alors que Microsoft 365 l'offre toujours ; rien n'a été envoyé en clair.|Un pare-feu ou un relais intermédiaire retire STARTTLS (inspection SMTP). Désactivez-la pour l'appareil.";
            if (number-- == 0) return
                "tls-not-offered|{server} n'offre pas STARTTLS, et les réglages exigent TLS ; rien n'a été envoyé en clair.|Activez TLS sur le serveur, ou utilisez son port TLS ; ne mettez sending.tls à none que dans un réseau de confiance et sans identification.";
            if (number-- == 0) return
                "auth-not-offered|{server} n'offre aucun moyen d'identification que l'appareil puisse utiliser.|L'envoi client passe par smtp.office365.com. Sur votre propre serveur, activez AUTH LOGIN ou PLAIN, ou mettez sending.auth à none.";
            if (number-- == 0) return
                "size-limit|Le message dépasse la limite ; il a été abandonné avant la fin.|Numérisez moins de pages, ou avec une résolution plus basse ; la limite est le SIZE du serveur ou sending.sizeLimitBytes.";
            if (number-- == 0) return
                "smtp-timeout|{server} n'a pas répondu à temps.|L'appareil essaie à nouveau ; si cela continue, consultez le journal du serveur.";
            if (number-- == 0) return
                "smtp-garbage|{server} ne parle pas SMTP comme il le devrait.|Vérifiez sending.host et sending.port : autre chose y écoute peut-être.";
            if (number-- == 0) return
                "smtp-injection|{server} a envoyé en clair plus que sa réponse à STARTTLS : quelqu'un manipule peut-être la ligne.|Vérifiez le réseau entre l'appareil et le serveur.";
            if (number-- == 0) return
                "perhaps-delivered|La connexion a été coupée après la fin du message : il est peut-être arrivé, peut-être pas.|Regardez la boîte de réception avant de numériser à nouveau ; un message répété a le même Message-ID.";
            if (number-- == 0) return
                "smtp-broken|La connexion à {server} a été coupée.|L'appareil essaie à nouveau ; si cela continue, consultez le journal du serveur.";
            return null;
        }
    }
}
