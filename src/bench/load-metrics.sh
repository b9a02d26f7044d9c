#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Loads 10,000,000 rows of metrics (40 files, 1.1 GiB) in a heap of 512 MiB, five times, each in a process of its own, and
# prints for each the seconds of reading and of selecting, of the whole process (wall clock, and processor time, which other
# load on the machine changes less), and the peak of resident memory where GNU time is installed. Run `mvn compile` first.
# usage: src/bench/load-metrics.sh [FOLDER]   (the CSVs are written there if it does not exist)
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-target/bench/metrics}
[ -d "$folder" ] || java src/bench/GenerateMetrics.java "$folder"
mkdir -p target/bench/classes
javac -d target/bench/classes -cp target/classes src/bench/LoadMetrics.java
time=(env)
if [ -x /usr/bin/time ]; then
    time=(/usr/bin/time -f "whole process %e s, user %U s, system %S s, peak %M KiB")
fi
for run in 1 2 3 4 5; do
    "${time[@]}" java -Xmx512m -cp target/classes:target/bench/classes LoadMetrics "$folder"
done
