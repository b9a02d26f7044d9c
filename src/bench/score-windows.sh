#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Scores windows on two cores with each attention kernel, and with transformers where a Python that has it is given; prints
# the median of the rounds and their range. Run `mvn -q compile` first.
# usage: src/bench/score-windows.sh CLASS_PATH_OF_THE_FORK TINY_LLAMA_FOLDER [ROUNDS] [PYTHON]
set -euo pipefail
export ORT_DISABLE_TELEMETRY=1
cd "$(dirname "$0")/../.."
fork=$1 tiny=$2 rounds=${3:-5} python=${4:-}
mid=target/bench/mid
mkdir -p target/bench/classes
javac -d target/bench/classes -cp "target/classes:$fork" src/bench/ScoreWindows.java
# by the environment: ONNX Runtime 1.29 crashes at its start where the command line is longer than 4 KB
run() { CLASSPATH="target/classes:target/bench/classes:$fork" taskset -c 0,1 java -Xmx1g ScoreWindows "$@"; }
[ -f "$mid/model.safetensors" ] || run write "$mid"
run "$tiny" "$mid" 2 "$rounds"
if [ -n "$python" ]; then
  taskset -c 0,1 "$python" src/bench/score_windows.py 2 "$rounds" "$tiny" 512/511 512/256 2048/512
  taskset -c 0,1 "$python" src/bench/score_windows.py 2 "$rounds" "$mid" 2048/512
fi
