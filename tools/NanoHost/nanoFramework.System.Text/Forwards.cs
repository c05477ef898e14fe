// On a PC the device's assembly of this name is only a signpost: each type is .NET's own.
using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(System.Text.Encoding))]
[assembly: TypeForwardedTo(typeof(System.Text.UTF8Encoding))]
[assembly: TypeForwardedTo(typeof(System.Text.Decoder))]
[assembly: TypeForwardedTo(typeof(System.Text.StringBuilder))]
