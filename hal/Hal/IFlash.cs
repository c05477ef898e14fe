using System;

namespace ScanToMail.Hal
{
    /// <summary>
    /// Files that survive a power cut. Names are relative, with '/' between folder and file, ASCII letters, digits,
    /// '.', '-' and '_', at most 64 characters; a folder comes into being with its first file. One thread at a time
    /// uses a file; different files may be used by different threads.
    /// Durability: what was written to a file counts only once <see cref="IFlashFile.Close"/> has returned; before,
    /// a power cut may keep all, some or none of it, and blocks in any order. <see cref="Delete"/> and
    /// <see cref="Move"/> are atomic and durable on return. Nothing overwrites: to replace a file, write a new one,
    /// close it, delete the old one, move the new one, and repair at boot what a cut left between.
    /// All members block for flash access only and throw <see cref="FlashException"/>.
    /// </summary>
    public interface IFlash
    {
        /// <summary>Whether the file exists.</summary>
        bool Exists(string name);

        /// <summary>Creates a new file for writing. Throws: AlreadyExists, Full, ReadOnly, BadName.</summary>
        IFlashFile Create(string name);

        /// <summary>Opens a file for reading. Throws: NotFound, Damaged.</summary>
        IFlashFile OpenRead(string name);

        /// <summary>Deletes a file; one that is not there is no error. Throws: ReadOnly.</summary>
        void Delete(string name);

        /// <summary>Renames a file. Throws: NotFound, AlreadyExists (never overwrites), ReadOnly.</summary>
        void Move(string from, string to);

        /// <summary>The names of the files in a folder ("" is the root), folder included, in no certain order;
        /// empty when there is no such folder.</summary>
        string[] List(string folder);

        /// <summary>Size of all the space for files, in bytes. There is no figure for what is free: count.</summary>
        long CapacityBytes { get; }
    }

    /// <summary>An open file: written from its start to its end, or read at any place.</summary>
    public interface IFlashFile
    {
        /// <summary>Length in bytes, what was written so far included.</summary>
        long LengthBytes { get; }

        /// <summary>Reads up to <paramref name="count"/> bytes from the present place; 0 at the end.</summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Moves the place for reading to <paramref name="position"/>, from the file's start.</summary>
        void Seek(long position);

        /// <summary>Appends. Throws <see cref="FlashException"/> Full; the file is then closed only to be deleted.</summary>
        void Write(byte[] buffer, int offset, int count);

        /// <summary>Makes what was written durable and closes; may be called again.</summary>
        void Close();
    }

    /// <summary>Why flash failed.</summary>
    public enum FlashFailure
    {
        /// <summary>No such file.</summary>
        NotFound,

        /// <summary>The file exists already.</summary>
        AlreadyExists,

        /// <summary>No room.</summary>
        Full,

        /// <summary>The flash can't be written.</summary>
        ReadOnly,

        /// <summary>The file can't be read.</summary>
        Damaged,

        /// <summary>The name is not allowed.</summary>
        BadName
    }

    /// <summary>Flash failed.</summary>
    public class FlashException : Exception
    {
        /// <summary>An error with its kind and the file's name in the message.</summary>
        public FlashException(FlashFailure failure, string message) : base(message)
        {
            Failure = failure;
        }

        /// <summary>Which way it failed.</summary>
        public FlashFailure Failure { get; }
    }
}
