#!/usr/bin/env bash
# Runs the README's two commands where nothing of this machine is: in a clone of the last commit
# inside a bare Debian 12 root. Prints the seconds of each; ends with pytest's own closing line.
#
#   tools/bare.sh                  make run until its screens answer, then make test
#   tools/bare.sh COMMAND...       another command in such a clone
#
# Needs root. The base root is made once by debootstrap and copied for each run, so that nothing
# an earlier run installed helps the next. A run has its own mounts, processes and /dev/shm; all
# of them end with it, however it ends. Of this machine it sees the network and how to reach it.
# Ends with 75 where no root can be made, or what runs there could not be prepared: then no test
# has begun.
set -euo pipefail
unprepared=75
release=bookworm
base=${BARE_BASE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/servicehall/$release}
mirror=${BARE_MIRROR:-http://deb.debian.org/debian}
here=$(cd "$(dirname "$0")" && pwd)

say() { printf 'bare: %s\n' "$*" >&2; }

can() {
  [ "$(id -u)" = 0 ] || { say "this needs root"; return 1; }
  unshare --mount --pid --fork true 2>/dev/null || { say "this system lends no mounts of one's own"; return 1; }
  command -v debootstrap >/dev/null && return
  command -v apt-get >/dev/null || { say "this needs debootstrap"; return 1; }
  say "installing debootstrap"
  { timeout 300 apt-get update -q && timeout 300 apt-get install -y -q --no-install-recommends debootstrap; } \
    >/dev/null 2>&1 ||
    { say "debootstrap can't be had here"; return 1; }
}

# The root that every run copies: a minimal Debian and what the README asks for beforehand.
make_base() {
  [ -e "$base/usr/bin/make" ] && return
  say "making a bare Debian root in $base (once)"
  mkdir -p "$(dirname "$base")"
  local part log
  part=$(mktemp -d "$base.XXXXXX")
  log=$part.log
  if ! timeout -k 30 900 debootstrap --variant=minbase --include=ca-certificates,git,make,python3 \
    "$release" "$part" "$mirror" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -rf --one-file-system "$part" "$log"
    say "debootstrap could not make it"
    exit $unprepared
  fi
  rm -rf "$part"/var/cache/apt/archives/*.deb "$log"
  chmod 755 "$part"
  mv -T "$part" "$base"
}

# How this machine reaches names, packages and certificates; nothing else of it is copied.
lend_network() {
  local file
  for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    [ -e "$file" ] && cp -L "$file" "$1$file"
  done
  printf 'deb %s %s main\n' "$mirror" "$release" "${mirror%/debian}/debian-security" "$release-security" \
    >"$1/etc/apt/sources.list"
}

make_devices() {
  local name
  mount -t tmpfs -o mode=755 tmpfs "$1/dev"
  mkdir "$1/dev/shm" "$1/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$1/dev/pts"
  for name in null zero full random urandom tty; do
    touch "$1/dev/$name"
    mount --bind "/dev/$name" "$1/dev/$name"
  done
  ln -s pts/ptmx "$1/dev/ptmx"
  ln -s /proc/self/fd "$1/dev/fd"
}

# In the run's own mounts and processes: everything of it ends when this ends.
inside() {
  local root=$1
  shift
  make_devices "$root"
  mount -t proc proc "$root/proc"
  mapfile -t network < <(env | grep -E '^(PIP_(INDEX|EXTRA_INDEX|TRUSTED|CERT|DEFAULT_TIMEOUT|PROXY)|(https?|HTTPS?|no|NO)_(proxy|PROXY)=|SSL_CERT_FILE=)')
  env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${network[@]}" chroot "$root" /bin/bash -c "cd /srv/servicehall && $*"
}

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
  exit
fi
can || exit $unprepared
make_base || exit $unprepared
cd "$here/.."
[ -z "$(git status --porcelain)" ] || say "what is not committed takes no part"
root=$(mktemp -d "${TMPDIR:-/tmp}/servicehall-bare.XXXXXX")
child=
end() {
  trap '' INT TERM
  if [ -n "$child" ]; then
    kill "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  rm -rf --one-file-system "$root"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
{ cp -a "$base/." "$root/" && lend_network "$root" && git clone -q "$PWD" "$root/srv/servicehall"; } ||
  { say "no root could be copied for this run"; exit $unprepared; }
say "commit $(git rev-parse --short HEAD) in a bare Debian ($release)"
enter=(unshare --mount --propagation private --pid --fork --kill-child=KILL "$here/bare.sh" --inside "$root")
"${enter[@]}" true || { say "this system doesn't let a root be entered"; exit $unprepared; }
"${enter[@]}" "${@:-tools/two_commands.sh}" &
child=$!
wait "$child"
