// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.1.93.0")]

namespace System.IO
{
    public static class Directory
    {
        public static System.IO.DirectoryInfo CreateDirectory(string path) => throw null;
        public static void Delete(string path) => throw null;
        public static void Delete(string path, bool recursive) => throw null;
        public static bool Exists(string path) => throw null;
        public static string GetCurrentDirectory() => throw null;
        public static string[] GetFiles(string path) => throw null;
        public static string[] GetDirectories(string path) => throw null;
        public static void Move(string sourceDirName, string destDirName) => throw null;
        public static void SetCurrentDirectory(string path) => throw null;
    }

    public sealed class DirectoryInfo : System.IO.FileSystemInfo
    {
        public override string Name { get => throw null; }
        public override bool Exists { get => throw null; }
        public System.IO.DirectoryInfo Root { get => throw null; }
        public System.IO.DirectoryInfo Parent { get => throw null; }
        public DirectoryInfo(string path) { }
        public void Create() => throw null;
        public System.IO.DirectoryInfo CreateSubdirectory(string path) => throw null;
        public System.IO.FileInfo[] GetFiles() => throw null;
        public System.IO.DirectoryInfo[] GetDirectories() => throw null;
        public void MoveTo(string destDirName) => throw null;
        public override void Delete() => throw null;
        public void Delete(bool recursive) => throw null;
        protected override void HandleRefreshError() => throw null;
        public override string ToString() => throw null;
    }

    public sealed class DriveInfo
    {
        public System.IO.DriveType DriveType { get => throw null; set => throw null; }
        public string Name { get => throw null; set => throw null; }
        public long TotalSize { get => throw null; set => throw null; }
        public DriveInfo(string driveName) { }
        public static System.IO.DriveInfo[] GetDrives() => throw null;
        public void Format(string fileSystem, uint parameter) => throw null;
        public void Refresh() => throw null;
        public static string[] GetFileSystems() => throw null;
        public static void MountRemovableVolumes() => throw null;
    }

    public enum DriveType
    {
        Unknown = 0,
        NoRootDirectory = 1,
        Removable = 2,
        Fixed = 3,
        Ram = 4,
    }

    public static class File
    {
        public static System.IO.StreamWriter AppendText(string path) => throw null;
        public static void AppendAllText(string path, string contents) => throw null;
        public static void Copy(string sourceFileName, string destFileName) => throw null;
        public static void Copy(string sourceFileName, string destFileName, bool overwrite) => throw null;
        public static System.IO.FileStream Create(string path) => throw null;
        public static System.IO.FileStream Create(string path, int bufferSize) => throw null;
        public static void Delete(string path) => throw null;
        public static bool Exists(string path) => throw null;
        public static System.IO.FileAttributes GetAttributes(string path) => throw null;
        public static void Move(string sourceFileName, string destFileName) => throw null;
        public static System.IO.FileStream Open(string path, System.IO.FileMode mode) => throw null;
        public static System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access) => throw null;
        public static System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share) => throw null;
        public static System.IO.FileStream OpenRead(string path) => throw null;
        public static System.IO.StreamReader OpenText(string path) => throw null;
        public static System.IO.FileStream OpenWrite(string path) => throw null;
        public static byte[] ReadAllBytes(string path) => throw null;
        public static string ReadAllText(string path) => throw null;
        public static void SetAttributes(string path, System.IO.FileAttributes fileAttributes) => throw null;
        public static void WriteAllBytes(string path, byte[] bytes) => throw null;
        public static void WriteAllText(string path, string contents) => throw null;
    }

    public enum FileAccess
    {
        Read = 1,
        Write = 2,
        ReadWrite = 3,
    }

    public enum FileAttributes
    {
        ReadOnly = 1,
        Hidden = 2,
        System = 4,
        Directory = 16,
        Archive = 32,
        Normal = 128,
    }

    public sealed class FileInfo : System.IO.FileSystemInfo
    {
        public override string Name { get => throw null; }
        public long Length { get => throw null; }
        public string DirectoryName { get => throw null; }
        public System.IO.DirectoryInfo Directory { get => throw null; }
        public override bool Exists { get => throw null; }
        public FileInfo(string fileName) { }
        public System.IO.FileStream Create() => throw null;
        public override void Delete() => throw null;
        protected override void HandleRefreshError() => throw null;
        public override string ToString() => throw null;
    }

    public enum FileMode
    {
        CreateNew = 1,
        Create = 2,
        Open = 3,
        OpenOrCreate = 4,
        Truncate = 5,
        Append = 6,
    }

    public enum FileShare
    {
        None = 0,
        Read = 1,
        Write = 2,
        ReadWrite = 3,
    }

    public class FileStream : System.IO.Stream
    {
        public override bool CanRead { get => throw null; }
        public override bool CanSeek { get => throw null; }
        public override bool CanWrite { get => throw null; }
        public override long Length { get => throw null; }
        public override long Position { get => throw null; set => throw null; }
        public string Name { get => throw null; }
        public FileStream(string path, System.IO.FileMode mode) { }
        public FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access) { }
        public FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share) { }
        public FileStream(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share, int bufferSize) { }
        ~FileStream() { }
        public override void Close() => throw null;
        protected override void Dispose(bool disposing) => throw null;
        public override void Flush() => throw null;
        public override int Read(byte[] buffer, int offset, int count) => throw null;
        public override int Read(System.SpanByte buffer) => throw null;
        public override int ReadByte() => throw null;
        public override long Seek(long offset, System.IO.SeekOrigin origin) => throw null;
        public override void SetLength(long value) => throw null;
        public override void Write(byte[] buffer, int offset, int count) => throw null;
        public override void WriteByte(byte value) => throw null;
    }

    public abstract class FileSystemInfo : System.MarshalByRefObject
    {
        public System.IO.FileAttributes Attributes { get => throw null; }
        public virtual string FullName { get => throw null; }
        public string Extension { get => throw null; }
        public abstract bool Exists { get; }
        public abstract string Name { get; }
        protected FileSystemInfo() { }
        public abstract void Delete();
        public virtual void Refresh() => throw null;
        protected abstract void HandleRefreshError();
    }

    public static class Path
    {
        public static readonly char DirectorySeparatorChar;
        public static readonly char AltDirectorySeparatorChar;
        public static readonly char VolumeSeparatorChar;
        public static readonly char PathSeparator;
        public static string ChangeExtension(string path, string extension) => throw null;
        public static string Combine(string path1, string path2) => throw null;
        public static string GetDirectoryName(string path) => throw null;
        public static string GetExtension(string path) => throw null;
        public static string GetFileName(string path) => throw null;
        public static string GetFileNameWithoutExtension(string path) => throw null;
        public static string GetFullPath(string path) => throw null;
        public static char[] GetInvalidFileNameChars() => throw null;
        public static char[] GetInvalidPathChars() => throw null;
        public static string GetPathRoot(string path) => throw null;
        public static bool HasExtension(string path) => throw null;
        public static bool IsPathRooted(string path) => throw null;
    }
}

