"""Read files of a published wheel, whether it is still a .whl, an unpacked one or an installed package."""

import base64
import csv
import hashlib
import io
import zipfile
import zlib
from pathlib import Path

PACKAGE = "aiconfigurator_core"
VERSION = "0.12.0"
DIST_INFO = f"{PACKAGE}-{VERSION}.dist-info"


class PackageError(Exception):
    """The given package is missing, of another version or damaged."""


class PackageFiles:
    """Files below the package's `systems` folder, addressed by their path relative to that folder.

    Every file that is read is checked against the sha256 that the wheel's RECORD states for it.
    """

    def __init__(self, location):
        self._location = Path(location)
        if self._location.is_file():
            self._archive = opened(self._location)
            self._root = None
            record = self._archive_text(f"{DIST_INFO}/RECORD")
            names = [name for name in self._archive.namelist() if not name.endswith("/")]
        else:
            self._archive = None
            self._root = self._package_parent()
            record_file = self._root / DIST_INFO / "RECORD"
            record = record_file.read_text(encoding="utf-8") if record_file.is_file() else None
            systems = self._root / PACKAGE / "systems"
            names = [path.relative_to(self._root).as_posix() for path in systems.rglob("*") if path.is_file()]
        self._check_version(record)
        self._digests = read_record(record) if record else {}
        prefix = f"{PACKAGE}/systems/"
        self.paths = sorted(name[len(prefix):] for name in names if name.startswith(prefix))
        self._known = set(self.paths)
        self.verified = bool(self._digests)

    def _package_parent(self):
        for parent in (self._location, self._location.parent):
            if (parent / PACKAGE / "systems").is_dir():
                return parent
        raise PackageError(f"{self._location}: neither a wheel nor a folder holding {PACKAGE}/systems")

    def _check_version(self, record):
        if self._archive is not None and record is None:
            raise PackageError(f"{self._location}: not a wheel of {PACKAGE} {VERSION}")
        if self._root is not None and record is None:
            others = sorted(path.name for path in self._root.glob(f"{PACKAGE}-*.dist-info"))
            if others:
                raise PackageError(f"{self._location}: found {others[0]}, but version {VERSION} is needed")

    def _archive_text(self, name):
        try:
            return self._archive.read(name).decode("utf-8")
        except KeyError:
            return None

    def __contains__(self, path):
        return path in self._known

    def read(self, path):
        """Bytes of one file, refused when they do not match the wheel's RECORD."""
        name = f"{PACKAGE}/systems/{path}"
        try:
            data = self._archive.read(name) if self._archive is not None else (self._root / name).read_bytes()
        except (zipfile.BadZipFile, zlib.error) as error:
            raise PackageError(f"{self._location}: {name}: {error}; the wheel is damaged") from error
        expected = self._digests.get(name)
        if expected is not None and record_digest(data) != expected:
            raise PackageError(f"{name}: sha256 differs from the wheel's RECORD; the file is damaged")
        return data


def opened(wheel):
    try:
        return zipfile.ZipFile(wheel)
    except zipfile.BadZipFile as error:
        raise PackageError(f"{wheel}: {error}") from error


def read_record(text):
    """Map of file name to digest from the text of a wheel's RECORD."""
    digests = {}
    for row in csv.reader(io.StringIO(text)):
        if len(row) >= 2 and row[1].startswith("sha256="):
            digests[row[0]] = row[1][len("sha256="):]
    return digests


def record_digest(data):
    """sha256 in the notation of RECORD: URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
