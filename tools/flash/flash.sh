#!/usr/bin/env bash
# Puts ScanToMail on a board: checks the board, then flashes nanoFramework's firmware and the program, and puts roots,
# settings and certificate into its files and the Wi-Fi into its configuration. All work is nanoff's
# (dotnet tool install -g nanoff). README.md beside this file tells the whole way.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

FLASH_MIN_MB=4
PSRAM_MIN_MB=2
IMAGE_MAX_KB=1792

usage() {
  cat <<'TEXT'
usage: flash.sh --port PORT [options]
  --port PORT                 the serial port of the board's USB connection: /dev/ttyUSB0, COM3
  --image FILE                the program (default firmware/ScanToMail.App/bin/Release/ScanToMail.App.bin)
  --settings FILE             settings that the device takes at its first start (device-config/*.json)
  --roots FILE                trusted root certificates, PEM (default device-config/roots/roots.pem)
  --client-certificate FILE   the device's own certificate, its intermediates and its key, PEM
  --wifi SSID                 the Wi-Fi that the board joins; its password is read from the terminal or standard input
  --target NAME               nanoFramework's image, where nanoff picks the wrong one (ESP32_S3_QUAD, ...)
  --fwversion VERSION         version of nanoFramework's firmware (default: the latest stable)
  --archive DIR               takes the firmware from this folder (nanoff --updatearchive) instead of the internet
  --mass-erase                erases the whole chip first, settings and waiting mail included
  --files-only                leaves firmware and program as they are
  --without-psram             goes on without PSRAM: about 100 KB of memory, enough for nothing but small settings
  --details FILE              what nanoff --devicedetails said, instead of asking the board
  --dry-run                   prints every command and file, and does nothing
TEXT
}

fail() { echo "flash.sh: $*" >&2; exit 2; }

port= image="$root/firmware/ScanToMail.App/bin/Release/ScanToMail.App.bin" settings= roots="$root/device-config/roots/roots.pem"
certificate= ssid= target= version= archive= mass_erase= files_only= without_psram= details= dry_run=

while [ $# -gt 0 ]; do
  case $1 in
    --port | --image | --settings | --roots | --client-certificate | --wifi | --target | --fwversion | --archive | --details)
      [ $# -ge 2 ] || fail "$1 needs a value"
      case $1 in
        --port) port=$2 ;; --image) image=$2 ;; --settings) settings=$2 ;; --roots) roots=$2 ;;
        --client-certificate) certificate=$2 ;; --wifi) ssid=$2 ;; --target) target=$2 ;; --fwversion) version=$2 ;;
        --archive) archive=$2 ;; --details) details=$2 ;;
      esac
      shift ;;
    --mass-erase) mass_erase=1 ;;
    --files-only) files_only=1 ;;
    --without-psram) without_psram=1 ;;
    --dry-run) dry_run=1 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "there is no option $1" ;;
  esac
  shift
done

[ -n "$port" ] || { usage >&2; fail "--port is missing; nanoff --listports lists the ports"; }
[ -n "$dry_run" ] || command -v nanoff > /dev/null || fail "nanoff is not installed: dotnet tool install -g nanoff"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

shown() { printf ' %q' "$@"; }

# Runs a command, or says that it would. nanoff ends with 0 even where a file did not arrive, so its words count too.
run() {
  if [ -n "$dry_run" ]; then echo "run:$(shown "$@")"; return; fi
  echo ">$(shown "$@")"
  "$@" 2>&1 | tee "$work/said" || fail "nanoff failed; what it said stands above"
  if grep -qiE 'error (deploying|uploading|converting|updating)|exception deploying|cannot find any' "$work/said"; then
    fail "nanoff reported an error; what it said stands above"
  fi
}

# JSON text of a string. Control characters have no business in a path or a password.
json() {
  local text=$1
  [[ $text != *[[:cntrl:]]* ]] || fail "a control character in a path, name or password"
  text=${text//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

read_details() {
  if [ -n "$details" ]; then cp "$details" "$work/details"; return; fi
  if [ -n "$dry_run" ]; then
    echo "run:$(shown nanoff --platform esp32 --serialport "$port" --devicedetails --checkpsram)"
    return
  fi
  nanoff --platform esp32 --serialport "$port" --devicedetails --checkpsram | tee "$work/details" \
    || fail "nanoff can't talk to a board at $port: hold BOOT while it connects, and close other programs on the port"
}

# Megabytes behind a word of the details; empty where they don't say.
megabytes() { sed -nE "s/.*$1:? ([0-9]+)MB.*/\1/p" "$work/details" | head -1; }

check_board() {
  flash_mb=
  [ -e "$work/details" ] || return 0
  flash_mb=$(megabytes 'Flash size')
  [ -n "$flash_mb" ] || fail "nanoff does not tell the size of the board's flash"
  [ "$flash_mb" -ge "$FLASH_MIN_MB" ] || fail "the board has $flash_mb MB of flash; $FLASH_MIN_MB MB are needed"
  local psram_mb
  psram_mb=$(megabytes PSRAM)
  if [ -n "$without_psram" ]; then
    echo "flash $flash_mb MB, PSRAM ${psram_mb:-0} MB, which is not looked at"
    return
  fi
  [ "${psram_mb:-0}" -ge "$PSRAM_MIN_MB" ] || fail "the board has ${psram_mb:-no} MB of PSRAM$(grep -qi 'PSRAM: undetermined' \
    "$work/details" && echo ' that nanoff could find'); $PSRAM_MIN_MB MB are needed (--without-psram goes on without)"
  echo "flash $flash_mb MB, PSRAM $psram_mb MB: enough"
}

check_file() {
  [ -f "$2" ] || fail "$1 $2 is not there"
}

check_inputs() {
  if [ -z "$files_only" ]; then
    if [ -n "$dry_run" ] && [ ! -f "$image" ]; then
      echo "missing: $image (build nf.sln in Release with the nanoFramework extension)"
    else
      check_file "the program" "$image"
      local kb=$(($(wc -c < "$image") / 1024))
      [ "$kb" -le "$IMAGE_MAX_KB" ] || fail "the program has $kb KB; the board's partition for it has $IMAGE_MAX_KB KB"
    fi
  fi
  check_file "the roots file" "$roots"
  grep -q 'BEGIN CERTIFICATE' "$roots" || fail "$roots holds no certificate in PEM"
  if [ -n "$settings" ]; then
    check_file "the settings file" "$settings"
    ! grep -n 'REPLACE-ME' "$settings" >&2 || fail "$settings still says REPLACE-ME"
  fi
  if [ -n "$certificate" ]; then
    check_file "the certificate" "$certificate"
    grep -q 'BEGIN CERTIFICATE' "$certificate" || fail "$certificate holds no certificate in PEM"
    grep -q 'PRIVATE KEY' "$certificate" || fail "$certificate holds no private key in PEM"
  fi
}

flash_firmware() {
  [ -z "$files_only" ] || return 0
  local command=(nanoff --update --serialport "$port")
  if [ -n "$target" ]; then command+=(--target "$target"); else command+=(--platform esp32); fi
  [ -z "$version" ] || command+=(--fwversion "$version")
  [ -z "$archive" ] || command+=(--fromarchive --archivepath "$archive")
  [ -z "$mass_erase" ] || command+=(--masserase)
  run "${command[@]}" --deploy --image "$image"
}

# The part of the flash that holds files, less what the firmware's own configuration and littlefs need. The partition is
# nanoFramework's: 256 KB on a chip of 4 MB, 2 MB on 8 MB, 3 MB on 16 MB and more.
capacity_bytes() {
  if [ "$1" -ge 16 ]; then echo 3080192; elif [ "$1" -ge 8 ]; then echo 2031616; else echo 196608; fi
}

# A file for the board: its name there, and where it comes from.
files=()
add_file() {
  files+=("    {\"DestinationFilePath\": $(json "I:\\$1"), \"SourceFilePath\": $(json "$2")}")
  [ -z "$dry_run" ] || echo "file: I:\\$1 <- $2 ($(wc -c < "$2" | tr -d ' ') bytes)"
}

deploy_files() {
  add_file roots.pem "$roots"
  [ -z "$settings" ] || add_file settings.json "$settings"
  [ -z "$certificate" ] || add_file client.pem "$certificate"
  if [ -n "$flash_mb" ]; then
    capacity_bytes "$flash_mb" > "$work/capacity"
    add_file capacity "$work/capacity"
  fi
  { printf '{\n  "SerialPort": %s,\n  "Files": [\n' "$(json "$port")"
    local i
    for i in "${!files[@]}"; do
      printf '%s%s\n' "${files[$i]}" "$([ "$i" = $((${#files[@]} - 1)) ] || echo ,)"
    done
    printf '  ]\n}\n'; } > "$work/files.json"
  show_json "$work/files.json"
  run nanoff --filedeployment "$work/files.json"
}

show_json() {
  [ -z "$dry_run" ] || sed -E 's/("Password": )".*"/\1"********"/; s/^/  | /' "$1"
}

deploy_wifi() {
  [ -n "$ssid" ] || return 0
  local password=
  if [ -t 0 ]; then
    read -r -s -p "password of the Wi-Fi $ssid: " password; echo
  else
    IFS= read -r password || true
  fi
  [ -n "$password" ] || fail "no password for the Wi-Fi $ssid"
  (umask 077; cat > "$work/network.json" <<JSON
{
  "SerialPort": $(json "$port"),
  "WirelessClient": {
    "Ssid": $(json "$ssid"),
    "Password": $(json "$password"),
    "Authentication": "WPA2",
    "Encryption": "WPA2_PSK2",
    "ConfigurationOption": "AutoConnect"
  }
}
JSON
  )
  show_json "$work/network.json"
  run nanoff --networkdeployment "$work/network.json"
}

check_inputs
read_details
check_board
flash_firmware
deploy_files
deploy_wifi
if [ -n "$dry_run" ]; then echo "nothing was done"; else
  echo "done: reset the board; its console (115200 8N1) answers to 'status'"
fi
