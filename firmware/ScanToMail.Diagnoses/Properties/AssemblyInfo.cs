using System.Reflection;

[assembly: AssemblyTitle("ScanToMail.Diagnoses")]
[assembly: AssemblyDescription("The catalogue of ScanToMail's diagnoses, with English texts")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
