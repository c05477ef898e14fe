using System.Security.Cryptography;
using Mono.Cecil;
using Xunit;

namespace ScanToMail.Tests.CodeRules
{
    /// <summary>The assemblies that are flashed hold nothing that the board can't do; and each rule can fail.</summary>
    public class IlRuleTests
    {
        private static readonly Dictionary<string, Func<AssemblyDefinition, IEnumerable<string>>> Rules = new()
        {
            ["generics"] = IlRules.Generics,
            ["machinery"] = IlRules.Machinery,
            ["instructions"] = IlRules.BannedInstructions,
            ["enum texts"] = IlRules.EnumTexts,
            ["TLS"] = IlRules.TlsConstants,
            ["static data"] = IlRules.StaticData
        };

        /// <summary>Loops over single bytes on the way of a scan, and why they may be there.</summary>
        private static readonly Dictionary<string, string> AllowedByteLoops = new()
        {
            ["JpegReader.HasText"] = "compares a marker's first bytes with a known word of 5 or 6 letters, once a segment",
            ["FileKind.Name"] = "compares a page's first bytes with known signatures, once, when it is no JPEG",
            ["ReplyParser.EndLine"] = "trims the line end of a server's reply",
            ["ReplyParser.EnhancedLength"] = "reads a status code of at most 9 characters",
            ["ReplyParser.MakePrintable"] = "a server's reply, at most 640 bytes a line; positive replies to chunks do not come here",
            ["DataSink.Write"] = "steps from dot to dot, which are looked for natively; base64 has none"
        };

        public static TheoryData<string> RuleNames => [.. Rules.Keys];

        [Theory]
        [MemberData(nameof(RuleNames))]
        public void WhatIsFlashedKeepsTheRule(string rule)
        {
            foreach (string file in Repository.DeviceAssemblies)
            {
                using AssemblyDefinition assembly = Repository.Open(file);
                Assert.Empty(Rules[rule](assembly));
            }
        }

        [Theory]
        [InlineData("generics", "class A<T> { }")]
        [InlineData("generics", "class A { void M<T>() { } }")]
        [InlineData("generics", "class A { System.Func<int> F; }")]
        [InlineData("generics", "class A { void M(System.Action<int> a) { a(1); } }")]
        [InlineData("generics", "class A { int M() { return System.Array.Empty<int>().Length; } }")]
        [InlineData("generics", "class A { int? N; }")]
        [InlineData("machinery", "class A { System.Collections.IEnumerable M() { yield return 1; } }")]
        [InlineData("machinery", "class A { async System.Threading.Tasks.Task M() { await System.Threading.Tasks.Task.Delay(1); } }")]
        [InlineData("machinery", "interface A { int M() { return 1; } }")]
        [InlineData("machinery", "class A { volatile int F; }")]
        [InlineData("machinery", "class A { int[,] F; }")]
        [InlineData("machinery", "class A { void M() { foreach (System.Collections.DictionaryEntry e in new System.Collections.Hashtable()) { } } }")]
        [InlineData("instructions", """
            class A { int M(string s) { switch (s) { case "a": return 1; case "b": return 2; case "c": return 3; case "d": return 4;
              case "e": return 5; case "ff": return 6; case "gg": return 7; case "hh": return 8; case "ii": return 9; } return 0; } }
            """)]
        [InlineData("machinery", "class A { (int, int) M() { return (1, 2); } }")]
        [InlineData("instructions", "class A { char M(string s) { return s[0]; } }")]
        [InlineData("instructions", "class A { unsafe void M() { int* p = stackalloc int[4]; p[0] = 1; } }")]
        [InlineData("instructions", "class A { unsafe void M(byte[] b) { fixed (byte* p = b) { *p = 1; } } }")]
        [InlineData("instructions", "class A { int M() { int[,] a = new int[2, 2]; return a[0, 0]; } }")]
        [InlineData("enum texts", "enum E { X } class A { string M(E e) { return e.ToString(); } }")]
        [InlineData("enum texts", "enum E { X } class A { string M(E e) { return string.Concat(\"a\", (object)e); } }")]
        [InlineData("TLS", """
            enum SslProtocols { None = 0, Tls12 = 3072 } enum SslVerification { VerifyPeer = 2 }
            class S { public void Go(string host, SslProtocols p) { } } class A { void M(S s) { s.Go("h", SslProtocols.None); } }
            """)]
        [InlineData("TLS", """
            enum SslVerification { VerifyPeer = 2, CertificateRequired = 4 } class S { public SslVerification V { set { } } }
            class A { void M(S s) { s.V = SslVerification.VerifyPeer; } }
            """)]
        [InlineData("static data", null)]
        public void TheRuleCanFail(string rule, string? source)
        {
            source ??= "class A { static byte[] B = { " + string.Join(",", Enumerable.Range(0, 1200).Select(i => i % 251)) + " }; }";
            using AssemblyDefinition assembly = Fixture.Compile(source);
            Assert.NotEmpty(Rules[rule](assembly));
        }

