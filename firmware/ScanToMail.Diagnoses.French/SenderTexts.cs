namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about replies about the sender, its mailbox, domain and address, in the order of the rows.</summary>
    internal static class SenderTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "throttled-mailbox-full|Microsoft 365 a bloqué la boîte de l'appareil, trop souvent pleine.|Videz la boîte, surtout les Éléments envoyés, et mettez-y une stratégie de rétention ; puis relancez le travail (retry).";
            if (number-- == 0) return
                "throttled-send-as-denied|Microsoft 365 a bloqué la boîte de l'appareil, qui a trop souvent envoyé au nom d'un autre.|Mettez dans sending.from l'adresse du compte, ou accordez « Envoyer en tant que » ; attendez quelques heures, puis relancez (retry).";
            if (number-- == 0) return
                "throttled-licence|Microsoft 365 a bloqué la boîte de l'appareil, qui n'a pas de licence valable.|Attribuez une licence Exchange Online au compte, puis relancez le travail (retry).";
            if (number-- == 0) return
                "throttled-recipients|Microsoft 365 a bloqué la boîte de l'appareil à cause de destinataires trop nombreux ou non valides.|Corrigez les adresses des profils, attendez quelques heures, puis relancez le travail (retry).";
            if (number-- == 0) return
                "send-as-denied|Le compte n'a pas le droit d'envoyer au nom de sending.from.|Mettez dans sending.from l'adresse du compte, ou accordez-lui « Envoyer en tant que » sur cette boîte (jusqu'à une heure). Un connecteur de relais n'a besoin d'aucune boîte.";
            if (number-- == 0) return
                "send-as-denied-store|Le compte n'a pas le droit d'envoyer au nom de sending.from ; Microsoft 365 l'a constaté après la remise.|Mettez dans sending.from l'adresse du compte, ou accordez-lui « Envoyer en tant que » sur cette boîte (jusqu'à une heure).";
            if (number-- == 0) return
                "submission-quota|La boîte a envoyé à 10 000 destinataires en 24 heures, sa limite.|L'appareil essaie à nouveau toutes les quelques heures. Donnez aux appareils très utilisés leur propre boîte, ou utilisez High Volume Email.";
            if (number-- == 0) return
                "daily-limit|La boîte a atteint sa limite quotidienne de destinataires.|L'appareil essaie à nouveau toutes les quelques heures. Donnez aux appareils très utilisés leur propre boîte, ou utilisez High Volume Email.";
            if (number-- == 0) return
                "outbound-spam|Microsoft 365 considère la boîte de l'appareil comme source de courrier indésirable.|Débloquez-la dans le portail Defender (Entités restreintes), et cherchez ce qui a été envoyé.";
            if (number-- == 0) return
                "bad-outbound-sender|Le compte de l'appareil est bloqué pour envoi de courrier indésirable.|Débloquez-le dans le portail Defender (Entités restreintes) ; cela prend une heure ou plus. Puis relancez le travail (retry).";
            if (number-- == 0) return
                "mailbox-full|La boîte de l'appareil est pleine, sans doute d'Éléments envoyés.|Videz-la, et mettez une stratégie de rétention sur les Éléments envoyés ; ou désactivez les copies : Set-Mailbox ADRESSE -MessageCopyForSMTPClientSubmissionEnabled $false.";
            if (number-- == 0) return
                "mailbox-size-limit|Le message est plus grand que ce que la boîte de l'appareil peut envoyer.|Numérisez avec une résolution plus basse ; ou relevez la limite : Set-Mailbox ADRESSE -MaxSendSize 150MB, et sending.sizeLimitBytes avec elle.";
            if (number-- == 0) return
                "spf-failed|L'enregistrement SPF du domaine de l'expéditeur n'autorise pas l'adresse d'où l'appareil envoie ({address}).|Ajoutez ip4: avec cette adresse à l'enregistrement SPF du domaine dans le DNS, ou utilisez l'envoi client.";
            if (number-- == 0) return
                "dmarc-failed|Le domaine de l'expéditeur a une stratégie DMARC de rejet, et le message ne satisfait ni SPF ni DKIM.|Ajoutez ip4:{address} à l'enregistrement SPF du domaine dans le DNS, ou utilisez l'envoi client, qui signe.";
            if (number-- == 0) return
                "unregistered-domain|Le domaine de sending.from n'est pas un domaine accepté du locataire.|Ajoutez le domaine au locataire dans le Centre d'administration, ou envoyez depuis une adresse d'un domaine accepté.";
            if (number-- == 0) return
                "banned-sender|Microsoft 365 a banni l'expéditeur pour abus.|Cherchez ce qui a été envoyé au nom du locataire, puis demandez le déblocage au support de Microsoft ; pour 5.7.511, transférez la réponse à delist@microsoft.com.";
            if (number-- == 0) return
                "tenant-threshold|Tout le locataire est bloqué : il a trop envoyé, ou trop de courrier indésirable.|Cherchez les comptes détournés, puis demandez au support de Microsoft de lever le blocage.";
            if (number-- == 0) return
                "ip-reputation|Microsoft 365 n'accepte pas le courrier des adresses de ce locataire, ce qui est courant pour les nouveaux locataires et les essais.|Demandez au support de Microsoft ; un abonnement payant y met souvent fin.";
            if (number-- == 0) return
                "banned-ip|L'adresse publique {address} d'où l'appareil envoie est sur la liste de blocage de Microsoft.|Demandez son retrait sur https://sender.office.com, et cherchez ce qui envoie encore depuis cette adresse.";
            if (number-- == 0) return
                "ipv6-unsigned|Le courrier par IPv6 doit satisfaire SPF ou DKIM, ce qui n'est pas le cas.|L'appareil parle IPv4 : cherchez un relais qui le transforme en IPv6. Il essaie à nouveau.";
            if (number-- == 0) return
                "ipv6-refused|{server} n'accepte pas le courrier de cette adresse IPv6.|L'appareil parle IPv4 : cherchez un relais qui le transforme en IPv6, et faites-lui utiliser IPv4 sur le port 25.";
            if (number-- == 0) return
                "bad-hello|{server} considère comme faux le nom sous lequel l'appareil se présente.|Mettez dans device.hostname un nom propre à l'appareil, ou laissez-le vide.";
            if (number-- == 0) return
                "address-unseen|Aucun serveur n'a indiqué à l'appareil son adresse publique depuis sa mise sous tension.|Tapez test connection sur la console : Microsoft 365 répond avec l'adresse, et status l'affiche ensuite avec l'enregistrement SPF.";
            if (number-- == 0) return
                "direct-send-anonymous|Microsoft 365 tient l'envoi direct pour du courrier anonyme : seul SPF répond de l'expéditeur, car l'appareil ne signe pas avec DKIM, et DMARC repose sur l'un des deux. Un locataire avec RejectDirectSend refuse tout (550 5.7.68).|Inscrivez l'adresse publique fixe de l'appareil dans l'enregistrement SPF du domaine (status l'affiche) : sinon le courrier peut finir en indésirable ou, selon DMARC, être refusé. Vérifiez que RejectDirectSend est désactivé (Get-OrganizationConfig), ou choisissez clientSubmission ou relay.";
            return null;
        }
    }
}
