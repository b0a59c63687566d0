#!/usr/bin/env bash
# test-labels-print-env.sh COMMAND…: a printer of labels and a print server of one's own, gone afterwards. The command
# finds the queue "label"; each job is kept as $SAUDA_TEST_PRINTER/out/N.bin with what was asked for in N.env.
# While a file $SAUDA_TEST_PRINTER/broken is there the printer stands still; what it holds then never comes out.
# "holding" is there while it holds something.
# While $SAUDA_TEST_PRINTER/failing is there it gives every job up by itself, after 7 pages.
# Without the programs the test is skipped, and says so.
set -uo pipefail
here=$(dirname "$(readlink -f "$0")")
PATH=$PATH:/usr/sbin
skip() {
  echo "1..0 # SKIP printing was NOT tested: $*"
  exit 0
}
for program in ippeveprinter cupsd lpadmin lpstat pdfinfo pdftotext; do
  command -v "$program" >/dev/null || skip "$program is not installed"
done
[ "$(id -u)" = 0 ] || skip "a print server with folders of its own needs root"
folder=$(mktemp -d)
export SAUDA_TEST_PRINTER=$folder

mkdir -p "$folder"/{out,etc/ppd,spool/tmp,cache,state,run,log}
chmod 755 "$folder" && chmod 710 "$folder/spool" && chgrp lp "$folder"/{spool,spool/tmp,etc/ppd} && chmod 1770 "$folder/spool/tmp"
cat >"$folder/receive.sh" <<END
#!/bin/sh
while [ -e "$folder/broken" ]; do : >"$folder/holding"; sleep 0.1; broken=1; done
rm -f "$folder/holding"
[ -z "\$broken" ] || exit 1
[ ! -e "$folder/failing" ] || { echo "ATTR: job-impressions-completed=7" >&2; exit 1; }
n=\$(ls "$folder/out" | grep -c bin)
env | grep ^IPP_ >"$folder/out/\$((n + 1)).env"
cp "\$1" "$folder/out/\$((n + 1)).part" && mv "$folder/out/\$((n + 1)).part" "$folder/out/\$((n + 1)).bin"
END
chmod +x "$folder/receive.sh"
cat >"$folder/cups-files.conf" <<END
SystemGroup root
User lp
Group lp
ServerRoot $folder/etc
RequestRoot $folder/spool
TempDir $folder/spool/tmp
CacheDir $folder/cache
StateDir $folder/state
ServerKeychain $folder/run/certs
AccessLog $folder/log/access_log
ErrorLog $folder/log/error_log
PageLog $folder/log/page_log
FatalErrors none
Printcap
END
cat >"$folder/cupsd.conf" <<END
LogLevel warn
Listen $folder/run/cups.sock
Browsing Off
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
END

# ippeveprinter asks for a bus, any bus
export DBUS_SYSTEM_BUS_ADDRESS=${DBUS_SESSION_BUS_ADDRESS:-} CUPS_SERVER=$folder/run/cups.sock
processes=()
leave() {
  [ ${#processes[@]} = 0 ] || { kill "${processes[@]}" && wait "${processes[@]}"; } 2>/dev/null
  rm -rf "$folder"
}
trap leave EXIT
trap 'exit 143' TERM INT HUP

# waits for a condition, half a minute at most
wait_for() {
  for _ in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    read -r -t 0.05 <> <(:) || true
  done
  echo "not within 30 seconds: $*" >&2
  cat "$folder"/log/* >&2
  exit 99
}
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("localhost", 0)); print(s.getsockname()[1])')
ippeveprinter -r off -n localhost -p "$port" -a "$here/test-labels-printer.conf" -c "$folder/receive.sh" -d "$folder/spool" \
  "Label" >"$folder/log/printer" 2>&1 &
processes+=($!)
cupsd -f -c "$folder/cupsd.conf" -s "$folder/cups-files.conf" >"$folder/log/server" 2>&1 &
processes+=($!)
wait_for sh -c 'lpstat -r | grep -q "is running"'
wait_for lpadmin -p label -E -v "ipp://localhost:$port/ipp/print" -m everywhere
"$@"
