namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about the device's own certificate, in the order of the rows.</summary>
    internal static class CertificateTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "certificate-missing|Le fichier de sending.clientCertificate n'est pas dans la mémoire flash : aucun serveur ne peut reconnaître l'appareil.|Tapez certificate import sur la console et collez le certificat, les intermédiaires et la clé, ou corrigez sending.clientCertificate ; le courrier en attente partira alors.";
            if (number-- == 0) return
                "certificate-key-encrypted|La clé privée dans le fichier de sending.clientCertificate est chiffrée, et l'appareil n'en a pas le mot de passe.|Écrivez la clé en clair (openssl pkey -in FICHIER), puis importez-la avec son certificat : certificate import sur la console.";
            if (number-- == 0) return
                "certificate-damaged|Le fichier de sending.clientCertificate ne contient pas de certificat, ou le certificat ou sa clé est endommagé.|Importez-les à nouveau : certificate import sur la console ; le courrier en attente partira alors.";
            if (number-- == 0) return
                "certificate-no-key|Le fichier de sending.clientCertificate ne contient pas de clé privée, sans laquelle TLS ne peut pas présenter le certificat.|Importez le certificat avec sa clé : certificate import sur la console ; le courrier en attente partira alors.";
            if (number-- == 0) return
                "certificate-other-key|La clé privée dans le fichier de sending.clientCertificate appartient à un autre certificat.|Importez le certificat de l'appareil avec la clé faite pour lui, le certificat de l'appareil en premier : certificate import sur la console.";
            if (number-- == 0) return
                "certificate-clock-wrong|Le certificat de l'appareil ne semble pas encore valable parce que l'horloge de l'appareil est fausse : elle indique {clock}.|Laissez l'appareil joindre un serveur de temps (time.servers, port UDP 123), ou réglez l'heure à la main.";
            if (number-- == 0) return
                "certificate-not-yet-valid|Le certificat de l'appareil n'est pas encore valable, ou l'horloge de l'appareil est fausse : elle indique {clock}.|Vérifiez d'abord l'heure (time sur la console). Si elle est juste, attendez le premier jour du certificat, ou importez-en un déjà valable.";
            if (number-- == 0) return
                "certificate-expired|Le certificat de l'appareil a expiré, ou l'horloge de l'appareil est fausse : elle indique {clock}.|Importez-en un nouveau pour les mêmes noms : certificate import sur la console. Le connecteur reste alors tel quel, et le courrier en attente part.";
            if (number-- == 0) return
                "certificate-other-domain|Aucun des noms du certificat de l'appareil n'est dans un des domaines de sending.acceptedDomains : aucun connecteur du locataire ne lui correspond.|Importez un certificat pour un nom dans un domaine accepté, ou ajoutez le domaine à sending.acceptedDomains s'il appartient au locataire.";
            if (number-- == 0) return
                "certificate-expires-soon|Le certificat de l'appareil expire dans les 30 jours ; ensuite plus aucun message ne partira.|Importez à temps un nouveau certificat pour les mêmes noms : certificate import sur la console.";
            if (number-- == 0) return
                "certificate-other-sender|Aucun des noms du certificat de l'appareil n'est dans le domaine de sending.from.|Vérifiez que le connecteur indique le domaine du certificat et que ce domaine est un domaine accepté du locataire ; notez ceux-ci dans sending.acceptedDomains.";
            return null;
        }
    }
}
