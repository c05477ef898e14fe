using System.CommandLine;
using ScanToMail.Tenant.Cli;

return await TenantCommand.Create().Parse(args).InvokeAsync();
