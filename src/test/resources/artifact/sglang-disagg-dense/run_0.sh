#!/usr/bin/env bash
# Node 0 of 1 (h200_sxm): Qwen/Qwen3-32B-FP8, sglang 0.5.14 (Dynamo 1.3.1)
# Predicted at 128 concurrent requests: TTFT 812.5 ms, TPOT 24.25 ms, 2500.0 output tokens/s.
# Uses GPUs 0 to 7. Needs etcd on HEAD_NODE_IP; the frontend runs on node 0.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-32B-FP8}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-32B-FP8}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
export HEAD_NODE_IP="${HEAD_NODE_IP:-0.0.0.0}"
export ETCD_ENDPOINTS="${ETCD_ENDPOINTS:-http://$HEAD_NODE_IP:2379}"
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

# Prefill flags, shared by every such worker.
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
  --skip-tokenizer-init  # the frontend turns text into tokens
  --enable-metrics  # lets load and cache use be watched
  --host 0.0.0.0  # reachable from the other pool
)

# Decode flags, shared by every such worker.
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
  --skip-tokenizer-init  # the frontend turns text into tokens
  --enable-metrics  # lets load and cache use be watched
  --host 0.0.0.0  # reachable from the other pool
)

start Frontend python3 -m dynamo.frontend --http-port "$PORT"
start 'Prefill 0' env CUDA_VISIBLE_DEVICES=0 DYN_SYSTEM_PORT=8081 \
  python3 -m dynamo.sglang --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}" --port 40000
start 'Prefill 1' env CUDA_VISIBLE_DEVICES=1 DYN_SYSTEM_PORT=8082 \
  python3 -m dynamo.sglang --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}" --port 41000
start 'Prefill 2' env CUDA_VISIBLE_DEVICES=2 DYN_SYSTEM_PORT=8083 \
  python3 -m dynamo.sglang --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}" --port 42000
start 'Prefill 3' env CUDA_VISIBLE_DEVICES=3 DYN_SYSTEM_PORT=8084 \
  python3 -m dynamo.sglang --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}" --port 43000
start 'Decode 0' env CUDA_VISIBLE_DEVICES=4,5,6,7 DYN_SYSTEM_PORT=8085 \
  python3 -m dynamo.sglang --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${decode_args[@]}" --port 44000

# When one of them ends, the others are stopped.
wait -n "${pids[@]}"
