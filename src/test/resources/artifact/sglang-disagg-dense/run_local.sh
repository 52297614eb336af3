#!/usr/bin/env bash
# One machine, without Dynamo: Qwen/Qwen3-32B-FP8, sglang 0.5.14 (Dynamo 1.3.1)
# Starts one replica and a router before it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-32B-FP8}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-32B-FP8}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
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
  --tensor-parallel-size 1  # GPUs that share every layer
  --pipeline-parallel-size 1  # stages of the model
  --kv-cache-dtype fp8_e4m3  # KV cache in fp8
  --mem-fraction-static 0.88  # the engine's usual share, as predicted
  --disable-radix-cache  # no repeated prefixes, as predicted; turn it on where prompts share them
  --max-prefill-tokens 5500  # prompts of a pass, and room
  --chunked-prefill-size -1  # prompts stay whole, as predicted
  --prefill-max-requests 1  # prompts of a pass, as predicted
  --disaggregation-transfer-backend nixl  # passes the KV cache between pools
  --disaggregation-mode prefill  # this pool's part of the work
)

decode_args=(
  --tensor-parallel-size 4  # GPUs that share every layer
  --pipeline-parallel-size 1  # stages of the model
  --kv-cache-dtype fp8_e4m3  # KV cache in fp8
  --mem-fraction-static 0.88  # the engine's usual share, as predicted
  --disable-radix-cache  # no repeated prefixes, as predicted; turn it on where prompts share them
  --max-running-requests 512  # room above the predicted 128 of a rank; the limit holds for all ranks together
  --max-prefill-tokens 5500  # prompts of a pass, and room
  --cuda-graph-bs-decode 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 20 24 28 32 40 48 56 64 80 96 112 120 121 122 123 124 125 126 127 128 129 130 131 132 133 134 135 136 160 192 224 256 320 384 448 512  # batches of a rank, close together around the predicted 128
  --disaggregation-transfer-backend nixl  # passes the KV cache between pools
  --disaggregation-mode decode  # this pool's part of the work
)

start 'Prefill 0' env CUDA_VISIBLE_DEVICES=0 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port 8101 "${prefill_args[@]}" --disaggregation-bootstrap-port 8201
start 'Prefill 1' env CUDA_VISIBLE_DEVICES=1 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port 8102 "${prefill_args[@]}" --disaggregation-bootstrap-port 8202
start 'Prefill 2' env CUDA_VISIBLE_DEVICES=2 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port 8103 "${prefill_args[@]}" --disaggregation-bootstrap-port 8203
start 'Prefill 3' env CUDA_VISIBLE_DEVICES=3 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port 8104 "${prefill_args[@]}" --disaggregation-bootstrap-port 8204
start 'Decode 0' env CUDA_VISIBLE_DEVICES=4,5,6,7 python3 -m sglang.launch_server --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  --host 0.0.0.0 --port 8105 "${decode_args[@]}"
start Router python3 -m sglang_router.launch_router --pd-disaggregation \
  --prefill http://127.0.0.1:8101 8201 \
  --prefill http://127.0.0.1:8102 8202 \
  --prefill http://127.0.0.1:8103 8203 \
  --prefill http://127.0.0.1:8104 8204 \
  --decode http://127.0.0.1:8105 \
  --worker-startup-timeout-secs 3600 --request-timeout-secs 3600 \
  --host 0.0.0.0 --port "$PORT"

# When one of them ends, the others are stopped.
wait -n "${pids[@]}"
