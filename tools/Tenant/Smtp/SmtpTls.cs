using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ScanToMail.Tenant.Certificates;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>The TLS handshake of a session, by STARTTLS (RFC 3207) or first of all (RFC 8314).</summary>
    internal sealed class SmtpTls
    {
        private const int HandshakeTimeoutMs = 60_000;
        private readonly SmtpWire wire;
        private readonly SmtpContext context;
        private readonly ServerCertificates certificates;

        public SmtpTls(SmtpWire wire, SmtpContext context, ServerCertificates certificates)
        {
            this.wire = wire;
            this.context = context;
            this.certificates = certificates;
        }

        /// <summary>
        /// Answers STARTTLS with <paramref name="reply"/> and shakes hands; clear text is thrown away.
        /// </summary>
        public async Task UpgradeAsync(SmtpReply reply)
        {
            int discarded = wire.Transport.DiscardClearText();
            if (discarded > 0)
            {
                context.Record.DiscardedAtStartTlsBytes = discarded;
                context.Violation($"{discarded} octets of clear text behind STARTTLS (RFC 3207 4); thrown away.");
            }

            await wire.SendAsync(reply).ConfigureAwait(false);
            wire.Transport.Write(context.Options.ClearTextAfterStartTls);
            await wire.FlushAsync().ConfigureAwait(false);
            await HandshakeAsync().ConfigureAwait(false);
        }

        /// <summary>Shakes hands.</summary>
        /// <exception cref="SessionEndedException">The handshake failed.</exception>
        public async Task HandshakeAsync()
        {
            SmtpReply fault = await wire.DecideAsync(SmtpPhase.TlsHandshake, () => new(Replies.Ok))
                .ConfigureAwait(false);
            if (fault != Replies.Ok)
            {
                await wire.SendAsync(fault).ConfigureAwait(false);
                throw new SessionEndedException(SessionEnd.TlsFailed);
            }

            var clientChain = new List<X509Certificate2>();
            try
            {
                SslStream tls = await wire.Transport.UpgradeAsync(Options(clientChain), HandshakeTimeoutMs)
                    .ConfigureAwait(false);
                Keep(tls, clientChain);
            }
            catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
            {
                context.Record.TlsError = e.InnerException?.Message ?? e.Message;
                context.Record.Note(context.Now, "TLS failed: " + context.Record.TlsError);
                throw new SessionEndedException(SessionEnd.TlsFailed);
            }
        }

        private SslServerAuthenticationOptions Options(List<X509Certificate2> clientChain)
        {
            SmtpEndpointOptions options = context.Options;
            IReadOnlyList<string> names = options.CertificateNames.Count > 0
                ? options.CertificateNames
                : [options.HostName];
            return new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificates.Context(names, options.CertificateFault),
                EnabledSslProtocols = options.TlsVersions,
                ClientCertificateRequired = options.AskForClientCertificate,
                AllowTlsResume = false,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                {
                    Collect(certificate, chain, clientChain);
                    return true;
                },
            };
        }

        // Whom a certificate attributes the mail to is the policy's business: here every one is let in.
        private static void Collect(X509Certificate? certificate, X509Chain? chain, List<X509Certificate2> target)
        {
            if (certificate is X509Certificate2 leaf)
            {
                target.Add(X509CertificateLoader.LoadCertificate(leaf.RawData));
                foreach (X509Certificate2 sent in chain?.ChainPolicy.ExtraStore ?? [])
                {
                    if (!sent.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span))
                    {
                        target.Add(X509CertificateLoader.LoadCertificate(sent.RawData));
                    }
                }
            }
        }

        private void Keep(SslStream tls, List<X509Certificate2> clientChain)
        {
            var facts = new TlsFacts(
                tls.SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2",
                tls.NegotiatedCipherSuite.ToString(),
                tls.TargetHostName,
                clientChain.FirstOrDefault(),
                clientChain);
            context.Tls = facts;
            context.Record.Tls = facts;
            context.Record.Note(context.Now, $"{facts.Protocol} {facts.CipherSuite}, server name '{facts.ServerName}'");
        }
    }
}
