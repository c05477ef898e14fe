using System;
using System.Collections;
using ScanToMail.Hal;

namespace ScanToMail.Delivery
{
    /// <summary>
    /// A flash whose new documents are in memory instead, for boards with PSRAM and no room in flash. Everything else goes
    /// through to flash, and so do documents that lie there already. A power cut loses what is in memory. Blocks that a
    /// document gives back are kept for the next one, so that the heap is not cut to pieces. Any thread may call.
    /// </summary>
    internal sealed class MemoryDocuments : IFlash
    {
        private const int BlockBytes = 16384;

        private readonly IFlash _flash;
        private readonly Hashtable _files = new Hashtable();
        private readonly ArrayList _free = new ArrayList();
        private readonly object _lock = new object();

        public MemoryDocuments(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Whether new documents go to memory.</summary>
        public bool IsOn { get; set; }

        public long CapacityBytes
        {
            get { return _flash.CapacityBytes; }
        }

        public bool Exists(string name)
        {
            return Find(name) != null || _flash.Exists(name);
        }

        public IFlashFile Create(string name)
        {
            if (!IsOn || !SpoolNames.IsDocument(name)) return _flash.Create(name);
            if (Exists(name)) throw new FlashException(FlashFailure.AlreadyExists, name + " exists already");
            MemoryFile file = new MemoryFile(this, name);
            lock (_lock) _files[name] = file;
            return file;
        }

        public IFlashFile OpenRead(string name)
        {
            MemoryFile file = Find(name);
            return file == null ? _flash.OpenRead(name) : new MemoryFile(this, file);
        }

        public void Delete(string name)
        {
            MemoryFile file = Find(name);
            if (file == null)
            {
                _flash.Delete(name);
                return;
            }
            lock (_lock)
            {
                _files.Remove(name);
                for (int i = 0; i < file.Blocks.Count; i++) _free.Add(file.Blocks[i]);
                file.Blocks.Clear();
            }
        }

        /// <summary>A document in memory that is to be put aside is deleted: nobody could look at it later.</summary>
        public void Move(string from, string to)
        {
            if (Find(from) == null) _flash.Move(from, to);
            else Delete(from);
        }

        public string[] List(string folder)
        {
            return _flash.List(folder);
        }

        private MemoryFile Find(string name)
        {
            lock (_lock) return _files.Contains(name) ? (MemoryFile)_files[name] : null;
        }

        private byte[] TakeBlock(string name)
        {
            lock (_lock)
            {
                int last = _free.Count - 1;
                if (last >= 0)
                {
                    byte[] block = (byte[])_free[last];
                    _free.RemoveAt(last);
                    return block;
                }
            }
            try
            {
                return new byte[BlockBytes];
            }
            catch (OutOfMemoryException)
            {
                throw new FlashException(FlashFailure.Full, "no memory for " + name);
            }
        }

        /// <summary>A document, or a place in one that is read.</summary>
        private sealed class MemoryFile : IFlashFile
        {
            private readonly MemoryDocuments _owner;
            private readonly MemoryFile _read;
            private readonly string _name;
            private long _lengthBytes;
            private long _at;

            public MemoryFile(MemoryDocuments owner, string name)
            {
                _owner = owner;
                _name = name;
                Blocks = new ArrayList();
            }

            public MemoryFile(MemoryDocuments owner, MemoryFile read)
            {
                _owner = owner;
                _read = read;
                Blocks = read.Blocks;
            }

            public ArrayList Blocks { get; }

            public long LengthBytes
            {
                get { return _read == null ? _lengthBytes : _read._lengthBytes; }
            }

            public int Read(byte[] buffer, int offset, int count)
            {
                lock (_owner._lock)
                {
                    int place = (int)(_at / BlockBytes);
                    int inside = (int)(_at % BlockBytes);
                    if (place >= Blocks.Count || _at >= LengthBytes) return 0;
                    int part = Least(count, BlockBytes - inside, LengthBytes - _at);
                    Array.Copy((byte[])Blocks[place], inside, buffer, offset, part);
                    _at += part;
                    return part;
                }
            }

            public void Seek(long position)
            {
                _at = position;
            }

            public void Write(byte[] buffer, int offset, int count)
            {
                while (count > 0)
                {
                    int inside = (int)(_lengthBytes % BlockBytes);
                    if (inside == 0) Blocks.Add(_owner.TakeBlock(_name));
                    int part = Least(count, BlockBytes - inside, count);
                    Array.Copy(buffer, offset, (byte[])Blocks[Blocks.Count - 1], inside, part);
                    _lengthBytes += part;
                    offset += part;
                    count -= part;
                }
            }

            public void Close()
            {
            }

            private static int Least(int a, int b, long c)
            {
                int least = a < b ? a : b;
                return c < least ? (int)c : least;
            }
        }
    }
}
