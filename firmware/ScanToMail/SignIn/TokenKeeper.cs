using System;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;

namespace ScanToMail.SignIn
{
    /// <summary>
    /// The device's sign-in at Entra ID by OAuth 2.0: device code (RFC 8628) or client credentials (RFC 6749 4.4), and the
    /// tokens that come of it (RFC 6749 6), kept in flash. One thread at a time asks; what tells how things are may be read
    /// by any.
    ///
    /// When a new access token is fetched: where there is none, from 5 minutes before its end, when a server has refused it
    /// (<see cref="Renew"/>), and once a week while nothing is sent, so that the refresh token does not end unused. A refused
    /// refresh token is not used again: only a person's new sign-in helps, and that survives a restart.
    /// </summary>
    public sealed class TokenKeeper
    {
        internal const int AnswerLimitBytes = 65536;

        private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
        private const int EarlyS = 300;
        private const int WeekS = 7 * 86400;
        private const int ClockSlackS = 300;
        private const int DefaultLifeS = 3600;
        private const int LongestLifeS = 2 * 86400;
        private const int IdlePauseMs = 3600000;
        private const int RetryAfterMaxS = 3600;
        private const int CodeLifeMaxS = 3600;
        private const int IntervalDefaultS = 5;
        private const int IntervalMaxMs = 60000;
        private const int SlowDownMs = 5000;

        private readonly IClock _clock;
        private readonly TokenEndpoint _endpoint;
        private readonly TokenStore _store;
        private readonly RefusalNote _note;
        private SignInException _refusal;
        private SignInException _lastError;
        private Settings _adopted;
        private long _notBeforeMs;
        private long _nextIdleMs;

        /// <summary>A keeper over a board's flash and clock.</summary>
        public TokenKeeper(IHal hal, TokenEndpoint endpoint)
        {
            _clock = hal.Clock;
            _endpoint = endpoint;
            _store = new TokenStore(hal.Flash);
            _note = new RefusalNote(hal.Flash);
        }

        /// <summary>The tokens that count, or null; as of the last request.</summary>
        public StoredTokens Tokens
        {
            get { return _store.Current; }
        }

        /// <summary>What the last request for a token failed with, without secrets; "" where it went well.</summary>
        public string LastProblem { get; private set; } = "";

        /// <summary>
        /// Takes note of the settings: what flash holds of another sign-in (authority, tenant, application, flow or scope) is
        /// deleted. Throws <see cref="FlashException"/>.
        /// </summary>
        public void Adopt(Settings settings)
        {
            if (_adopted == settings) return;
            _adopted = settings;
            _store.Load(BindingOf(settings.SignIn));
            _refusal = _note.Load(_store.Current);
            _lastError = _refusal;
            LastProblem = _refusal == null ? "" : _refusal.Message;
            _notBeforeMs = 0;
            _nextIdleMs = 0;
        }

        /// <summary>Whether the device can send nothing before a person has signed it in, or has mended what the sign-in
        /// service refuses.</summary>
        public bool NeedsPerson(Settings settings)
        {
            if (_adopted != settings || settings.Sending.Auth != AuthMode.OAuth) return false;
            return (_lastError != null && !_lastError.IsPassing) || !CanAsk(settings.SignIn);
        }

        /// <summary>
        /// An access token that is good for the next 5 minutes where one can be had. Throws <see cref="SignInException"/>,
        /// <see cref="NetworkException"/>, <see cref="TlsException"/>, <see cref="FlashException"/>.
        /// </summary>
        public StoredTokens Get(Settings settings)
        {
            Adopt(settings);
            long nowS = RecordTime.Now(_clock);
            if (IsGoodAt(nowS + EarlyS, nowS)) return _store.Current;
            try
            {
                return Fetch(settings);
            }
            catch (SignInException error)
            {
                if (!error.IsPassing || !IsGoodAt(nowS, nowS)) throw;
            }
            catch (NetworkException)
            {
                if (!IsGoodAt(nowS, nowS)) throw;
            }
            // Its last minutes are enough for a mail that has it checked at once.
            return _store.Current;
        }

        /// <summary>A new access token, whatever the present one is like: a server has refused it. Throws as <see
        /// cref="Get"/>.</summary>
        public StoredTokens Renew(Settings settings)
        {
            Adopt(settings);
            return Fetch(settings);
        }

        /// <summary>Refreshes a sign-in that was not used for a week; false when there was nothing to do. Failures are tried
        /// again after an hour. Throws as <see cref="Get"/>.</summary>
        public bool KeepFresh(Settings settings)
        {
            Adopt(settings);
            long nowS = RecordTime.Now(_clock);
            bool isDue = nowS > 0 && _store.Current != null && _store.Current.RefreshBytes > 0 && _refusal == null
                && nowS - _store.Current.ObtainedS >= WeekS && _clock.MonotonicMs >= _nextIdleMs;
            if (!isDue) return false;
            _nextIdleMs = _clock.MonotonicMs + IdlePauseMs;
            Fetch(settings);
            return true;
        }

