using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>Flash in memory: a file counts once it is closed.</summary>
    public sealed class SimFlash : IFlash
    {
        public Dictionary<string, byte[]> Files { get; } = [];

        public long CapacityBytes { get; set; } = 262_144;

        public bool Exists(string name) => Files.ContainsKey(name);

        public IFlashFile Create(string name)
        {
            if (Exists(name)) throw new FlashException(FlashFailure.AlreadyExists, name + " exists already");
            return new SimFile(this, name, null);
        }

        public IFlashFile OpenRead(string name) => Files.TryGetValue(name, out byte[]? bytes)
            ? new SimFile(this, name, bytes)
            : throw new FlashException(FlashFailure.NotFound, name + " is not in flash");

        public void Delete(string name) => Files.Remove(name);

        public void Move(string from, string to)
        {
            if (!Exists(from)) throw new FlashException(FlashFailure.NotFound, from + " is not in flash");
            if (Exists(to)) throw new FlashException(FlashFailure.AlreadyExists, to + " exists already");
            Files[to] = Files[from];
            Files.Remove(from);
        }

        public string[] List(string folder) => Files.Keys
            .Where(name => (folder.Length == 0 ? "" : folder + "/") == name[..(name.LastIndexOf('/') + 1)]).ToArray();

        private sealed class SimFile(SimFlash flash, string name, byte[]? content) : IFlashFile
        {
            private readonly MemoryStream _written = new();
            private readonly bool _isNew = content is null;
            private int _at;

            public long LengthBytes => _isNew ? _written.Length : content!.Length;

            public int Read(byte[] buffer, int offset, int count)
            {
                int part = Math.Min(count, content!.Length - _at);
                Array.Copy(content, _at, buffer, offset, part);
                _at += part;
                return part;
            }

            public void Seek(long position) => _at = (int)position;

            public void Write(byte[] buffer, int offset, int count)
            {
                long used = flash.Files.Values.Sum(file => (long)file.Length) + _written.Length;
                if (used + count > flash.CapacityBytes) throw new FlashException(FlashFailure.Full, "no room for " + name);
                _written.Write(buffer, offset, count);
            }

            public void Close()
            {
                if (_isNew) flash.Files[name] = _written.ToArray();
            }
        }
    }
}
