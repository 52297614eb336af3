#!/usr/bin/env python3
"""Lists the command-line flags of a serving engine or benchmark tool, from its published wheel.

    engine_flags.py vllm 0.24.0 > src/main/resources/io/servelab/artifact/setting/flags/vllm-0.24.0.csv

The wheel is fetched with pip and read as syntax trees: nothing is installed, imported or run, so
neither a GPU nor the engine's dependencies are needed. Each line has a flag, the first name of the
same option, how many values it takes (switch: none, toggle: none with a --no- form, value: one,
many: any number) and the words it accepts, where the source spells them out.

Covers vllm, its server (vllm-serve), sglang, Dynamo's own flags of workers and frontend
(dynamo-vllm, dynamo-sglang, dynamo-trtllm, dynamo-frontend), aiperf, and vllm-bench (the load
generator inside vllm). TensorRT-LLM has no wheel in the index that can be
read this way; its option names were read from the project's own API reference files.
"""

import ast
import csv
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

PACKAGES = {
    "vllm-serve": "vllm",
    "vllm-bench": "vllm",
    "dynamo-vllm": "ai-dynamo",
    "dynamo-sglang": "ai-dynamo",
    "dynamo-trtllm": "ai-dynamo",
    "dynamo-frontend": "ai-dynamo",
}
DYNAMO_GROUPS = "dynamo/common/configuration/groups/"
SOURCES = {
    "vllm": ["vllm/engine/arg_utils.py", "vllm/config"],
    "vllm-serve": ["vllm/entrypoints/openai/cli_args.py"],
    "vllm-bench": ["vllm/benchmarks/serve.py", "vllm/benchmarks/datasets"],
    "sglang": ["sglang/srt/server_args.py"],
    "dynamo-vllm": ["dynamo/vllm/args", "dynamo/vllm/backend_args", DYNAMO_GROUPS + "runtime"],
    "dynamo-sglang": [
        "dynamo/sglang/args", "dynamo/sglang/backend_args", DYNAMO_GROUPS + "runtime"],
    "dynamo-trtllm": [
        "dynamo/trtllm/args", "dynamo/trtllm/backend_args", "dynamo/trtllm/utils/trtllm_utils",
        DYNAMO_GROUPS + "runtime"],
    "dynamo-frontend": ["dynamo/frontend", DYNAMO_GROUPS],
    "aiperf": ["aiperf/common/config", "aiperf/config"],
}


