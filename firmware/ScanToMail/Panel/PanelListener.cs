namespace ScanToMail.Panel
{
    /// <summary>Who wants to know what a person does at the panel. Called on the panel's thread: be short, throw
    /// nothing.</summary>
    public abstract class PanelListener
    {
        /// <summary>Somebody chose a number, 1 to 16: by the button that has it, or with one button by that many short
        /// presses.</summary>
        public abstract void Pressed(int number);

        /// <summary>Somebody held a button for two seconds.</summary>
        public abstract void CancelPressed();

        /// <summary>A button has been down for a minute, or since the start: its contact or something lying on it. It
        /// counts as none until it comes up.</summary>
        public abstract void ButtonStuck(int number);
    }
}
