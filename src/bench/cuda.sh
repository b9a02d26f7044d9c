#!/usr/bin/env bash
# Accuracy and speed on one card: cuda.sh {agree FOLDER...|perplexity ...|speed FOLDER SCHEME DTYPE BATCH ROUNDS|profile FOLDER DTYPE BATCH}
# CP is the class path: target/classes, the compiled src/bench/CudaBench.java, gson, tribuo-util-onnx, protobuf-java and
# onnxruntime_gpu. CUDA's libraries must be on LD_LIBRARY_PATH. OPTIONS such as -Dlanes=1 -Dlogits=67108864 -Dkernel=STANDARD go to
# the JVM. For the profile set CUDA_LAUNCH_BLOCKING=1: without it a kernel's time is charged to whichever waits next.
# The other columns: python3 random_llama.py FOLDER {8b,1b,mid}; python3 source_loop.py FOLDER cuda float16 2048 512 34.
set -euo pipefail
exec java ${OPTIONS:-} -Xmx8g -XX:MaxDirectMemorySize=40g -cp "$CP" io.github.dsemaven.worker.CudaBench "$@"
