using System.IO;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>An open file. littlefs finds out that there is no room as late as at the close.</summary>
    internal sealed class Esp32FlashFile : IFlashFile
    {
        private readonly FileStream _stream;
        private readonly string _name;
        private bool _isClosed;

        internal Esp32FlashFile(FileStream stream, string name)
        {
            _stream = stream;
            _name = name;
        }

        public long LengthBytes
        {
            get { return _stream.Length; }
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            try
            {
                return _stream.Read(buffer, offset, count);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Damaged, _name);
            }
        }

        public void Seek(long position)
        {
            try
            {
                _stream.Seek(position, SeekOrigin.Begin);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Damaged, _name);
            }
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                _stream.Write(buffer, offset, count);
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Full, _name);
            }
        }

        public void Close()
        {
            if (_isClosed) return;
            _isClosed = true;
            try
            {
                _stream.Close();
            }
            catch (IOException error)
            {
                throw FlashErrors.Translate(error, FlashFailure.Full, _name);
            }
        }
    }

    /// <summary>What the board's files throw, in the HAL's kinds.</summary>
    internal static class FlashErrors
    {
        internal static FlashException Translate(IOException error, FlashFailure otherwise, string name)
        {
            int code = (int)error.ErrorCode;
            return new FlashException(Kind(error.ErrorCode, otherwise), name + ": file error " + code.ToString());
        }

        private static FlashFailure Kind(IOException.IOExceptionErrorCode code, FlashFailure otherwise)
        {
            if (code == IOException.IOExceptionErrorCode.PathAlreadyExists) return FlashFailure.AlreadyExists;
            if (code == IOException.IOExceptionErrorCode.UnauthorizedAccess) return FlashFailure.ReadOnly;
            bool isMissing = code == IOException.IOExceptionErrorCode.FileNotFound;
            return isMissing || code == IOException.IOExceptionErrorCode.DirectoryNotFound ? FlashFailure.NotFound : otherwise;
        }
    }
}
