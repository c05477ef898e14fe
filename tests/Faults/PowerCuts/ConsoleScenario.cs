using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ScanToMail.Config;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Faults.PowerCuts
{
    /// <summary>Something that a person does at the console, to be cut anywhere, and so is the boot behind it.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="Before">What the device was told before; it is not cut.</param>
    /// <param name="Lines">What is typed.</param>
    /// <param name="Check">Throws where what is left after the boot is neither old nor new.</param>
    public sealed record ConsoleScenario(string Name, Action<ConsoleRig> Before, string[] Lines, Action<ConsoleRig> Check)
    {
        private const string Pin = "471108";
        private const string OldPassword = "old-passw0rd";
        private const string NewPassword = "new-passw0rd";

        private static readonly string RootA = NewCertificate("CN=A");
        private static readonly string RootB = NewCertificate("CN=B");
        private static readonly string ClientA = NewCertificate("CN=device", hasKey: true);
        private static readonly string ClientB = NewCertificate("CN=device", hasKey: true);

        /// <summary>Everything that the console writes to flash.</summary>
        public static IReadOnlyList<ConsoleScenario> All { get; } =
        [
            new("the PIN is set", _ => { }, [Pin, Pin], CheckPin),
            new("a wrong PIN is typed", SetUp, ["logout", "wrong1", "wrong2", "wrong3", "wrong4"], CheckPin),
            new("a value is set", SetUp, ["set device.name New"], rig => OneOf(rig.Firmware.Store.Load().Get("device.name") ?? "", "Old", "New")),
            new("a secret is set", SetUp, ["set sending.password", NewPassword], rig => OneOf(Password(rig), OldPassword, NewPassword)),
            new("settings are imported", SetUp, ["import", .. Json("New", NewPassword).Split('\n')], CheckImport),
            new("settings.json is taken over", rig =>
            {
                SetUp(rig);
                rig.Hal.Flash.Files[SettingsStore.ImportFile] = Encoding.UTF8.GetBytes(Json("New", NewPassword));
            }, [], CheckImport),
            new("the first root is added", rig => rig.Type(Pin, Pin), ["roots add", .. RootA.Split('\n')],
                rig => OneOf(Text(rig, "roots.pem"), "", RootA)),
            new("a root is added", SetUp, ["roots add", .. RootB.Split('\n')], rig => OneOf(Text(rig, "roots.pem"), RootA, RootA + RootB)),
            new("a root is removed", SetUp, ["roots remove 0"], rig => OneOf(Text(rig, "roots.pem"), RootA, "")),
            new("the client certificate is replaced", rig =>
            {
                SetUp(rig);
                rig.Type(["certificate import", .. ClientA.Split('\n'), ""]);
            }, ["certificate import", .. ClientB.Split('\n'), ""], rig => OneOf(Text(rig, "client.pem"), ClientA, ClientB)),
            new("everything is deleted", rig =>
            {
                SetUp(rig);
                rig.Type("set sending.password", NewPassword);
            }, ["factory-reset", "yes"], CheckReset)
        ];

        /// <summary>Cuts it everywhere; returns how many places were tried. Throws with seed and place.</summary>
        public long Run(int seed, int draws)
        {
            var flash = new SimFlash { CapacityBytes = 2_000_000 };
            flash.Files["roots.pem"] = Encoding.ASCII.GetBytes(RootA);
            if (Name.Contains("first root", StringComparison.Ordinal)) flash.Files.Remove("roots.pem");
            Before(new ConsoleRig(seed, flash));
            var cuts = new Support.PowerCuts(flash, seed) { DrawsPerCut = draws };
            try
            {
                cuts.TryAll(cut => LogInAndType(new ConsoleRig(seed, cut)), cut => _ = new ConsoleRig(seed, cut),
                    cut => Check(new ConsoleRig(seed, cut)));
            }
            catch (InvalidOperationException error)
            {
                throw new BrokenInvariantException($"\"{Name}\": {error.Message}\n{error.InnerException?.StackTrace}");
            }
            return cuts.Tried;
        }

        private void LogInAndType(ConsoleRig rig)
        {
            if (rig.Hal.Flash.Files.ContainsKey("pin")) rig.Type(Pin);
            rig.Type(Lines);
        }

        private static void SetUp(ConsoleRig rig)
        {
            rig.Type(Pin, Pin);
            rig.Type(["import", .. Json("Old", OldPassword).Split('\n')]);
            if (rig.Firmware.Settings is null) throw new BrokenInvariantException("not set up: " + rig.Said);
        }

        private static string Json(string name, string password) => $$"""
            { "device": { "name": "{{name}}" },
              "sending": { "method": "onPremises", "host": "mail.example.com", "tls": "required", "auth": "basic", "user": "u",
                "password": "{{password}}", "from": "scanner@example.com" },
              "profiles": [ { "to": ["office@example.com"] } ] }
            """;

        /// <summary>Either nobody has a PIN yet, or this one opens: nobody is locked out.</summary>
        private static void CheckPin(ConsoleRig rig)
        {
            string said = rig.Type("");
            if (said.Contains("New PIN", StringComparison.Ordinal)) return;
            if (!rig.Type(Pin).EndsWith("> ", StringComparison.Ordinal)) throw new BrokenInvariantException("locked out: " + rig.Said);
        }

        private static void CheckImport(ConsoleRig rig)
        {
            string name = rig.Firmware.Store.Load().Get("device.name") ?? "";
            OneOf($"{name} {Password(rig)}", "Old " + OldPassword, "New " + NewPassword);
        }

        /// <summary>All of the settings or none, and where they are gone no file has their secrets.</summary>
        private static void CheckReset(ConsoleRig rig)
        {
            SettingsDocument document = rig.Firmware.Store.Load();
            if (!rig.Firmware.Store.IsEmpty)
            {
                OneOf(document.ToSettings().Sending.Password, NewPassword);
                return;
            }
            foreach ((string name, byte[] bytes) in rig.Hal.Flash.Files)
            {
                string text = Encoding.Latin1.GetString(bytes);
                if (text.Contains(OldPassword, StringComparison.Ordinal) || text.Contains(NewPassword, StringComparison.Ordinal))
                {
                    throw new BrokenInvariantException($"{name} still has the password");
                }
            }
        }

        private static string Password(ConsoleRig rig) => rig.Firmware.Store.Load().ToSettings().Sending.Password;

        private static string Text(ConsoleRig rig, string name) =>
            rig.Hal.Flash.Files.TryGetValue(name, out byte[]? bytes) ? Encoding.ASCII.GetString(bytes) : "";

        private static void OneOf(string found, params string[] allowed)
        {
            if (!allowed.Contains(found)) throw new BrokenInvariantException($"\"{found}\" is neither old nor new");
        }

        private static string NewCertificate(string name, bool hasKey = false)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTime(2049, 1, 1));
            return certificate.ExportCertificatePem() + "\n" + (hasKey ? key.ExportPkcs8PrivateKeyPem() + "\n" : "");
        }
    }
}
