# Sourced by the scripts: makes .venv hold exactly what a lock file says, and this project in editable form, with its
# pages built. A second run finds that nothing has changed and takes no time.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 2
}

# usage: ensure_environment LOCK_FILE
ensure_environment() {
  local lock=$1 stamp=.venv/.installed wanted
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "python3 of version 3.11 or newer is needed: install it, for example with 'apt-get install python3'"
  wanted=$(cat "$lock" pyproject.toml | sha256sum)
  # The test environment holds all that the demo needs, so that the two do not undo each other.
  if [ -f "$stamp" ] && grep -qF "$wanted" "$stamp"; then
    scripts/build_pages
    return
  fi
  say "Installing into .venv from $lock (once; a minute or two)"
  [ -x .venv/bin/python ] || python3 -m venv .venv ||
    fail "no virtual environment could be made: install 'python3-venv' and try again"
  # Without looking for what a package needs: a lock file names all that this project needs of it.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$lock"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
  printf '%s\n' "$wanted" >>"$stamp"
}
