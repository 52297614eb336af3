"""Write merged tables as gzipped CSV, identical bytes for identical content, and read back what was written."""

import gzip
import hashlib
import io
import os
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

# Column names that say the unit.
HEADINGS = {"latency": "latency_ms", "power": "power_w"}
HEADINGS_OF_TABLE = {"moe_a2a": {"latency": "latency_us"}}


def csv_bytes(table, rows):
    """Plain CSV text with one heading line."""
    names = HEADINGS_OF_TABLE.get(table, HEADINGS)
    heading = ",".join(names.get(name, name) for name in rows.column_names)
    buffer = io.BytesIO()
    buffer.write(heading.encode("utf-8") + b"\n")
    pa_csv.write_csv(rows, buffer, pa_csv.WriteOptions(include_header=False, quoting_style="none"))
    return buffer.getvalue()


def same_rows(rows, text):
    """Whether reading the CSV gives exactly the rows that were to be written."""
    types = {name: field.type for name, field in zip(text[:text.index(b"\n")].decode().split(","), rows.schema)}
    read = pa_csv.read_csv(
        io.BytesIO(text),
        pa_csv.ReadOptions(use_threads=False),
        convert_options=pa_csv.ConvertOptions(column_types=types, strings_can_be_null=False))
    return read.rename_columns(rows.column_names).equals(rows.combine_chunks().cast(read_schema(rows)))


def read_schema(rows):
    return pa.schema([pa.field(field.name, field.type) for field in rows.schema])


def write_csv_gz(path, text):
    """Write the text compressed, unless the file already holds it; its size in bytes."""
    if not holds(path, text):
        write_atomically(path, compressed(text))
    return path.stat().st_size


def compressed(text):
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(text)
    return buffer.getvalue()


def holds(path, text):
    try:
        return gzip.decompress(path.read_bytes()) == text
    except (OSError, EOFError, ValueError):
        return False


def write_atomically(path, data):
    """Move a finished temporary file into place, so that readers never see half a file."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def sha256(data):
    return hashlib.sha256(data).hexdigest()
