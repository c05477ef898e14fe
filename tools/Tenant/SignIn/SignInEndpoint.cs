using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ScanToMail.Tenant.SignIn
{
    /// <summary>HTTP around the sign-in service: the device's requests, and the pages for a person.</summary>
    internal sealed class SignInEndpoint
    {
        private const int FormLimitBytes = 256 * 1024;
        private readonly TenantOptions tenant;
        private readonly SignInService service;
        private readonly SignInPages pages;
        private readonly CancellationToken stopped;

        public SignInEndpoint(TenantOptions tenant, SignInService service, CancellationToken stopped)
        {
            this.tenant = tenant;
            this.stopped = stopped;
            this.service = service;
            pages = new SignInPages(tenant, service);
        }

        public async Task HandleAsync(HttpContext http)
        {
            string[] path = (http.Request.Path.Value ?? "").Trim('/').Split('/');
            bool post = HttpMethods.IsPost(http.Request.Method);
            if (path is [string name, "oauth2", "v2.0", "devicecode" or "token"])
            {
                await AnswerDeviceAsync(http, name, path[3], post).ConfigureAwait(false);
                return;
            }

            // The short addresses that Microsoft prints, and the one that they lead to.
            bool page = path is ["devicelogin"] or ["device"] or [_, "oauth2", "deviceauth"];
            if (page && (post || HttpMethods.IsGet(http.Request.Method)))
            {
                await pages.HandleAsync(http, post ? await FormAsync(http).ConfigureAwait(false) : null)
                    .ConfigureAwait(false);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        private async Task AnswerDeviceAsync(HttpContext http, string tenantName, string action, bool post)
        {
            SignInFault? fault = service.Faults.Take(action);
            if (fault != null && await StopsAsync(http, fault).ConfigureAwait(false))
            {
                return;
            }

            IReadOnlyDictionary<string, string> form = post
                ? await FormAsync(http).ConfigureAwait(false)
                : new Dictionary<string, string>();
            SignInAnswer answer = action == "token"
                ? service.Token(tenantName, form)
                : service.StartDevice(tenantName, form);
            await WriteAsync(http, answer, fault).ConfigureAwait(false);
        }

        /// <summary>Delays, and says whether the fault leaves no answer.</summary>
        private async Task<bool> StopsAsync(HttpContext http, SignInFault fault)
        {
            if (fault.DelayMs > 0 || fault.Hang)
            {
                TimeSpan time = fault.Hang ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(fault.DelayMs);
                using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopped);
                await Task.Delay(time, tenant.Time, end.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            bool close = fault.Close || fault.Hang;
            if (close)
            {
                http.Abort();
            }

            return close;
        }

        private async Task WriteAsync(HttpContext http, SignInAnswer answer, SignInFault? fault)
        {
            string text = fault?.Body ?? JsonSerializer.Serialize(answer.Body);
            byte[] body = Encoding.UTF8.GetBytes(text);
            int length = Math.Min(body.Length, fault?.CutAtBytes ?? int.MaxValue);
            HttpResponse response = http.Response;
            response.StatusCode = fault?.Status ?? answer.Status;
            response.ContentType = fault?.ContentType ?? "application/json; charset=utf-8";
            AddHeaders(response.Headers);
            if (fault?.RetryAfterSeconds is int seconds)
            {
                response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            if (!tenant.SignIn.ChunkedAnswers)
            {
                response.ContentLength = fault?.BreakAtCut == true ? body.Length : length;
            }

            await WritePiecesAsync(response, body.AsMemory(0, length)).ConfigureAwait(false);
            if (fault?.BreakAtCut == true)
            {
                http.Abort();
            }
        }

        // In two writes, so that a chunked answer has more than one chunk.
        private static async Task WritePiecesAsync(HttpResponse response, ReadOnlyMemory<byte> body)
        {
            int half = body.Length / 2;
            await response.Body.WriteAsync(body[..half]).ConfigureAwait(false);
            await response.Body.FlushAsync().ConfigureAwait(false);
            await response.Body.WriteAsync(body[half..]).ConfigureAwait(false);
            await response.Body.FlushAsync().ConfigureAwait(false);
        }

        // The real service sends some kilobytes of header: cookies above all. A small client has to cope with them.
        private static void AddHeaders(IHeaderDictionary headers)
        {
            headers.CacheControl = "no-store, no-cache";
            headers.Pragma = "no-cache";
            headers.Expires = "-1";
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            headers.XContentTypeOptions = "nosniff";
            headers["P3P"] = "CP=\"DSP CUR OTPi IND OTRi ONL FIN\"";
            headers["x-ms-request-id"] = Guid.NewGuid().ToString();
            headers["x-ms-ests-server"] = "2.1.17000.0 - WEULR1 ProdSlices";
            headers["x-ms-srs"] = "1.P";
            headers.SetCookie = new StringValues(
            [
                $"fpc={Guid.NewGuid():N}{new string('A', 60)}; expires=Thu, 31-Dec-2099 23:59:59 GMT; path=/; secure; "
                    + "HttpOnly; SameSite=None",
                $"esctx=PAQAB{new string('x', 900)}; domain=.login.microsoftonline.com; path=/; secure; HttpOnly",
                "x-ms-gateway-slice=estsfd; path=/; secure; samesite=none; httponly",
            ]);
        }

        private static async Task<IReadOnlyDictionary<string, string>> FormAsync(HttpContext http)
        {
            if (!http.Request.HasFormContentType || http.Request.ContentLength > FormLimitBytes)
            {
                return new Dictionary<string, string>();
            }

            IFormCollection form = await http.Request.ReadFormAsync().ConfigureAwait(false);
            return form.Where(field => field.Value.Count > 0 && field.Value[0]!.Length > 0)
                .ToDictionary(field => field.Key, field => field.Value[0]!);
        }
    }
}
