#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Loads 10,000,000 rows of metrics (40 files, 1.1 GB) in a heap of 512 MiB, five times, each in a process of its own;
# prints the wall-clock seconds and the peak of resident memory of each. Run `mvn -q compile` first.
# usage: src/bench/load-metrics.sh [FOLDER]   (the CSVs are written there if it does not exist)
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-target/bench/metrics}
[ -d "$folder" ] || java src/bench/GenerateMetrics.java "$folder"
mkdir -p target/bench/classes
javac -d target/bench/classes -cp target/classes src/bench/LoadMetrics.java
for run in 1 2 3 4 5; do
    start=$(date +%s.%N)
    java -Xmx512m -cp target/classes:target/bench/classes LoadMetrics "$folder"
    awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { printf "whole process %.2f s\n", b - a }'
done
