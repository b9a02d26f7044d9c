# SPDX-License-Identifier: Apache-2.0
"""The matrix products of a Llama-3-8B and a 3.2-1B layer by PyTorch: what the card gives at most for these shapes."""
import torch
import triton.testing as tt

for name, hidden, kv, ffn in (("8b", 4096, 1024, 14336), ("1b", 2048, 512, 8192)):
    for m in (2048, 8192, 16384):
        line = []
        for out, inner in ((hidden, hidden), (kv, hidden), (ffn, hidden), (hidden, ffn), (2 * ffn, hidden)):
            a = torch.randn(m, inner, device="cuda", dtype=torch.float16)
            b = torch.randn(out, inner, device="cuda", dtype=torch.float16) * inner ** -0.5
            ms = tt.do_bench(lambda: a @ b.t(), warmup=20, rep=60, return_mode="median")
            line.append(f"{out}x{inner} {2 * m * out * inner / ms / 1e9:.0f}")
        print(name, m, "TFLOP/s:", ", ".join(line), flush=True)
