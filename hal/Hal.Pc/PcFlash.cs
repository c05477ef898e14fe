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
        private readonly string _root;

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
            if (File.Exists(path)) throw new FlashException(FlashFailure.AlreadyExists, $"{name} exists already");
            return Try(name, () =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var stream = new FileStream(path + Unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
                return new PcFlashFile(this, stream, () => File.Move(path + Unfinished, path), name);
            });
        }

        /// <inheritdoc/>
        public IFlashFile OpenRead(string name)
        {
            string path = Path.IsPathRooted(name) ? name : PathOf(name);
            if (!File.Exists(path)) throw new FlashException(FlashFailure.NotFound, $"{name} is not in flash");
            return Try(name, () => new PcFlashFile(
                this, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), null, name));
        }

        /// <inheritdoc/>
        public void Delete(string name) => Try(name, () =>
        {
            File.Delete(PathOf(name));
            return 0;
        });

        /// <inheritdoc/>
        public void Move(string from, string to)
        {
            if (!File.Exists(PathOf(from))) throw new FlashException(FlashFailure.NotFound, $"{from} is not in flash");
            if (File.Exists(PathOf(to))) throw new FlashException(FlashFailure.AlreadyExists, $"{to} exists already");
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

        internal long UsedBytes() =>
            new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

        private string PathOf(string name)
        {
            if (name.Length > 64 || !NameRule().IsMatch(name))
            {
                throw new FlashException(FlashFailure.BadName, $"'{name}' is no name for a file in flash");
            }
            return Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));
        }

        private static T Try<T>(string name, Func<T> action)
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
                throw new FlashException(FlashFailure.Damaged, $"{name}: {error.Message}");
            }
        }

        [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$")]
        private static partial Regex NameRule();
    }

    /// <summary>A file of the folder.</summary>
    internal sealed class PcFlashFile(PcFlash flash, FileStream stream, Action? finish, string name) : IFlashFile
    {
        private readonly long _roomBytes = finish is null ? 0 : flash.CapacityBytes - flash.UsedBytes();
        private bool _isClosed;

        public long LengthBytes => stream.Length;

        public int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

        public void Seek(long position) => stream.Position = position;

        public void Write(byte[] buffer, int offset, int count)
        {
            if (stream.Length + count > _roomBytes)
            {
                throw new FlashException(FlashFailure.Full, $"no room in flash for {name}");
            }
            stream.Write(buffer, offset, count);
        }

        public void Close()
        {
            if (_isClosed) return;
            _isClosed = true;
            if (finish is not null) stream.Flush(flushToDisk: true);
            stream.Dispose();
            finish?.Invoke();
        }
    }
}
