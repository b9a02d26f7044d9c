# SPDX-License-Identifier: Apache-2.0
"""How far transformers itself is from the float64 references in 16 bits: zoo_agree.py FOLDER..., folders of models with a
reference.json each. Prints the root mean square difference a token for float32, float16 and bfloat16 on the card."""
import json
import os
import sys

import torch
from transformers import AutoModelForCausalLM

torch.backends.cuda.matmul.allow_tf32 = False
for root in sys.argv[1:]:
    for name in sorted(os.listdir(root)):
        folder = os.path.join(root, name)
        if not os.path.exists(os.path.join(folder, "reference.json")):
            continue
        with open(os.path.join(folder, "reference.json")) as file:
            reference = json.load(file)
        ids = torch.tensor([reference["input_ids"]], device="cuda")
        expected = torch.tensor(reference["nll"], dtype=torch.float64)
        line = [f"{name:30s}"]
        for dtype in (torch.float32, torch.float16, torch.bfloat16):
            try:
                model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype).to("cuda").eval()
                with torch.no_grad():
                    logits = model(ids).logits[0, :-1].float()
                nll = torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="none").double().cpu()
                line.append(f"{(nll - expected).square().mean().sqrt().item():10.2e}")
            except Exception as e:  # noqa: BLE001
                line.append("FAIL " + str(e).replace("\n", " ")[:60])
        print(" ".join(line), flush=True)
