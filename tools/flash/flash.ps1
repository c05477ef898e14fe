#requires -Version 5.1
<#
.SYNOPSIS
Puts ScanToMail on a board: checks the board, then flashes nanoFramework's firmware and the program, and puts roots,
settings and certificate into its files and the Wi-Fi into its configuration. All work is nanoff's
(dotnet tool install -g nanoff). README.md beside this file tells the whole way.
.PARAMETER Port
The serial port of the board's USB connection: COM3.
.PARAMETER Image
The program; firmware/ScanToMail.App/bin/Release/ScanToMail.App.bin unless told otherwise.
.PARAMETER Settings
Settings that the device takes at its first start (device-config/*.json).
.PARAMETER Roots
Trusted root certificates, PEM; device-config/roots/roots.pem unless told otherwise.
.PARAMETER ClientCertificate
The device's own certificate, its intermediates and its key, PEM.
.PARAMETER Wifi
The Wi-Fi that the board joins; its password is read from the terminal or standard input.
.PARAMETER Target
nanoFramework's image, where nanoff picks the wrong one (ESP32_S3_QUAD, ...).
.PARAMETER FwVersion
Version of nanoFramework's firmware; the latest stable unless told otherwise.
.PARAMETER Archive
Takes the firmware from this folder (nanoff --updatearchive) instead of the internet.
.PARAMETER MassErase
Erases the whole chip first, settings and waiting mail included.
.PARAMETER FilesOnly
Leaves firmware and program as they are.
.PARAMETER WithoutPsram
Goes on without PSRAM: about 100 KB of memory, enough for nothing but small settings.
.PARAMETER Details
What nanoff --devicedetails said, instead of asking the board.
.PARAMETER DryRun
Prints every command and file, and does nothing.
#>
param(
    [string]$Port, [string]$Image, [string]$Settings, [string]$Roots, [string]$ClientCertificate, [string]$Wifi,
    [string]$Target, [string]$FwVersion, [string]$Archive, [switch]$MassErase, [switch]$FilesOnly, [switch]$WithoutPsram,
    [string]$Details, [switch]$DryRun
)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$FlashMinMB = 4
$PsramMinMB = 2
$ImageMaxKB = 1792

$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path

class Refusal : System.Exception { Refusal([string]$message) : base($message) {} }
function Stop-Flash([string]$message) { throw [Refusal]::new($message) }

function Format-Command([string[]]$command) {
    ($command | ForEach-Object { if ($_ -match '[\s"]') { '"' + $_.Replace('"', '\"') + '"' } else { $_ } }) -join ' '
}

# Runs a command, or says that it would. nanoff ends with 0 even where a file did not arrive, so its words count too.
function Invoke-Nanoff([string[]]$arguments) {
    $shown = Format-Command (@('nanoff') + $arguments)
    if ($DryRun) { Write-Output "run: $shown"; return }
    Write-Output "> $shown"
    $said = @()
    & nanoff @arguments 2>&1 | ForEach-Object { "$_" } | Tee-Object -Variable said
    if ($LASTEXITCODE -ne 0) { Stop-Flash 'nanoff failed; what it said stands above' }
    if ($said -match 'error (deploying|uploading|converting|updating)|exception deploying|cannot find any') {
        Stop-Flash 'nanoff reported an error; what it said stands above'
    }
}

function Test-Input([string]$what, [string]$file) {
    if (-not (Test-Path -LiteralPath $file -PathType Leaf)) { Stop-Flash "$what $file is not there" }
}

function Test-Text([string]$file, [string]$text) { [bool](Select-String -LiteralPath $file -SimpleMatch $text -Quiet) }

function Test-Inputs {
    if (-not $FilesOnly) {
        if ($DryRun -and -not (Test-Path -LiteralPath $Image)) {
            Write-Output "missing: $Image (build nf.sln in Release with the nanoFramework extension)"
        }
        else {
            Test-Input 'the program' $Image
            $kb = [math]::Floor((Get-Item -LiteralPath $Image).Length / 1024)
            if ($kb -gt $ImageMaxKB) { Stop-Flash "the program has $kb KB; the board's partition for it has $ImageMaxKB KB" }
        }
    }
    Test-Input 'the roots file' $Roots
    if (-not (Test-Text $Roots 'BEGIN CERTIFICATE')) { Stop-Flash "$Roots holds no certificate in PEM" }
    if ($Settings) {
        Test-Input 'the settings file' $Settings
        if (Test-Text $Settings 'REPLACE-ME') { Stop-Flash "$Settings still says REPLACE-ME" }
    }
    if ($ClientCertificate) {
        Test-Input 'the certificate' $ClientCertificate
        if (-not (Test-Text $ClientCertificate 'BEGIN CERTIFICATE')) { Stop-Flash "$ClientCertificate holds no certificate in PEM" }
        if (-not (Test-Text $ClientCertificate 'PRIVATE KEY')) { Stop-Flash "$ClientCertificate holds no private key in PEM" }
    }
}

# What nanoff says of the board, as one text; empty where nobody was asked.
function Read-Board {
    if ($Details) { return Get-Content -LiteralPath $Details -Raw }
    if ($DryRun) { return '' }
    $said = (& nanoff --platform esp32 --serialport $Port --devicedetails --checkpsram 2>&1 | ForEach-Object { "$_" }) -join "`n"
    if ($LASTEXITCODE -ne 0) {
        Stop-Flash "nanoff can't talk to a board at ${Port}: hold BOOT while it connects, and close other programs on the port`n$said"
    }
    $said
}

# Megabytes behind a word of the details; 0 where they don't say.
function Get-Megabytes([string]$text, [string]$word) {
    if ($text -match "${word}:? ([0-9]+)MB") { [int]$Matches[1] } else { 0 }
}

function Test-Board([string]$text) {
    $flash = Get-Megabytes $text 'Flash size'
    $psram = Get-Megabytes $text 'PSRAM'
    if ($flash -eq 0) { Stop-Flash "nanoff does not tell the size of the board's flash" }
    if ($flash -lt $FlashMinMB) { Stop-Flash "the board has $flash MB of flash; $FlashMinMB MB are needed" }
    if ($WithoutPsram) { Write-Output "flash $flash MB, PSRAM $psram MB, which is not looked at"; return }
    if ($psram -lt $PsramMinMB) {
        $found = if ($text -match 'PSRAM: undetermined') { ' that nanoff could find' } else { '' }
        $has = if ($psram -eq 0) { 'no' } else { "$psram" }
        Stop-Flash "the board has $has MB of PSRAM$found; $PsramMinMB MB are needed (-WithoutPsram goes on without)"
    }
    Write-Output "flash $flash MB, PSRAM $psram MB: enough"
}

# The part of the flash that holds files, less what the firmware's own configuration and littlefs need. The partition is
# nanoFramework's: 256 KB on a chip of 4 MB, 2 MB on 8 MB, 3 MB on 16 MB and more.
function Get-Capacity([int]$flashMB) { if ($flashMB -ge 16) { 3080192 } elseif ($flashMB -ge 8) { 2031616 } else { 196608 } }

function Write-Json($value, [string]$file) {
    [System.IO.File]::WriteAllText($file, ($value | ConvertTo-Json -Depth 5))
    if (-not $DryRun) { return }
    (Get-Content -LiteralPath $file) -replace '("Password": +)".*"', '$1"********"' | ForEach-Object { "  | $_" }
}

function Install-Firmware {
    $arguments = @('--update', '--serialport', $Port)
    if ($Target) { $arguments += '--target', $Target } else { $arguments += '--platform', 'esp32' }
    if ($FwVersion) { $arguments += '--fwversion', $FwVersion }
    if ($Archive) { $arguments += '--fromarchive', '--archivepath', $Archive }
    if ($MassErase) { $arguments += '--masserase' }
    Invoke-Nanoff ($arguments + @('--deploy', '--image', $Image))
}

function Install-Files([string]$work, [int]$flashMB) {
    $sources = [ordered]@{ 'roots.pem' = $Roots }
    if ($Settings) { $sources['settings.json'] = $Settings }
    if ($ClientCertificate) { $sources['client.pem'] = $ClientCertificate }
    if ($flashMB -gt 0) {
        $sources['capacity'] = Join-Path $work 'capacity'
        [System.IO.File]::WriteAllText($sources['capacity'], "$(Get-Capacity $flashMB)`n")
    }
    $files = @(foreach ($name in $sources.Keys) {
            [ordered]@{ DestinationFilePath = "I:\$name"; SourceFilePath = $sources[$name] }
        })
    if ($DryRun) {
        foreach ($name in $sources.Keys) {
            Write-Output "file: I:\$name <- $($sources[$name]) ($((Get-Item -LiteralPath $sources[$name]).Length) bytes)"
        }
    }
    $list = Join-Path $work 'files.json'
    Write-Json ([ordered]@{ SerialPort = $Port; Files = $files }) $list
    Invoke-Nanoff @('--filedeployment', $list)
}

function Read-Password {
    if ([Console]::IsInputRedirected) { return [Console]::In.ReadLine() }
    $secure = Read-Host -AsSecureString "password of the Wi-Fi $Wifi"
    [System.Net.NetworkCredential]::new('', $secure).Password
}

function Install-Wifi([string]$work) {
    $password = Read-Password
    if (-not $password) { Stop-Flash "no password for the Wi-Fi $Wifi" }
    if ("$Wifi$password" -match '[\x00-\x1F\x7F]') { Stop-Flash 'a control character in a path, name or password' }
    $configuration = Join-Path $work 'network.json'
    Write-Json ([ordered]@{
            SerialPort = $Port
            WirelessClient = [ordered]@{
                Ssid = $Wifi; Password = $password; Authentication = 'WPA2'; Encryption = 'WPA2_PSK2'
                ConfigurationOption = 'AutoConnect'
            }
        }) $configuration
    Invoke-Nanoff @('--networkdeployment', $configuration)
}

$work = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid().ToString())
try {
    if (-not $Port) { Stop-Flash '-Port is missing; nanoff --listports lists the ports' }
    if (-not $Image) { $Image = Join-Path $root 'firmware/ScanToMail.App/bin/Release/ScanToMail.App.bin' }
    if (-not $Roots) { $Roots = Join-Path $root 'device-config/roots/roots.pem' }
    if (-not $DryRun -and -not (Get-Command nanoff -ErrorAction SilentlyContinue)) {
        Stop-Flash 'nanoff is not installed: dotnet tool install -g nanoff'
    }
    [void](New-Item -ItemType Directory -Path $work)
    Test-Inputs
    if ($DryRun -and -not $Details) {
        Write-Output "run: $(Format-Command @('nanoff', '--platform', 'esp32', '--serialport', $Port, '--devicedetails', '--checkpsram'))"
    }
    $board = Read-Board
    if ($board) { Test-Board $board }
    if (-not $FilesOnly) { Install-Firmware }
    Install-Files $work (Get-Megabytes "$board" 'Flash size')
    if ($Wifi) { Install-Wifi $work }
    if ($DryRun) { Write-Output 'nothing was done' }
    else { Write-Output "done: reset the board; its console (115200 8N1) answers to 'status'" }
}
catch [Refusal] {
    [Console]::Error.WriteLine("flash.ps1: $($_.Exception.Message)")
    exit 2
}
finally {
    if (Test-Path -LiteralPath $work) { Remove-Item -LiteralPath $work -Recurse -Force }
}
