#!/usr/bin/env bash
# Times whole commands, the reference release in the same run where it is at hand:
#   src/bench/commands.sh [FOLDER]
# FOLDER holds the command `aiconfigurator` of release 0.12.0, for example the bin folder of a virtual environment.
# Prints for each command the best of three runs: wall-clock seconds, processor seconds, peak memory in MB.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
reference="${1:-}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

dense=(--model-path Qwen/Qwen3-32B-FP8 --system h200_sxm --total-gpus 32 --backend trtllm
  --isl 4000 --osl 500 --prefix 500 --ttft 300 --tpot 10)
experts=(--model-path Qwen/Qwen3-235B-A22B-FP8 --system h200_sxm --total-gpus 64 --backend trtllm
  --isl 4000 --osl 1000 --ttft 1000 --tpot 50)

# best NAME COMMAND...: runs a command three times
best() {
  local name="$1"
  shift
  for run in 1 2 3; do
    rm -rf "$scratch/answers"
    /usr/bin/time -f '%e %U %S %M' -o "$scratch/time" "$@" > "$scratch/out" 2> "$scratch/err" \
      || { cat "$scratch/err" >&2; exit 1; }
    tail -1 "$scratch/time"
  done | sort -n | awk -v name="$name" \
    'NR == 1 { printf "%-46s %8.2f s %8.2f s processor %6d MB\n", name, $1, $2 + $3, $4 / 1024 }'
}

"$here/servelab" --version > "$scratch/version"
best "search, dense" "$here/servelab" search "${dense[@]/--total-gpus/--gpus}"
best "search, mixture of experts" "$here/servelab" search "${experts[@]/--total-gpus/--gpus}"
best "200 searches" "$here/servelab" search \
  --requests "$here/src/test/resources/sweep/default-searches.jsonl" --out "$scratch/answers"
best "5,000 deployments" "$here/servelab" estimate \
  --requests "$here/src/test/resources/sweep/deployments.jsonl.gz" --out "$scratch/answers"
if [[ -n "$reference" ]]; then
  best "reference: search, dense" "$reference/aiconfigurator" cli default "${dense[@]}"
  best "reference: search, mixture of experts" "$reference/aiconfigurator" cli default "${experts[@]}"
fi
