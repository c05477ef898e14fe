using System.CommandLine;
using ScanToMail.VirtualDevice;

var root = new RootCommand("ScanToMail's firmware as a PC program.")
{
    DemoCommand.Create(),
    SendCommand.Create(),
    RunCommand.Create()
};
ParseResult parsed = root.Parse(args);
int exitCode = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : exitCode;
