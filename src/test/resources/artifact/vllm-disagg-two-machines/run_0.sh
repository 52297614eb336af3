#!/usr/bin/env bash
# Node 0 of 2 (h100_sxm): Qwen/Qwen3-32B-FP8, vllm 0.23.0 (Dynamo 1.3.1)
# Predicted at 192 concurrent requests: TTFT 812.5 ms, TPOT 24.25 ms, 5000.0 output tokens/s.
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
  --tensor-parallel-size 2  # GPUs that share every layer of a rank
  --pipeline-parallel-size 1  # stages of the model
  --kv-cache-dtype fp8  # KV cache in fp8
  --gpu-memory-utilization 0.92  # the engine's usual share, as predicted
  --no-enable-prefix-caching  # no repeated prefixes, as predicted; turn it on where prompts share them
  --max-num-seqs 1  # prompts of a pass, as predicted
  --max-num-batched-tokens 5500  # prompts of a pass, and room
  --max-model-len 6500  # a whole request, and room
  --kv-transfer-config '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'  # separate pools do not start without a way to pass on the KV cache
  --disaggregation-mode prefill  # this pool's part of the work
)

start Frontend python3 -m dynamo.frontend --http-port "$PORT"
start 'Prefill 0' env CUDA_VISIBLE_DEVICES=0,1 DYN_SYSTEM_PORT=8081 VLLM_NIXL_SIDE_CHANNEL_PORT=20097 \
  python3 -m dynamo.vllm --model "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}"
start 'Prefill 1' env CUDA_VISIBLE_DEVICES=2,3 DYN_SYSTEM_PORT=8082 VLLM_NIXL_SIDE_CHANNEL_PORT=20099 \
  python3 -m dynamo.vllm --model "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}"
start 'Prefill 2' env CUDA_VISIBLE_DEVICES=4,5 DYN_SYSTEM_PORT=8083 VLLM_NIXL_SIDE_CHANNEL_PORT=20101 \
  python3 -m dynamo.vllm --model "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}"
start 'Prefill 3' env CUDA_VISIBLE_DEVICES=6,7 DYN_SYSTEM_PORT=8084 VLLM_NIXL_SIDE_CHANNEL_PORT=20103 \
  python3 -m dynamo.vllm --model "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${prefill_args[@]}"

# When one of them ends, the others are stopped.
wait -n "${pids[@]}"
