#!/usr/bin/env bash
# Load test with vllm bench serve: Qwen/Qwen3-VL-30B-A3B-Instruct, vllm 0.23.0 (Dynamo 1.3.1)
# Predicted at 384 concurrent requests: TTFT 812.5 ms, TPOT 24.25 ms, 2500.0 output tokens/s.
set -euo pipefail

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-VL-30B-A3B-Instruct}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-VL-30B-A3B-Instruct}"
export URL="${URL:-http://localhost:8000}"
export RESULTS="${RESULTS:-bench_vllm}"
export CONCURRENCIES="${CONCURRENCIES:-1 2 8 16 32 64 128 364 384 403}"
# Requests of a run and before it, as multiples of its concurrency.
export REQUESTS="${REQUESTS:-20}"
export WARM_UP="${WARM_UP:-2}"

load=(
  --backend openai-chat
  --endpoint /v1/chat/completions
  --dataset-name random
  --random-input-len 4464  # new tokens of a prompt; images are left out
  --random-output-len 500
  --ignore-eos  # exactly so many tokens
  --seed 100
  --save-result
)

for concurrency in $CONCURRENCIES; do
  vllm bench serve "${load[@]}" \
    --base-url "$URL" --model "$MODEL_PATH" --served-model-name "$SERVED_MODEL_NAME" \
    --max-concurrency "$concurrency" \
    --num-prompts "$((concurrency * REQUESTS))" \
    --num-warmups "$((concurrency * WARM_UP))" \
    --result-dir "$RESULTS" --result-filename "concurrency_$concurrency.json"
done
