using System.Reflection;

[assembly: AssemblyTitle("ScanToMail.Hal")]
[assembly: AssemblyDescription("The interfaces between ScanToMail's firmware and a board")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
