using System;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.SignIn;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// The sign-in as people and the idle device see it: every failure comes with its diagnosis. Whoever calls holds the
    /// sender's lock, for there is one TLS connection.
    /// </summary>
    public sealed class SignInDesk
    {
        private const string Phase = "signIn";

        private readonly IHal _hal;
        private readonly TokenConnection _connection;

        internal SignInDesk(IHal hal)
        {
            _hal = hal;
            _connection = new TokenConnection(hal);
            Keeper = new TokenKeeper(hal, _connection);
        }

        /// <summary>The tokens.</summary>
        public TokenKeeper Keeper { get; }

        /// <summary>The code that a person has to type, after <see cref="Begin"/>; null before.</summary>
        public DeviceCode Code { get; private set; }

        /// <summary>Asks for a device code. Returns why there is none, or null.</summary>
        public Diagnosis Begin(Settings settings)
        {
            Code = null;
            try
            {
                Take(settings);
                Code = Keeper.Begin(settings);
                return null;
            }
            catch (Exception error)
            {
                return Explain(settings, error);
            }
        }

        /// <summary>Asks once whether the person has signed in; <see cref="Code"/> is null when it is so. Returns why it
        /// never will be, or null.</summary>
        public Diagnosis Poll(Settings settings)
        {
            try
            {
                Take(settings);
                if (Keeper.Poll(settings, Code)) Code = null;
                return null;
            }
            catch (Exception error)
            {
                return Explain(settings, error);
            }
        }

        /// <summary>Fetches a token now. Returns why there is none, or null.</summary>
        public Diagnosis Renew(Settings settings)
        {
            try
            {
                Take(settings);
                Keeper.Renew(settings);
                return null;
            }
            catch (Exception error)
            {
                return Explain(settings, error);
            }
        }

        /// <summary>
        /// What the idle device does about its sign-in, to be called often: forgets what other settings left, and refreshes
        /// once a week. Returns what failed, or null; the same is not told twice in an hour.
        /// </summary>
        public Diagnosis KeepFresh(Settings settings)
        {
            try
            {
                Keeper.Adopt(settings);
                if (settings.Sending.Auth != AuthMode.OAuth || !_hal.Clock.IsSet || !_hal.Network.IsUp) return null;
                Take(settings);
                Keeper.KeepFresh(settings);
                return null;
            }
            catch (Exception error)
            {
                return Explain(settings, error);
            }
        }

        /// <summary>A token for a connection that is about to be opened. Throws as <see cref="TokenKeeper.Get"/>.</summary>
        internal StoredTokens TokenFor(Settings settings, bool isRefused)
        {
            Take(settings);
            return isRefused ? Keeper.Renew(settings) : Keeper.Get(settings);
        }

        private void Take(Settings settings)
        {
            _connection.TrustedRoots = settings.Sending.TrustedRoots;
        }

        /// <summary>Throws what is a fault of the firmware.</summary>
        private Diagnosis Explain(Settings settings, Exception error)
        {
            Symptom symptom = new Symptom { Server = ServerOf(settings) };
            if (!Symptoms.Fill(symptom, error, Phase)) throw error;
            return Symptoms.Diagnose(symptom, settings, _hal.Clock);
        }

        /// <summary>The sign-in service, for people.</summary>
        internal static string ServerOf(Settings settings)
        {
            return settings.SignIn.Authority + ":443";
        }
    }
}
