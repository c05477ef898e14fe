using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ScanToMail.Config;
using Xunit;

namespace ScanToMail.Tests.Config
{
    public class JsonTextTests
    {
        private static object? Read(string json) => JsonText.Parse("{\"v\":" + json + "}", 16384)["v"];

        private static JsonTextException Error(string json) =>
            Assert.Throws<JsonTextException>(() => JsonText.Parse(json, 16384));

        [Theory]
        [InlineData("\"\"", "")]
        [InlineData("\"a\"", "a")]
        [InlineData(@"""\u0041\u00fc\u00DF\u20ac""", "Aüß€")]
        [InlineData(@"""\u1234\u12345""", "\u1234\u12345")]
        [InlineData(@"""\ud83d\udda8 \uD834\uDD1E""", "\U0001f5a8 \U0001d11e")]
        [InlineData("\"\U0001f5a8\"", "\U0001f5a8")]
        [InlineData(@"""\u0022\u005c\u002f\/\\\""""", "\"\\//\\\"")]
        [InlineData(@"""\n\r\t\b\f\u000a\u007f""", "\n\r\t\b\f\n\u007f")]
        [InlineData(@"""\""quoted\"" text""", "\"quoted\" text")]
        [InlineData("\"the office on floor (2)\"", "the office on floor (2)")]
        [InlineData("\"2026-11-24T10:11:12Z\"", "2026-11-24T10:11:12Z")]
        [InlineData("\"20261124T101112Z and more\"", "20261124T101112Z and more")]
        [InlineData("\"DTSTART:20261124T101112Z\"", "DTSTART:20261124T101112Z")]
        [InlineData("\"20261124T101112=\"", "20261124T101112=")]
        [InlineData("\"/Date(628318530718)/\"", "/Date(628318530718)/")]
        [InlineData("\"it's ~28 ~_ ~# ~U01F5A8 ~~\"", "it's ~28 ~_ ~# ~U01F5A8 ~~")]
        [InlineData("\"\uffff\ue000\"", "\uffff\ue000")]
        public void TextComesThroughUnchanged(string json, string expected)
        {
            Assert.Equal(expected, Read(json));
        }

        [Fact]
        public void NumbersAndWords()
        {
            Assert.Equal(0, Read("0"));
            Assert.Equal(-17, Read("-17"));
            Assert.Equal(2147483647, Read(" 2147483647 "));
            Assert.Equal(2147483648L, Read("2147483648"));
            Assert.Equal(999999999999999999L, Read("999999999999999999"));
            Assert.Equal(1e18, Read("1000000000000000000"));
            Assert.Equal(587.5, Read("587.5"));
            Assert.Equal(-1200.0, Read("-1.2E+3"));
            Assert.IsType<double>(Read("1e400"));
            Assert.Equal(true, Read("true"));
            Assert.Equal(false, Read("false"));
            Assert.Null(Read("null"));
        }

        [Fact]
        public void TreesKeepTheirShape()
        {
            Hashtable tree = JsonText.Parse("\ufeff { \"a\" : { \"b\" : [ 1 , \"x\" , { \"(c)\" : [ ] } ] , \"d\" : { } } }\n", 16384);
            var a = (Hashtable)tree["a"]!;
            var b = (ArrayList)a["b"]!;
            Assert.Equal(3, b.Count);
            Assert.Empty((ArrayList)((Hashtable)b[2]!)["(c)"]!);
            Assert.Empty((Hashtable)a["d"]!);
        }

