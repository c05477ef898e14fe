using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Tests.Support;
using Xunit;

namespace ScanToMail.Tests.SignIn
{
    /// <summary>The device code flow, RFC 8628 and Microsoft's page on it.</summary>
    public class DeviceCodeTests
    {
        private readonly SignInRig _rig = new();

        [Theory]
        [InlineData("AB\\u001b[2JCD", "AB [2JCD")]
        [InlineData("AB\\u009b2JCD", "AB  2JCD")]
        [InlineData("AB\u009b2J\u0080CD\u009f", "AB  2J  CD  ")]
        [InlineData("A\u00a0\u00e9\u0107", "A\u00a0\u00e9\u0107")]
        public void WhatATerminalWouldObeyIsNotShown(string sent, string shown)
        {
            _rig.Answers.Add(new SimHttpsAnswer(200,
                $$"""{"user_code":"{{sent}}","device_code":"d","verification_uri":"https://a","expires_in":900,"interval":5}"""));
            Assert.Equal(shown, _rig.Keeper.Begin(_rig.Settings).UserCode);
        }

        [Fact]
        public void ACodeIsAskedForShownPolledAndTradedForTokens()
        {
            _rig.Answers.AddRange([SignInRig.Code(interval: 7), SignInRig.Error("authorization_pending", 70016),
                SignInRig.Tokens("eyJ0.a-b_c", "0.AXo~r")]);
            DeviceCode code = _rig.Keeper.Begin(_rig.Settings);
            Assert.Equal(("https://login.microsoftonline.com/contoso.com/oauth2/v2.0/devicecode",
                $"client_id={SignInRig.ClientId}&scope=https%3A%2F%2Foutlook.office.com%2FSMTP.Send%20offline_access"), _rig.Requests[0]);
            Assert.Equal(("ABCD12345", "https://microsoft.com/devicelogin", 7000), (code.UserCode, code.VerificationUri, code.IntervalMs));
            Assert.Equal(900_000, code.EndsAtMs - _rig.Hal.Clock.MonotonicMs);
            Assert.False(_rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal(("https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token", $"client_id={SignInRig.ClientId}"
                + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=device%2Bcode%2F1"), _rig.Requests[1]);
            Assert.Equal(7000, code.IntervalMs);
            Assert.True(_rig.Keeper.NeedsPerson(_rig.Settings));
            Assert.True(_rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal(("eyJ0.a-b_c", "0.AXo~r"), _rig.Stored);
            Assert.False(_rig.Keeper.NeedsPerson(_rig.Settings));
            _rig.Restart();
            Assert.Equal("eyJ0.a-b_c".Length, _rig.Keeper.Get(_rig.Settings).AccessBytes);
            Assert.Equal(3, _rig.Requests.Count);
        }

        [Fact]
        public void SlowDownMakesThePausesLongerByFiveSeconds()
        {
            DeviceCode code = Begin(SignInRig.Error("slow_down"), SignInRig.Error("slow_down"), SignInRig.Error("authorization_pending"));
            Assert.False(_rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal(10_000, code.IntervalMs);
            Assert.False(_rig.Keeper.Poll(_rig.Settings, code));
            Assert.False(_rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal(15_000, code.IntervalMs);
        }

        [Theory]
        [InlineData("expired_token", 70020, SignInFailure.CodeExpired)]
        [InlineData("authorization_declined", 70017, SignInFailure.Declined)]
        [InlineData("access_denied", 0, SignInFailure.Declined)]
        [InlineData("bad_verification_code", 70018, SignInFailure.CodeUnknown)]
        [InlineData("invalid_client", 7000218, SignInFailure.Refused)]
        [InlineData("invalid_grant", 54005, SignInFailure.Expired)]
        [InlineData("invalid_grant", 53003, SignInFailure.Expired)]
        public void WhatEndsTheCodeIsTold(string error, int number, SignInFailure failure)
        {
            DeviceCode code = Begin(SignInRig.Error(error, number));
            SignInException told = Assert.Throws<SignInException>(() => _rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal(failure, told.Failure);
            Assert.Equal("", _rig.Keeper.LastProblem);
        }

        [Fact]
        public void ACodeThatFailsLeavesTheSignInThatIsThere()
        {
            _rig.SignIn();
            DeviceCode code = Begin(SignInRig.Error("invalid_grant", 54005));
            Assert.Throws<SignInException>(() => _rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal(("access1", "refresh1"), _rig.Stored);
            Assert.False(_rig.Keeper.NeedsPerson(_rig.Settings));
        }

        [Fact]
        public void ACodeThatNobodyConfirmsEndsWithoutTheService()
        {
            DeviceCode code = Begin(SignInRig.Error("authorization_pending"));
            int polls = 0;
            SignInException? end = null;
            for (; end is null; polls++)
            {
                _rig.Hal.Clock.Sleep(code.IntervalMs);
                try
                {
                    Assert.False(_rig.Keeper.Poll(_rig.Settings, code));
                }
                catch (SignInException error)
                {
                    end = error;
                }
            }
            Assert.Equal((SignInFailure.CodeExpired, 180), (end.Failure, polls));
            Assert.Equal(1 + 179, _rig.Requests.Count);
        }

        [Fact]
        public void ALostAnswerMakesThePausesLongerAndIsNoEnd()
        {
            DeviceCode code = Begin(new SimHttpsAnswer(500, "<html>", "text/html"), new SimHttpsAnswer(200, "<html>", "text/html"),
                new SimHttpsAnswer(429, "", RetryAfterS: 50), SignInRig.Tokens("a", "r"));
            _rig.Failure = new NetworkException(NetworkFailure.Timeout, "no answer in time");
            int[] pauses = new int[4];
            for (int i = 0; i < 4; i++)
            {
                Assert.False(_rig.Keeper.Poll(_rig.Settings, code));
                Assert.NotEqual("", code.Trouble);
                pauses[i] = code.IntervalMs;
            }
            Assert.Equal([10_000, 20_000, 40_000, 60_000], pauses);
            Assert.True(_rig.Keeper.Poll(_rig.Settings, code));
            Assert.Equal("", code.Trouble);
        }

        [Theory]
        [InlineData("{}", SignInFailure.BadAnswer)]
        [InlineData("{\"user_code\":\"A\",\"device_code\":\"B\"}", SignInFailure.BadAnswer)]
        [InlineData("{\"user_code\":\"A\"", SignInFailure.BadAnswer)]
        [InlineData("<html>", SignInFailure.NotJson)]
        [InlineData("", SignInFailure.NotJson)]
        public void AnAnswerWithoutACodeIsNone(string body, SignInFailure failure)
        {
            _rig.Answers.Add(new SimHttpsAnswer(200, body));
            Assert.Equal(failure, Assert.Throws<SignInException>(() => _rig.Keeper.Begin(_rig.Settings)).Failure);
        }

        private DeviceCode Begin(params SimHttpsAnswer[] answers)
        {
            _rig.Answers.Clear();
            _rig.Answers.Add(SignInRig.Code());
            _rig.Answers.AddRange(answers);
            return _rig.Keeper.Begin(_rig.Settings);
        }
    }
}
