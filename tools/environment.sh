#!/usr/bin/env bash
# Make the virtual environment .venv where it is missing and install Casus into it, in the pinned versions.
#   tools/environment.sh REQUIREMENT        for example: tools/environment.sh '.[test]'
set -euo pipefail
cd "$(dirname "$0")/.."
requirement=${1:?usage: tools/environment.sh REQUIREMENT}
uv_version=0.13.8

find_python() {
  local name
  for name in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
    [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    echo "$name" && return
  done
  echo "Casus needs Python 3.11 or later; none was found. Install one, or name it: make PYTHON=/path/to/python ..." >&2
  return 1
}

# Debian and Ubuntu ship Python without ensurepip until python3-venv is installed.
install_venv_package() {
  local version as_root=()
  version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root=(sudo -n); else
      echo "This Python cannot make virtual environments. Run: sudo apt-get install python$version-venv" >&2
      return 1
    fi
  fi
  command -v apt-get >/dev/null || {
    echo "This Python cannot make virtual environments. Install its venv and ensurepip modules, then try again." >&2
    return 1
  }
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "python$version-venv" ca-certificates
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  python=$(find_python)
  rm -rf .venv
  if ! "$python" -m venv .venv >/dev/null 2>&1; then
    rm -rf .venv
    install_venv_package "$python"
    "$python" -m venv .venv
  fi
fi
if [ "$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi
.venv/bin/uv pip install --quiet --python .venv/bin/python --constraint constraints.txt --editable "$requirement"
