using ScanToMail.Hal;

namespace ScanToMail.VirtualDevice
{
    /// <summary>A board of which some parts are others than its own.</summary>
    internal sealed class BoardWith(IHal board) : IHal
    {
        public IClock Clock => board.Clock;
        public INetwork Network { get; init; } = board.Network;
        public IFlash Flash => board.Flash;
        public IRandom Random => board.Random;
        public IScanner Scanner { get; init; } = board.Scanner;
        public IButtons Buttons => board.Buttons;
        public IStatusLight Light => board.Light;
        public ISerialLine Serial => board.Serial;
        public IMemory Memory => board.Memory;
        public IBoard Board => board.Board;
    }
}
