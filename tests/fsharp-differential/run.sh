#!/usr/bin/env bash
# Compares the expected outputs of sequential programs with what real F# prints. See README.md.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_UI_LANGUAGE=en
exec python3 -B compare.py "$@"
