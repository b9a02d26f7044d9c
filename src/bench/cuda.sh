#!/usr/bin/env bash
# Accuracy and speed on one card, by src/bench/CudaBench.java and src/bench/GateBench.java:
#   cuda.sh agree FOLDER...                          models with a reference.json each; zoo_agree.py does it with transformers
#   cuda.sh perplexity MODEL IDS PERPLEXITY_JSON SCHEME:DTYPE:KEY[:BATCH]...
#   cuda.sh speed MODEL SCHEME DTYPE BATCH ROUNDS
#   cuda.sh load MODEL SCHEME DTYPE TIMES            seconds of quantizing and of making the session
#   cuda.sh whole MODEL SCHEME DTYPE BATCH TOKENS    a whole text, from the start of the process on
#   cuda.sh profile MODEL DTYPE BATCH                by operator, with CUDA_LAUNCH_BLOCKING=1: without it a kernel's time is
#                                                    charged to whichever operator waits next
#   cuda.sh gates ROWS WIDTH GROUP...                SiLU(gate) * x, with CUDA_LAUNCH_BLOCKING=1
# SCHEME+low leaves weights in few bits. CLASSPATH: target/classes, the two compiled classes, gson, tribuo-util-onnx,
# protobuf-java and onnxruntime_gpu (ONNX Runtime 1.29 crashes where the command line exceeds 4 KB). CUDA's libraries must be on
# LD_LIBRARY_PATH. OPTIONS such as -Dlanes=2 -Dlogits=67108864 -Dkernel=STANDARD -Doptions=sdpa_kernel=1 go to the JVM.
# By kernel instead of by operator: compile cupti_trace.c (its first lines say how) and set CUDA_INJECTION64_PATH to it.
# The other columns: python3 random_llama.py FOLDER {8b,1b,mid}; python3 source_loop.py FOLDER cuda float16 2048 512 34;
# python3 gemm_ceiling.py.
set -euo pipefail
export ORT_DISABLE_TELEMETRY=1
exec java ${OPTIONS:-} -Xmx8g -XX:MaxDirectMemorySize=60g io.github.dsemaven.worker.CudaBench "$@"
