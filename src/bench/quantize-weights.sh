#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Quantizes and restores a weight of 2048 x 4096 by each scheme; prints GB of input a second of one core: median of five runs of
# 60 ms, slowest and fastest. Memory is touched before, because first touching it costs more than quantizing on some machines.
# Given the classes of another version, measures both in turn. Run `mvn -q compile` first.
# usage: src/bench/quantize-weights.sh [OTHER_CLASSES [SCHEME...]]
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p target/bench/classes
javac -d target/bench/classes -cp target/classes src/bench/QuantizeWeights.java
java -Xms1g -Xmx1g -XX:+AlwaysPreTouch -cp target/bench/classes QuantizeWeights target/bench/classes target/classes "$@"
