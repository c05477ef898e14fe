using System.Net;
using Microsoft.AspNetCore.Connections;
using ScanToMail.Tenant.Certificates;
using ScanToMail.Tenant.Policies;

namespace ScanToMail.Tenant.Smtp
{
    /// <summary>
    /// One SMTP connection (RFC 5321): reads commands, looks at syntax and order, asks the policy, applies the faults
    /// asked for. Replies are flushed when no further command waits, so that pipelining works (RFC 2920).
    /// </summary>
    internal sealed class SmtpSession
    {
        private const int CommandLineLimitRfcOctets = 512;

        // SIZE 26, BODY 17, SMTPUTF8 10, AUTH 500, RET and ENVID 107, on top of 512 (RFC 1870, 6152, 6531, 4954, 3461).
        private const int MailLineLimitRfcOctets = CommandLineLimitRfcOctets + 26 + 17 + 10 + 500 + 107;

        // NOTIFY and ORCPT 529 on top of 512 (RFC 3461 section 4).
        private const int RecipientLineLimitRfcOctets = CommandLineLimitRfcOctets + 529;

        private readonly ConnectionContext connection;
        private readonly SmtpContext context;
        private readonly SmtpWire wire;
        private readonly SmtpPolicy policy;
        private readonly SmtpTls tls;
        private readonly SmtpLogin login;
        private readonly SmtpEnvelope envelope;
        private readonly SmtpContent content;
        private int protocolErrors;

        public SmtpSession(ConnectionContext connection, SmtpContext context, SmtpPolicy policy, FaultPlan faults,
            ServerCertificates certificates, MailInbox inbox, CancellationToken stopped)
        {
            this.connection = connection;
            this.context = context;
            this.policy = policy;
            var transport = new SmtpTransport(connection.Transport, context.Options, stopped);
            wire = new SmtpWire(transport, context, faults, stopped);
            tls = new SmtpTls(wire, context, certificates);
            context.PauseAsync = wire.PauseAsync;
            login = new SmtpLogin(wire, context, policy);
            envelope = new SmtpEnvelope(wire, context, policy);
            content = new SmtpContent(wire, context, policy, inbox);
        }

        /// <summary>Serves the connection to its end; throws nothing.</summary>
        public async Task RunAsync()
        {
            SessionEnd end;
            try
            {
                await ConverseAsync().ConfigureAwait(false);
                end = SessionEnd.Quit;
            }
            catch (SessionEndedException e)
            {
                end = e.End;
                if (e.Detail != null)
                {
                    context.Record.Note(context.Now, e.Detail);
                }

                Leave(e);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or ConnectionAbortedException)
            {
                end = SessionEnd.ClientClosed;
            }
            catch (Exception e)
            {
                // Whoever waits for the end of the session is to learn of it, and why.
                end = SessionEnd.Failed;
                context.Record.Note(context.Now, e.ToString());
            }

            content.Abandon();
            policy.Ended(context);
            await HangUpAsync(end).ConfigureAwait(false);
            context.Record.Finish(context.Now, end);
        }

        private async Task HangUpAsync(SessionEnd end)
        {
            await wire.TryFlushAsync().ConfigureAwait(false);
            if (end != SessionEnd.TlsFailed)
            {
                await wire.Transport.ShutdownAsync().ConfigureAwait(false);
            }

            await wire.Transport.DisposeAsync().ConfigureAwait(false);
        }

        private async Task ConverseAsync()
        {
            if (context.Options.Tls == TlsMode.Implicit)
            {
                await tls.HandshakeAsync().ConfigureAwait(false);
            }

            SmtpReply greeting = await wire.DecideAsync(SmtpPhase.Greeting, () => new(policy.Greet(context)))
                .ConfigureAwait(false);
            if (wire.Transport.HasInput)
            {
                context.Violation("The client spoke before the greeting (RFC 5321 3.1).");
            }

            await wire.SendAsync(greeting).ConfigureAwait(false);
            while (true)
            {
                (LineStatus status, string line, int octets) = await wire.ReadCommandAsync().ConfigureAwait(false);
                CheckLine(status, line, octets);
                SmtpReply? reply = status == LineStatus.TooLong
                    ? ProtocolError(Replies.CommandTooLong)
                    : await HandleAsync(line).ConfigureAwait(false);
                if (reply != null)
                {
                    await wire.SendAsync(reply).ConfigureAwait(false);
                    if (reply == Replies.Closing || IsQuit(line))
                    {
                        return;
                    }
                }
            }
        }

        /// <summary>Carries out a command; gives the reply, null where it was sent already.</summary>
        private async ValueTask<SmtpReply?> HandleAsync(string line)
        {
            int space = line.IndexOf(' ');
            string verb = (space < 0 ? line : line[..space]).ToUpperInvariant();
            string argument = space < 0 ? "" : line[(space + 1)..];
            WarnOfPipelining(verb);
            if (context.HeloName == null && (verb is "STARTTLS" or "AUTH" or "MAIL" or "BDAT"))
            {
                return ProtocolError(Replies.HelloFirst);
            }

            return verb switch
            {
                "EHLO" or "HELO" => await HelloAsync(verb == "EHLO", argument).ConfigureAwait(false),
                "STARTTLS" when context.Offers("STARTTLS") || (context.Tls != null && context.Extended) =>
                    await StartTlsAsync(argument).ConfigureAwait(false),
                "AUTH" => Count(await login.RunAsync(argument).ConfigureAwait(false)),
                "MAIL" => Count(await envelope.MailAsync(argument).ConfigureAwait(false)),
                "RCPT" => Count(await envelope.RecipientAsync(argument).ConfigureAwait(false)),
                "DATA" => Count(await content.DataAsync(argument).ConfigureAwait(false)),
                "BDAT" when context.Offers("CHUNKING") && context.Options.ChunkingFault != ChunkingFault.Unknown =>
                    Count(await content.ChunkAsync(argument).ConfigureAwait(false)),
                "RSET" => await ResetAsync(argument).ConfigureAwait(false),
                "NOOP" => await wire.DecideAsync(SmtpPhase.Noop, () => new(Replies.Ok)).ConfigureAwait(false),
                "VRFY" => await wire.DecideAsync(SmtpPhase.Vrfy, () => new(Replies.CannotVerify)).ConfigureAwait(false),
                "HELP" => Replies.Help,
                "QUIT" => await wire.DecideAsync(SmtpPhase.Quit, () => new(Replies.Closing)).ConfigureAwait(false),
                _ => ProtocolError(Replies.Unrecognized),
            };
        }

