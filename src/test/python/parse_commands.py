#!/usr/bin/env python3
"""Feeds generated commands to the argument parsers of an engine or load generator itself.

    parse_commands.py vllm       BUNDLE...     needs pip install vllm
    parse_commands.py vllm-bench BUNDLE...     needs pip install vllm
    parse_commands.py sglang     BUNDLE...     needs pip install sglang
    parse_commands.py aiperf     BUNDLE...     needs pip install aiperf

Each BUNDLE is a folder of deployment files. No model is loaded and no GPU is needed: only the
parser runs. Flags of Dynamo's own, which its workers take out before the engine sees the rest, are
left out. Ends with 1 if a parser refuses a command.
"""

import argparse
import pathlib
import re
import shlex
import sys

DYNAMO = {"--disaggregation-mode": 1, "--connector": 1, "--is-prefill-worker": 0, "--is-decode-worker": 0}


def arrays(text):
    """The bash arrays of a script, by name."""
    for name, body in re.findall(r"(?ms)^\s*([a-z_]+)=\(\n(.*?)^\s*\)", text):
        yield name, shlex.split(body, comments=True)


def without_dynamo(words):
    kept, left_out = [], 0
    for word in words:
        if left_out:
            left_out -= 1
        elif word in DYNAMO:
            left_out = DYNAMO[word]
        else:
            kept.append(word)
    return kept


def vllm_parser():
    import vllm.platforms
    from vllm.platforms.cpu import CpuPlatform

    vllm.platforms._current_platform = CpuPlatform()  # else the defaults of flags ask for a device
    from vllm.engine.arg_utils import AsyncEngineArgs
    from vllm.utils.argparse_utils import FlexibleArgumentParser

    parser = AsyncEngineArgs.add_cli_args(FlexibleArgumentParser())
    return lambda words: parser.parse_args(["--model", "a/b", *without_dynamo(words)])


def vllm_bench_parser():
    from vllm.benchmarks.serve import add_cli_args

    parser = argparse.ArgumentParser()
    add_cli_args(parser)
    per_run = ["--base-url", "http://localhost:1", "--model", "a", "--served-model-name", "a"]
    per_run += ["--max-concurrency", "1", "--num-prompts", "20", "--num-warmups", "2"]
    per_run += ["--result-dir", "a", "--result-filename", "a.json"]
    return lambda words: parser.parse_args([*words, *per_run])


def sglang_parser():
    from sglang.srt.server_args import ServerArgs

    parser = argparse.ArgumentParser()
    ServerArgs.add_cli_args(parser)
    return lambda words: parser.parse_args(["--model-path", "a/b", *words])


def aiperf_parser():
    from aiperf.cli import app

    target = ["profile", "--model", "a", "--url", "http://localhost:1", "--tokenizer", "a"]
    per_run = ["--concurrency", "1", "--request-count", "20", "--warmup-request-count", "2"]
    return lambda words: app.parse_args([*target, *words, *per_run], exit_on_error=True)


TOOLS = {
    "vllm": (vllm_parser, "run_*.sh", "_args"),
    "vllm-bench": (vllm_bench_parser, "bench_vllm.sh", "load"),
    "sglang": (sglang_parser, "run_*.sh", "_args"),
    "aiperf": (aiperf_parser, "bench_run.sh", "load"),
}


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in TOOLS:
        sys.exit(__doc__)
    make_parser, pattern, wanted = TOOLS[sys.argv[1]]
    parse, bundles = make_parser(), sys.argv[2:]
    checked, refused = 0, 0
    for script in (found for bundle in bundles for found in sorted(pathlib.Path(bundle).glob(pattern))):
        for name, words in arrays(script.read_text()):
            if not name.endswith(wanted):
                continue
            checked += 1
            where = f"{script.parent.name}/{script.name} {name}"
            try:
                parse(words)
                print(f"accepted  {where}")
            except SystemExit as refusal:
                refused += 1
                print(f"REFUSED   {where}: {' '.join(words)} ({refusal})")
    print(f"{checked} commands, {refused} refused")
    sys.exit(1 if refused or not checked else 0)


if __name__ == "__main__":
    main()
