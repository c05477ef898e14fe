using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScanToMail.Tenant.SignIn;

namespace ScanToMail.Tests.Interop
{
    /// <summary>Says of a token whether it is good and whose it is (RFC 7662), for a server that does not issue tokens itself.</summary>
    internal sealed class TokenIntrospection : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly Func<string, AccessToken?> _find;
        private int _asked;

        private TokenIntrospection(Func<string, AccessToken?> find)
        {
            _find = find;
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            _app = builder.Build();
            _app.MapPost("/introspect", (Delegate)AnswerAsync);
        }

        /// <summary>Starts it with what finds a good token: null is an answer of "not active".</summary>
        public static async Task<TokenIntrospection> StartAsync(Func<string, AccessToken?> find)
        {
            var service = new TokenIntrospection(find);
            await service._app.StartAsync();
            return service;
        }

        /// <summary>Its address.</summary>
        public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
            .Addresses.Single() + "/introspect");

        /// <summary>How often it was asked.</summary>
        public int Asked => _asked;

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task<IResult> AnswerAsync(HttpContext http)
        {
            Interlocked.Increment(ref _asked);
            IFormCollection form = await http.Request.ReadFormAsync();
            AccessToken? token = _find(form["token"].ToString());
            return token is null ? Results.Json(new { active = false }) : Results.Json(new { active = true, username = token.User });
        }
    }
}
