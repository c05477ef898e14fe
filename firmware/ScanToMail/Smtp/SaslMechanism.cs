using System;
using System.Text;

namespace ScanToMail.Smtp
{
    /// <summary>A way of signing in (RFC 4422, RFC 4954). What it writes is secret and never reaches a transcript.</summary>
    public abstract class SaslMechanism
    {
        /// <summary>The mechanism's registered name, in upper case.</summary>
        public abstract string Name { get; }

        /// <summary>How many challenges it answers.</summary>
        public abstract int Steps { get; }

        /// <summary>The first answer's length in base64 where it may stand in the AUTH line itself, else 0.</summary>
        public abstract int InitialResponseLength { get; }

        /// <summary>Writes the answer to a challenge, base64 without a line end; steps count from 0.</summary>
        public abstract void WriteResponse(int step, ByteSink sink);

        /// <summary>The secrets, as they are and as they are sent: a server that repeats one in a reply must not bring it into
        /// a log.</summary>
        public abstract string[] Secrets();
    }

    /// <summary>AUTH LOGIN: name and password on their own lines, whatever the prompts say. Never standardized, offered
    /// nearly everywhere; the only password mechanism of Microsoft 365.</summary>
    public sealed class SaslLogin : SaslMechanism
    {
        private readonly string _user;
        private readonly string _password;

        /// <summary>A login with a name and a password.</summary>
        public SaslLogin(string user, string password)
        {
            _user = user;
            _password = password;
        }

        /// <inheritdoc/>
        public override string Name
        {
            get { return "LOGIN"; }
        }

        /// <inheritdoc/>
        public override int Steps
        {
            get { return 2; }
        }

        /// <inheritdoc/>
        public override int InitialResponseLength
        {
            get { return 0; }
        }

        /// <inheritdoc/>
        public override void WriteResponse(int step, ByteSink sink)
        {
            sink.WriteAscii(ToBase64(step == 0 ? _user : _password));
        }

        /// <inheritdoc/>
        public override string[] Secrets()
        {
            return new string[] { _password, ToBase64(_password) };
        }

        private static string ToBase64(string text)
        {
            return Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>AUTH PLAIN (RFC 4616).</summary>
    public sealed class SaslPlain : SaslMechanism
    {
        private readonly byte[] _message;
        private readonly string _password;

        /// <summary>A login with a name and a password; no other identity is asked for.</summary>
        public SaslPlain(string user, string password)
        {
            _password = password;
            byte[] name = Encoding.UTF8.GetBytes(user);
            byte[] secret = Encoding.UTF8.GetBytes(password);
            _message = new byte[name.Length + secret.Length + 2];
            Array.Copy(name, 0, _message, 1, name.Length);
            Array.Copy(secret, 0, _message, name.Length + 2, secret.Length);
        }

        /// <inheritdoc/>
        public override string Name
        {
            get { return "PLAIN"; }
        }

        /// <inheritdoc/>
        public override int Steps
        {
            get { return 1; }
        }

        /// <inheritdoc/>
        public override int InitialResponseLength
        {
            get { return (_message.Length + 2) / 3 * 4; }
        }

        /// <inheritdoc/>
        public override void WriteResponse(int step, ByteSink sink)
        {
            sink.WriteAscii(Convert.ToBase64String(_message));
        }

        /// <inheritdoc/>
        public override string[] Secrets()
        {
            return new string[] { _password, Convert.ToBase64String(_message) };
        }
    }
}
