using ScanToMail.Hal;

namespace ScanToMail.Tests.Support
{
    /// <summary>The power went: nothing runs any more until <see cref="SimFlash.PowerOn"/>.</summary>
    public sealed class PowerCutException(string at) : Exception("power cut at " + at);

    /// <summary>
    /// Flash in memory with the board's durability: a file counts once it is closed; at a cut of the power, what was
    /// written to one that is still open is kept, lost, torn or there in part, as the seed has it. The cut comes at the
    /// k-th operation (create, write, close, delete, move), before or after its effect. It can be full, read-only and
    /// damaged too, and counts what is done to it.
    /// </summary>
    public sealed class SimFlash : IFlash
    {
        /// <summary>What the flash writes at once; unclosed data survives or not by such pieces.</summary>
        private const int PieceBytes = 256;

        private readonly Lock _lock = new();
        private readonly List<SimFile> _open = [];
        private Random _cutRandom = new(0);
        private long _cutAtOperation = long.MaxValue;

        /// <summary>The files that count.</summary>
        public Dictionary<string, byte[]> Files { get; } = [];

        public long CapacityBytes { get; set; } = 262_144;

        /// <summary>Nothing can be changed any more.</summary>
        public bool IsReadOnly { get; set; }

        /// <summary>Files that can't be read.</summary>
        public HashSet<string> DamagedFiles { get; } = [];

        /// <summary>The power is off.</summary>
        public bool IsOff { get; private set; }

        /// <summary>Creates, writes, closes of written files, deletes of files that were there, and moves so far.</summary>
        public long Operations { get; private set; }

        public long BytesWritten { get; private set; }

        /// <summary>How often a file was written whole: each costs the flash at least one erased block.</summary>
        public long FilesWritten { get; private set; }

        /// <summary>The last operation, for messages: "close settings.a".</summary>
        public string LastOperation { get; private set; } = "";

        /// <summary>Bytes of all files, those being written included.</summary>
        public long UsedBytes
        {
            get
            {
                lock (_lock) return Files.Values.Sum(file => (long)file.Length) + _open.Sum(file => file.LengthBytes);
            }
        }

        /// <summary>A flash with the same files, powered, that counts from 0.</summary>
        public SimFlash Copy()
        {
            var copy = new SimFlash { CapacityBytes = CapacityBytes };
            foreach ((string name, byte[] bytes) in Files) copy.Files[name] = (byte[])bytes.Clone();
            return copy;
        }

        /// <summary>Cuts the power at the given operation, counted from 1 and from now; the seed decides what it
        /// leaves.</summary>
        public void CutAt(long operation, int seed)
        {
            lock (_lock)
            {
                _cutAtOperation = Operations + operation;
                _cutRandom = new Random(seed);
            }
        }

        /// <summary>Cuts the power at once, between two operations, and throws what a cut throws.</summary>
        public void CutNow(int seed, string where)
        {
            lock (_lock)
            {
                _cutRandom = new Random(seed);
                LastOperation = where;
                GoOff(where);
            }
        }

        /// <summary>Power again; files that were open are closed for good.</summary>
        public void PowerOn()
        {
            lock (_lock)
            {
                _cutAtOperation = long.MaxValue;
                _open.Clear();
                IsOff = false;
            }
        }

        public bool Exists(string name)
        {
            lock (_lock)
            {
                Check(name);
                return Files.ContainsKey(name) || IsOpen(name);
            }
        }

        public IFlashFile Create(string name)
        {
            lock (_lock)
            {
                Check(name);
                if (Exists(name)) throw new FlashException(FlashFailure.AlreadyExists, name + " exists already");
                RefuseReadOnly(name);
                var file = new SimFile(this, name, null);
                Operate("create " + name, () => _open.Add(file));
                return file;
            }
        }

        public IFlashFile OpenRead(string name)
        {
            lock (_lock)
            {
                Check(name);
                if (DamagedFiles.Contains(name)) throw new FlashException(FlashFailure.Damaged, name + " can't be read");
                return Files.TryGetValue(name, out byte[]? bytes)
                    ? new SimFile(this, name, bytes)
                    : throw new FlashException(FlashFailure.NotFound, name + " is not in flash");
            }
        }

        public void Delete(string name)
        {
            lock (_lock)
            {
                Check(name);
                if (IsOpen(name)) throw new InvalidOperationException(name + " is being written");
                RefuseReadOnly(name);
                if (Files.ContainsKey(name)) Operate("delete " + name, () => Files.Remove(name));
            }
        }

