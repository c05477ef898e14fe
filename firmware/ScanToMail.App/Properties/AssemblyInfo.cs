using System.Reflection;

[assembly: AssemblyTitle("ScanToMail.App")]
[assembly: AssemblyDescription("The program that is flashed: ScanToMail on an ESP32-class board")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
