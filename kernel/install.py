#!/usr/bin/env python3
"""Installs the ServeLab Java kernel for Jupyter.

Needs Python's standard library and a JDK of at least version 17; Maven only when the jars are not
built yet. The kernelspec folder that it makes is complete in itself: nothing in it points back to
this checkout, so that can be moved or cleaned afterwards (the measured data stay where they are).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

KERNEL = Path(__file__).resolve().parent
PROJECT = KERNEL.parent
KERNEL_JAR = KERNEL / "target" / "servelab-kernel.jar"
LIBRARY_JAR = PROJECT / "target" / "servelab.jar"
ARCHIVE = "app.jsa"
ARCHIVE_OPTIONS = ("-XX:SharedArchiveFile=", "-Xlog:cds")
OLDEST_JAVA = 17


def main() -> None:
    options = parse_arguments()
    java = find_java(options.java)
    require_java(java)
    library = None if options.no_library else find_library(options.library_jar)
    if not KERNEL_JAR.exists():
        build(KERNEL)
    target = kernels_folder(options) / options.name
    warn_if_other(target)
    place(target, java if options.java else "java", library)
    archived = not options.no_archive and make_archive(target, java)
    if not archived:
        drop_archive_options(target)
    print(f"Installed the kernel '{options.name}' in {target}")
    print(f"  java     {java}")
    print(f"  library  {library or 'none: a plain Java kernel'}")
    print(f"  archive  {'made' if archived else 'none: starts about a second slower'}")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--user", action="store_true", help="for this user (the default)")
    place.add_argument("--sys-prefix", action="store_true", help="into the environment of this Python")
    place.add_argument("--prefix", type=Path, metavar="DIR", help="into DIR/share/jupyter/kernels")
    parser.add_argument("--name", default="java", help="name of the kernelspec (default: java)")
    library = parser.add_mutually_exclusive_group()
    library.add_argument("--no-library", action="store_true", help="a plain Java kernel")
    library.add_argument(
        "--library-jar",
        type=Path,
        metavar="PATH",
        help="the ServeLab library with its dependencies (default: ../target/servelab.jar)",
    )
    parser.add_argument("--java", metavar="PATH", help="the java to start (default: that of PATH)")
    parser.add_argument(
        "--no-archive", action="store_true", help="skip the class archive that speeds up the start"
    )
    options = parser.parse_args()
    if not re.fullmatch(r"[a-z0-9._-]+", options.name):
        parser.error("a kernel name has lower-case letters, digits, dots, dashes, underscores only")
    return options


def find_java(asked: str | None) -> str:
    java = shutil.which(asked or "java")
    if java is None:
        sys.exit(f"No java found ({asked or 'on PATH'}). Install a JDK {OLDEST_JAVA} or newer.")
    return java


def require_java(java: str) -> None:
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', answer.stderr + answer.stdout)
    if not found or int(found.group(1)) < OLDEST_JAVA:
        version = found.group(1) if found else "unknown"
        sys.exit(f"{java} has version {version}; the kernel needs {OLDEST_JAVA} or newer.")


def find_library(asked: Path | None) -> Path | None:
    """The library jar, built first if it is the project's own and missing."""
    if asked is not None:
        if not asked.is_file():
            sys.exit(f"There is no library jar at {asked}.")
        return asked.resolve()
    if not LIBRARY_JAR.exists() and (PROJECT / "pom.xml").exists():
        build(PROJECT)
    return LIBRARY_JAR if LIBRARY_JAR.exists() else None


def build(project: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        sys.exit(f"The jar of {project} is not built, and there is no mvn on PATH to build it.")
    print(f"Building {project} ...", file=sys.stderr, flush=True)
    command = [maven, "-B", "-DskipTests", "package"]
    result = subprocess.run(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        print("\n".join(result.stdout.splitlines()[-60:]), file=sys.stderr)
        sys.exit(f"The build of {project} failed; the end of its output is above.")


def kernels_folder(options: argparse.Namespace) -> Path:
    if options.prefix is not None:
        return options.prefix.resolve() / "share" / "jupyter" / "kernels"
    if options.sys_prefix:
        return Path(sys.prefix) / "share" / "jupyter" / "kernels"
    return user_data_folder() / "kernels"


def user_data_folder() -> Path:
    """The folder that `jupyter --paths` lists first among the user's data folders."""
    if os.environ.get("JUPYTER_DATA_DIR"):
        return Path(os.environ["JUPYTER_DATA_DIR"])
    if platform.system() == "Darwin":
        return Path.home() / "Library" / "Jupyter"
    if platform.system() == "Windows":
        roaming = os.environ.get("APPDATA")
        return Path(roaming) / "jupyter" if roaming else Path.home() / ".jupyter" / "data"
    share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(share) / "jupyter"


def warn_if_other(target: Path) -> None:
    spec = target / "kernel.json"
    if not spec.exists():
        return
    try:
        name = json.loads(spec.read_text(encoding="utf-8")).get("display_name", "unnamed")
    except ValueError:
        name = "unreadable"
    if "ServeLab" not in name:
        print(
            f"Note: replacing the kernel '{name}' in {target}; --name keeps both.", file=sys.stderr
        )


def place(target: Path, java: str, library: Path | None) -> None:
    """Copies everything into a new folder and swaps it in, so that no old jar stays behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".java-kernel-", dir=target.parent))
    try:
        shutil.copytree(KERNEL / "kernelspec", fresh, dirs_exist_ok=True)
        (fresh / "lib").mkdir()
        shutil.copy2(KERNEL_JAR, fresh / "lib")
        if library is not None:
            shutil.copy2(library, fresh / "lib" / "servelab.jar")
        spec = json.loads((fresh / "kernel.json").read_text(encoding="utf-8"))
        spec["argv"][0] = java
        if (PROJECT / "perf-data").is_dir():
            # The library looks here for the measured tables when the notebook is elsewhere.
            before = spec["argv"].index("-cp")
            spec["argv"].insert(before, f"-Dservelab.home={PROJECT}")
        write_spec(fresh, spec)
        fresh.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_spec(folder: Path, spec: dict) -> None:
    (folder / "kernel.json").write_text(json.dumps(spec, indent=2) + "\n", encoding="utf-8")


def make_archive(target: Path, java: str) -> bool:
    """Records the classes of a first session at the final place, which is where they are valid.

    Everything can go wrong here without harm: the kernel then loads its classes the usual way.
    """
    jars = str(target / "lib" / "*")
    command = [
        java,
        "-XX:+UseSerialGC",
        f"-XX:ArchiveClassesAtExit={target / ARCHIVE}",
        f"-Dservelab.kernelspec={target}",
        f"-Dservelab.home={PROJECT}",
        "-cp",
        jars,
        "io.servelab.kernel.Rehearsal",
    ]
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return (target / ARCHIVE).is_file()


def drop_archive_options(target: Path) -> None:
    spec = json.loads((target / "kernel.json").read_text(encoding="utf-8"))
    spec["argv"] = [part for part in spec["argv"] if not part.startswith(ARCHIVE_OPTIONS)]
    write_spec(target, spec)


if __name__ == "__main__":
    main()
