// On a PC the device's assembly of this name is only a signpost: each type is .NET's own.
using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(System.Collections.Hashtable))]
[assembly: TypeForwardedTo(typeof(System.Collections.Queue))]
[assembly: TypeForwardedTo(typeof(System.Collections.Stack))]
[assembly: TypeForwardedTo(typeof(System.Collections.IDictionary))]
[assembly: TypeForwardedTo(typeof(System.Collections.IDictionaryEnumerator))]
