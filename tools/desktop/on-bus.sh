# Sourced by what starts an installed Sauda on a session bus and an X server.
# shellcheck shell=bash

PATIENCE=${PATIENCE:-60} # seconds
COLOURS=${COLOURS:-60}   # fewer are an empty window
program=
log=

die() { # a picture of the screen tells what stood in the way; FAILURES names a folder for it
  printf '%s\n' "$*" >&2
  [ -z "${FAILURES:-}" ] || import -window root "$FAILURES/failed-$(basename "$0").png" || true
  [ -z "$log" ] || tail -n 20 "$log" >&2
  [ -z "$program" ] || kill "$program" 2> /dev/null || true
  exit 1
}

wait_for() { # WHAT COMMAND…
  local what=$1 end=$((SECONDS + PATIENCE))
  shift
  until "$@" > /dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || die "Waited for $what, $PATIENCE seconds."
    sleep 0.2
  done
}

start() { # LOG COMMAND…
  log=$1
  shift
  "$@" > "$log" 2>&1 &
  program=$!
}

is_alive() { kill -0 "$program" 2> /dev/null; }

# each data folder has a program of its own, under the app's name
own_name() {
  gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.ListNames |
    grep -o "'io\.github\.sauda\.Sauda[^']*'" | head -n 1 | tr -d "'"
}

own_path() { own_name | sed 's|^|/|; s|\.|/|g; s|-|_|g'; }

windows() { xdotool search --onlyvisible --name . 2> /dev/null || true; }

window_is_there() {
  [ -n "$(own_name)" ] && [ -n "$(windows)" ] &&
    gdbus call --session -d "$(own_name)" -o "$(own_path)/window/1" -m org.gtk.Actions.List | grep -q "'page'"
}

fill_the_screen() {
  local geometry window
  geometry=$(xdotool getdisplaygeometry)
  window=$(windows | head -n 1)
  xdotool windowmove "$window" 0 0
  # shellcheck disable=SC2086
  xdotool windowsize "$window" $geometry
  # shellcheck disable=SC2086
  xdotool mousemove $geometry # into the corner: a tip would lie over the page
}

# With its types: without them gdbus asks the program for them, and takes no answer within three seconds for a fault.
activate() { # OBJECT ACTION [PARAMETER]
  gdbus call --session --timeout "$PATIENCE" -d "$(own_name)" -o "$1" -m org.gtk.Actions.Activate "$2" "@av [${3:-}]" '@a{sv} {}' > /dev/null
}

act() { # ACTION [PARAMETER]: a command of the window
  activate "$(own_path)/window/1" "$@"
}

app_act() { # ACTION: a command of the program
  activate "$(own_path)" "$1"
}

# What the program and its children have worked until now, a thread a line; fails while one of them runs or waits for a
# processor or a disk. A screen stands still on a busy machine too, while the program waits for its turn.
work_so_far() {
  local family
  family=$(ps -A -o pid=,ppid= | awk -v top="$program" '{ parent[$1] = $2 }
    END { for (pid in parent) { up = pid; while (up in parent && up != top) up = parent[up]; if (up == top) print pid } }')
  # shellcheck disable=SC2046,SC2086
  cat $(printf '/proc/%s/task/*/stat ' $family) 2> /dev/null | awk '{ # "12 (a name) S …": the name may have blanks
    thread = $1; sub(/^.*\) /, ""); print thread, $12, $13; if ($1 ~ /[RD]/) busy = 1 } END { exit busy }'
}

# A picture of the screen once it stands still and the program has nothing to do: what is loaded moves.
take_picture() { # FILE
  local file=$1 before='' now='' work='' worked='' still=0 end=$((SECONDS + PATIENCE))
  while :; do
    is_alive || die "The program ended before $(basename "$file")."
    now=$(import -window root -depth 8 rgb:- | sha256sum)
    if work=$(work_so_far) && [ "$work" = "$worked" ] && [ "$now" = "$before" ]; then still=$((still + 1)); else still=0; fi
    if [ "$still" -ge 3 ]; then
      import -window root "$file"
      [ "$(identify -format '%k' "$file")" -le "$COLOURS" ] || break
    fi
    [ "$SECONDS" -lt "$end" ] || die "$(basename "$file") never stood still with something on it."
    before=$now worked=$work
    sleep 0.4
  done
}

finish() {
  app_act quit
  wait_for 'the end of the program' bash -c "! kill -0 $program 2> /dev/null"
  wait "$program" || die "The program ended with $?."
  ! grep -E 'CRITICAL|Segmentation|Adwaita-WARNING|Gtk-WARNING.*(not found|missing)' "$log" || die "It complained."
}
