#!/usr/bin/env python3
"""Feeds generated commands to the argument parsers of an engine or load generator itself.

    parse_commands.py vllm   BUNDLE...     needs pip install vllm
    parse_commands.py sglang BUNDLE...     needs pip install sglang
    parse_commands.py aiperf BUNDLE...     needs pip install aiperf

Each BUNDLE is a folder of deployment files. No model is loaded and no GPU is needed: only the
parser runs. Flags of Dynamo's own, which its workers take out before the engine sees the rest, are
left out. Ends with 1 if a parser refuses a command.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys

DYNAMO = {"--disaggregation-mode", "--connector"}


def arrays(text):
    """The bash arrays of a script, by name."""
    for name, body in re.findall(r"(?ms)^\s*([a-z_]+)=\(\n(.*?)^\s*\)", text):
        yield name, shlex.split(body, comments=True)


def without_dynamo(words):
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in DYNAMO:
            skip = True
        else:
            kept.append(word)
    return kept


def vllm_parser():
    from vllm.engine.arg_utils import AsyncEngineArgs
    from vllm.utils.argparse_utils import FlexibleArgumentParser

    parser = AsyncEngineArgs.add_cli_args(FlexibleArgumentParser())
    return lambda words: parser.parse_args(["--model", "a/b", *without_dynamo(words)])


def sglang_parser():
    from sglang.srt.server_args import ServerArgs

    parser = argparse.ArgumentParser()
    ServerArgs.add_cli_args(parser)
    return lambda words: parser.parse_args(["--model-path", "a/b", *words])


def aiperf_parser():
    def parse(words):
        command = [sys.executable, "-m", "aiperf", "profile", "--model", "a", "--url", "http://localhost:1"]
        command += [*words, "--concurrency", "1", "--request-count", "1", "--help"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return parse


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("vllm", "sglang", "aiperf"):
        sys.exit(__doc__)
    tool, bundles = sys.argv[1], sys.argv[2:]
    parse = {"vllm": vllm_parser, "sglang": sglang_parser, "aiperf": aiperf_parser}[tool]()
    script = "bench_run.sh" if tool == "aiperf" else "run_0.sh"
    checked, refused = 0, 0
    for bundle in map(pathlib.Path, bundles):
        for name, words in arrays((bundle / script).read_text()):
            if name == "pids" or (tool != "aiperf" and not name.endswith("_args")):
                continue
            checked += 1
            try:
                parse(words)
                print(f"accepted  {bundle.name} {name}")
            except (SystemExit, subprocess.CalledProcessError) as refusal:
                refused += 1
                print(f"REFUSED   {bundle.name} {name}: {' '.join(words)} ({refusal})")
    print(f"{checked} commands, {refused} refused")
    sys.exit(1 if refused or not checked else 0)


if __name__ == "__main__":
    main()
