namespace ScanToMail.Console
{
    /// <summary>One line for each command: how it is written, what it does. Text in code, which stays in flash.</summary>
    public static class HelpTexts
    {
        /// <summary>All lines.</summary>
        public static string All()
        {
            return "status [--json]: what the device is doing and what it lacks\r\n"
                + "show [KEY|GROUP] [--json]: the settings as JSON, secrets masked; or one key, or those of a group (show time)\r\n"
                + "set KEY VALUE: sets one value; a secret's value is asked for without echo\r\n"
                + "unset KEY: takes a value away, so that its default holds\r\n"
                + "import: takes settings as JSON, pasted; checked whole before anything changes\r\n"
                + "export [--json]: the settings as JSON, secrets masked\r\n"
                + "profile list [--json]|add NAME ADDRESS|remove NUMBER: what buttons do\r\n"
                + "roots list [--json]|add|remove NUMBER: the roots that the device trusts; add takes one PEM certificate, pasted\r\n"
                + "certificate import [--json]: client certificate, intermediates and key as PEM, pasted, then an empty line\r\n"
                + "signin [status] [--json]: signs the device in by OAuth, with a code to confirm in a browser; status tells how it is\r\n"
                + "signout: deletes the sign-in's tokens for good\r\n"
                + "test connection [--json]: walks to the server and back, step by step; nothing is sent\r\n"
                + "test mail ADDRESS [--trial] [--json]: sends one page; the trial is 2 MB by BDAT\r\n"
                + "mx DOMAIN [--json]: the domain's mail servers, and which of them are Microsoft's\r\n"
                + "scan [PROFILE] [--json]: as a press of the button\r\n"
                + "cancel: gives up the scan or mail that is under way\r\n"
                + "jobs [--json]: presses that wait, and mail that flash keeps\r\n"
                + "retry NUMBER: tries a mail again, now\r\n"
                + "readdress NUMBER ADDRESS...: sends a mail to others instead\r\n"
                + "delete NUMBER: deletes a mail for good\r\n"
                + "log [JOB] [--json]: what happened last\r\n"
                + "time [sync] [--json]: the clock; sync asks the time servers\r\n"
                + "net [--json]: address, gateway, DNS servers\r\n"
                + "version [--json]: firmware and board\r\n"
                + "memory [--json]: free memory and the size of flash\r\n"
                + "reboot: starts the device anew\r\n"
                + "factory-reset: deletes everything; without the PIN, type it for the PIN while a button is held\r\n"
                + "logout: asks for the PIN again\r\n"
                + "help [COMMAND]: this list, or one command";
        }

        /// <summary>The line of one command, or "".</summary>
        public static string Of(string command)
        {
            string[] lines = All().Split('\n');
            string found = "";
            for (int i = 0; i < lines.Length; i++)
            {
                string line = lines[i].TrimEnd('\r');
                if (!line.StartsWith(command + " ") && !line.StartsWith(command + ":")) continue;
                found += (found.Length > 0 ? "\r\n" : "") + line;
            }
            return found;
        }
    }
}
