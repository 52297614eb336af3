"""Put the importer's modules on the path, and skip the tests of whoever imports this where its libraries are missing."""

import io
import sys
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(PROJECT / "src" / "main" / "python"))

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
    import yaml
except ImportError as missing:
    raise unittest.SkipTest(f"the importer's tests need pyarrow and PyYAML: {missing}")


class MemoryPackage:
    """A package of a few files that exists in memory only."""

    def __init__(self):
        self._contents = {"perf_data_reuse_manifest.yaml": b"groups: []"}

    @property
    def paths(self):
        return sorted(self._contents)

    def read(self, path):
        return self._contents[path]

    def add_yaml(self, path, value):
        self._contents[path] = yaml.safe_dump(value).encode()
        return self

    def add_table(self, path, **columns):
        buffer = io.BytesIO()
        pq.write_table(pa.table(columns or {"latency": [1.0]}), buffer)
        self._contents[f"data/{path}"] = buffer.getvalue()
        return self
