namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about scanner, document, spool and flash, in the order of the rows.</summary>
    internal static class ScanTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "feeder-empty|Il n'y a pas de papier dans le chargeur.|Mettez le papier et appuyez à nouveau sur le bouton.";
            if (number-- == 0) return
                "jam|Bourrage de papier ; rien n'a été envoyé.|Dégagez le papier et numérisez à nouveau toutes les pages.";
            if (number-- == 0) return
                "cover-open|Un capot du scanner est ouvert ; rien n'a été envoyé.|Fermez-le et numérisez à nouveau toutes les pages.";
            if (number-- == 0) return
                "scan-cancelled|La numérisation a été annulée ; rien n'a été envoyé.|Appuyez à nouveau sur le bouton pour numériser.";
            if (number-- == 0) return
                "scan-failed|Le scanner a échoué ; rien n'a été envoyé.|Numérisez à nouveau ; si cela continue, éteignez et rallumez l'appareil.";
            if (number-- == 0) return
                "page-no-image|Une page n'est pas une image du type attendu ; rien n'a été envoyé.|Vérifiez ce que le scanner livre : les pages d'un PDF doivent être en JPEG.";
            if (number-- == 0) return
                "page-truncated|L'image d'une page se termine trop tôt ; rien n'a été envoyé.|Numérisez à nouveau ; si cela continue, vérifiez la liaison avec le scanner.";
            if (number-- == 0) return
                "page-unsupported|L'image d'une page ne peut pas entrer dans le document ; rien n'a été envoyé.|Choisissez un autre document ou une autre couleur dans le profil.";
            if (number-- == 0) return
                "too-many-recipients-unspooled|Le message a plus de destinataires que {server} n'en prend à la fois, et une numérisation qui n'est pas gardée en flash ne peut pas partir en plusieurs parties ; rien n'a été envoyé.|Donnez au profil moins de destinataires ou l'adresse d'un groupe, ou réglez spool.sizeLimitBytes pour que les numérisations aient de la place en flash.";
            if (number-- == 0) return
                "day-limit-unspooled|L'appareil a écrit en 24 heures à autant de destinataires que sending.recipientsPerDay le permet, et une numérisation qui n'est pas gardée en flash ne peut pas attendre ; rien n'a été envoyé.|Numérisez à nouveau dans quelques heures. Donnez aux appareils très utilisés leur propre boîte, ou réglez spool.sizeLimitBytes pour que les numérisations aient de la place en flash.";
            if (number-- == 0) return
                "recipient-forbidden|Les réglages ne permettent plus d'écrire à un destinataire de ce profil ; rien n'a été envoyé.|Numérisez à nouveau avec un profil des réglages actuels, ou ajoutez le domaine là où il manque : à sending.acceptedDomains pour l'envoi direct, à sending.recipientDomains.";
            if (number-- == 0) return
                "spool-full|L'appareil est plein de messages pas encore envoyés et ne peut pas prendre une autre numérisation.|Attendez leur envoi ; si cela continue, demandez à l'administrateur de regarder les travaux sur la console (jobs, retry, delete).";
            if (number-- == 0) return
                "spool-failed|La mémoire flash de l'appareil ne peut pas garder la numérisation ; rien n'a été envoyé.|Numérisez à nouveau ; si cela continue, baissez spool.sizeLimitBytes, ou faites examiner la mémoire flash.";
            if (number-- == 0) return
                "flash-failed|Un fichier des réglages ne peut pas être lu dans la mémoire flash.|Vérifiez les noms dans sending.trustedRoots et sending.clientCertificate, et importez à nouveau le fichier.";
            return null;
        }
    }
}
