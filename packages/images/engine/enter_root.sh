#!/bin/sh
# Runs a command in a root of its own, as PID 1 of its own process namespace, in the environment that
# it is called in. Needs a mount namespace of its own: its mounts end with that.
#   enter_root.sh <root> <working directory> <uid> <gid> <rw|ro> <cache or -> <its place> <command…>
set -eu
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
root=$1 directory=$2 uid=$3 gid=$4 mode=$5 cache=$6 place=$7
shift 7

# A bind mount can be made read-only without the file system below it.
mount --bind "$root" "$root"
mkdir -p "$root/proc" "$root/dev" "$root/tmp" "$root$directory"
if [ "$cache" != - ]; then
  mkdir -p "$root$place"
  mount --bind "$cache" "$root$place"
fi
if [ "$mode" = ro ]; then mount -o remount,bind,ro "$root"; fi
mount -t tmpfs -o mode=1777,size=64m tmpfs "$root/tmp"
mount -t tmpfs -o mode=755,size=64k tmpfs "$root/dev"
for device in null zero full random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -o remount,ro "$root/dev"

exec unshare --pid --fork --kill-child --mount-proc --root="$root" --wd="$directory" \
  --setgid="$gid" --setuid="$uid" -- "$@"
