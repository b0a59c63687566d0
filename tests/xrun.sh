#!/usr/bin/env bash
# xrun.sh COMMAND…: runs it with an X server, a session bus and XDG folders of its own, all gone afterwards.
# The server picks a free display number itself, so any number of these can run side by side.
set -uo pipefail
here=$(dirname "$(readlink -f "$0")")
export GDK_BACKEND=x11 GSK_RENDERER=${GSK_RENDERER:-cairo} GDK_DEBUG=${GDK_DEBUG:-gl-disable} \
  GTK_A11Y=${GTK_A11Y:-none} GSETTINGS_BACKEND=memory ADW_DISABLE_PORTAL=1 GTK_USE_PORTAL=0 LC_ALL=${LC_ALL:-C.UTF-8}
unset WAYLAND_DISPLAY XAUTHORITY

folder=$(mktemp -d)
server=
leave() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
  rm -rf "$folder"
}
trap leave EXIT
trap 'exit 143' TERM INT HUP

export XDG_RUNTIME_DIR=$folder/run XDG_CONFIG_HOME=$folder/config XDG_DATA_HOME=$folder/data XDG_CACHE_HOME=$folder/cache
mkdir -m 700 "$XDG_RUNTIME_DIR" && mkdir "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" && mkfifo "$folder/display"

# -r: a key is one press, however late a busy machine lets it go
Xvfb -displayfd 5 -screen 0 "${XRUN_SCREEN:-1280x1024x24}" -nolisten tcp -noreset -r 5>"$folder/display" >"$folder/server.log" 2>&1 &
server=$!
read -r number <"$folder/display" || { cat "$folder/server.log" >&2 && exit 99; }
export DISPLAY=:$number

sed "s|@SERVICES@|$here/dbus-services|" "$here/session.conf" >"$folder/session.conf"
dbus-run-session --config-file="$folder/session.conf" -- "$@"
