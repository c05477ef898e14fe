using System;
using System.Collections;
using ScanToMail.Hal;

namespace ScanToMail.Tests.OnDevice
{
    /// <summary>A board made of memory, for the board that runs the tests: its flash keeps a few small files, its network
    /// has one mail server, its scanner the same three pages.</summary>
    internal sealed class TestBoard : IHal, IClock, IFlash, IRandom, IButtons, IStatusLight, ISerialLine, IMemory, IBoard
    {
        private readonly Hashtable _files = new Hashtable();
        private long _nowMs = 1000;

        public TestNetwork TestNetwork { get; } = new TestNetwork();

        public IClock Clock { get { return this; } }

        public INetwork Network { get { return TestNetwork; } }

        public IFlash Flash { get { return this; } }

        public IRandom Random { get { return this; } }

        public IScanner Scanner { get; } = new TestScanner();

        public IButtons Buttons { get { return this; } }

        public IStatusLight Light { get { return this; } }

        public ISerialLine Serial { get { return this; } }

        public IMemory Memory { get { return this; } }

        public IBoard Board { get { return this; } }

        public bool IsSet { get { return true; } }

        public DateTime UtcNow { get { return new DateTime(2026, 11, 24, 9, 30, 0); } }

        public long MonotonicMs { get { return _nowMs++; } }

        public long CapacityBytes { get { return 8192; } }

        /// <summary>Bytes of all files: they lie in the memory that is measured.</summary>
        public long FileBytes
        {
            get
            {
                long bytes = 0;
                foreach (object file in _files.Values) bytes += ((byte[])file).Length;
                return bytes;
            }
        }

        public int Count { get { return 1; } }

        public long FreeBytes { get { return 0; } }

        public long TotalBytes { get { return 0; } }

        public string Model { get { return "test board"; } }

        public string SerialNumber { get { return "TEST1"; } }

        public void Sleep(int durationMs)
        {
            _nowMs += durationMs;
        }

        public bool Synchronize(string[] servers, int timeoutMs)
        {
            return true;
        }

        public void SetUtc(DateTime utc)
        {
        }

        public void Fill(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++) buffer[offset + i] = (byte)(_nowMs++ * 37);
        }

        public bool IsDown(int number)
        {
            return false;
        }

        public bool WaitForChange(int timeoutMs)
        {
            return false;
        }

        public void Set(bool on)
        {
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            return 0;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
        }

        public void Reboot()
        {
        }

        public bool Exists(string name)
        {
            return _files.Contains(name);
        }

        public IFlashFile Create(string name)
        {
            if (Exists(name)) throw new FlashException(FlashFailure.AlreadyExists, name);
            if (FileBytes > CapacityBytes) throw new FlashException(FlashFailure.Full, name);
            return new TestFile(_files, name, null);
        }

        public IFlashFile OpenRead(string name)
        {
            if (!Exists(name)) throw new FlashException(FlashFailure.NotFound, name);
            return new TestFile(_files, name, (byte[])_files[name]);
        }

        public void Delete(string name)
        {
            _files.Remove(name);
        }

        public void Move(string from, string to)
        {
            if (!Exists(from)) throw new FlashException(FlashFailure.NotFound, from);
            if (Exists(to)) throw new FlashException(FlashFailure.AlreadyExists, to);
            _files[to] = _files[from];
            _files.Remove(from);
        }

        public string[] List(string folder)
        {
            string prefix = folder.Length == 0 ? "" : folder + "/";
            ArrayList names = new ArrayList();
            foreach (object key in _files.Keys)
            {
                string name = (string)key;
                if (name.Substring(0, name.LastIndexOf('/') + 1) == prefix) names.Add(name);
            }
            return (string[])names.ToArray(typeof(string));
        }

        private sealed class TestFile : IFlashFile
        {
            private readonly Hashtable _files;
            private readonly string _name;
            private byte[] _bytes;
            private bool _isNew;
            private int _at;

            public TestFile(Hashtable files, string name, byte[] bytes)
            {
                _files = files;
                _name = name;
                _isNew = bytes == null;
                _bytes = _isNew ? new byte[0] : bytes;
            }

            public long LengthBytes { get { return _bytes.Length; } }

            public int Read(byte[] buffer, int offset, int count)
            {
                int part = count < _bytes.Length - _at ? count : _bytes.Length - _at;
                Array.Copy(_bytes, _at, buffer, offset, part);
                _at += part;
                return part;
            }

            public void Seek(long position)
            {
                _at = (int)position;
            }

            public void Write(byte[] buffer, int offset, int count)
            {
                byte[] longer = new byte[_bytes.Length + count];
                Array.Copy(_bytes, longer, _bytes.Length);
                Array.Copy(buffer, offset, longer, _bytes.Length, count);
                _bytes = longer;
            }

            public void Close()
            {
                if (_isNew) _files[_name] = _bytes;
                _isNew = false;
            }
        }
    }
}
