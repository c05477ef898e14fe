using ScanToMail.Provision.Cli;

return ProvisionCommand.Run(args, new Terminal());