        [Theory]
        [InlineData("", 1, 1, "", "too early")]
        [InlineData("   ", 1, 4, "", "'{'")]
        [InlineData("[]", 1, 1, "", "'{'")]
        [InlineData("\"a\"", 1, 1, "", "'{'")]
        [InlineData("{", 1, 2, "", "too early")]
        [InlineData("{}x", 1, 3, "", "after the last")]
        [InlineData("{}{}", 1, 3, "", "after the last")]
        [InlineData("{'a':1}", 1, 2, "", "double quotes")]
        [InlineData("{a:1}", 1, 2, "", "double quotes")]
        [InlineData("{\"a\" 1}", 1, 6, "", "':'")]
        [InlineData("{\"a\":1 \"b\":2}", 1, 8, "a", "','")]
        [InlineData("{\"a\":1,}", 1, 8, "a", "too many")]
        [InlineData("{\"a\":[1,]}", 1, 9, "a[0]", "too many")]
        [InlineData("{\"a\":[1 2]}", 1, 9, "a[0]", "','")]
        [InlineData("{\"a\":[,]}", 1, 7, "a[0]", "a value is missing")]
        [InlineData("{\"a\":[[1]]}", 1, 7, "a[0]", "stands in a list")]
        [InlineData("{\"a\":{\"b\":[1,\n{\"c\":tru}]}}", 2, 6, "a.b[1].c", "a value is missing")]
        [InlineData("{\"a\":'x'}", 1, 6, "a", "double quotes")]
        [InlineData("{\"a\":hunter2}", 1, 6, "a", "a value is missing")]
        [InlineData("{\"a\":\"hunter2", 1, 14, "a", "closing quote")]
        [InlineData("{\"a\":\"hunter\n2\"}", 1, 13, "a", "control character")]
        [InlineData("{\"ü\":1,\"a\":\"\\x\"}", 1, 14, "a", "escape")]
        [InlineData("{\"a\":\"\\u12g4\"}", 1, 8, "a", "four hexadecimal")]
        [InlineData("{\"a\":\"\\u12", 1, 8, "a", "four hexadecimal")]
        [InlineData("{\"a\":\"\\ud83d\"}", 1, 13, "a", "surrogate")]
        [InlineData("{\"a\":\"\\ud83d\\u0041\"}", 1, 19, "a", "surrogate")]
        [InlineData("{\"a\":\"\\udda8\"}", 1, 13, "a", "surrogate")]
        [InlineData("{\"a\":\"\\u0000\"}", 1, 13, "a", "NUL")]
        [InlineData("{\"a\":\"B\ufffdro\"}", 1, 8, "a", "UTF-8")]
        [InlineData("{\"a\":\"\ud83d\"}", 1, 7, "a", "UTF-8")]
        [InlineData("{\"a\":01}", 1, 8, "a", "number")]
        [InlineData("{\"a\":-}", 1, 7, "a", "number")]
        [InlineData("{\"a\":1.}", 1, 8, "a", "number")]
        [InlineData("{\"a\":1e}", 1, 8, "a", "number")]
        [InlineData("{\"a\":+1}", 1, 6, "a", "a value is missing")]
        [InlineData("{\"a\":NaN}", 1, 6, "a", "a value is missing")]
        [InlineData("{\"a\":1,\"b\":{\"x\":1,\"y\":2,\n\"x\":3}}", 2, 1, "b.x", "second time")]
        [InlineData("{\"(a)\":1,\"(a)\":2}", 1, 10, "(a)", "second time")]
        [InlineData("{\"a\":1,\"\\u0061\":2}", 1, 8, "a", "second time")]
        [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}", 1, 41, "a.a.a.a.a.a.a.a", "8 levels")]
        [InlineData("// x\n{}", 1, 1, "", "'{'")]
        [InlineData("{\"a\":1 /* x */}", 1, 8, "a", "','")]
        public void WrongTextsAreRefusedWithTheirPlace(string json, int line, int column, string path, string problem)
        {
            JsonTextException e = Error(json);
            Assert.Equal((line, column, path), (e.Line, e.Column, e.Path));
            Assert.Contains(problem, e.Message);
            Assert.DoesNotContain("hunter", e.Message);
        }

        [Fact]
        public void SameKeysInDifferentObjectsAreNoDuplicates()
        {
            Assert.NotNull(JsonText.Parse("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}", 16384));
        }

