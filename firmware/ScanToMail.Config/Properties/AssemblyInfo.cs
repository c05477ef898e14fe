using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("ScanToMail.Config")]
[assembly: AssemblyDescription("ScanToMail's settings: read, checked, kept and written")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: InternalsVisibleTo("ScanToMail")]
[assembly: InternalsVisibleTo("ScanToMail.Device")]
