# SPDX-License-Identifier: Apache-2.0
"""Reads a folder of metrics CSVs with pandas, keeps the four drawn metrics and the first measurement of each
configuration, and groups them as the sixteen figures of plot-throughput do. usage: group_metrics.py FOLDER"""
import glob
import os
import resource
import sys
import time

import pandas as pd

METRICS = ["prefill_tokens_per_s", "decode_tokens_per_s", "last_finished_request_end_to_end_latency_s",
           "last_finished_request_ttft_s"]
KEY = ["model", "device", "context_window_size", "prefill_chunk_size", "max_batch_size", "sliding_window_size",
       "attention_sink_size", "num_runs", "max_tokens"]
STATISTICS = ["mean", "min", "max", "count", "std"]


def load(folder, metrics):
    frames = []
    for file in sorted(glob.glob(folder + "/kv_cache_dse_metrics_*.csv")):
        frame = pd.read_csv(file)
        frame = frame[frame["metric_name"].isin(metrics)].copy()
        frame["model_tag"] = os.path.basename(file)[len("kv_cache_dse_metrics_"):-len(".csv")]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def group(wide, metrics):
    points = 0
    fixed = wide[(wide.max_batch_size == 1) & (wide.sliding_window_size <= 0) & (wide.attention_sink_size == 0)]
    without = wide[wide.sliding_window_size <= 0]
    sliding = wide[wide.sliding_window_size > 0]
    figures = [
        (fixed, ["model_tag", "context_window_size"]),
        (without, ["context_window_size", "model_tag", "max_batch_size"]),
        (sliding, ["context_window_size", "model_tag", "attention_sink_size", "sliding_window_size"]),
        (sliding, ["context_window_size", "model_tag", "sliding_window_size", "attention_sink_size"]),
    ]
    for metric in metrics:
        for rows, columns in figures:
            points += len(rows.dropna(subset=[metric]).groupby(columns)[metric].agg(STATISTICS))
    return points


def main():
    start = time.perf_counter()
    rows = load(sys.argv[1], METRICS)
    read = time.perf_counter()
    rows = rows.drop_duplicates(subset=["model_tag"] + KEY + ["metric_name"], keep="first")
    wide = rows.pivot(index=["model_tag"] + KEY, columns="metric_name", values="metric_value").reset_index()
    points = group(wide, METRICS)
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"pandas {pd.__version__}: {points} points; read {read - start:.2f} s, grouped {end - read:.2f} s, "
          f"both {end - start:.2f} s, peak {peak} MiB")


if __name__ == "__main__":
    main()
