#!/usr/bin/env bash
# Installs the Java kernel; takes the options of install.py.
set -euo pipefail
exec "${PYTHON:-python3}" "$(dirname "${BASH_SOURCE[0]}")/install.py" "$@"
