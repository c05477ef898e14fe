using System.Reflection;

[assembly: AssemblyTitle("ScanToMail.Hal.Esp32")]
[assembly: AssemblyDescription("ScanToMail's hardware abstraction on ESP32-class boards")]
[assembly: AssemblyCompany("ScanToMail")]
[assembly: AssemblyCopyright("ScanToMail contributors, MIT")]
[assembly: AssemblyVersion("0.1.0.0")]
