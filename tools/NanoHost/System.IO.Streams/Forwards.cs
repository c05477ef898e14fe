// On a PC the device's assembly of this name is only a signpost: each type is .NET's own.
using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(System.IO.Stream))]
[assembly: TypeForwardedTo(typeof(System.IO.MemoryStream))]
[assembly: TypeForwardedTo(typeof(System.IO.SeekOrigin))]
[assembly: TypeForwardedTo(typeof(System.IO.StreamReader))]
[assembly: TypeForwardedTo(typeof(System.IO.StreamWriter))]
[assembly: TypeForwardedTo(typeof(System.IO.TextReader))]
[assembly: TypeForwardedTo(typeof(System.IO.TextWriter))]