        [Fact]
        public void TheLibraryTouchesTheWorldThroughTheHalOnly()
        {
            Assert.InRange(Repository.Library.Length, 3, 10);
            foreach (string file in Repository.Library)
            {
                using AssemblyDefinition library = Repository.Open(file);
                Assert.Empty(IlRules.WorldAccess(library));
                Assert.DoesNotContain(library.MainModule.AssemblyReferences, reference => reference.Name is "System.Net"
                    or "System.IO.FileSystem" or "System.Device.Gpio" or "System.IO.Ports" or "nanoFramework.Runtime.Native");
            }
        }

        [Theory]
        [InlineData("class A { object M() { return System.DateTime.UtcNow; } }")]
        [InlineData("class A { void M() { System.Threading.Thread.Sleep(1); } }")]
        [InlineData("class A { object M() { return new System.Random(); } }")]
        [InlineData("class A { void M() { System.IO.File.Delete(\"a\"); } }")]
        public void TouchingTheWorldIsSeen(string source)
        {
            using AssemblyDefinition assembly = Fixture.Compile(source);
            Assert.NotEmpty(IlRules.WorldAccess(assembly));
        }

        [Fact]
        public void NoLoopStepsThroughTheBytesOfAScan()
        {
            using AssemblyDefinition library = Repository.Open(Path.Combine(Repository.DeviceFolder, "ScanToMail.dll"));
            string[] path = IlRules.BodyPath(library).Select(method => $"{method.DeclaringType.Name}.{method.Name}").ToArray();
            Assert.Contains("Base64Sink.Encode", path);
            Assert.Contains("SmtpWire.Flush", path);
            Assert.Contains("ChunkSink.BeginChunk", path);
            Assert.Empty(IlRules.ByteLoops(library, AllowedByteLoops).Order());
        }

        [Fact]
        public void NoTextOfAScanIsCutAsAString()
        {
            using AssemblyDefinition library = Repository.Open(Path.Combine(Repository.DeviceFolder, "ScanToMail.dll"));
            Assert.Empty(IlRules.BodyTexts(library));
            using AssemblyDefinition wrong = Fixture.Compile("""
                abstract class ByteSink { public abstract void WriteAscii(string s); }
                class S : ByteSink { bool _isEnd; public override void WriteAscii(string s) { _isEnd = s.EndsWith("\n"); } }
                """);
            Assert.Single(IlRules.BodyTexts(wrong));
        }

        [Fact]
        public void ALoopOverBytesIsSeenWhereverTheBodyPassesIt()
        {
            using AssemblyDefinition assembly = Fixture.Compile("""
                abstract class ByteSink { public abstract void Write(byte[] b, int o, int c); }
                class S : ByteSink {
                  int _sum;
                  public override void Write(byte[] b, int o, int c) { Sum(b); }
                  void Sum(byte[] b) { for (int i = 0; i < b.Length; i++) _sum += b[i]; } }
                """);
            Assert.NotEmpty(IlRules.ByteLoops(assembly, new Dictionary<string, string>()));
        }

        [Fact]
        public void TheRoomsKnowOnlyWhomTheyMay()
        {
            foreach (string file in Repository.Library)
            {
                using AssemblyDefinition library = Repository.Open(file);
                Assert.Empty(Arrows.Wrong(library, Arrows.Rooms));
                Assert.All(library.MainModule.Types.Where(type => type.Namespace.StartsWith("ScanToMail", StringComparison.Ordinal)),
                    type => Assert.Contains(type.Namespace, Arrows.Rooms.Keys));
            }
        }

        [Fact]
        public void AnArrowThatPointsBackIsSeen()
        {
            using AssemblyDefinition assembly = Fixture.Compile("""
                namespace ScanToMail.Smtp { public class S { object M() { return new ScanToMail.Delivery.D(); } } }
                namespace ScanToMail.Delivery { public class D { public ScanToMail.Smtp.S S; } }
                """);
            Assert.Equal("ScanToMail.Smtp.S uses ScanToMail.Delivery", Assert.Single(Arrows.Wrong(assembly, Arrows.Rooms)));
        }

        [Theory]
        [InlineData("ScanToMail.Config.dll", typeof(ScanToMail.Config.Settings))]
        [InlineData("ScanToMail.dll", typeof(ByteSink))]
        [InlineData("ScanToMail.Device.dll", typeof(ScanToMail.Boot.Firmware))]
        [InlineData("ScanToMail.Hal.dll", typeof(Hal.IHal))]
        public void WhatIsTestedIsWhatIsFlashed(string name, Type type)
        {
            string flashed = Hash(Path.Combine(Repository.DeviceFolder, name));
            Assert.Equal(flashed, Hash(type.Assembly.Location));
            string tool = Path.Combine(Repository.Root, "artifacts", "bin", "VirtualDevice",
                new DirectoryInfo(AppContext.BaseDirectory).Name, name);
            if (File.Exists(tool)) Assert.Equal(flashed, Hash(tool));
        }

        private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
    }
}
