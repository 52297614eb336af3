#!/usr/bin/env bash
# Node 0 of 2 (h200_sxm): deepseek-ai/DeepSeek-V3, sglang 0.5.14 (Dynamo 1.3.1)
# Predicted at 768 concurrent requests: TTFT 812.5 ms, TPOT 24.25 ms, 2500.0 output tokens/s.
# Uses GPUs 0 to 7. Needs etcd on HEAD_NODE_IP; the frontend runs on node 0.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-deepseek-ai/DeepSeek-V3}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-deepseek-ai/DeepSeek-V3}"
export PORT="${PORT:-8000}"
export HF_TOKEN="${HF_TOKEN:-}"
export HEAD_NODE_IP="${HEAD_NODE_IP:-0.0.0.0}"
export ETCD_ENDPOINTS="${ETCD_ENDPOINTS:-http://$HEAD_NODE_IP:2379}"
export NCCL_CUMEM_ENABLE=1
export PYTHONHASHSEED=0

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

# Worker flags, shared by every such worker.
agg_args=(
  --tensor-parallel-size 8  # GPUs of a stage; the engine counts attention ranks of every kind among them
  --pipeline-parallel-size 1  # stages of the model
  --data-parallel-size 8  # ranks that attend to requests of their own
  --enable-dp-attention  # those ranks share the experts
  --expert-parallel-size 8  # groups that experts are spread over
  --attention-backend fa3  # attention kernels, as predicted
  --kv-cache-dtype fp8_e4m3  # KV cache in fp8
  --mem-fraction-static 0.88  # the engine's usual share, as predicted
  --max-running-requests 4096  # room above the predicted 48 of a rank; the limit holds for all ranks together
  --max-prefill-tokens 5500  # prompts of a pass, and room
  --chunked-prefill-size 32768  # prompt tokens of a pass, as predicted, in whole pages and of all ranks together
  --cuda-graph-bs-decode 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 20 24 28 32 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 64 80 96 112 128 160 192 224 256 320 384 448 512  # batches of a rank, close together around the predicted 48
  --speculative-algorithm NEXTN  # drafts by the model itself
  --speculative-num-steps 2  # tokens drafted in each step
  --speculative-eagle-topk 1  # drafts form a chain
  --speculative-num-draft-tokens 3  # the drafts and the token before them
  --skip-tokenizer-init  # the frontend turns text into tokens
  --enable-metrics  # lets load and cache use be watched
)

start Frontend python3 -m dynamo.frontend --http-port "$PORT" --router-mode kv
start 'Worker 0' env CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7 DYN_SYSTEM_PORT=8081 \
  python3 -m dynamo.sglang --model-path "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
  "${agg_args[@]}" --port 40000 --kv-events-config '{"endpoint":"tcp://*:5557","publisher":"zmq","topic":"kv-events"}'

# When one of them ends, the others are stopped.
wait -n "${pids[@]}"