        public void Move(string from, string to)
        {
            lock (_lock)
            {
                Check(from);
                Check(to);
                if (!Files.TryGetValue(from, out byte[]? bytes))
                {
                    throw new FlashException(FlashFailure.NotFound, from + " is not in flash");
                }
                if (Exists(to)) throw new FlashException(FlashFailure.AlreadyExists, to + " exists already");
                RefuseReadOnly(from);
                Operate($"move {from} {to}", () =>
                {
                    Files[to] = bytes;
                    Files.Remove(from);
                });
            }
        }

        public string[] List(string folder)
        {
            lock (_lock)
            {
                RefuseOff();
                string prefix = folder.Length == 0 ? "" : folder + "/";
                return Files.Keys.Concat(_open.Select(file => file.Name))
                    .Where(name => prefix == name[..(name.LastIndexOf('/') + 1)]).ToArray();
            }
        }

        private bool IsOpen(string name) => _open.Exists(file => file.Name == name);

        private void Check(string name)
        {
            RefuseOff();
            bool isGood = name.Length is > 0 and <= 64 && name.Split('/').All(part => part.Length > 0 && part[0] != '.'
                && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
            if (!isGood) throw new FlashException(FlashFailure.BadName, $"'{name}' is no name for a file");
        }

        private void RefuseOff()
        {
            if (IsOff) throw new PowerCutException("a call after the cut");
        }

        private void RefuseReadOnly(string name)
        {
            if (IsReadOnly) throw new FlashException(FlashFailure.ReadOnly, name + " can't be written");
        }

        private void Operate(string what, Action effect)
        {
            LastOperation = what;
            Operations++;
            if (Operations != _cutAtOperation)
            {
                effect();
                return;
            }
            if (_cutRandom.Next(2) == 0) effect();
            GoOff(what);
        }

        private void GoOff(string where)
        {
            foreach (SimFile file in _open.ToArray()) Survive(file);
            IsOff = true;
            throw new PowerCutException(where);
        }

        /// <summary>What a cut leaves of a file that was still open.</summary>
        private void Survive(SimFile file)
        {
            byte[] bytes = file.Written();
            switch (_cutRandom.Next(5))
            {
                case 0: return;
                case 1: bytes = []; break;
                case 2: bytes = bytes[.._cutRandom.Next(bytes.Length + 1)]; break;
                case 3: LosePieces(bytes); break;
            }
            Files[file.Name] = bytes;
        }

        private void LosePieces(byte[] bytes)
        {
            for (int at = 0; at < bytes.Length; at += PieceBytes)
            {
                Span<byte> piece = bytes.AsSpan(at, Math.Min(PieceBytes, bytes.Length - at));
                int fate = _cutRandom.Next(4);
                if (fate == 0) piece.Fill(0xFF);
                else if (fate == 1) _cutRandom.NextBytes(piece);
            }
        }

        private sealed class SimFile(SimFlash flash, string name, byte[]? content) : IFlashFile
        {
            private readonly MemoryStream _written = new();
            private readonly bool _isNew = content is null;
            private int _at;
            private bool _isClosed;
            private bool _isFull;

            public string Name => name;

            public long LengthBytes => _isNew ? _written.Length : content!.Length;

            public byte[] Written() => _written.ToArray();

            public int Read(byte[] buffer, int offset, int count)
            {
                lock (flash._lock)
                {
                    Use();
                    if (flash.DamagedFiles.Contains(name)) throw new FlashException(FlashFailure.Damaged, name + " can't be read");
                    int part = Math.Min(count, content!.Length - _at);
                    Array.Copy(content, _at, buffer, offset, part);
                    _at += part;
                    return part;
                }
            }

            public void Seek(long position)
            {
                Use();
                _at = (int)position;
            }

            public void Write(byte[] buffer, int offset, int count)
            {
                lock (flash._lock)
                {
                    Use();
                    flash.RefuseReadOnly(name);
                    if (_isFull || flash.UsedBytes + count > flash.CapacityBytes)
                    {
                        _isFull = true;
                        throw new FlashException(FlashFailure.Full, "no room for " + name);
                    }
                    flash.Operate($"write {name} at {_written.Length}", () => _written.Write(buffer, offset, count));
                    flash.BytesWritten += count;
                }
            }

            public void Close()
            {
                lock (flash._lock)
                {
                    flash.RefuseOff();
                    if (_isClosed) return;
                    if (_isNew)
                    {
                        flash.Operate("close " + name, () =>
                        {
                            flash._open.Remove(this);
                            flash.Files[name] = _written.ToArray();
                        });
                        flash.FilesWritten++;
                    }
                    _isClosed = true;
                }
            }

            private void Use()
            {
                flash.RefuseOff();
                if (_isClosed) throw new InvalidOperationException(name + " is closed");
            }
        }
    }
}
