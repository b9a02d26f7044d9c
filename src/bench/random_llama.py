# SPDX-License-Identifier: Apache-2.0
"""Writes a Llama checkpoint of random weights: random_llama.py FOLDER {8b,1b,mid} [float16]."""
import json
import os
import sys

import torch
from safetensors.torch import save_file

SHAPES = {
    "8b": dict(hidden_size=4096, intermediate_size=14336, num_hidden_layers=32, num_attention_heads=32,
               num_key_value_heads=8, vocab_size=128256, tie_word_embeddings=False, head_dim=128),
    "1b": dict(hidden_size=2048, intermediate_size=8192, num_hidden_layers=16, num_attention_heads=32,
               num_key_value_heads=8, vocab_size=128256, tie_word_embeddings=True, head_dim=64),
    "mid": dict(hidden_size=1024, intermediate_size=2816, num_hidden_layers=12, num_attention_heads=16,
                num_key_value_heads=4, vocab_size=32000, tie_word_embeddings=False, head_dim=64),
}


def save(weights, folder):
    """In shards of at most 5 GB, as models are published."""
    shards, size = [{}], 0
    for name, tensor in weights.items():
        if size + tensor.nbytes > 5e9:
            shards.append({})
            size = 0
        shards[-1][name] = tensor
        size += tensor.nbytes
    if len(shards) == 1:
        save_file(weights, os.path.join(folder, "model.safetensors"), metadata={"format": "pt"})
        return
    places = {}
    for i, shard in enumerate(shards):
        file = f"model-{i + 1:05d}-of-{len(shards):05d}.safetensors"
        save_file(shard, os.path.join(folder, file), metadata={"format": "pt"})
        places.update(dict.fromkeys(shard, file))
    total = sum(tensor.nbytes for tensor in weights.values())
    with open(os.path.join(folder, "model.safetensors.index.json"), "w") as out:
        json.dump({"metadata": {"total_size": total}, "weight_map": places}, out)


def main(folder, shape, dtype):
    c = dict(SHAPES[shape], architectures=["LlamaForCausalLM"], model_type="llama", hidden_act="silu",
             rms_norm_eps=1e-5, rope_theta=500000.0, max_position_embeddings=8192, attention_bias=False,
             mlp_bias=False, bos_token_id=1, eos_token_id=2, torch_dtype=dtype, initializer_range=0.02)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(7)
    t = getattr(torch, dtype)

    def matrix(rows, columns):
        return (torch.randn(rows, columns, device=device) * columns ** -0.5).to(t).cpu()

    h, f = c["hidden_size"], c["intermediate_size"]
    q, kv = c["num_attention_heads"] * c["head_dim"], c["num_key_value_heads"] * c["head_dim"]
    w = {"model.embed_tokens.weight": matrix(c["vocab_size"], h), "model.norm.weight": torch.ones(h, dtype=t)}
    if not c["tie_word_embeddings"]:
        w["lm_head.weight"] = matrix(c["vocab_size"], h)
    for i in range(c["num_hidden_layers"]):
        p = f"model.layers.{i}."
        for name, rows, columns in (("self_attn.q_proj", q, h), ("self_attn.k_proj", kv, h), ("self_attn.v_proj", kv, h),
                                    ("self_attn.o_proj", h, q), ("mlp.gate_proj", f, h), ("mlp.up_proj", f, h),
                                    ("mlp.down_proj", h, f)):
            w[p + name + ".weight"] = matrix(rows, columns)
        w[p + "input_layernorm.weight"] = torch.ones(h, dtype=t)
        w[p + "post_attention_layernorm.weight"] = torch.ones(h, dtype=t)
    os.makedirs(folder, exist_ok=True)
    save(w, folder)
    with open(os.path.join(folder, "config.json"), "w") as out:
        json.dump(c, out, indent=1)


main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "float16")
