using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ScanToMail.Tenant.Certificates;

namespace ScanToMail.Tenant.Tests
{
    /// <summary>A client that says exactly what a test tells it, byte for byte.</summary>
    internal sealed class RawClient : IAsyncDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
        private readonly TcpClient tcp = new();
        private Stream stream = Stream.Null;

        public static async Task<RawClient> ConnectAsync(int port)
        {
            var client = new RawClient();
            await client.tcp.ConnectAsync(IPAddress.Loopback, port);
            client.stream = client.tcp.GetStream();
            return client;
        }

        public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

        public async Task SendAsync(byte[] bytes)
        {
            await stream.WriteAsync(bytes).AsTask().WaitAsync(Limit);
            await stream.FlushAsync().WaitAsync(Limit);
        }

        /// <summary>Sends a line and gives the reply, lines parted by \n.</summary>
        public async Task<string> AskAsync(string line)
        {
            await SendAsync(line + "\r\n");
            return await ReplyAsync();
        }

        /// <summary>Reads a reply, lines parted by \n; "" at the end of the stream.</summary>
        public async Task<string> ReplyAsync()
        {
            var lines = new List<string>();
            while (true)
            {
                string? line = await LineAsync();
                if (line == null)
                {
                    return string.Join('\n', lines);
                }

                lines.Add(line);
                if (line.Length < 4 || line[3] != '-')
                {
                    return string.Join('\n', lines);
                }
            }
        }

        public async Task<bool> IsClosedAsync() => await LineAsync() == null;

        public async Task StartTlsAsync(
            string name, string rootPem, ClientCertificate? certificate = null, bool withChain = true)
        {
            SslClientAuthenticationOptions options = Options(name, rootPem);
            if (certificate != null)
            {
                X509Certificate2Collection chain = [];
                if (withChain)
                {
                    chain.Add(X509Certificate2.CreateFromPem(certificate.IntermediatePem));
                }

                options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate.Leaf, chain, true);
            }

            var tls = new SslStream(stream);
            await tls.AuthenticateAsClientAsync(options).WaitAsync(Limit);
            stream = tls;
        }

        public static SslClientAuthenticationOptions Options(string? name, string rootPem)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(rootPem));
            return new SslClientAuthenticationOptions
            {
                TargetHost = name,
                CertificateChainPolicy = policy,
            };
        }

        public async ValueTask DisposeAsync()
        {
            await stream.DisposeAsync();
            tcp.Dispose();
        }

        private async Task<string?> LineAsync()
        {
            var line = new StringBuilder();
            var one = new byte[1];
            while (true)
            {
                int count;
                try
                {
                    count = await stream.ReadAsync(one).AsTask().WaitAsync(Limit);
                }
                catch (IOException)
                {
                    count = 0;
                }

                if (count == 0)
                {
                    return line.Length == 0 ? null : line.ToString();
                }

                if (one[0] == '\n')
                {
                    return line.ToString().TrimEnd('\r');
                }

                line.Append((char)one[0]);
            }
        }
    }
}
