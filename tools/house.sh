# Sourced by ./run and ./check: what both need before they can start anything. Expects $top, the project's folder,
# and pipefail.
# shellcheck shell=bash
: "${top:?is the folder of the project}"

build_targets=()

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# What ./run says before there is a gettext on a bare machine: the sentence in the person's language.
worded() { # ENGLISH RUSSIAN KAZAKH
  case "${LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
    ru*) printf '%s' "$2" ;;
    kk*) printf '%s' "$3" ;;
    *) printf '%s' "$1" ;;
  esac
}

# names of the Debian packages that the given groups of tools/packages list
packages_of() {
  local group
  for group in "$@"; do
    awk -v group="$group" '/^\[/ { here = ($0 == "[" group "]") } here && /^[a-z0-9]/ { print $1 }' "$top/tools/packages"
  done
}

missing_packages() {
  local state
  # one question for all: a package that dpkg has never heard of is missing from the answer, and makes it end with 1
  # shellcheck disable=SC2016
  state=$({ dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true; } |
    awk '$2 == "installed" { print $1 }')
  comm -23 <(printf '%s\n' "$@" | sort -u) <(sort -u <<<"$state")
}

# installs what is missing of the given groups, and asks nothing when everything is there
need_packages() {
  local wanted missing as_root=() apt by_hand
  command -v dpkg-query >/dev/null || die "This is not a Debian system. Install by hand what $top/tools/packages names, then use meson."
  wanted=$(packages_of "$@")
  [ -n "$wanted" ] || die "$top/tools/packages cannot be read."
  # shellcheck disable=SC2086
  missing=$(missing_packages $wanted)
  [ -n "$missing" ] || return 0
  mapfile -t missing <<<"$missing"
  by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "$(worded 'Packages are missing, and there is no sudo to install them. As root:' \
      'Не хватает пакетов, а sudo, чтобы их установить, здесь нет. От имени root:' \
      'Пакеттер жетіспейді, ал оларды орнататын sudo мұнда жоқ. root атынан:')
  $by_hand"
    sudo true || die "$(worded "Packages are missing, and sudo does not let $(id -un) install them. As root:" \
      "Не хватает пакетов, а sudo не разрешает $(id -un) их установить. От имени root:" \
      "Пакеттер жетіспейді, ал sudo оларды орнатуға $(id -un) үшін рұқсат бермейді. root атынан:")
  $by_hand"
    as_root=(sudo)
  fi
  say "$(worded 'Installing packages' 'Устанавливаются пакеты' 'Пакеттер орнатылып жатыр') (${#missing[@]}) …"
  apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  # one broken source among several need not stop the others
  "${apt[@]}" update >&2 || say "The package lists could not all be fetched; going on with what is known."
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2 ||
    die "$(worded \
      'The packages could not be installed; the reason stands above. Mend it and try again, or have somebody do as root:' \
      'Пакеты не установились, причина указана выше. Устраните её и запустите снова или попросите сделать от имени root:' \
      'Пакеттер орнатылмады, себебі жоғарыда көрсетілген. Оны жойып, қайта іске қосыңыз немесе root атынан істетіңіз:')
  $by_hand"
}

# A bare machine has no language but C: take its UTF-8 form, and keep the language that was asked for.
use_utf8() {
  [ "$(locale charmap 2>/dev/null)" != UTF-8 ] || return 0
  local asked=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case "${asked%%.*}" in
    '' | C | POSIX) ;;
    *) export LANGUAGE="${LANGUAGE:-${asked%%.*}}" ;;
  esac
  export LC_ALL=C.UTF-8
}

# build_in FOLDER [MESON OPTION…]: configures once, builds what has changed: all, or what the array build_targets names.
# False when the build fails.
build_in() {
  local folder=$1
  shift
  if [ -e "$folder" ] && [ ! -w "$folder" ]; then
    say "$folder belongs to $(stat -c %U "$folder"). Remove it, or go on as that person."
    return 1
  fi
  # a folder that was copied or moved with the project knows its old place only
  if [ -f "$folder/build.ninja" ] && ! grep -qF "\"source\": \"$top\"" "$folder/meson-info/meson-info.json"; then
    rm -rf "$folder"
  fi
  if [ ! -f "$folder/build.ninja" ]; then
    meson setup "$folder" "$top" "$@" >&2 || return 1
    say "$(worded 'Building: that takes some minutes …' 'Сборка: это займёт несколько минут …' \
      'Құрастырылып жатыр: бұған бірнеше минут кетеді …')"
  fi
  ninja -C "$folder" --quiet "${build_targets[@]}" | sed '/^ninja: no work to do/d' >&2
}
