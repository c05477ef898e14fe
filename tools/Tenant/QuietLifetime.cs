using Microsoft.Extensions.Hosting;

namespace ScanToMail.Tenant
{
    /// <summary>Leaves signals and the console alone: the server lives as long as its owner wants.</summary>
    internal sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
