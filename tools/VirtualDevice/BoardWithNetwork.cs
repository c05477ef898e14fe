using ScanToMail.Hal;

namespace ScanToMail.VirtualDevice
{
    /// <summary>A board with another network in front of its own.</summary>
    internal sealed class BoardWithNetwork(IHal board, INetwork network) : IHal
    {
        public IClock Clock => board.Clock;
        public INetwork Network => network;
        public IFlash Flash => board.Flash;
        public IRandom Random => board.Random;
        public IScanner Scanner => board.Scanner;
        public IButtons Buttons => board.Buttons;
        public IStatusLight Light => board.Light;
        public ISerialLine Serial => board.Serial;
        public IMemory Memory => board.Memory;
        public IBoard Board => board.Board;
    }
}
