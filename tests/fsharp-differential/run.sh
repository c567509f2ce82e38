#!/usr/bin/env bash
# Compares the expected outputs of sequential programs with what real F# prints. See README.md.
set -euo pipefail
export DOTNET_CLI_UI_LANGUAGE=en
exec python3 -B "$(dirname "$0")/compare.py" "$@"
