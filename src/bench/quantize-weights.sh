#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Quantizes and restores a weight of 2048 x 4096 by each scheme, five times after three to warm up; prints the median and
# each run in GB of input a second. Run `mvn -q compile` first.
# usage: src/bench/quantize-weights.sh [THREADS]
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p target/bench/classes
javac -d target/bench/classes -cp target/classes src/bench/QuantizeWeights.java
java -cp target/classes:target/bench/classes QuantizeWeights "${1:-1}"
