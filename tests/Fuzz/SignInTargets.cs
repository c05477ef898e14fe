using System.Buffers.Binary;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Hal;
using ScanToMail.SignIn;
using ScanToMail.Smtp;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Fuzz
{
    /// <summary>Answers of the sign-in service, and what the device keeps of them in flash.</summary>
    internal static class SignInTargets
    {
        private const string Slot = "signin.a";
        private const int TrailerBytes = 48;
        private const int FieldsAt = 12;
        private const int FieldsEnd = 36;
        private const int FieldsBytes = FieldsEnd - FieldsAt;

        private static readonly Settings Settings = Settings.Parse("""
            { "version": 1, "sending": { "method": "clientSubmission", "auth": "oauth", "from": "scanner@contoso.com" },
              "signIn": { "tenant": "contoso.com", "clientId": "00001111-aaaa-2222-bbbb-3333cccc4444" },
              "profiles": [{ "to": ["office@contoso.com"] }] }
            """);

        private static readonly byte[] Code = Encoding.ASCII.GetBytes("""
            {"user_code":"ABCD12345","device_code":"c","verification_uri":"https:\/\/microsoft.com\/devicelogin","expires_in":900,"interval":5}
            """);

        private static readonly byte[] Tokens = Encoding.ASCII.GetBytes(
            """{"token_type":"Bearer","expires_in":3599,"access_token":"eyJ0.e30.s_-","refresh_token":"0.AXo~r"}""");

        private static readonly SimFlash SignedIn = SignIn();

        /// <summary>Two bytes say what is asked, with which status and in which pieces the answer comes; then the body.</summary>
        public static byte[][] AnswerSeeds { get; } =
        [
            [0, 0, .. Code], [7, 1, .. Tokens], [50, 2, .. Tokens],
            [9, 129, .. "{\"error\":\"authorization_pending\",\"error_description\":\"AADSTS70016: wait\\r\\nTrace ID: 1\"}"u8],
            [9, 130, .. "{ \"error\":\"invalid_grant\", \"error_codes\":[50173,{\"x\":\"}\"}], \"error_description\":\"\\u00e9\\ud83d\\ude00\" }"u8],
            [1, 2, .. "{\"x\":{\"access_token\":\"no\"},\"n\":null,\"f\":-1.5e3,\"expires_in\":\"60\",\"token_type\":\"bea\\u0072er\",\"access_token\":\"a\"}"u8]
        ];

        /// <summary>The numbers of the trailer from the access token's place to its end, then the tokens.</summary>
        public static byte[][] SlotSeeds { get; } = [[.. Trailer(SignedIn)[FieldsAt..FieldsEnd], .. SignedIn.Files[Slot][..^TrailerBytes]]];

        /// <summary>An answer is taken whole or leaves the tokens that are there, and says nothing that is no text.</summary>
        public static void TakeAnswer(byte[] bytes)
        {
            if (bytes.Length < 2) return;
            SimFlash flash = SignedIn.Copy();
            var hal = new SimHal(1, flash);
            var service = new Service { Piece = 1 + bytes[0], Status = bytes[1] < 128 ? 200 : 400, Body = bytes[2..] };
            var keeper = new TokenKeeper(hal, service);
            string before = Stored(flash, keeper);
            bool isTaken = false;
            try
            {
                isTaken = Ask(keeper, service, bytes[1] % 3);
            }
            catch (SignInException error)
            {
                Expect(error.Message.Length > 0 && !error.Message.Any(char.IsControl), "the error is no line of text");
            }
            Expect(isTaken || Stored(flash, keeper) == before, "the tokens changed, and the answer was none");
            Expect(flash.Files.Keys.Count(name => name is "signin.a" or "signin.b") == 1, "not one set of tokens");
            string after = Stored(flash, keeper);
            Expect(Stored(flash, new TokenKeeper(hal, service)) == after, "after a restart the tokens are others");
        }

        /// <summary>Tokens whose seal is sound; what they say may be anything.</summary>
        public static void TakeSlot(byte[] bytes)
        {
            if (bytes.Length < FieldsBytes) return;
            SimFlash flash = SignedIn.Copy();
            flash.Files[Slot] = Seal(bytes[..FieldsBytes], bytes[FieldsBytes..]);
            var hal = new SimHal(1, flash);
            try
            {
                StoredTokens tokens = new TokenKeeper(hal, new Service { Body = Tokens }).Get(Settings);
                var mechanism = new SaslXOAuth2("scanner@contoso.com", flash, tokens.File, tokens.AccessAt, tokens.AccessBytes);
                if (mechanism.LineBytes > SaslXOAuth2.LineLimitBytes) return;
                _ = mechanism.Secrets();
                var line = new MemorySink();
                mechanism.WriteResponse(0, line);
                Expect(line.Text.Length + 2 == mechanism.LineBytes, "the line has another length");
            }
            catch (SignInException)
            {
                // Nobody is signed in, or the service was not asked.
            }
        }

        private static bool Ask(TokenKeeper keeper, Service service, int what)
        {
            if (what == 2)
            {
                keeper.Renew(Settings);
                return true;
            }
            byte[] body = service.Body;
            int status = service.Status;
            if (what == 1) (service.Body, service.Status) = (Code, 200);
            DeviceCode code = keeper.Begin(Settings);
            Expect(code.UserCode.Length > 0 && !(code.UserCode + code.VerificationUri).Any(c => c is < ' ' or '\u007f'), "the code is no text");
            Expect(code.IntervalMs is > 0 and <= 60_000, $"a pause of {code.IntervalMs} ms");
            (service.Body, service.Status) = (body, status);
            return keeper.Poll(Settings, code);
        }

        private static SimFlash SignIn()
        {
            var hal = new SimHal();
            var service = new Service { Body = Code };
            var keeper = new TokenKeeper(hal, service);
            DeviceCode code = keeper.Begin(Settings);
            service.Body = Tokens;
            Expect(keeper.Poll(Settings, code), "not signed in");
            return hal.Flash;
        }

        /// <summary>What the keeper says of the tokens, and the file.</summary>
        private static string Stored(SimFlash flash, TokenKeeper keeper)
        {
            keeper.Adopt(Settings);
            StoredTokens tokens = keeper.Tokens;
            return $"{tokens.File} {tokens.AccessAt} {tokens.AccessBytes} {tokens.RefreshBytes} {tokens.ExpiresS} "
                + Convert.ToBase64String(flash.Files[tokens.File]);
        }

        private static byte[] Trailer(SimFlash flash) => flash.Files[Slot][^TrailerBytes..];

        private static byte[] Seal(byte[] fields, byte[] tokens)
        {
            byte[] trailer = Trailer(SignedIn);
            fields.CopyTo(trailer, FieldsAt);
            BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(FieldsEnd), tokens.Length);
            byte[] head = [.. tokens, .. trailer[..(FieldsEnd + 4)]];
            return [.. head, .. BitConverter.GetBytes(Checksum.Crc32(head)), .. "STMT"u8];
        }

        private static void Expect(bool isSo, string otherwise)
        {
            if (!isSo) throw new InvalidOperationException(otherwise);
        }

        private sealed class Service : TokenEndpoint
        {
            public byte[] Body { get; set; } = [];
            public int Status { get; set; } = 200;
            public int Piece { get; init; } = 512;

            public override HttpsAnswer Post(string host, string path, byte[] form, int answerLimitBytes, AnswerSink sink)
            {
                for (int at = 0; at < Body.Length; at += Piece) sink.Write(Body, at, Math.Min(Piece, Body.Length - at));
                return new HttpsAnswer { Status = Status, ContentType = "application/json" };
            }
        }
    }
}
