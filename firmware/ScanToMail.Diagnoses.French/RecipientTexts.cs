namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about replies about recipients, connectors and the way to the tenant, in the order of the rows.</summary>
    internal static class RecipientTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "relay-denied-certificate|Aucun connecteur du locataire ne reconnaît l'appareil : le certificat ne correspond pas, ou sa chaîne est incomplète.|Comparez le sujet du certificat (certificate show) au domaine du connecteur dans le Centre d'administration Exchange, et importez aussi les certificats intermédiaires.";
            if (number-- == 0) return
                "relay-denied-address|Aucun connecteur du locataire ne reconnaît l'appareil : son adresse publique est {address}.|Écrivez cette adresse dans le connecteur (Centre d'administration Exchange, Flux de courrier, Connecteurs) et dans l'enregistrement SPF ; elle doit être fixe et à vous seul.";
            if (number-- == 0) return
                "wrong-region|Le message est allé dans une autre région de Microsoft 365 que celle du locataire.|Relisez le MX du domaine (mx DOMAINE) et corrigez sending.host, ou retirez-le et réglez sending.domain ; vérifiez ensuite le connecteur.";
            if (number-- == 0) return
                "direct-send-off|Le locataire n'accepte plus l'envoi direct (RejectDirectSend).|Utilisez l'envoi client, ou créez un connecteur et la méthode relay ; ou autorisez-le à nouveau : Set-OrganizationConfig -RejectDirectSend $false.";
            if (number-- == 0) return
                "connector-unknown|Aucun connecteur ne reconnaît l'appareil (son adresse publique est {address}) : son courrier compte comme envoi direct, que le locataire rejette.|Corrigez l'adresse ou le domaine de certificat du connecteur dans le Centre d'administration Exchange.";
            if (number-- == 0) return
                "direct-send-outside|L'envoi direct n'atteint que les destinataires du locataire, et celui-ci n'en est pas.|Choisissez un destinataire de l'organisation ; pour les autres, l'administrateur peut utiliser l'envoi client ou le relais.";
            if (number-- == 0) return
                "relay-denied|{server} ne relaie pas pour l'appareil : aucun connecteur ne correspond (son adresse publique est {address}), ou le domaine n'est pas encore accepté.|Vérifiez l'adresse ou le certificat du connecteur et les domaines acceptés dans le Centre d'administration Exchange.";
            if (number-- == 0) return
                "recipient-blocked-at-edge|L'organisation ne connaît pas ce destinataire.|Vérifiez l'adresse. Une nouvelle boîte est connue après quelques heures ; l'administrateur peut regarder le type du domaine dans le Centre d'administration Exchange.";
            if (number-- == 0) return
                "recipient-unknown|Ce destinataire n'existe pas.|Cherchez une faute de frappe dans l'adresse.";
            if (number-- == 0) return
                "receive-limit|Le destinataire reçoit plus de messages par heure que Microsoft 365 ne le permet.|L'appareil essaie à nouveau dans une heure ou plus. Envoyez moins à cette boîte, ou à un groupe.";
            if (number-- == 0) return
                "sender-restricted|Le destinataire n'accepte que certains expéditeurs, et la boîte de l'appareil n'en est pas.|Autorisez la boîte de l'appareil chez le destinataire (Centre d'administration Exchange, restrictions de remise).";
            if (number-- == 0) return
                "sender-not-authenticated|Le destinataire n'accepte que le courrier interne de l'organisation, et l'appareil compte comme externe.|Utilisez l'envoi client, ou un connecteur qui reconnaît l'appareil ; ou laissez le destinataire accepter les expéditeurs externes.";
            if (number-- == 0) return
                "too-many-recipients|{server} n'accepte pas plus de destinataires en une fois.|L'appareil envoie aux autres au prochain essai.";
            if (number-- == 0) return
                "too-many-connections-address|Trop de connexions viennent de l'adresse publique de l'appareil ({address}).|L'appareil essaie à nouveau plus tard. Faites envoyer moins d'appareils en même temps, ou donnez-leur une autre sortie.";
            if (number-- == 0) return
                "server-busy|Microsoft 365 freine l'adresse publique de l'appareil ({address}), qu'il ne connaît pas.|L'appareil essaie à nouveau pendant des heures. Un connecteur pour cette adresse y met fin ; l'envoi client n'est pas freiné.";
            if (number-- == 0) return
                "address-suspicious|Microsoft 365 trouve l'adresse publique de l'appareil ({address}) suspecte pour l'instant.|L'appareil essaie à nouveau pendant des heures. Cherchez ce qui envoie encore depuis cette adresse.";
            if (number-- == 0) return
                "recipient-too-large|Le message est plus grand que ce que le destinataire accepte.|Numérisez moins de pages, ou avec une résolution plus basse.";
            if (number-- == 0) return
                "recipient-full|La boîte aux lettres est pleine.|Demandez au destinataire de faire de la place, puis envoyez à nouveau.";
            return null;
        }
    }
}
