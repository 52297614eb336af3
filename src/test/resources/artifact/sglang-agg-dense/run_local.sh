#!/usr/bin/env bash
# One machine, without Dynamo: Qwen/Qwen3-32B-FP8, sglang 0.5.14 (Dynamo 1.3.1)
# Starts one of 4 workers of 4 GPUs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-32B-FP8}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-32B-FP8}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
export NCCL_CUMEM_ENABLE=1

agg_args=(
  --tensor-parallel-size 4  # GPUs that share every layer
  --pipeline-parallel-size 1  # stages of the model
  --kv-cache-dtype fp8_e4m3  # KV cache in fp8
  --mem-fraction-static 0.88  # the engine's usual share, as predicted
  --disable-radix-cache  # no repeated prefixes, as predicted; turn it on where prompts share them
  --max-running-requests 512  # room above the predicted 64 of a rank; the limit holds for all ranks together
  --max-prefill-tokens 5500  # prompts of a pass, and room
  --chunked-prefill-size 4096  # prompt tokens of a pass, as predicted, in whole pages and of all ranks together
  --enable-mixed-chunk  # prefill and decode share passes, as predicted
  --cuda-graph-bs-decode 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 20 24 28 32 40 48 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 80 96 112 128 160 192 224 256 320 384 448 512  # batches of a rank, close together around the predicted 64
)

exec env CUDA_VISIBLE_DEVICES=0,1,2,3 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port "$PORT" "${agg_args[@]}"
