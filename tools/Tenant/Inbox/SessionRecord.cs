using System.Globalization;
using System.Net;
using System.Text;
using ScanToMail.Tenant.Smtp;

namespace ScanToMail.Tenant
{
    /// <summary>
    /// What was said in one connection, and what the client did that no RFC allows. Secrets stand as ****.
    /// Thread-safe.
    /// </summary>
    public sealed class SessionRecord
    {
        private readonly Lock gate = new();
        private readonly List<string> commands = [];
        private readonly List<string> replies = [];
        private readonly List<string> violations = [];
        private readonly StringBuilder transcript = new();
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal SessionRecord(string id, string endpoint, EndPoint? remote, DateTimeOffset startedAt)
        {
            Id = id;
            Endpoint = endpoint;
            Remote = remote;
            StartedAt = startedAt;
        }

        /// <summary>16 hexadecimal digits, as Exchange Online greets with.</summary>
        public string Id { get; }

        /// <summary>Name of the endpoint.</summary>
        public string Endpoint { get; }

        /// <summary>The client's address.</summary>
        public EndPoint? Remote { get; }

        /// <summary>When the connection was accepted.</summary>
        public DateTimeOffset StartedAt { get; }

        /// <summary>When it ended; null: it goes on.</summary>
        public DateTimeOffset? EndedAt { get; private set; }

        /// <summary>How it ended.</summary>
        public SessionEnd End { get; private set; }

        /// <summary>The name in the last EHLO or HELO.</summary>
        public string HeloName { get; internal set; } = "";

        /// <summary>TLS as settled; null: none.</summary>
        public TlsFacts? Tls { get; internal set; }

        /// <summary>The login; null: none.</summary>
        public Authentication? Authentication { get; internal set; }

        /// <summary>Octets of content taken so far, of accepted messages and others.</summary>
        public long ContentBytes { get; internal set; }

        /// <summary>Octets of content of messages that never were accepted.</summary>
        public long AbandonedBytes { get; internal set; }

        /// <summary>Why the handshake failed, in the words of the TLS library; null: it did not.</summary>
        public string? TlsError { get; internal set; }

        /// <summary>Octets that the client sent behind STARTTLS before TLS; they were thrown away.</summary>
        public int DiscardedAtStartTlsBytes { get; internal set; }

        /// <summary>Command lines in order, without line ends.</summary>
        public IReadOnlyList<string> Commands => Copy(commands);

        /// <summary>Reply lines in order, without line ends.</summary>
        public IReadOnlyList<string> Replies => Copy(replies);

        /// <summary>What the client did wrong, in plain words with the RFC's section.</summary>
        public IReadOnlyList<string> Violations => Copy(violations);

        /// <summary>Ends when the session has.</summary>
        public Task Ended => ended.Task;

        /// <summary>The conversation, a line each, with times.</summary>
        public string Transcript
        {
            get
            {
                lock (gate)
                {
                    return transcript.ToString();
                }
            }
        }

        internal void Command(DateTimeOffset at, string line)
        {
            lock (gate)
            {
                commands.Add(line);
                Write(at, "C: ", line);
            }
        }

        internal void Reply(DateTimeOffset at, string line)
        {
            lock (gate)
            {
                replies.Add(line);
                Write(at, "S: ", line);
            }
        }

        internal void Note(DateTimeOffset at, string text)
        {
            lock (gate)
            {
                Write(at, "-- ", text);
            }
        }

        internal void Violation(DateTimeOffset at, string text)
        {
            lock (gate)
            {
                violations.Add(text);
                Write(at, "!! ", text);
            }
        }

        internal void Finish(DateTimeOffset at, SessionEnd end)
        {
            lock (gate)
            {
                EndedAt = at;
                End = end;
                Write(at, "-- ", "end: " + end);
            }

            ended.TrySetResult();
        }

        private void Write(DateTimeOffset at, string mark, string text)
        {
            transcript.Append(at.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
            transcript.Append(mark).Append(text).Append('\n');
        }

        private List<string> Copy(List<string> list)
        {
            lock (gate)
            {
                return [.. list];
            }
        }
    }
}
