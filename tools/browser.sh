#!/usr/bin/env bash
# The tests of the HTML report and of the web app look at them in headless Chromium: install Debian's where it is absent and we may.
# Where it cannot be installed those tests are skipped with their reason, so this never fails.
set -uo pipefail
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "No Chromium found: tests that look at the report in a browser will be skipped (apt-get install chromium)." >&2
  exit 0
fi
echo "Installing chromium for the tests that look at the report in a browser ..." >&2
{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null ||
  echo "Chromium could not be installed: tests that look at the report in a browser will be skipped." >&2
exit 0
