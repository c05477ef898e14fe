using System.Text;
using ScanToMail.Config;
using ScanToMail.Delivery;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.PowerCuts
{
    /// <summary>
    /// The sign-in by OAuth, cut anywhere. What must always be true: a device that was signed in has one set of tokens in
    /// flash, whose refresh token the service still takes; it refreshes with it, rotates again, and its mail goes out.
    /// </summary>
    internal static class SignInScenarios
    {
        private const int HourMs = 3_600_000;

        private static readonly Settings OAuth = Settings.Parse("""
            {
              "version": 1,
              "device": { "name": "Scanner 3", "hostname": "scanner3.example.com", "administrator": "Boss <boss@example.com>" },
              "sending": { "method": "clientSubmission", "auth": "oauth", "from": "Scanner <scanner@example.com>" },
              "signIn": { "tenant": "example.com", "clientId": "00001111-aaaa-2222-bbbb-3333cccc4444" },
              "spool": { "sizeLimitBytes": 1000000 },
              "profiles": [ { "name": "One", "to": ["a@example.com"], "subject": "{pages} pages" } ]
            }
            """);

        public static IReadOnlyList<Scenario> All { get; } =
        [
            new("sign-in: somebody confirms a code and mail that waits goes out", rig => rig.Press(), rig =>
            {
                SignIn(rig);
                rig.SendDue();
            }) { Settings = OAuth, Finish = SignInAndSend },
            new("sign-in: tokens are refreshed twice and mails go out", SignInAndPress, rig =>
            {
                rig.SendDue();
                rig.Clock.Sleep(HourMs);
                rig.Press();
                rig.SendDue();
            }) { Settings = OAuth, Check = IsSignedIn, Finish = RefreshAndSend },
            new("sign-in: the server refuses a token and gets a new one", rig =>
            {
                SignInAndPress(rig);
                rig.SendDue();
                rig.Press();
            }, rig =>
            {
                rig.Server.TakesToken = token => rig.SignIn.Refreshes > 1 && rig.SignIn.Takes(token);
                rig.SendDue();
            }) { Settings = OAuth, Check = IsSignedIn, Finish = RefreshAndSend },
            new("sign-in: the idle device refreshes", rig =>
            {
                SignIn(rig);
                rig.Clock.Sleep(7 * 24 * HourMs);
            }, rig => rig.SendDue()) { Settings = OAuth, Check = IsSignedIn, Finish = RefreshAndSend },
            new("sign-in: a boot finds the old tokens beside the new ones", rig =>
            {
                // The old refresh token is good for nothing any more.
                rig.SignIn.IsOneUse = true;
                SignInAndPress(rig);
                (string name, byte[] old) = Slots(rig).Single();
                rig.SendDue();
                // What a cut leaves between the close of the new file and the delete of the old one.
                rig.Flash.Files[name] = old;
                rig.Press();
            }, rig =>
            {
                rig.Boot();
                rig.SendDue();
            }) { Settings = OAuth, Finish = RefreshAndSend },
            new("sign-in: a refusal is written down", rig =>
            {
                SignInAndPress(rig);
                // Somebody has used the device's token elsewhere.
                rig.SignIn.Revoke();
            }, rig => rig.SendDue()) { Settings = OAuth, Finish = SignInAndSend }
        ];

        private static void SignIn(QueueRig rig)
        {
            SignInDesk desk = rig.Queue.Runner.Sender.SignIn;
            Expect(desk.Begin(rig.Settings));
            while (desk.Code is { } code)
            {
                rig.Clock.Sleep(code.IntervalMs);
                Expect(desk.Poll(rig.Settings));
            }
        }

        private static void SignInAndPress(QueueRig rig)
        {
            SignIn(rig);
            rig.Press();
            rig.Clock.Sleep(HourMs);
        }

        /// <summary>A person signs in where the device asks for it, and orders what is held to be sent.</summary>
        private static void SignInAndSend(QueueRig rig)
        {
            // A mail whose try was cut waits for a while, and only then the device hears that it has to be signed in.
            rig.Pass(1);
            if (rig.Queue.Runner.Sender.SignIn.Keeper.NeedsPerson(rig.Settings))
            {
                SignIn(rig);
                rig.Queue.RetryHeld("tried again after the sign-in");
                rig.SendDue();
            }
            RefreshAndSend(rig);
        }

        /// <summary>Without a person: the token has ended, the device gets another one with what it has and sends.</summary>
        private static void RefreshAndSend(QueueRig rig)
        {
            for (int i = 0; i < 2; i++)
            {
                rig.Server.TakesToken = rig.SignIn.Takes;
                rig.Clock.Sleep(2 * HourMs);
                (int refreshes, int refusals, int mails) = (rig.SignIn.Refreshes, rig.SignIn.Refusals, rig.Server.Mails.Count);
                rig.Press();
                rig.SendDue();
                if (rig.SignIn.Refreshes != refreshes + 1 || rig.SignIn.Refusals != refusals)
                {
                    throw new BrokenInvariantException($"{rig.SignIn.Refreshes - refreshes} refreshes, {rig.SignIn.Refusals - refusals} refusals: "
                        + rig.Queue.Runner.Sender.SignIn.Keeper.LastProblem);
                }
                if (rig.Server.Mails.Count == mails) throw new BrokenInvariantException("no mail went out");
                IsSignedIn(rig);
            }
        }

        /// <summary>One of the slots counts, and the service takes its refresh token.</summary>
        private static void IsSignedIn(QueueRig rig)
        {
            SignInDesk desk = rig.Queue.Runner.Sender.SignIn;
            desk.Keeper.Adopt(rig.Settings);
            if (desk.Keeper.NeedsPerson(rig.Settings)) throw new BrokenInvariantException("somebody has to sign in: " + desk.Keeper.LastProblem);
            string[] slots = Slots(rig).Select(slot => Encoding.Latin1.GetString(slot.Bytes)).ToArray();
            if (slots.Length != 1 || rig.SignIn.GoodIn(slots[0]) != 1 || rig.SignIn.RevokedIn(slots[0]) != 0)
            {
                throw new BrokenInvariantException($"{slots.Length} sets of tokens, {slots.Sum(rig.SignIn.GoodIn)} good refresh tokens");
            }
        }

        private static IEnumerable<(string Name, byte[] Bytes)> Slots(QueueRig rig) => rig.Flash.Files
            .Where(file => file.Key is "signin.a" or "signin.b").Select(file => (file.Key, file.Value)).ToArray();

        private static void Expect(Diagnosis? problem)
        {
            if (problem is not null) throw new BrokenInvariantException("the sign-in fails: " + problem.Line());
        }
    }
}
