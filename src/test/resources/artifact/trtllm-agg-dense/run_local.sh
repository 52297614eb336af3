#!/usr/bin/env bash
# One machine, without Dynamo: Qwen/Qwen3-32B-FP8, trtllm 1.3.0rc19 (Dynamo 1.3.1)
# Starts one of 4 workers of 4 GPUs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-32B-FP8}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-32B-FP8}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
# This server has no other name for the model than MODEL_PATH.
export NCCL_CUMEM_ENABLE=1

agg_args=(
  --extra_llm_api_options agg_config.yaml  # settings of the engine, with reasons
)

exec env CUDA_VISIBLE_DEVICES=0,1,2,3 trtllm-serve "$MODEL_PATH" \
  --host 0.0.0.0 --port "$PORT" "${agg_args[@]}"
