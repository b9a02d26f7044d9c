#!/usr/bin/env bash
# Ours beside transformers on two pinned cores, interleaved, float32: cpu.sh TINY_LLAMA MID [ROUNDS]
# JAVA is a command that runs a main class of the bench on the class path of the fork (see cuda.sh).
set -euo pipefail
export ORT_DISABLE_TELEMETRY=1
here=$(cd "$(dirname "$0")" && pwd); tiny=$1; mid=$2; rounds=${3:-3}
for round in $(seq "$rounds"); do
  while read -r model length stride windows; do
    taskset -c 0,1 $JAVA io.github.dsemaven.worker.CpuBench "$model" "$length" "$stride" "$windows" 2 2>/dev/null
    taskset -c 0,1 python3 "$here/source_loop.py" "$model" cpu float32 "$length" "$stride" "$windows" 2 2>/dev/null
  done <<CASES
$tiny 512 512 48
$tiny 512 256 48
$tiny 2048 512 16
$mid 2048 512 4
CASES
done
