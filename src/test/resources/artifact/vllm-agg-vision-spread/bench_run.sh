#!/usr/bin/env bash
# Load test with aiperf 0.8.0: Qwen/Qwen3-VL-30B-A3B-Instruct, vllm 0.23.0 (Dynamo 1.3.1)
# Predicted at 384 concurrent requests: TTFT 812.5 ms, TPOT 24.25 ms, 2500.0 output tokens/s.
set -euo pipefail

# Each of these may be set otherwise by the caller.
export MODEL_PATH="${MODEL_PATH:-Qwen/Qwen3-VL-30B-A3B-Instruct}"
export SERVED_MODEL_NAME="${SERVED_MODEL_NAME:-Qwen/Qwen3-VL-30B-A3B-Instruct}"
export URL="${URL:-http://localhost:8000}"
export RESULTS="${RESULTS:-bench}"
export CONCURRENCIES="${CONCURRENCIES:-1 2 8 16 32 64 128 364 384 403}"
# Requests of a run and before it, as multiples of its concurrency.
export REQUESTS="${REQUESTS:-20}"
export WARM_UP="${WARM_UP:-2}"

load=(
  --endpoint-type chat
  --endpoint /v1/chat/completions
  --streaming  # needed for the time to first token
  --synthetic-input-tokens-mean 4464  # new tokens of a prompt
  --synthetic-input-tokens-stddev 0
  --output-tokens-mean 500
  --output-tokens-stddev 0
  --extra-inputs ignore_eos:true  # exactly so many tokens
  --extra-inputs min_tokens:500
  --image-batch-size 2
  --image-width-mean 768  # pixels
  --image-height-mean 1024  # pixels
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