        /// <summary>Asks for a device code (RFC 8628 3.1). Throws as <see cref="Get"/>.</summary>
        public DeviceCode Begin(Settings settings)
        {
            Adopt(settings);
            FormWriter form = NewForm(settings.SignIn);
            form.Add("scope", settings.SignIn.Scope);
            TokenAnswer answer = new TokenAnswer(null);
            long askedMs = _clock.MonotonicMs;
            HttpsAnswer http = Post(settings, "devicecode", form, answer);
            Judge(settings, http, answer);
            if (answer.DeviceCode.Length == 0 || answer.UserCode.Length == 0 || answer.VerificationUri.Length == 0)
            {
                throw new SignInException(SignInFailure.BadAnswer, "the answer holds no device code");
            }
            long lifeS = answer.ExpiresInS < 0 || answer.ExpiresInS > CodeLifeMaxS ? CodeLifeMaxS : answer.ExpiresInS;
            return new DeviceCode
            {
                UserCode = answer.UserCode,
                VerificationUri = answer.VerificationUri,
                EndsAtMs = askedMs + lifeS * 1000,
                IntervalMs = IntervalOf(answer.IntervalS),
                Value = answer.DeviceCode
            };
        }

        /// <summary>
        /// Asks once whether the person has signed in (RFC 8628 3.4); true when the tokens are in flash. A question that the
        /// network or the service lost is asked again later, after longer pauses. Throws as <see cref="Get"/> for what ends
        /// the code.
        /// </summary>
        public bool Poll(Settings settings, DeviceCode code)
        {
            if (_clock.MonotonicMs >= code.EndsAtMs)
            {
                throw new SignInException(SignInFailure.CodeExpired, "nobody typed the code in time");
            }
            code.Trouble = "";
            try
            {
                return Ask(settings, code);
            }
            catch (SignInException error)
            {
                if (!error.IsPassing) throw;
                code.Trouble = error.Message;
            }
            catch (NetworkException error)
            {
                code.Trouble = error.Message;
            }
            long pauseMs = _notBeforeMs - _clock.MonotonicMs;
            int longerMs = code.IntervalMs * 2 < IntervalMaxMs ? code.IntervalMs * 2 : IntervalMaxMs;
            code.IntervalMs = pauseMs > longerMs ? (int)pauseMs : longerMs;
            return false;
        }

        /// <summary>Deletes the tokens for good. Throws <see cref="FlashException"/>.</summary>
        public void SignOut()
        {
            Forget();
            _store.Erase();
        }

        /// <summary>
        /// Whether the access token is good at a time. One that was obtained later than now tells that the clock has gone
        /// back: then nobody knows.
        /// </summary>
        private bool IsGoodAt(long atS, long nowS)
        {
            StoredTokens tokens = _store.Current;
            return tokens != null && nowS > 0 && atS < tokens.ExpiresS && nowS + ClockSlackS >= tokens.ObtainedS
                && tokens.AccessBytes > 0;
        }

        /// <summary>Whether there is something to ask the service with.</summary>
        private bool CanAsk(SignInSettings settings)
        {
            return settings.Flow == SignInFlow.ClientCredentials || (_store.Current != null && _store.Current.RefreshBytes > 0);
        }

        private StoredTokens Fetch(Settings settings)
        {
            try
            {
                return TryFetch(settings);
            }
            catch (Exception error)
            {
                Remember(error);
                throw;
            }
        }

        /// <summary>Remembers an error; one that ends the sign-in is remembered in flash.</summary>
        private void Remember(Exception error)
        {
            if (error == _refusal) return;
            _lastError = error as SignInException;
            LastProblem = error.Message;
            StoredTokens tokens = _store.Current;
            bool isEnd = _lastError != null && _lastError.Failure == SignInFailure.Expired;
            if (!isEnd || tokens == null || tokens.RefreshBytes == 0) return;
            _refusal = _lastError;
            _note.Save(tokens, _refusal);
        }

        private StoredTokens TryFetch(Settings settings)
        {
            if (_refusal != null) throw _refusal;
            if (!CanAsk(settings.SignIn))
            {
                throw new SignInException(SignInFailure.NotSignedIn, "there is no refresh token");
            }
            if (_clock.MonotonicMs < _notBeforeMs)
            {
                throw new SignInException(SignInFailure.Throttled, "the sign-in service asked for a pause");
            }
            FormWriter form = NewForm(settings.SignIn);
            // AADSTS900144 without it.
            form.Add("scope", settings.SignIn.Scope);
            if (settings.SignIn.Flow == SignInFlow.ClientCredentials)
            {
                form.Add("grant_type", "client_credentials");
                form.Add("client_secret", settings.SignIn.ClientSecret);
            }
            else
            {
                form.Add("grant_type", "refresh_token");
                AddRefreshToken(form);
            }
            TakeTokens(settings, form);
            return _store.Current;
        }

        /// <summary>Apart, for what lies in a caller's variable stays in a board's memory until the answer has come.</summary>
        private void AddRefreshToken(FormWriter form)
        {
            byte[] token = _store.ReadRefresh();
            form.Add("refresh_token", token, token.Length);
        }

