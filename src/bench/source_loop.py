# SPDX-License-Identifier: Apache-2.0
"""Times transformers running a strided-perplexity loop with one window a call and labels of -100 for context, as most
published scripts do: source_loop.py FOLDER {cuda,cpu} {float16,float32} LENGTH STRIDE WINDOWS [THREADS]."""
import statistics
import sys
import time

import torch
from transformers import AutoModelForCausalLM


def main(folder, device, dtype, length, stride, windows, threads):
    if device == "cpu":
        torch.set_num_threads(threads)
    started = time.perf_counter()
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, dtype)).to(device).eval()
    load = time.perf_counter() - started
    torch.manual_seed(3)
    ids = torch.randint(5, model.config.vocab_size, (1, length + stride * windows))
    times, losses = [], []
    warm = 3 if device == "cuda" else 1
    for i in range(windows + 1 if device == "cpu" else windows):
        begin = i * stride
        part = ids[:, begin:begin + length].to(device)
        labels = part.clone()
        labels[:, :-stride] = -100
        if device == "cuda":
            torch.cuda.synchronize()
        start = time.perf_counter()
        with torch.no_grad():
            loss = model(part, labels=labels).loss
        losses.append(loss.item())
        if i >= warm:
            times.append(time.perf_counter() - start)
    median = statistics.median(times)
    print(f"transformers {folder} {device} {dtype} {length}/{stride}: {length / median:.0f} tokens/s median of "
          f"{len(times)} windows ({length / max(times):.0f} to {length / min(times):.0f}), load {load:.1f} s, "
          f"attention {model.config._attn_implementation}", flush=True)


main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6]),
     int(sys.argv[7]) if len(sys.argv) > 7 else 2)
