using System.Text;
using ScanToMail.Tenant.Policies;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>AUTH (RFC 4954): LOGIN, PLAIN (RFC 4616), XOAUTH2 (Microsoft's and Google's documents).</summary>
    internal sealed class SmtpLogin
    {
        private const string UsernamePrompt = "334 VXNlcm5hbWU6";
        private const string PasswordPrompt = "334 UGFzc3dvcmQ6";
        private const string EmptyPrompt = "334 ";
        private readonly SmtpWire wire;
        private readonly SmtpContext context;
        private readonly SmtpPolicy policy;
        private int longestLine;

        public SmtpLogin(SmtpWire wire, SmtpContext context, SmtpPolicy policy)
        {
            this.wire = wire;
            this.context = context;
            this.policy = policy;
        }

        /// <summary>
        /// Carries out <c>AUTH argument</c>, the questions and answers included; gives the last reply.
        /// </summary>
        public async ValueTask<SmtpReply?> RunAsync(string argument)
        {
            string[] words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is 0 or > 2)
            {
                return Replies.InvalidArguments;
            }

            if (context.Authentication != null || context.Transaction != null)
            {
                return context.Transaction == null ? Replies.LoginAlready : Replies.BadSequence;
            }

            string mechanism = words[0].ToUpperInvariant();
            if (!context.OffersMechanism(mechanism))
            {
                return Replies.NoSuchMechanism;
            }

            longestLine = argument.Length + "AUTH ".Length;
            string? initial = words.Length > 1 ? words[1] : null;
            try
            {
                return mechanism switch
                {
                    "LOGIN" => await LoginAsync(initial).ConfigureAwait(false),
                    "PLAIN" => await PlainAsync(initial).ConfigureAwait(false),
                    "XOAUTH2" => await BearerAsync(initial).ConfigureAwait(false),
                    _ => Replies.NoSuchMechanism,
                };
            }
            catch (LoginBrokenException e)
            {
                return e.Reply;
            }
        }

        private async ValueTask<SmtpReply> LoginAsync(string? initial)
        {
            SmtpPhase phase = SmtpPhase.Auth;
            string user;
            if (initial == null)
            {
                user = Decode(await AskAsync(phase, UsernamePrompt).ConfigureAwait(false));
                phase = SmtpPhase.AuthAnswer;
            }
            else
            {
                user = Decode(initial);
            }

            string password = Decode(await AskAsync(phase, PasswordPrompt).ConfigureAwait(false));
            return await FinishAsync(
                "LOGIN", user, initial != null, () => policy.PasswordAsync(context, user, password))
                .ConfigureAwait(false);
        }

        private async ValueTask<SmtpReply> PlainAsync(string? initial)
        {
            string answer = initial ?? await AskAsync(SmtpPhase.Auth, EmptyPrompt).ConfigureAwait(false);
            string[] parts = Decode(answer).Split('\0');
            if (parts.Length != 3)
            {
                return Replies.AuthUndecodable;
            }

            return await FinishAsync(
                "PLAIN", parts[1], initial != null, () => policy.PasswordAsync(context, parts[1], parts[2]))
                .ConfigureAwait(false);
        }

        private async ValueTask<SmtpReply> BearerAsync(string? initial)
        {
            string answer = initial ?? await AskAsync(SmtpPhase.Auth, EmptyPrompt).ConfigureAwait(false);
            string[] fields = Decode(answer).Split('\u0001');
            string user = Field(fields, "user=") ?? "";
            string? token = Field(fields, "auth=Bearer ");
            SmtpReply reply = await FinishAsync(
                "XOAUTH2", user, initial != null, () => policy.BearerAsync(context, user, token ?? ""))
                .ConfigureAwait(false);
            SmtpReply? challenge = reply.Positive ? null : policy.BearerChallenge(context);
            if (challenge != null)
            {
                await wire.SendAsync(challenge).ConfigureAwait(false);
                await ReadAsync().ConfigureAwait(false);
            }

            return reply;
        }

        private async ValueTask<SmtpReply> FinishAsync(
            string mechanism, string user, bool initialResponse, Func<ValueTask<SmtpReply>> check)
        {
            SmtpReply reply = await wire.DecideAsync(SmtpPhase.AuthResult, check).ConfigureAwait(false);
            if (reply.Lines[^1].StartsWith("334", StringComparison.Ordinal))
            {
                await wire.SendAsync(reply).ConfigureAwait(false);
                await ReadAsync().ConfigureAwait(false);
                reply = Replies.AuthFailed;
            }

            context.LoginRefusal = reply.Positive ? null : reply;
            if (reply.Positive)
            {
                context.Authentication = new Authentication(mechanism, user, initialResponse, longestLine);
                context.Record.Authentication = context.Authentication;
            }

            return reply;
        }

        private async ValueTask<string> AskAsync(SmtpPhase phase, string prompt)
        {
            SmtpReply question = await wire.DecideAsync(phase, () => new(new SmtpReply(prompt))).ConfigureAwait(false);
            if (!question.Positive)
            {
                throw new LoginBrokenException(question);
            }

            await wire.SendAsync(question).ConfigureAwait(false);
            return await ReadAsync().ConfigureAwait(false);
        }

        private async ValueTask<string> ReadAsync()
        {
            (LineStatus status, string line, int octets) = await wire.ReadAnswerAsync().ConfigureAwait(false);
            longestLine = Math.Max(longestLine, octets);
            if (status == LineStatus.TooLong)
            {
                throw new LoginBrokenException(Replies.CommandTooLong);
            }

            if (line == "*")
            {
                throw new LoginBrokenException(Replies.AuthCancelled);
            }

            return line;
        }

        private static string Decode(string base64)
        {
            // A single = stands for an empty initial response (RFC 4954 section 4).
            if (base64 == "=")
            {
                return "";
            }

            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            }
            catch (FormatException)
            {
                throw new LoginBrokenException(Replies.AuthUndecodable);
            }
        }

        private static string? Field(string[] fields, string name)
        {
            return fields.FirstOrDefault(f => f.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..];
        }
    }
}
