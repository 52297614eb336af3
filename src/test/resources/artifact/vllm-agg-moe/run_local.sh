#!/usr/bin/env bash
# One machine, without Dynamo: deepseek-ai/DeepSeek-V3, vllm 0.23.0 (Dynamo 1.3.1)
# Starts one of 4 workers of 8 GPUs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-deepseek-ai/DeepSeek-V3}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-deepseek-ai/DeepSeek-V3}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
export NCCL_CUMEM_ENABLE=1

agg_args=(
  --tensor-parallel-size 8  # GPUs that share every layer of a rank
  --pipeline-parallel-size 1  # stages of the model
  --enable-expert-parallel  # experts are spread over 8 GPUs, not cut
  --kv-cache-dtype fp8  # KV cache in fp8
  --gpu-memory-utilization 0.92  # the engine's usual share, as predicted
  --no-enable-prefix-caching  # no repeated prefixes, as predicted; turn it on where prompts share them
  --max-num-seqs 512  # room above the predicted 64 of a rank
  --max-num-batched-tokens 6012  # prompts of a pass and decoding requests beside them, and room
  --max-model-len 6500  # a whole request, and room
)

exec env CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 vllm serve "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port "$PORT" "${agg_args[@]}"
