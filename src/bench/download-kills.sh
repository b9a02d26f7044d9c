#!/usr/bin/env bash
# A download killed at any moment is continued to the right bytes: download-kills.sh [KILLS], 50 without. Needs a build
# (mvn test-compile). Prints a line a round: rounds, those with the right bytes, those that continued what lay there, kills.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gson=$(find "${MAVEN_REPO:-$HOME/.m2/repository}/com/google/code/gson" -name 'gson-2*.jar' | sort | tail -1)
mkdir "$work/classes"
javac -d "$work/classes" -cp "target/classes:target/test-classes:$gson" src/bench/DownloadKills.java
java -cp "$work/classes:target/classes:target/test-classes:$gson" io.github.dsemaven.hub.DownloadKills "${1:-50}" "$work"
