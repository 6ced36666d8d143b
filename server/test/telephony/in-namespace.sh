#!/usr/bin/env bash
# Runs the tests against a real Asterisk (or the command that is given) where nothing but this machine can be reached: in a
# network namespace of its own. Asterisk is fetched before, as there is no way out afterwards.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if [ "${1-}" = --inside ]; then
  shift
  ip link set lo up
  # Asterisk never offers loopback addresses to softphones by itself; rtp.conf tells them 127.0.0.1 in place of this one.
  ip addr add 10.77.0.1/32 dev lo
  if [ $# -gt 0 ] && [ "${1#-}" = "$1" ] && command -v "$1" >/dev/null; then exec "$@"; fi
  exec npx vitest run --project telephony "$@"
fi

missing=()
for program in sipp:sip-tester ip:iproute2 espeak-ng:espeak-ng unshare:util-linux; do
  command -v "${program%:*}" >/dev/null || missing+=("${program#*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "The telephony tests need: apt-get install ${missing[*]}" >&2
  exit 1
fi

export ASTERISK_ROOT=${ASTERISK_ROOT:-$PWD/.tmp/asterisk}
bash server/test/telephony/fetch-asterisk.sh "$ASTERISK_ROOT"
# Some tests run the product as it is built.
npx tsx server/build-if-needed.ts
# Whatever a test run that was killed leaves behind ends with its process namespace.
own='--net --pid --fork --kill-child --mount-proc'
[ "$(id -u)" = 0 ] || own="$own --map-root-user"
exec unshare $own bash server/test/telephony/in-namespace.sh --inside "$@"
