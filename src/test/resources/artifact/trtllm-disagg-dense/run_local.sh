#!/usr/bin/env bash
# One machine, without Dynamo: Qwen/Qwen3-32B-FP8, trtllm 1.3.0rc19 (Dynamo 1.3.1)
# Starts one replica and a router before it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-32B-FP8}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-32B-FP8}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
# This server has no other name for the model than MODEL_PATH.
export NCCL_CUMEM_ENABLE=1

pids=()
stop() {
  trap - EXIT
  if ((${#pids[@]})); then
    kill "${pids[@]}" 2>/dev/null || true
    wait "${pids[@]}" 2>/dev/null || true
  fi
}
trap stop EXIT
trap 'exit 130' INT TERM

# start LABEL COMMAND...: runs a command in the background, its lines labelled
start() {
  local label=$1
  shift
  "$@" > >(sed -u "s/^/[$label] /") 2>&1 &
  pids+=("$!")
}

prefill_args=(
  --extra_llm_api_options prefill_config.yaml  # settings of the engine, with reasons
)

decode_args=(
  --extra_llm_api_options decode_config.yaml  # settings of the engine, with reasons
)

start 'Prefill 0' env CUDA_VISIBLE_DEVICES=0 trtllm-serve "$MODEL_PATH" \
  --host 0.0.0.0 --port 8101 "${prefill_args[@]}"
start 'Prefill 1' env CUDA_VISIBLE_DEVICES=1 trtllm-serve "$MODEL_PATH" \
  --host 0.0.0.0 --port 8102 "${prefill_args[@]}"
start 'Prefill 2' env CUDA_VISIBLE_DEVICES=2 trtllm-serve "$MODEL_PATH" \
  --host 0.0.0.0 --port 8103 "${prefill_args[@]}"
start 'Prefill 3' env CUDA_VISIBLE_DEVICES=3 trtllm-serve "$MODEL_PATH" \
  --host 0.0.0.0 --port 8104 "${prefill_args[@]}"
start 'Decode 0' env CUDA_VISIBLE_DEVICES=4,5,6,7 trtllm-serve "$MODEL_PATH" \
  --host 0.0.0.0 --port 8105 "${decode_args[@]}"
start Router trtllm-serve disaggregated -c disagg_config.yaml \
  --server_start_timeout 3600 --request_timeout 3600

# When one of them ends, the others are stopped.
wait -n "${pids[@]}"