namespace nanoFramework.System.IO
{
    public class CardDetectChangedEventArgs : global::System.EventArgs
    {
        public nanoFramework.System.IO.CardDetectState CardState { get => throw null; }
        public uint SlotIndex { get => throw null; }
        internal CardDetectChangedEventArgs() { }
    }

    public enum CardDetectState
    {
        Inserted = 0,
        Removed = 1,
    }

    public delegate void RemovableDeviceEventHandler(object sender, nanoFramework.System.IO.RemovableDriveEventArgs e);

    public class RemovableDriveEventArgs : global::System.EventArgs
    {
        public global::System.IO.DriveInfo Drive { get => throw null; }
        public nanoFramework.System.IO.RemovableDriveEventArgs.RemovableDeviceEvent Event { get => throw null; }
        internal RemovableDriveEventArgs() { }
        public enum RemovableDeviceEvent
        {
            Inserted = 0,
            Removed = 1,
        }
    }

    public static class StorageEventManager
    {
        public static event nanoFramework.System.IO.RemovableDeviceEventHandler RemovableDeviceInserted { add { } remove { } }
        public static event nanoFramework.System.IO.RemovableDeviceEventHandler RemovableDeviceRemoved { add { } remove { } }
    }
}

namespace nanoFramework.System.IO.FileSystem
{
    public class CardDetectParameters
    {
        public bool enableCardDetectPin;
        public bool cardDetectedState;
        public uint cardDetectPin;
        public bool autoMount;
        public CardDetectParameters() { }
    }

    public delegate void CardDetectStateEventHandler(object sender, nanoFramework.System.IO.CardDetectChangedEventArgs e);

    public class SDCard : global::System.IDisposable
    {
        public nanoFramework.System.IO.FileSystem.SDCard.SDInterfaceType CardType { get => throw null; }
        public bool IsMounted { get => throw null; }
        public bool CardDetectEnabled { get => throw null; }
        public uint SlotIndex { get => throw null; }
        public nanoFramework.System.IO.FileSystem.SDCardMmcParameters MmcParameters { get => throw null; }
        public nanoFramework.System.IO.FileSystem.SDCardSpiParameters SpiParameters { get => throw null; }
        public nanoFramework.System.IO.FileSystem.CardDetectParameters CdParameters { get => throw null; }
        public bool IsCardDetected { get => throw null; }
        public event nanoFramework.System.IO.FileSystem.CardDetectStateEventHandler CardDetectChanged { add { } remove { } }
        public SDCard(uint slotIndex = 0) { }
        public SDCard(nanoFramework.System.IO.FileSystem.SDCardMmcParameters mmcParameters, nanoFramework.System.IO.FileSystem.CardDetectParameters cdParameters = null) { }
        public SDCard(nanoFramework.System.IO.FileSystem.SDCardSpiParameters spiParameters, nanoFramework.System.IO.FileSystem.CardDetectParameters cdParameters = null) { }
        public void Mount() => throw null;
        public void Unmount() => throw null;
        ~SDCard() { }
        public void Dispose() => throw null;
        public enum SDDataWidth
        {
            _1_bit = 1,
            _4_bit = 2,
        }
        public enum SDInterfaceType
        {
            System = 0,
            Mmc = 1,
            Spi = 2,
        }
    }

    public class SDCardMmcParameters
    {
        public uint slotIndex;
        public nanoFramework.System.IO.FileSystem.SDCard.SDDataWidth dataWidth;
        public SDCardMmcParameters() { }
    }

    public class SDCardSpiParameters
    {
        public uint slotIndex;
        public uint spiBus;
        public uint chipSelectPin;
        public SDCardSpiParameters() { }
    }
}
