#!/usr/bin/env bash
# One machine, without Dynamo: deepseek-ai/DeepSeek-V3, sglang 0.5.14 (Dynamo 1.3.1)
# Starts one of 2 workers of 8 GPUs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-deepseek-ai/DeepSeek-V3}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-deepseek-ai/DeepSeek-V3}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
export NCCL_CUMEM_ENABLE=1

agg_args=(
  --tensor-parallel-size 8  # GPUs of a stage; the engine counts attention ranks of every kind among them
  --pipeline-parallel-size 1  # stages of the model
  --data-parallel-size 8  # ranks that attend to requests of their own
  --enable-dp-attention  # those ranks share the experts
  --expert-parallel-size 8  # groups that experts are spread over
  --kv-cache-dtype fp8_e4m3  # KV cache in fp8
  --mem-fraction-static 0.88  # the engine's usual share, as assumed
  --disable-radix-cache  # no repeated prefixes, as assumed; turn it on where prompts share them
  --max-running-requests 4096  # room above the assumed 128 of a rank; the limit holds for all ranks together
  --max-prefill-tokens 5500  # prompts of a pass, and room
  --chunked-prefill-size 32768  # prompt tokens of a pass, as assumed, in whole pages and of all ranks together
  --enable-mixed-chunk  # prefill and decode share passes, as assumed
  --cuda-graph-bs-decode 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 20 24 28 32 40 48 56 64 80 96 112 120 121 122 123 124 125 126 127 128 129 130 131 132 133 134 135 136 160 192 224 256 320 384 448 512  # batches of a rank, close together around the assumed 128
)

exec env CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port "$PORT" "${agg_args[@]}"
