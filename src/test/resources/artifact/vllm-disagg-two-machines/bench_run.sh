#!/usr/bin/env bash
# Load test with aiperf 0.8.0: Qwen/Qwen3-32B-FP8, vllm 0.23.0 (Dynamo 1.3.1)
# Predicted at 192 concurrent requests: TTFT 812.5 ms, TPOT 24.25 ms, 5000.0 output tokens/s.
set -euo pipefail

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-32B-FP8}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-32B-FP8}"
export URL="${URL:-http://localhost:8000}"
export RESULTS="${RESULTS:-bench}"
export CONCURRENCIES="${CONCURRENCIES:-1 2 8 16 32 64 128 182 192 201}"
# Requests of a run and before it, as multiples of its concurrency.
export REQUESTS="${REQUESTS:-20}"
export WARM_UP="${WARM_UP:-2}"

load=(
  --endpoint-type chat
  --endpoint /v1/chat/completions
  --streaming  # needed for the time to first token
  --synthetic-input-tokens-mean 4000  # new tokens of a prompt
  --synthetic-input-tokens-stddev 0
  --output-tokens-mean 1000
  --output-tokens-stddev 0
  --extra-inputs ignore_eos:true  # exactly so many tokens
  --extra-inputs min_tokens:1000
  --random-seed 100
  --ui simple
)

for concurrency in $CONCURRENCIES; do
  aiperf profile "${load[@]}" \
    --model "$SERVED_MODEL_NAME" --tokenizer "$MODEL_PATH" --url "$URL" \
    --concurrency "$concurrency" \
    --request-count "$((concurrency * REQUESTS))" \
    --warmup-request-count "$((concurrency * WARM_UP))" \
    --artifact-dir "$RESULTS/concurrency_$concurrency"
done
