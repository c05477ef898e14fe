using System.CommandLine;
using ScanToMail.Tests.Bench;

var json = new Option<bool>("--json") { Description = "prints one JSON object instead of tables" };
var runs = new Option<int>("--runs") { Description = "runs of each peer, alternating", DefaultValueFactory = _ => 5 };
var quick = new Option<bool>("--quick") { Description = "the 1 MB mail only, without Postfix and the slow line" };
var root = new RootCommand("Measures ScanToMail against its peers on the same work, in one run.") { json, runs, quick };
root.SetAction(parsed => BenchRun.Run(parsed.GetValue(runs), parsed.GetValue(quick), parsed.GetValue(json)));

var pem = new Argument<string>("pem");
var sink = new Command("sink", "The sink, which the bench starts for itself.") { pem };
sink.Hidden = true;
sink.SetAction(parsed => Sink.Run(parsed.GetRequiredValue(pem)));
root.Add(sink);

var il = new Command("il", "Counts IL instructions and allocation in the body path; the bench starts it for itself.");
il.Hidden = true;
il.SetAction(_ => IlRun.Run());
root.Add(il);
return root.Parse(args).Invoke();
