# Sourced by build, serve and test: makes the project's own Python environment and keeps it current.
# Usage: environment FILE...   (requirement files, pinned with hashes)
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

environment() {
    python=
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "Python 3.11 or newer is needed and was not found. Install it, then run this again." >&2
        exit 2
    fi
    wanted=$(cat "$@" pyproject.toml | cksum)
    if [ ! -x .venv/bin/orderpages ] || [ "$(cat ".venv/made-$#" 2>/dev/null)" != "$wanted" ]; then
        echo "Making the environment in .venv/ (once; a minute or two) ..."
        if [ ! -x .venv/bin/python ] && ! "$python" -m venv .venv 2>/dev/null; then
            # Debian's bare Python cannot put pip into an environment; its own pip, where there is one, can.
            rm -rf .venv
            if ! { "$python" -m venv --without-pip .venv && "$python" -m pip --python .venv/bin/python install -q --disable-pip-version-check pip; } 2>/dev/null; then
                rm -rf .venv
                echo "Python cannot make an environment here: it has neither venv's installer nor pip. On Debian, as root: apt-get install python3-venv" >&2
                exit 2
            fi
        fi
        for file in "$@"; do
            .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$file" || exit 2
        done
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . || exit 2
        echo "$wanted" >".venv/made-$#"
    fi
}
