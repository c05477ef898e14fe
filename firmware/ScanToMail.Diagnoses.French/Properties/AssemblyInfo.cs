using System.Reflection;

[assembly: AssemblyTitle("ScanToMail.Diagnoses.French")]
[assembly: AssemblyDescription("The French texts of ScanToMail's diagnoses")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
