"""Checks the Binder set-up without Docker.

The folder's rules always; the rendered Dockerfile where repo2docker is installed; and with
SERVELAB_TEST_POSTBUILD=1 the build script itself, in a throw-away clone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BINDER = PROJECT / "binder"
POST_BUILD = BINDER / "postBuild"
KNOWN_FILES = {"apt.txt", "runtime.txt", "requirements.txt", "postBuild"}


class RulesTest(unittest.TestCase):
    def test_only_known_files(self) -> None:
        self.assertEqual({path.name for path in BINDER.iterdir()}, KNOWN_FILES)

    def test_no_second_configuration(self) -> None:
        for name in (".binder", "Dockerfile", "environment.yml", "start"):
            self.assertFalse((PROJECT / name).exists(), name)

    def test_line_ends_are_of_unix(self) -> None:
        for path in BINDER.iterdir():
            content = path.read_bytes()
            self.assertNotIn(b"\r", content, path)
            self.assertTrue(content.endswith(b"\n"), path)

    def test_post_build_is_a_strict_executable_script(self) -> None:
        lines = POST_BUILD.read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[0], "#!/usr/bin/env bash")
        commands = [line for line in lines if line and not line.startswith("#")]
        self.assertEqual(commands[0], "set -euo pipefail")
        self.assertTrue(os.access(POST_BUILD, os.X_OK))

    def test_package_names_are_well_formed(self) -> None:
        for name in (BINDER / "apt.txt").read_text(encoding="utf-8").splitlines():
            self.assertRegex(name, r"^[a-z0-9][a-z0-9.+-]+$")

    def test_python_version_is_named(self) -> None:
        self.assertRegex((BINDER / "runtime.txt").read_text(encoding="utf-8"), r"^python-3\.\d+\n$")

    def test_requirements_are_pinned_and_bring_no_other_java_kernel(self) -> None:
        text = (BINDER / "requirements.txt").read_text(encoding="utf-8")
        required = [line for line in text.splitlines() if line and not line.startswith("#")]
        for line in required:
            self.assertRegex(line, r"^[A-Za-z0-9_.-]+==[A-Za-z0-9_.]+$")
            self.assertFalse(line.lower().startswith("jjava"), "it owns the spec name java")

    def test_every_notebook_names_the_kernel(self) -> None:
        for path in (PROJECT / "notebooks").glob("*.ipynb"):
            metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            self.assertEqual(metadata["kernelspec"]["name"], "java", path)

    def test_every_notebook_can_be_opened_from_the_readme(self) -> None:
        readme = (PROJECT / "README.md").read_text(encoding="utf-8")
        linked = re.findall(r"mybinder\.org/v2/gh/[^)]*urlpath=lab/tree/notebooks/([^)]+)", readme)
        there = {path.name for path in (PROJECT / "notebooks").glob("*.ipynb")}
        self.assertEqual(set(linked), there)

    def test_installed_kernel_does_not_need_the_build_folders(self) -> None:
        spec = (PROJECT / "kernel" / "kernelspec" / "kernel.json").read_text(encoding="utf-8")
        self.assertNotIn("target", spec)


@unittest.skipUnless(shutil.which("jupyter-repo2docker"), "repo2docker is not on PATH")
class DockerfileTest(unittest.TestCase):
    def test_steps_come_in_order(self) -> None:
        rendered = subprocess.run(
            ["jupyter-repo2docker", "--no-build", "--debug", str(PROJECT)],
            capture_output=True,
            text=True,
            check=True,
        )
        dockerfile = rendered.stdout + rendered.stderr
        steps = [
            r"apt-get install .*openjdk-17-jdk-headless",
            r"pip install .*-r \"?binder/requirements.txt",
            r"RUN ./binder/postBuild",
        ]
        places = [re.search(step, dockerfile) for step in steps]
        self.assertTrue(all(places), [step for step, at in zip(steps, places) if not at])
        starts = [place.start() for place in places if place]
        self.assertEqual(starts, sorted(starts))


@unittest.skipUnless(os.environ.get("SERVELAB_TEST_POSTBUILD"), "takes minutes")
class PostBuildTest(unittest.TestCase):
    def test_clone_builds_and_every_notebook_runs(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            clone, home, prefix = (Path(folder) / name for name in ("clone", "home", "prefix"))
            home.mkdir()
            subprocess.run(["git", "clone", "-q", str(PROJECT), str(clone)], check=True)
            environment = os.environ | {"NB_PYTHON_PREFIX": str(prefix), "HOME": str(home)}
            subprocess.run(["binder/postBuild"], cwd=clone, env=environment, check=True)
            self.assertFalse((clone / "target").exists())
            self.assertFalse((clone / "kernel" / "target").exists())
            environment["JUPYTER_PATH"] = str(prefix / "share" / "jupyter")
            subprocess.run(
                ["python", clone / "kernel" / "tests" / "run_notebooks.py"]
                + sorted((clone / "notebooks").glob("*.ipynb")),
                env=environment,
                check=True,
            )


if __name__ == "__main__":
    unittest.main()
