using System.Text.RegularExpressions;

namespace ScanToMail.Hal.Pc
{
    /// <summary>
    /// A folder as flash. A file that is being written has another name until it is closed and synchronized, so that one
    /// that a crash left open is not there, as the contract allows. For reading, an absolute path is taken too: on a PC
    /// settings may name a certificate anywhere.
    /// </summary>
    public sealed partial class PcFlash : IFlash
    {
        private const string Unfinished = ".unfinished~";
        private readonly object _lock = new();
        private readonly string _root;
        private long _usedBytes = -1;

        /// <summary>A flash in a folder, which comes into being if need be.</summary>
        public PcFlash(string folder, long capacityBytes)
        {
            _root = Directory.CreateDirectory(folder).FullName;
            CapacityBytes = capacityBytes;
            foreach (string left in Directory.GetFiles(_root, "*" + Unfinished, SearchOption.AllDirectories)) File.Delete(left);
        }

        /// <inheritdoc/>
        public long CapacityBytes { get; }

        /// <inheritdoc/>
        public bool Exists(string name) => File.Exists(PathOf(name));

        /// <inheritdoc/>
        public IFlashFile Create(string name)
        {
            string path = PathOf(name);
            MustBeFree(path, name);
            CountAgain();
            return Try(name, () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                // Without a buffer of its own, so that what does not fit fails where it is written.
                var stream = new FileStream(path + Unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
                return new PcFlashFile(this, stream, name, finish: () =>
                {
                    MustBeFree(path, name);
                    File.Move(path + Unfinished, path);
                });
            });
        }

        /// <inheritdoc/>
        public IFlashFile OpenRead(string name)
        {
            string path = Path.IsPathRooted(name) ? name : PathOf(name);
            if (!File.Exists(path)) throw new FlashException(FlashFailure.NotFound, $"{name} is not in flash");
            return Try(name, () => new PcFlashFile(
                this, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), name, finish: null));
        }

        /// <inheritdoc/>
        public void Delete(string name) => Try(name, () =>
        {
            File.Delete(PathOf(name));
            CountAgain();
            return 0;
        });

        /// <inheritdoc/>
        public void Move(string from, string to)
        {
            if (!File.Exists(PathOf(from))) throw new FlashException(FlashFailure.NotFound, $"{from} is not in flash");
            MustBeFree(PathOf(to), to);
            Try(from, () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(PathOf(to))!);
                File.Move(PathOf(from), PathOf(to));
                return 0;
            });
        }

        /// <inheritdoc/>
        public string[] List(string folder)
        {
            string path = folder.Length == 0 ? _root : PathOf(folder);
            if (!Directory.Exists(path)) return [];
            return Directory.GetFiles(path).Where(file => !file.EndsWith(Unfinished, StringComparison.Ordinal))
                .Select(file => (folder.Length == 0 ? "" : folder + "/") + Path.GetFileName(file)).ToArray();
        }

        /// <summary>Takes room for what is written next. Throws <see cref="FlashException"/> Full.</summary>
        internal void Reserve(int count, string name)
        {
            lock (_lock)
            {
                if (_usedBytes < 0) _usedBytes = CountBytes();
                if (_usedBytes + count > CapacityBytes) throw new FlashException(FlashFailure.Full, $"no room in flash for {name}");
                _usedBytes += count;
            }
        }

        private long CountBytes() =>
            new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

        /// <summary>The folder may have changed, also by others' hands: the next write counts it.</summary>
        private void CountAgain()
        {
            lock (_lock) _usedBytes = -1;
        }

        private string PathOf(string name)
        {
            if (name.Length > 64 || !NameRule().IsMatch(name))
            {
                throw new FlashException(FlashFailure.BadName, $"'{name}' is no name for a file in flash");
            }
            return Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));
        }

        private static void MustBeFree(string path, string name)
        {
            if (Path.Exists(path)) throw new FlashException(FlashFailure.AlreadyExists, $"{name} exists already");
        }

        internal static T Try<T>(string name, Func<T> action)
        {
            try
            {
                return action();
            }
            catch (UnauthorizedAccessException)
            {
                throw new FlashException(FlashFailure.ReadOnly, $"{name} can't be written");
            }
            catch (IOException error)
            {
                throw new FlashException(KindOf(error), $"{name}: {error.Message}");
            }
            catch (ObjectDisposedException)
            {
                throw new FlashException(FlashFailure.Damaged, $"{name} is closed");
            }
        }

        /// <summary>.NET tells a full disk and a read-only one by the system's own number only (errno; on Windows HRESULT).</summary>
        private static FlashFailure KindOf(IOException error) => error.HResult switch
        {
            28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027) => FlashFailure.Full,
            30 or unchecked((int)0x80070013) => FlashFailure.ReadOnly,
            _ => FlashFailure.Damaged
        };

        [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z")]
        private static partial Regex NameRule();
    }

    /// <summary>A file of the folder.</summary>
    internal sealed class PcFlashFile(PcFlash flash, FileStream stream, string name, Action? finish) : IFlashFile
    {
        private bool _isClosed;

        public long LengthBytes => PcFlash.Try(name, () => stream.Length);

        public int Read(byte[] buffer, int offset, int count) => PcFlash.Try(name, () => stream.Read(buffer, offset, count));

        public void Seek(long position) => PcFlash.Try(name, () => stream.Position = position);

        public void Write(byte[] buffer, int offset, int count) => PcFlash.Try(name, () =>
        {
            flash.Reserve(count, name);
            stream.Write(buffer, offset, count);
            return 0;
        });

        public void Close()
        {
            if (_isClosed) return;
            _isClosed = true;
            PcFlash.Try(name, () =>
            {
                using (stream)
                {
                    if (finish is not null) stream.Flush(flushToDisk: true);
                }
                finish?.Invoke();
                return 0;
            });
        }
    }
}
