using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.SignIn
{
    /// <summary>When tokens are fetched, and what becomes of every answer.</summary>
    public class TokenKeeperTests
    {
        private readonly SignInRig _rig = new();

        [Fact]
        public void ATokenIsGoodUntilFiveMinutesBeforeItsEndAcrossRestarts()
        {
            _rig.SignIn();
            _rig.Pass(TimeSpan.FromSeconds(3599 - 301));
            _rig.Keeper.Get(_rig.Settings);
            _rig.Restart();
            _rig.Keeper.Get(_rig.Settings);
            Assert.Empty(_rig.Requests);
            _rig.Pass(TimeSpan.FromSeconds(2));
            _rig.Answers.Add(SignInRig.Tokens("access2", "refresh2"));
            _rig.Keeper.Get(_rig.Settings);
            Assert.Equal(("refresh_token", "refresh1", "https://outlook.office.com/SMTP.Send offline_access", SignInRig.ClientId),
                (_rig["grant_type"], _rig["refresh_token"], _rig["scope"], _rig["client_id"]));
            Assert.Equal(("access2", "refresh2"), _rig.Stored);
            Assert.Single(_rig.Hal.Flash.Files.Keys, name => name.StartsWith("signin", StringComparison.Ordinal));
        }

        [Fact]
        public void ClientCredentialsAskWithTheSecretAndKeepTheToken()
        {
            _rig.Settings = SignInRig.ClientCredentials;
            Assert.False(_rig.Keeper.NeedsPerson(_rig.Settings));
            _rig.Answers.Add(SignInRig.Tokens("app1", null));
            _rig.Keeper.Get(_rig.Settings);
            Assert.Equal(("client_credentials", SignInRig.Secret, "https://outlook.office365.com/.default"),
                (_rig["grant_type"], _rig["client_secret"], _rig["scope"]));
            Assert.Contains("client_secret=A1b~C2d%2BE3f%2F4%3D%C3%A9%26x", _rig.Requests[0].Form);
            _rig.Restart();
            _rig.Keeper.Get(_rig.Settings);
            Assert.Single(_rig.Requests);
            _rig.Pass(TimeSpan.FromDays(8));
            Assert.False(_rig.Keeper.KeepFresh(_rig.Settings));
        }

        [Fact]
        public void ARefreshTokenThatDoesNotComeIsTheOldOne()
        {
            string old = new('r', 1500);
            _rig.SignIn(refresh: old);
            _rig.Answers.Add(SignInRig.Tokens("access2", null));
            _rig.Keeper.Renew(_rig.Settings);
            Assert.Equal(("access2", old), _rig.Stored);
        }

        [Theory]
        [InlineData("invalid_grant", 50173, SignInFailure.Expired, true)]
        [InlineData("invalid_grant", 70043, SignInFailure.Expired, true)]
        [InlineData("invalid_grant", 700082, SignInFailure.Expired, true)]
        [InlineData("invalid_grant", 54005, SignInFailure.Expired, true)]
        [InlineData("invalid_grant", 53003, SignInFailure.Expired, true)]
        [InlineData("interaction_required", 50076, SignInFailure.Expired, true)]
        [InlineData("interaction_required", 0, SignInFailure.Expired, true)]
        [InlineData("invalid_grant", 50057, SignInFailure.Expired, true)]
        [InlineData("invalid_client", 7000218, SignInFailure.Refused, false)]
        [InlineData("unauthorized_client", 700016, SignInFailure.Refused, false)]
        [InlineData("invalid_request", 90002, SignInFailure.Refused, false)]
        [InlineData("invalid_scope", 70011, SignInFailure.Refused, false)]
        [InlineData("invalid_grant", 65001, SignInFailure.Expired, true)]
        [InlineData("invalid_client", 7000215, SignInFailure.Refused, false)]
        [InlineData("invalid_client", 7000222, SignInFailure.Refused, false)]
        [InlineData("something_new", 0, SignInFailure.Refused, false)]
        public void ARefusalIsToldInTheServicesWordsAndAnInvalidGrantIsNotAskedAgain(string error, int number, SignInFailure failure, bool isEnd)
        {
            _rig.SignIn();
            _rig.Answers.Add(SignInRig.Error(error, number));
            for (int i = 0; i < 3; i++)
            {
                SignInException told = Assert.Throws<SignInException>(() => _rig.Keeper.Renew(_rig.Settings));
                Assert.Equal((failure, false), (told.Failure, told.IsPassing));
                Assert.StartsWith($"AADSTS{number}: words", told.Message);
                Assert.DoesNotContain('\n', told.Message);
                Assert.True(_rig.Keeper.NeedsPerson(_rig.Settings));
                if (i == 1) _rig.Restart();
            }
            Assert.Equal(isEnd ? 1 : 3, _rig.Requests.Count);
            Assert.StartsWith($"AADSTS{number}: words", _rig.Keeper.LastProblem);
            _rig.SignIn("access9", "refresh9");
            Assert.False(_rig.Keeper.NeedsPerson(_rig.Settings));
            _rig.Restart();
            _rig.Keeper.Get(_rig.Settings);
            Assert.Equal(("access9", "refresh9"), _rig.Stored);
        }

        [Fact]
        public void AnUnusedSignInIsRefreshedOnceAWeekAcrossRestarts()
        {
            _rig.SignIn();
            _rig.Pass(TimeSpan.FromDays(6.99));
            Assert.False(_rig.Keeper.KeepFresh(_rig.Settings));
            _rig.Restart();
            _rig.Pass(TimeSpan.FromDays(0.02));
            _rig.Failure = new NetworkException(NetworkFailure.Refused, "down");
            Assert.Throws<NetworkException>(() => _rig.Keeper.KeepFresh(_rig.Settings));
            Assert.Equal("down", _rig.Keeper.LastProblem);
            _rig.Pass(TimeSpan.FromMinutes(59));
            Assert.False(_rig.Keeper.KeepFresh(_rig.Settings));
            _rig.Pass(TimeSpan.FromMinutes(2));
            _rig.Answers.Add(SignInRig.Tokens("access2", "refresh2"));
            Assert.True(_rig.Keeper.KeepFresh(_rig.Settings));
            Assert.False(_rig.Keeper.KeepFresh(_rig.Settings));
            Assert.Equal(("access2", "refresh2"), _rig.Stored);
            Assert.Equal("", _rig.Keeper.LastProblem);
            Assert.Equal(2, _rig.Requests.Count);
        }

        [Fact]
        public void AClockThatGoesBackOrJumpsMakesNoOldTokenGood()
        {
            _rig.SignIn();
            DateTime now = _rig.Hal.Clock.UtcNow;
            foreach (int days in new[] { -365, 365 })
            {
                _rig.Hal.Clock.SetUtc(now.AddDays(days));
                _rig.Answers.Add(SignInRig.Tokens("access2", "refresh2"));
                int before = _rig.Requests.Count;
                _rig.Keeper.Get(_rig.Settings);
                Assert.Equal(before + 1, _rig.Requests.Count);
                _rig.Keeper.Get(_rig.Settings);
                Assert.Equal(before + 1, _rig.Requests.Count);
            }
        }

        public static TheoryData<SimHttpsAnswer, SignInFailure> BadAnswers => new()
        {
            { new SimHttpsAnswer(200, "<!DOCTYPE html>", "text/html"), SignInFailure.NotJson },
            { new SimHttpsAnswer(302, "", ""), SignInFailure.NotJson },
            { new SimHttpsAnswer(403, "Forbidden", "text/plain"), SignInFailure.NotJson },
            { new SimHttpsAnswer(500, "<html>", "text/html"), SignInFailure.ServerFailed },
            { new SimHttpsAnswer(503, "{}"), SignInFailure.ServerFailed },
            { new SimHttpsAnswer(503, "{}", RetryAfterS: 5), SignInFailure.Throttled },
            { new SimHttpsAnswer(429, "{\"error\":\"temporarily_unavailable\"}", RetryAfterS: 5), SignInFailure.Throttled },
            { SignInRig.Error("temporarily_unavailable"), SignInFailure.ServerFailed },
            { new SimHttpsAnswer(200, "{\"token_type\":\"Bearer\"}"), SignInFailure.BadAnswer },
            { new SimHttpsAnswer(200, "{\"token_type\":\"mac\",\"access_token\":\"a\",\"refresh_token\":\"r\"}"), SignInFailure.BadAnswer },
            { new SimHttpsAnswer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\\u0001b\"}"), SignInFailure.BadAnswer },
            { new SimHttpsAnswer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\r\nb\"}"), SignInFailure.BadAnswer },
            { new SimHttpsAnswer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"access_token\":\"b\"}"), SignInFailure.BadAnswer },
            { new SimHttpsAnswer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\"} x"), SignInFailure.NotJson },
            { new SimHttpsAnswer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"\\uD83Dx\"}"), SignInFailure.NotJson },
            { new SimHttpsAnswer(200, "[\"access_token\"]"), SignInFailure.NotJson },
            { new SimHttpsAnswer(200, "{\"x\":" + new string('[', 20) + new string(']', 20) + "}"), SignInFailure.NotJson },
            { SignInRig.Tokens("a", new string('r', 8193)), SignInFailure.BadAnswer },
            { new SimHttpsAnswer(200, new string(' ', 65537)), SignInFailure.BadAnswer }
        };

        [Theory]
        [MemberData(nameof(BadAnswers))]
        public void ABadAnswerPassesAndLeavesTheTokensThatAreThere(SimHttpsAnswer answer, SignInFailure failure)
        {
            _rig.SignIn();
            _rig.Answers.Add(answer);
            SignInException told = Assert.Throws<SignInException>(() => _rig.Keeper.Renew(_rig.Settings));
            Assert.Equal((failure, true), (told.Failure, told.IsPassing));
            Assert.Equal(("access1", "refresh1"), _rig.Stored);
            Assert.Single(_rig.Hal.Flash.Files.Keys, name => name.StartsWith("signin", StringComparison.Ordinal));
            Assert.False(_rig.Keeper.NeedsPerson(_rig.Settings));
        }

        [Fact]
        public void AnAnswerThatIsCutAnywhereIsNone()
        {
            _rig.SignIn();
            string whole = SignInRig.Tokens("access2", "refresh2").Body;
            for (int length = 0; length < whole.Length; length++)
            {
                _rig.Answers.Clear();
                _rig.Answers.Add(new SimHttpsAnswer(200, whole[..length]));
                SignInException told = Assert.Throws<SignInException>(() => _rig.Keeper.Renew(_rig.Settings));
                Assert.Equal(length == 0 ? SignInFailure.NotJson : SignInFailure.BadAnswer, told.Failure);
                Assert.Equal(("access1", "refresh1"), _rig.Stored);
            }
        }

        [Fact]
        public void AnAnswerMayComeInAnyPieces()
        {
            const string Body = """
                { "not_before":0, "x" : {"access_token":"no","y":[1,{"z":"\"]"}]}, "ok":true,"n":null, "f":-1.5e3,
                  "expires_in":"3599","token_type":"bea\u0072er","refresh_token":"r\u002Dx\/1","access_token":"a.b-c_d","n2":[], "e":{} }
                """;
            for (int size = 1; size < Body.Length + 1; size++)
            {
                var rig = new SignInRig();
                rig.SignIn();
                rig.Hal.Network.PieceBytes = size;
                rig.Answers.Add(new SimHttpsAnswer(200, Body));
                StoredTokens tokens = rig.Keeper.Renew(rig.Settings);
                Assert.Equal(("a.b-c_d", "r-x/1", 3599), (rig.Stored.Access, rig.Stored.Refresh, tokens.ExpiresS - tokens.ObtainedS));
            }
        }

        [Theory]
        [InlineData(9000)]
        [InlineData(9216)]
        [InlineData(9217)]
        [InlineData(40960)]
        public void ALongTokenIsCountedAndItsRefreshTokenIsKept(int octets)
        {
            _rig.SignIn(new string('a', octets), "refresh2");
            _rig.Restart();
            StoredTokens tokens = _rig.Keeper.Get(_rig.Settings);
            Assert.Equal(octets, tokens.AccessBytes);
            Assert.True(_rig.Hal.Flash.Files[tokens.File].Length <= 9216 + 48 + 8);
            Assert.Equal((Math.Min(octets, 9216), "refresh2"), (_rig.Stored.Access.Length, _rig.Stored.Refresh));
        }

        [Fact]
        public void TheServicesPauseIsKeptTo()
        {
            _rig.SignIn();
            _rig.Answers.Add(new SimHttpsAnswer(429, "", RetryAfterS: 120));
            _rig.Answers.Add(SignInRig.Tokens("access2", "refresh2"));
            Assert.Throws<SignInException>(() => _rig.Keeper.Renew(_rig.Settings));
            _rig.Pass(TimeSpan.FromSeconds(119));
            Assert.Equal(SignInFailure.Throttled, Assert.Throws<SignInException>(() => _rig.Keeper.Renew(_rig.Settings)).Failure);
            Assert.Single(_rig.Requests);
            _rig.Pass(TimeSpan.FromSeconds(2));
            _rig.Keeper.Renew(_rig.Settings);
        }

        [Fact]
        public void ATokensLastMinutesAreUsedWhereNoNewOneCanBeHad()
        {
            _rig.SignIn();
            _rig.Pass(TimeSpan.FromSeconds(3400));
            _rig.Answers.Add(new SimHttpsAnswer(500, ""));
            Assert.Equal(7, _rig.Keeper.Get(_rig.Settings).AccessBytes);
            _rig.Failure = new NetworkException(NetworkFailure.Timeout, "no answer");
            _rig.Keeper.Get(_rig.Settings);
            _rig.Pass(TimeSpan.FromSeconds(170));
            Assert.Throws<SignInException>(() => _rig.Keeper.Get(_rig.Settings));
            Assert.Equal(3, _rig.Requests.Count);
        }

        [Theory]
        [InlineData(", \"authority\": \"login.microsoftonline.us\"")]
        [InlineData(", \"scope\": \"https://outlook.office.com/SMTP.Send openid\"")]
        public void TokensOfAnotherSignInAreDeleted(string more)
        {
            _rig.SignIn();
            _rig.Keeper.Adopt(SignInRig.SettingsOf("deviceCode", more));
            Assert.DoesNotContain(_rig.Hal.Flash.Files.Keys, name => name.StartsWith("signin", StringComparison.Ordinal));
            Assert.Null(_rig.Keeper.Tokens);
            Assert.Equal(SignInFailure.NotSignedIn, Assert.Throws<SignInException>(() => _rig.Keeper.Get(_rig.Settings)).Failure);
            Assert.Empty(_rig.Requests);
        }

        [Fact]
        public void SigningOutLeavesNothing()
        {
            _rig.SignIn();
            _rig.Answers.Add(SignInRig.Error("invalid_grant", 50173));
            Assert.Throws<SignInException>(() => _rig.Keeper.Renew(_rig.Settings));
            _rig.Keeper.SignOut();
            Assert.Empty(_rig.Hal.Flash.Files);
        }

        [Fact]
        public void TheServicesWordsBringNoSecretBack()
        {
            _rig.Settings = SignInRig.ClientCredentials;
            string token = new('t', 70);
            _rig.Answers.Add(SignInRig.Error("invalid_client", 7000215, $"secret {SignInRig.Secret} and refresh_token={token} sent"));
            SignInException told = Assert.Throws<SignInException>(() => _rig.Keeper.Get(_rig.Settings));
            Assert.DoesNotContain(SignInRig.Secret, told.Message + _rig.Keeper.LastProblem);
            Assert.DoesNotContain(token, told.Message + _rig.Keeper.LastProblem);
            Assert.StartsWith("AADSTS7000215: secret ", told.Message);
        }

        [Theory]
        [InlineData(500)]
        [InlineData(10_000)]
        [InlineData(17_090)]
        public void AFullFlashLosesNothing(int capacityBytes)
        {
            _rig.SignIn();
            _rig.Hal.Flash.CapacityBytes = capacityBytes;
            _rig.Answers.Add(SignInRig.Tokens(new string('a', 9000), new string('r', 8000)));
            Assert.Throws<FlashException>(() => _rig.Keeper.Renew(_rig.Settings));
            Assert.Equal(("access1", "refresh1"), _rig.Stored);
            _rig.Restart();
            _rig.Keeper.Get(_rig.Settings);
            Assert.Equal(("access1", "refresh1"), _rig.Stored);
        }

        [Fact]
        public void ADamagedFileIsNoSignIn()
        {
            _rig.SignIn();
            byte[] sound = _rig.Hal.Flash.Files[_rig.Keeper.Tokens.File];
            for (int bit = 0; bit < sound.Length * 8; bit++)
            {
                byte[] bad = (byte[])sound.Clone();
                bad[bit / 8] ^= (byte)(1 << (bit % 8));
                var rig = new SignInRig();
                rig.Hal.Flash.Files["signin.a"] = bad;
                Assert.Throws<SignInException>(() => rig.Keeper.Get(rig.Settings));
                Assert.Empty(rig.Hal.Flash.Files);
            }
        }

        [Fact]
        public void ACutOfThePowerLeavesTheOldOrTheNewRefreshToken()
        {
            const int Seed = 17;
            _rig.SignIn();
            string next = new('n', 1300);
            var cuts = new PowerCuts(_rig.Hal.Flash, Seed);
            cuts.TryAll(
                flash => Renew(flash, next),
                flash => new SignInRig(flash).Keeper.Adopt(_rig.Settings),
                flash =>
                {
                    var rig = new SignInRig(flash);
                    rig.Keeper.Adopt(rig.Settings);
                    Assert.True(rig.Stored is ("access1", "refresh1") || rig.Stored == ("access2", next), rig.Stored.ToString());
                    Assert.Single(flash.Files.Keys, name => name.StartsWith("signin", StringComparison.Ordinal));
                });
            Assert.True(cuts.Tried > 50, $"{cuts.Tried} cuts");
        }

        [Fact]
        public void ACutOfThePowerInARefusalForgetsNoToken()
        {
            _rig.SignIn();
            var cuts = new PowerCuts(_rig.Hal.Flash, 18);
            cuts.TryAll(
                flash =>
                {
                    var rig = new SignInRig(flash);
                    rig.Answers.Add(SignInRig.Error("invalid_grant", 50173));
                    try
                    {
                        rig.Keeper.Renew(rig.Settings);
                    }
                    catch (SignInException)
                    {
                        // The refusal, when no cut came before it.
                    }
                },
                flash => new SignInRig(flash).Keeper.Adopt(_rig.Settings),
                flash =>
                {
                    var rig = new SignInRig(flash);
                    rig.Keeper.Adopt(rig.Settings);
                    Assert.Equal(("access1", "refresh1"), rig.Stored);
                });
        }

        private static void Renew(SimFlash flash, string next)
        {
            var rig = new SignInRig(flash);
            rig.Answers.Add(SignInRig.Tokens("access2", next));
            rig.Keeper.Renew(rig.Settings);
        }
    }
}
