using System.Reflection;

[assembly: AssemblyTitle("ScanToMail.Device")]
[assembly: AssemblyDescription("ScanToMail's firmware as a whole: what starts, watches and answers at the console")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
