namespace ScanToMail.Diagnoses.French
{
    /// <summary>Texts about clock, network and DNS, in the order of the rows.</summary>
    internal static class ConnectionTexts
    {
        /// <summary>A row's cause and remedy.</summary>
        public static string Text(int number)
        {
            if (number-- == 0) return
                "clock-not-set|L'horloge de l'appareil n'est pas réglée : aucun certificat ne peut être vérifié, aucun message daté.|Laissez l'appareil joindre un serveur de temps (time.servers, port UDP 123), ou réglez l'heure à la main.";
            if (number-- == 0) return
                "no-interface|La carte n'a pas cette interface réseau, ou elle ne démarre pas.|Mettez network.interface à ce que la carte possède (wifi ou ethernet), puis éteignez et rallumez l'appareil.";
            if (number-- == 0) return
                "no-link|L'appareil n'a pas de liaison réseau.|Vérifiez le câble et ce à quoi il mène, ou les réglages Wi-Fi (network.ssid, network.password).";
            if (number-- == 0) return
                "no-address|L'appareil a une liaison réseau, mais pas d'adresse.|Vérifiez si DHCP donne des adresses sur ce réseau, ou réglez network.address, network.mask et network.gateway.";
            if (number-- == 0) return
                "name-not-found|Le nom de {server} est inconnu du DNS.|Cherchez une faute de frappe dans le nom réglé, puis vérifiez les serveurs DNS (network.dns).";
            if (number-- == 0) return
                "name-timeout|Le serveur DNS n'a pas répondu à temps à la question sur {server}.|Vérifiez network.dns et le pare-feu (port 53, UDP et TCP).";
            if (number-- == 0) return
                "port-refused|{server} refuse la connexion : rien n'écoute sur ce port, ou un pare-feu l'interdit.|Vérifiez sending.host et sending.port, puis le pare-feu.";
            if (number-- == 0) return
                "unreachable|Il n'y a pas de chemin vers {server}.|Vérifiez la passerelle (network.gateway) et le pare-feu.";
            if (number-- == 0) return
                "port-25-blocked-submission|{server} ne répond pas sur le port 25, que beaucoup de fournisseurs et de pare-feu bloquent.|Mettez sending.port à 587, le port conseillé pour l'envoi client, ou faites ouvrir le port 25.";
            if (number-- == 0) return
                "port-25-blocked|{server} ne répond pas sur le port 25, que beaucoup de fournisseurs et de pare-feu bloquent.|Faites ouvrir le port 25 sortant pour l'appareil par le pare-feu ou le fournisseur. Si c'est impossible, utilisez l'envoi client sur le port 587.";
            if (number-- == 0) return
                "port-465-blocked|{server} ne répond pas sur le port 465 ; Microsoft 365 n'a pas ce port.|Vérifiez sending.host, ou utilisez le port 587 avec sending.tls required.";
            if (number-- == 0) return
                "port-blocked|{server} ne répond pas à la connexion.|Vérifiez sending.host et sending.port, puis si un pare-feu laisse sortir l'appareil sur ce port.";
            if (number-- == 0) return
                "network-timeout|{server} n'a pas répondu à temps.|Vérifiez le réseau ; l'appareil essaie à nouveau.";
            if (number-- == 0) return
                "network-broken|La connexion à {server} a été coupée.|L'appareil essaie à nouveau ; si cela continue, vérifiez le réseau et le pare-feu.";
            if (number-- == 0) return
                "dns-no-server|L'appareil ne connaît aucun serveur DNS et ne peut donc pas trouver les serveurs de messagerie de {server}.|Réglez network.dns, ou laissez DHCP donner un serveur DNS.";
            if (number-- == 0) return
                "dns-no-answer|Aucun serveur DNS ne répond à la question sur les serveurs de messagerie de {server}.|Vérifiez network.dns et le pare-feu (port 53, UDP et TCP), ou écrivez le nom MX du locataire dans sending.host.";
            if (number-- == 0) return
                "dns-server-failed|Les serveurs DNS ne peuvent pas indiquer les serveurs de messagerie de {server}.|Vérifiez network.dns et la zone DNS du domaine, ou écrivez le nom MX du locataire dans sending.host.";
            if (number-- == 0) return
                "dns-bad-answer|La réponse sur les serveurs de messagerie de {server} n'est pas une réponse DNS correcte ; elle a été ignorée.|Vérifiez network.dns et qui d'autre est sur le réseau ; ou écrivez le nom MX du locataire dans sending.host.";
            if (number-- == 0) return
                "dns-no-domain|Le DNS ne connaît pas de domaine {server}.|Cherchez une faute de frappe dans sending.domain.";
            if (number-- == 0) return
                "dns-no-mail|Le domaine {server} n'indique aucun serveur de messagerie.|Vérifiez sending.domain : ce doit être un domaine dont Microsoft 365 reçoit le courrier ; ou écrivez le nom MX du locataire dans sending.host.";
            if (number-- == 0) return
                "dns-not-microsoft|Le courrier de {server} va d'abord à un filtre ou à un autre fournisseur, pas à Microsoft 365.|Écrivez le nom MX du locataire dans sending.host ; le Centre d'administration Microsoft 365 l'affiche (Paramètres, Domaines, enregistrements DNS).";
            return null;
        }
    }
}
