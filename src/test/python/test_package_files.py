import tempfile
import unittest
import zipfile
from pathlib import Path

import importer  # noqa: F401  finds the modules under test

from package_files import DIST_INFO, PACKAGE, PackageError, PackageFiles, record_digest

TABLE = f"{PACKAGE}/systems/data/chip/gemm.parquet"


class PackageFilesTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.write(TABLE, "rows")
        self.write(f"{DIST_INFO}/RECORD", f"{TABLE},sha256={record_digest(b'rows')},4\n")

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def test_wheel_unpacked_wheel_and_installed_package_read_alike(self):
        wheel = self.folder / "package.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name in (TABLE, f"{DIST_INFO}/RECORD"):
                archive.write(self.folder / name, name)
        for location in (wheel, self.folder, self.folder / PACKAGE):
            package = PackageFiles(location)
            self.assertEqual(["data/chip/gemm.parquet"], package.paths)
            self.assertEqual(b"rows", package.read("data/chip/gemm.parquet"))

    def test_damaged_file_is_refused(self):
        self.write(TABLE, "cows")
        with self.assertRaisesRegex(PackageError, "gemm.parquet: sha256 differs"):
            PackageFiles(self.folder).read("data/chip/gemm.parquet")

    def test_another_version_is_refused(self):
        (self.folder / DIST_INFO).rename(self.folder / f"{PACKAGE}-0.13.0.dist-info")
        with self.assertRaisesRegex(PackageError, "found aiconfigurator_core-0.13.0.dist-info, but version 0.12.0"):
            PackageFiles(self.folder)

    def test_folder_without_the_package_is_refused(self):
        with self.assertRaisesRegex(PackageError, "neither a wheel nor a folder"):
            PackageFiles(self.folder / "some" / "where")


if __name__ == "__main__":
    unittest.main()
