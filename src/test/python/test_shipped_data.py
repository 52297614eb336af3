"""The committed tables against their catalog and against a sample of what the reference reports as its sources."""

import csv
import gzip
import hashlib
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "perf-data"
REFERENCE = PROJECT / "src" / "test" / "resources" / "reference" / "table-sources.csv"
# Listed by the reference, but no rule of it reads them, or only the primary file.
NOT_IMPORTED = ("dsv4_hca_attn_module", "dsv4_megamoe_module")


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class ShippedDataTest(unittest.TestCase):

    def test_every_file_holds_what_the_catalog_says(self):
        for entry in read(DATA / "catalog.csv"):
            with self.subTest(file=entry["file"]):
                text = gzip.decompress((DATA / entry["file"]).read_bytes())
                self.assertEqual(entry["sha256"], hashlib.sha256(text).hexdigest())
                self.assertEqual(int(entry["rows"]), text.count(b"\n") - 1)
                counts = [int(source.split(":")[2]) for source in entry["sources"].split(" ")]
                self.assertEqual(int(entry["rows"]), sum(counts))

    def test_faults_point_at_rows_of_shipped_files(self):
        rows = {entry["file"]: int(entry["rows"]) for entry in read(DATA / "catalog.csv")}
        for fault in read(DATA / "faults.csv"):
            self.assertLess(1, int(fault["line"]))
            self.assertLessEqual(int(fault["line"]), rows[fault["file"]] + 1)

    def test_sources_are_those_of_the_reference(self):
        expected = {}
        for line in read(REFERENCE):
            if line["channel"] != "lanes_default" and line["table"] not in NOT_IMPORTED:
                key = (line["system"], line["engine"], line["version"], line["table"])
                expected.setdefault(key, []).append(f"{line['source']}:{line['channel']}")
        catalog = {(entry["system"], entry["engine"], entry["version"], entry["table"]):
                   [source.rsplit(":", 1)[0] for source in entry["sources"].split(" ")]
                   for entry in read(DATA / "catalog.csv")}
        self.assertEqual(expected, {key: catalog.get(key) for key in expected})

    def test_lanes_are_those_of_the_reference(self):
        lanes = {}
        for lane in read(DATA / "lanes.csv"):
            key = (lane["system"], lane["engine"], lane["version"], lane["table"])
            lanes.setdefault(key, []).append(lane)
        checked = [line for line in read(REFERENCE) if line["channel"] == "lanes_default"]
        self.assertEqual(6, len(checked))
        for line in checked:
            key = (line["system"], line["engine"], line["version"], line["table"])
            self.assertEqual(line["kernel_source"].split(" "), default_order(lanes[key]), key)


def default_order(lanes):
    pinned = lanes[0]["framework_default"]
    if not pinned:
        return ["default"]
    names = [lane["lane"] for lane in lanes]
    return names if pinned == "default" else [pinned] + [name for name in names if name != pinned]


if __name__ == "__main__":
    unittest.main()
