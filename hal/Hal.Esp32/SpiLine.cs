using System;
using System.Device.Gpio;
using System.Device.Spi;
using System.Threading;
using nanoFramework.Hardware.Esp32;

namespace ScanToMail.Hal.Esp32
{
    /// <summary>
    /// The scan link by SPI, the board as master (hal/SPEC-scan-link.md, section 2): transfers of 64 bytes in both
    /// directions, made when there are bytes to send or the data-ready line is high. What comes while the board sends
    /// waits in a small buffer.
    /// </summary>
    internal sealed class SpiLine : IByteLine
    {
        private const int TransferBytes = 64;
        private const int WaitingBytes = 1024;

        private readonly SpiDevice _device;
        private readonly GpioPin _dataReady;
        private readonly byte[] _out = new byte[TransferBytes];
        private readonly byte[] _in = new byte[TransferBytes];
        private readonly byte[] _nothing = new byte[TransferBytes];
        private readonly byte[] _waiting = new byte[WaitingBytes];
        private int _start;
        private int _end;

        internal SpiLine(SpiPins pins)
        {
            int functions = (int)DeviceFunction.SPI1_MOSI + (pins.Bus - 1) * 256;
            Pins.Assign(pins.Mosi, (DeviceFunction)functions);
            Pins.Assign(pins.Miso, (DeviceFunction)(functions + 1));
            Pins.Assign(pins.Clock, (DeviceFunction)(functions + 2));
            _dataReady = Pins.Open(pins.DataReady, PinMode.InputPullDown);
            _device = SpiDevice.Create(new SpiConnectionSettings(pins.Bus, pins.Select)
            {
                ClockFrequency = pins.FrequencyHz,
                DataBitLength = 8,
                DataFlow = DataFlow.MsbFirst,
                Mode = SpiMode.Mode0
            });
        }

        /// <summary>Nothing comes unasked.</summary>
        public int ReceiveBufferBytes
        {
            get { return 65536; }
        }

        public int Read(byte[] buffer, int offset, int count, int timeoutMs)
        {
            long endMs = Environment.TickCount64 + timeoutMs;
            while (_start == _end && !Fetch())
            {
                if (Environment.TickCount64 >= endMs) return 0;
                Thread.Sleep(1);
            }
            int part = _end - _start < count ? _end - _start : count;
            Array.Copy(_waiting, _start, buffer, offset, part);
            _start += part;
            return part;
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            for (int done = 0; done < count; done += TransferBytes)
            {
                int part = count - done < TransferBytes ? count - done : TransferBytes;
                Array.Copy(_nothing, _out, TransferBytes);
                Array.Copy(buffer, offset + done, _out, 0, part);
                Transfer(_out);
            }
        }

        /// <summary>One transfer if the engine has something; false if it has not.</summary>
        private bool Fetch()
        {
            if (_dataReady.Read() == PinValue.Low) return false;
            Transfer(_nothing);
            return true;
        }

        private void Transfer(byte[] bytes)
        {
            _device.TransferFullDuplex(new SpanByte(bytes), new SpanByte(_in));
            MakeRoom();
            if (_end + TransferBytes > WaitingBytes) return;
            Array.Copy(_in, 0, _waiting, _end, TransferBytes);
            _end += TransferBytes;
        }

        private void MakeRoom()
        {
            if (_start == 0) return;
            Array.Copy(_waiting, _start, _waiting, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
    }
}
