# SPDX-License-Identifier: Apache-2.0
"""Input tokens a second of the source script's loop: transformers, float32, batch 1, labels of -100 where nothing is scored.

usage: score_windows.py THREADS ROUNDS FOLDER LENGTH/SCORED ...
"""
import sys
import time

import torch
from transformers import AutoModelForCausalLM

threads, rounds, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
torch.set_num_threads(threads)
model = AutoModelForCausalLM.from_pretrained(folder, torch_dtype=torch.float32).eval()
generator = torch.Generator().manual_seed(1)
for case in sys.argv[4:]:
    length, scored = map(int, case.split("/"))
    windows = 16 if length < 2048 else 4
    ids = [torch.randint(0, 4096, (1, length), generator=generator) for _ in range(windows)]
    speeds = []
    for round_number in range(rounds + 1):
        start = time.perf_counter()
        for window in ids:
            labels = window.clone()
            labels[:, :-scored] = -100
            with torch.no_grad():
                model(window, labels=labels).loss.item()
        if round_number > 0:
            speeds.append(windows * length / (time.perf_counter() - start))
    speeds.sort()
    print(f"transformers {folder} {case}: {speeds[len(speeds) // 2]:.0f} ({speeds[0]:.0f} to {speeds[-1]:.0f}) tokens/s")