        [Fact]
        public void LengthDepthAndCountAreLimited()
        {
            string padding = new(' ', 16384 - 2);
            Assert.Empty(JsonText.Parse("{" + padding + "}", 16384));
            Assert.Contains("16384", Error("{ " + padding + "}").Message);
            Assert.Contains("16384", Error("{\"" + new string('ü', 8190) + "\":1}").Message);

            string List(int count) => "{\"a\":[" + string.Join(",", Enumerable.Repeat("0", count)) + "]}";
            Assert.Equal(499, ((ArrayList)JsonText.Parse(List(499), 16384)["a"]!).Count);
            Assert.Contains("500 values", Error(List(500)).Message);

            string Keys(int count) => "{" + string.Join(",", Enumerable.Range(0, count).Select(i => $"\"k{i}\":0")) + "}";
            Assert.Equal(128, JsonText.Parse(Keys(128), 16384).Count);
            Assert.Contains("too many keys", Error(Keys(129)).Message);
        }

        [Fact]
        public void EveryCharacterComesThroughEscapedAndAsItIs()
        {
            for (int point = 1; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 251)
            {
                if (point is >= 0xD800 and <= 0xDFFF or 0xFFFD) continue;
                string character = char.ConvertFromUtf32(point);
                string escaped = string.Concat(character.Select(c => $"\\u{(int)c:x4}"));
                Assert.Equal("x" + character + "1", Read("\"x" + escaped + "1\""));
                if (point >= 0x20 && character is not ("\"" or "\\"))
                {
                    Assert.Equal(character, Read("\"" + character + "\""));
                }
            }
        }

        [Fact]
        public void RandomTreesReadAsSystemTextJsonWroteThem()
        {
            int seed = Random.Shared.Next();
            var random = new Random(seed);
            for (int round = 0; round < 300; round++)
            {
                object? tree = RandomTree(random, 0);
                string escaped = JsonSerializer.Serialize(tree);
                string plain = JsonSerializer.Serialize(tree, new JsonSerializerOptions
                {
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                    WriteIndented = true
                });
                string expected = Canonical(tree);
                Assert.True(expected == Canonical(JsonText.Parse(escaped, 1 << 20)), $"seed {seed}, round {round}: {escaped}");
                Assert.True(expected == Canonical(JsonText.Parse(plain, 1 << 20)), $"seed {seed}, round {round}: {plain}");
            }
        }

        private static object? RandomTree(Random random, int depth)
        {
            int kind = depth == 0 ? 6 : random.Next(depth > 4 ? 5 : 7);
            return kind switch
            {
                0 => random.Next(2) == 0,
                1 => random.Next(),
                2 => (long)random.NextInt64(-999999999999999999, 999999999999999999),
                3 or 4 => RandomText(random),
                5 => Enumerable.Range(0, random.Next(4)).Select(_ => RandomTree(random, depth + 4)).Where(v => v is not object?[])
                    .ToArray(),
                _ => Enumerable.Range(0, random.Next(5)).Select(i => RandomText(random) + i).Distinct()
                    .ToDictionary(key => key, _ => RandomTree(random, depth + 1))
            };
        }

        private static string RandomText(Random random)
        {
            string[] pieces = ["(", ")", "2", "\"", "\\", "/", ":", ";", "=", "~", "~28", "2026-11-24T10:11:12Z", "DTSTART", "'", "ü",
                "€", "\U0001f5a8", "\n", "\t", " ", "text", "\u0001", "\uffff", "20261124T101112Z", "TZID"];
            var text = new StringBuilder();
            for (int i = random.Next(12); i > 0; i--) text.Append(pieces[random.Next(pieces.Length)]);
            return text.ToString();
        }

        private static string Canonical(object? tree) => tree switch
        {
            Hashtable table => Canonical(table.Keys.Cast<string>().ToDictionary(k => k, k => table[k])),
            Dictionary<string, object?> map => "{" + string.Concat(map.OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => p.Key + "\u0003" + Canonical(p.Value) + "\u0004")) + "}",
            string text => "s" + text,
            IEnumerable list => "[" + string.Concat(list.Cast<object?>().Select(v => Canonical(v) + "\u0004")) + "]",
            int or long => "n" + Convert.ToInt64(tree),
            _ => "v" + tree
        };
    }
}