        private async ValueTask<SmtpReply> HelloAsync(bool extended, string name)
        {
            if (extended && context.Options.HeloOnly)
            {
                return ProtocolError(Replies.Unrecognized);
            }

            SmtpPhase phase = context.Tls == null ? SmtpPhase.Ehlo : SmtpPhase.EhloAfterTls;
            SmtpReply reply = await wire.DecideAsync(phase, () => new(HelloReply(extended, name)))
                .ConfigureAwait(false);
            if (reply.Positive)
            {
                content.Abandon();
                context.HeloName = name;
                context.Extended = extended;
                context.Record.HeloName = name;
            }

            return reply;
        }

        private SmtpReply HelloReply(bool extended, string name)
        {
            if (!MailPath.IsDomain(name))
            {
                return ProtocolError(name.Length == 0 ? Replies.DomainRequired : Replies.InvalidDomain);
            }

            string hello = policy.Hello(context);
            return extended ? SmtpReply.Multi(250, [hello, .. context.Offered()]) : new SmtpReply("250 " + hello);
        }

        private async ValueTask<SmtpReply?> StartTlsAsync(string argument)
        {
            if (argument.Length > 0)
            {
                return ProtocolError(Replies.InvalidArguments);
            }

            if (context.Tls != null)
            {
                return ProtocolError(Replies.TlsAlready);
            }

            SmtpReply reply = await wire.DecideAsync(SmtpPhase.StartTls, () => new(Replies.ReadyForTls))
                .ConfigureAwait(false);
            if (!reply.Positive)
            {
                return reply;
            }

            await tls.UpgradeAsync(reply).ConfigureAwait(false);
            content.Abandon();
            context.HeloName = null;
            context.Extended = false;
            return null;
        }

        private async ValueTask<SmtpReply> ResetAsync(string argument)
        {
            SmtpReply reply = await wire.DecideAsync(
                SmtpPhase.Rset,
                () => new(argument.Length > 0 ? ProtocolError(Replies.InvalidArguments) : Replies.Resetting))
                .ConfigureAwait(false);
            if (reply.Positive)
            {
                content.Abandon();
            }

            return reply;
        }

        private SmtpReply? Count(SmtpReply? reply)
        {
            // What stands in Replies with 500, 501 and 503 is the client's mistake, not a decision of the policy.
            string code = reply?.Lines[^1] ?? "";
            bool mistake = code.StartsWith("500", StringComparison.Ordinal)
                || code.StartsWith("501", StringComparison.Ordinal)
                || code.StartsWith("503", StringComparison.Ordinal);
            return mistake ? ProtocolError(reply!) : reply;
        }

        private SmtpReply ProtocolError(SmtpReply reply)
        {
            return ++protocolErrors > context.Options.ProtocolErrorLimit ? Replies.TooManyErrors : reply;
        }

        private void Leave(SessionEndedException e)
        {
            if (e.Reset)
            {
                connection.Abort(new ConnectionAbortedException("Asked for by a fault."));
                return;
            }

            SmtpReply? last = e.End switch
            {
                SessionEnd.Timeout => Replies.TimedOut,
                SessionEnd.Stopped => Replies.ShuttingDown,
                _ => null,
            };
            if (last != null)
            {
                wire.Write(last);
            }
        }

        private void CheckLine(LineStatus status, string line, int octets)
        {
            if (status == LineStatus.BareLineFeed)
            {
                context.Violation("A command ended by LF without CR (RFC 5321 2.3.8).");
            }

            string verb = line.Length >= 4 ? line[..4].ToUpperInvariant() : "";
            int limit = verb switch
            {
                "MAIL" => MailLineLimitRfcOctets,
                "RCPT" => RecipientLineLimitRfcOctets,
                "AUTH" => context.Options.AuthLineLimitOctets,
                _ => CommandLineLimitRfcOctets,
            };
            if (octets + 2 > limit)
            {
                context.Violation($"A command line of {octets + 2} octets, {limit} allowed (RFC 5321 4.5.3.1.4).");
            }
        }

        private void WarnOfPipelining(string verb)
        {
            if (!wire.Transport.HasInput)
            {
                return;
            }

            bool mustBeLast = verb is "EHLO" or "HELO" or "STARTTLS" or "AUTH" or "DATA" or "VRFY" or "NOOP" or "QUIT";
            if (mustBeLast)
            {
                context.Violation($"More was sent behind {verb} without waiting for its reply (RFC 2920 3.1).");
            }
            else if (verb != "BDAT" && !context.Offers("PIPELINING"))
            {
                context.Violation($"More was sent behind {verb}, but PIPELINING is not offered (RFC 2920 3.1).");
            }
        }

        private static bool IsQuit(string line)
        {
            return line.Equals("QUIT", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("QUIT ", StringComparison.OrdinalIgnoreCase);
        }
    }
}