        private bool Ask(Settings settings, DeviceCode code)
        {
            FormWriter form = NewForm(settings.SignIn);
            form.Add("grant_type", DeviceGrant);
            form.Add("device_code", code.Value);
            string error = TakeTokens(settings, form);
            if (error == "slow_down") code.IntervalMs += SlowDownMs;
            return error.Length == 0;
        }

        /// <summary>Asks /token and puts what comes into flash; returns "", or the error that only means "not yet".</summary>
        private string TakeTokens(Settings settings, FormWriter form)
        {
            TokenWriter writer = _store.Begin();
            bool isKept = false;
            try
            {
                TokenAnswer answer = new TokenAnswer(writer);
                HttpsAnswer http = Post(settings, "token", form, answer);
                if (answer.Error == "authorization_pending" || answer.Error == "slow_down") return answer.Error;
                Judge(settings, http, answer);
                JudgeTokens(writer, answer);
                long nowS = RecordTime.Now(_clock);
                _store.Commit(writer, BindingOf(settings.SignIn), nowS, nowS + LifeOf(answer.ExpiresInS));
                isKept = true;
            }
            finally
            {
                if (!isKept) writer.Discard();
            }
            Forget();
            return "";
        }

        private void Forget()
        {
            _refusal = null;
            _lastError = null;
            LastProblem = "";
            _note.Erase();
        }

        private HttpsAnswer Post(Settings settings, string action, FormWriter form, TokenAnswer answer)
        {
            SignInSettings signIn = settings.SignIn;
            string path = "/" + signIn.Tenant + "/oauth2/v2.0/" + action;
            try
            {
                return _endpoint.Post(signIn.Authority, path, form.ToBytes(), AnswerLimitBytes, answer);
            }
            catch (NetworkException error)
            {
                if (error.Failure != NetworkFailure.AnswerTooLong) throw;
                throw new SignInException(SignInFailure.BadAnswer, error.Message);
            }
        }

        /// <summary>Throws for every answer that is not a yes.</summary>
        private void Judge(Settings settings, HttpsAnswer http, TokenAnswer answer)
        {
            if (http.Status == 429 || (http.Status == 503 && http.RetryAfterS > 0))
            {
                int pauseS = http.RetryAfterS < RetryAfterMaxS ? http.RetryAfterS : RetryAfterMaxS;
                _notBeforeMs = _clock.MonotonicMs + (long)pauseS * 1000;
                throw new SignInException(SignInFailure.Throttled, Words(http) + ", pause " + pauseS.ToString() + " s");
            }
            if (http.Status >= 500) throw new SignInException(SignInFailure.ServerFailed, Words(http));
            if (answer.IsBroken || answer.IsEmpty) throw new SignInException(SignInFailure.NotJson, Words(http));
            if (!answer.IsComplete)
            {
                throw new SignInException(SignInFailure.BadAnswer, Words(http) + ", cut short");
            }
            if (answer.Error.Length > 0)
            {
                throw EntraErrors.Explain(answer.Error, SecretMask.Hide(answer.Description, settings));
            }
            if (http.Status != 200) throw new SignInException(SignInFailure.BadAnswer, Words(http));
        }

        private void JudgeTokens(TokenWriter writer, TokenAnswer answer)
        {
            if (writer.Error != null) throw writer.Error;
            string problem = writer.Problem;
            if (writer.Tokens.AccessBytes == 0) problem = "the answer holds no access token";
            else if (answer.TokenType.ToLower() != "bearer") problem = "the token is of another type than Bearer";
            if (problem.Length > 0) throw new SignInException(SignInFailure.BadAnswer, problem);
        }

        private static string Words(HttpsAnswer http)
        {
            return "HTTP " + http.Status.ToString() + (http.ContentType.Length > 0 ? ", " : "") + http.ContentType;
        }

        private static int LifeOf(long expiresInS)
        {
            return expiresInS < 0 ? DefaultLifeS : expiresInS > LongestLifeS ? LongestLifeS : (int)expiresInS;
        }

        private static int IntervalOf(long intervalS)
        {
            long ms = (intervalS <= 0 ? IntervalDefaultS : intervalS) * 1000;
            return ms > IntervalMaxMs ? IntervalMaxMs : (int)ms;
        }

        private static FormWriter NewForm(SignInSettings settings)
        {
            FormWriter form = new FormWriter(1024);
            form.Add("client_id", settings.ClientId);
            return form;
        }

        /// <summary>What a sign-in belongs to; tokens of another one are of no use and don't stay in flash.</summary>
        private static uint BindingOf(SignInSettings settings)
        {
            byte[] text = Encoding.UTF8.GetBytes(settings.Authority + "\n" + settings.Tenant.ToLower() + "\n"
                + settings.ClientId.ToLower() + "\n" + ((int)settings.Flow).ToString() + "\n" + settings.Scope);
            return Crc32.Of(text, 0, text.Length);
        }
    }
}
