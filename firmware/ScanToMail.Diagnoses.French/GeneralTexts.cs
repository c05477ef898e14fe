namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about replies by their first digit alone, in the order of the rows; the last one takes all.</summary>
    internal static class GeneralTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "closing|{server} ferme son service pour l'instant.|L'appareil essaie à nouveau.";
            if (number-- == 0) return
                "greylisted|{server} diffère le courrier des expéditeurs qu'il ne connaît pas encore.|L'appareil essaie à nouveau dans quelques minutes.";
            if (number-- == 0) return
                "recipient-put-off|{server} diffère un destinataire.|L'appareil essaie à nouveau dans quelques minutes.";
            if (number-- == 0) return
                "too-much|{server} n'a pas de place, ou a assez reçu de l'appareil pour l'instant.|L'appareil essaie à nouveau plus tard.";
            if (number-- == 0) return
                "put-off|{server} ne peut pas prendre le message maintenant.|L'appareil essaie à nouveau plus tard.";
            if (number-- == 0) return
                "needs-smtputf8|L'adresse demande SMTPUTF8, que {server} n'offre pas.|Utilisez une adresse dont la partie avant @ est en ASCII.";
            if (number-- == 0) return
                "too-large|Le message est trop grand pour {server}.|Numérisez moins de pages, ou avec une résolution plus basse.";
            if (number-- == 0) return
                "sender-refused|{server} refuse l'expéditeur.|Vérifiez sending.from : ce doit être une adresse au nom de laquelle ce compte ou cet appareil peut envoyer.";
            if (number-- == 0) return
                "recipient-refused|{server} refuse un destinataire.|Vérifiez l'adresse ; sans identification, beaucoup de serveurs n'acceptent que le courrier de leurs propres domaines.";
            if (number-- == 0) return
                "refused|{server} refuse le message.|Lisez le texte du serveur ; son journal en dit plus.";
            if (number-- == 0) return
                "out-of-protocol|{server} répond ce que le protocole n'autorise pas ici.|Consultez le journal du serveur.";
            if (number-- == 0) return
                "unknown|Une erreur s'est produite que l'appareil ne sait pas nommer.|Consultez le journal de l'appareil (log sur la console).";
            return null;
        }
    }
}
