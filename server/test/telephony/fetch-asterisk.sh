#!/usr/bin/env bash
# fetch-asterisk.sh FOLDER: unpacks Debian's Asterisk into the folder and writes FOLDER/asterisk, which runs it with its
# own libraries. Nothing is installed on the machine. What is there already is kept.
set -euo pipefail
folder=$1
[ -x "$folder/asterisk" ] && "$folder/asterisk" -V && exit 0

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mirror=$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep debian | grep -v security | head -n 1 || true)
if [ -z "$mirror" ] || [ ! -r "$keyring" ]; then
  echo 'Asterisk comes from Debian packages: this machine has no apt with a Debian mirror. Name an unpacked Asterisk in ASTERISK_ROOT.' >&2
  exit 1
fi

unpack() {
  local suite=$1 work=$folder.$1.$$
  rm -rf "$work"
  mkdir -p "$work"/{root,parts,preferences} "$work"/lists/partial "$work"/cache/archives/partial
  : >"$work/status"
  echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
  # An empty status makes apt fetch everything down to the C library, so that no other suite's files are mixed in. A mirror
  # that lags behind has indexes past their date; they are signed all the same, and only tests run this.
  cat >"$work/apt.conf" <<CONF
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "$work/parts";
Dir::Etc::Parts "$work/parts";
Dir::Etc::PreferencesParts "$work/preferences";
Dir::State "$work";
Dir::State::status "$work/status";
Dir::State::lists "$work/lists";
Dir::Cache "$work/cache";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Check-Valid-Until "false";
Acquire::Retries "3";
CONF
  export APT_CONFIG=$work/apt.conf
  apt-get -qq update && apt-get -qq -y --download-only install asterisk >/dev/null || { rm -rf "$work"; return 1; }
  # With the merged /usr in place beforehand every package lands in one tree.
  mkdir -p "$work/root/usr"/{bin,sbin,lib,lib64}
  for name in bin sbin lib lib64; do ln -s "usr/$name" "$work/root/$name"; done
  for package in "$work"/cache/archives/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$work/root" --keep-directory-symlink --no-same-owner \
      --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*'
  done
  rm -rf "$work"/{lists,cache,parts,preferences,status,sources.list,apt.conf,*.bin}
  local loader
  loader=$(find "$work/root/usr/lib64" "$work/root/usr/lib" -name 'ld-linux-*.so.*' | head -n 1)
  cat >"$work/asterisk" <<'RUN'
#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
libraries=$(echo "$here"/root/usr/lib/*-linux-gnu | tr ' ' ':')
RUN
  echo "exec \"\$here/root/${loader#"$work/root/"}\" --library-path \"\$libraries:\$here/root/usr/lib\" \"\$here/root/usr/sbin/asterisk\" \"\$@\"" >>"$work/asterisk"
  chmod +x "$work/asterisk"
  "$work/asterisk" -V || { rm -rf "$work"; return 1; }
  rm -rf "$folder"
  mkdir -p "$(dirname "$folder")"
  mv "$work" "$folder"
}

mkdir -p "$(dirname "$folder")"
for suite in forky sid bullseye; do
  if (set -e; unpack "$suite"); then exit 0; fi
  echo "Debian $suite gives no Asterisk that runs here." >&2
done
echo 'No suite of Debian gives an Asterisk that runs here: the telephony tests cannot run.' >&2
exit 1
