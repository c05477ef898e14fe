using ScanToMail.Hal;
using ScanToMail.Tests.Support;

namespace ScanToMail.Tests.Flash
{
    /// <summary>What a flash makes of files that it says it has taken.</summary>
    public enum Forgetting
    {
        /// <summary>No such file is there afterwards.</summary>
        Vanishes,

        /// <summary>It is listed and empty.</summary>
        Empty,

        /// <summary>It has its length, and ends before its first byte.</summary>
        EndsEarly,

        /// <summary>It has its length, and all bytes are zero.</summary>
        Zeros,

        /// <summary>It is listed and can't be found.</summary>
        NotFound,

        /// <summary>It is there and whole, and in no list.</summary>
        NotListed,

        /// <summary>It is there and whole, and stays when it is deleted.</summary>
        Undeletable
    }

    /// <summary>A flash that says yes to everything and forgets the files of some folders. After too many calls it takes the
    /// firmware for one that goes round in circles.</summary>
    internal sealed class ForgetfulFlash(SimFlash flash, string prefix, Forgetting forgetting, int callLimit) : IFlash
    {
        public int Calls { get; private set; }

        public long CapacityBytes => flash.CapacityBytes;

        public bool Exists(string name)
        {
            Count();
            return flash.Exists(name);
        }

        public IFlashFile Create(string name)
        {
            Count();
            return new File(this, flash.Create(name), name, isNew: true);
        }

        public IFlashFile OpenRead(string name)
        {
            Count();
            if (Forgets(name) && forgetting == Forgetting.NotFound) throw new FlashException(FlashFailure.NotFound, name + " is not in flash");
            return new File(this, flash.OpenRead(name), name, isNew: false);
        }

        public void Delete(string name)
        {
            Count();
            if (!Forgets(name) || forgetting != Forgetting.Undeletable) flash.Delete(name);
        }

        public void Move(string from, string to)
        {
            Count();
            flash.Move(from, to);
        }

        public string[] List(string folder)
        {
            Count();
            return [.. flash.List(folder).Where(name => !Forgets(name) || forgetting != Forgetting.NotListed)];
        }

        private bool Forgets(string name) => name.StartsWith(prefix, StringComparison.Ordinal);

        private void Count()
        {
            if (++Calls > callLimit) throw new InvalidOperationException($"more than {callLimit} calls");
        }

        private sealed class File(ForgetfulFlash owner, IFlashFile file, string name, bool isNew) : IFlashFile
        {
            private readonly Forgetting? _forgetting = owner.Forgets(name) ? owner.Forgetting : null;

            public long LengthBytes => !isNew && _forgetting == Flash.Forgetting.Empty ? 0 : file.LengthBytes;

            public int Read(byte[] buffer, int offset, int count)
            {
                owner.Count();
                if (_forgetting is Flash.Forgetting.Empty or Flash.Forgetting.EndsEarly) return 0;
                int read = file.Read(buffer, offset, count);
                if (_forgetting == Flash.Forgetting.Zeros) Array.Clear(buffer, offset, read);
                return read;
            }

            public void Seek(long position) => file.Seek(position);

            public void Write(byte[] buffer, int offset, int count)
            {
                owner.Count();
                file.Write(buffer, offset, count);
            }

            public void Close()
            {
                owner.Count();
                file.Close();
                if (isNew && _forgetting == Flash.Forgetting.Vanishes) owner.Forget(name);
            }
        }

        private Forgetting Forgetting => forgetting;

        private void Forget(string name) => flash.Delete(name);
    }
}