def fetch(tool, version, folder):
    """Yields the paths and syntax trees of the files that define a tool's flags."""
    package = PACKAGES.get(tool, tool)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
         "--python-version", "3.12", "--platform", "manylinux_2_35_x86_64",
         "--platform", "manylinux_2_34_x86_64", "--platform", "manylinux_2_31_x86_64",
         "--platform", "manylinux_2_28_x86_64", "--platform", "manylinux2014_x86_64",
         "--platform", "manylinux1_x86_64", "--platform", "any",
         "-d", folder, f"{package}=={version}"],
        check=True, stdout=sys.stderr)
    wheel = next(pathlib.Path(folder).glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            wanted = any(name.startswith(source) for source in SOURCES[tool])
            if wanted and name.endswith(".py") and "/tests/" not in name:
                yield name, ast.parse(archive.read(name))


def text(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def words(node, names):
    """The words of a list, a Literal, or a name bound to either; None if they are computed."""
    if isinstance(node, ast.Name):
        node = names.get(node.id)
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal"):
        node = node.slice
    if isinstance(node, (ast.List, ast.Tuple)):
        found = [text(item) for item in node.elts]
        return None if None in found or not found else found
    return [text(node)] if text(node) else None


def from_type(annotation, names):
    """How many values a field of this type takes, and which."""
    source = ast.unparse(annotation)
    plain = re.sub(r"Optional|SkipValidation|None|[\[\]| ]", "", source)
    if plain == "bool":
        return "toggle", None
    if any(part in source for part in ("list[", "List[", "set[", "Set[")):
        return "many", None
    for node in ast.walk(annotation):
        if isinstance(node, (ast.Name, ast.Subscript)):
            found = words(node, names)
            if found and source.startswith(ast.unparse(node)):
                return "value", found
    return "value", None


def names_of(trees):
    """Module-level names bound to lists or Literals, and the annotated fields of every class."""
    names, fields = {}, {}
    for _, tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                names[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                names[node.target.id] = node.value
            elif isinstance(node, ast.ClassDef):
                fields[node.name] = {
                    item.target.id: item.annotation
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
    return names, fields


def plain_kind(keywords, names):
    """How many values an argparse option takes by its keywords."""
    action = ast.unparse(keywords["action"]) if "action" in keywords else ""
    choices = words(keywords["choices"], names) if "choices" in keywords else None
    if "BooleanOptional" in action:
        return "toggle", None
    if "store_true" in action or "store_false" in action or action == "DeprecatedAction":
        return "switch", None
    if "StoreTrue" in action or "StoreFalse" in action or "Const" in action:
        return "switch", None
    nargs = text(keywords.get("nargs")) if "nargs" in keywords else None
    return ("many" if nargs in ("+", "*") else "value"), choices


def argparse_options(trees, names, fields):
    """Options added by add_argument; vLLM takes their keywords from annotated classes."""
    for _, tree in trees:
        groups = {
            node.targets[0].id: ast.unparse(node.value.args[0])
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func).endswith("get_kwargs")
        }
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if not called or node.func.attr != "add_argument":
                continue
            flags = [text(arg) for arg in node.args if text(arg)]
            if not flags or not flags[0].startswith("-"):
                continue
            keywords = {item.arg: item.value for item in node.keywords if item.arg}
            spread = [item.value for item in node.keywords if item.arg is None]
            if spread and isinstance(spread[0], ast.Dict):  # **{**kwargs["field"], "default": ...}
                spread = [value for key, value in zip(spread[0].keys, spread[0].values) if not key]
            kind = plain_kind(keywords, names)
            if spread and isinstance(spread[0], ast.Subscript):
                group = groups.get(ast.unparse(spread[0].value))
                annotation = fields.get(group, {}).get(text(spread[0].slice))
                if annotation is not None and "action" not in keywords:
                    kind = from_type(annotation, names)
            yield flags, *kind


def server_options(names, fields):
    """Options that vLLM's server derives from the annotated fields of its own classes."""
    for owner in ("BaseFrontendArgs", "FrontendArgs"):
        for field, annotation in fields.get(owner, {}).items():
            yield ["--" + field.replace("_", "-")], *from_type(annotation, names)


def dataclass_options(trees, names, fields):
    """Options that SGLang derives from annotated fields: A[type, "help" or Arg(...)]."""
    for field, annotation in fields.get("ServerArgs", {}).items():
        if not (isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "A"):
            continue
        parts = annotation.slice.elts
        extra = {}
        for part in parts[1:]:
            if isinstance(part, ast.Call):
                extra = {item.arg: item.value for item in part.keywords}
        if "no_cli" in extra:
            continue
        first = text(extra["cli_name"]) if "cli_name" in extra else "--" + field.replace("_", "-")
        flags = [first] + (words(extra["aliases"], names) or [] if "aliases" in extra else [])
        kind, choices = from_type(parts[0], names)
        if kind == "toggle":
            kind = "toggle" if "BooleanOptional" in ast.unparse(annotation) else "switch"
        if "action" in extra or "nargs" in extra or "choices" in extra:
            kind, choices = plain_kind(extra, names)
        yield flags, kind, choices


def declared_options(trees, names):
    """Options of Dynamo's argument groups (flag_name=...) and of aiperf (CLIParameter, Parameter)."""
    for _, tree in trees:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            keywords = {item.arg: item.value for item in node.keywords if item.arg}
            if "flag_name" in keywords and text(keywords["flag_name"]):
                negatable = "negatable_bool" in ast.unparse(node.func)
                choices = words(keywords["choices"], names) if "choices" in keywords else None
                flags = [text(keywords["flag_name"])]
                for other in ("alias", "obsolete_flag"):
                    if other in keywords and text(keywords[other]):
                        flags.append(text(keywords[other]))
                yield flags, ("toggle" if negatable else plain_kind(keywords, names)[0]), choices
            elif "name" in keywords and ast.unparse(node.func).endswith("Parameter"):
                flags = [flag for flag in words(keywords["name"], names) or [] if flag[0] == "-"]
                if flags:
                    yield flags, "any", None


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in SOURCES:
        sys.exit(f"usage: engine_flags.py {{{','.join(SOURCES)}}} VERSION")
    tool, version = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        trees = list(fetch(tool, version, folder))
    names, fields = names_of(trees)
    options = list(argparse_options(trees, names, fields))
    options += dataclass_options(trees, names, fields) if tool == "sglang" else []
    options += server_options(names, fields) if tool == "vllm-serve" else []
    options += declared_options(trees, names)
    rows = {}
    for flags, kind, choices in options:
        for flag in flags:
            rows.setdefault(flag, (flag, flags[0], kind, " ".join(choices or [])))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["flag", "option", "kind", "choices"])
    writer.writerows(rows[flag] for flag in sorted(rows) if flag.startswith("--"))


if __name__ == "__main__":
    main()
