using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("ScanToMail")]
[assembly: AssemblyDescription("ScanToMail's firmware: a press of the scan-to-email button becomes a mail")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: InternalsVisibleTo("ScanToMail.Device")]
