"""Turn the source files of one table into a single table: filter, rename, drop duplicates, keep the order."""

import io

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

# Kernels that run another numeric format than the dtype column says.
MOE_DTYPE_BY_KERNEL = {
    ("w4a8_mxfp4_mxfp8", "sglang_mxfp4_flashinfer_trtllm_moe"): "w4a8_mxfp4_mxfp8_trtllm",
    ("w4a16_mxfp4", "sglang_flashinfer_cutlass_moe"): "w4a16_mxfp4_cutlass",
}
LOW_LATENCY_MOE_KERNEL = "moe_torch_flow_min_latency"
# Intel's collective library has no graph mode, so its eager rows are the only ones.
SYSTEMS_WITHOUT_GRAPH_MODE = ("b60",)


class TableError(Exception):
    """A measured file does not hold what its kind promises."""


def merge_sources(package, kind, table, system, sources):
    """One table of the kept columns, `source` and `device`, in the order in which rows are to be loaded."""
    parts = []
    for source in sources:
        part = read_source(package, kind, table, system, source)
        if kind.last_in_file_wins:
            part = last_rows_first(part, kind.key)
        parts.append(part.append_column("source", pa.array([source.label] * part.num_rows, pa.string())))
    columns = list(kind.columns) + list(kind.values)
    if any("power" in part.column_names for part in parts):
        parts = [with_column(part, "power", pa.nulls(part.num_rows, pa.float64())) for part in parts]
        columns.append("power")
    merged = pa.concat_tables([part.select(columns + ["source", "device"]) for part in parts])
    return first_rows(merged, kind.key)


def read_source(package, kind, table, system, source):
    """Admitted rows of one file, with the kept columns in plain types."""
    rows = plain_types(pq.read_table(io.BytesIO(package.read(source.path)), use_threads=False))
    if source.kernels is not None:
        rows = rows.filter(pc.is_in(rows["kernel_source"], value_set=pa.array(source.kernels)))
    for column, value in kind.constants:
        check_constant(rows, column, value, source.path)
    rows = LOAD_RULES.get(table, no_rule)(rows, system)
    for column in kind.values:
        if rows[column].null_count or not pc.all(pc.is_finite(rows[column]), min_count=0).as_py():
            raise TableError(f"{source.path}: column {column} holds a value that is not a number")
    rows = with_column(rows, "device", pa.nulls(rows.num_rows, pa.string()))
    kept = [column for column in (*kind.columns, *kind.values, "power", "device") if column in rows.column_names]
    return rows.select(kept)


def plain_types(rows):
    """Integers as int64, text as string, whatever variant the file used."""
    columns = []
    for name in rows.column_names:
        column = rows[name]
        if pa.types.is_large_string(column.type) or pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        elif pa.types.is_integer(column.type):
            column = column.cast(pa.int64())
        columns.append(column)
    return pa.table(columns, names=rows.column_names)


def check_constant(rows, column, value, path):
    if column in rows.column_names and rows.num_rows:
        found = pc.unique(rows[column]).to_pylist()
        if found != [value]:
            raise TableError(f"{path}: column {column} should be {value} everywhere, found {found}")


def with_column(rows, name, values):
    return rows if name in rows.column_names else rows.append_column(name, values)


def replace(rows, name, values):
    return rows.set_column(rows.column_names.index(name), name, values)


def no_rule(rows, system):
    return rows


def gemm_rule(rows, system):
    """Weight-only AWQ and GPTQ products are never asked for."""
    return rows.filter(pc.invert(pc.is_in(rows["gemm_dtype"], value_set=pa.array(["awq", "gptq"]))))


def attention_rule(rows, system):
    """Old files have no window column, or null, where attention is not windowed."""
    rows = with_column(rows, "window_size", pa.nulls(rows.num_rows, pa.int64()))
    return replace(rows, "window_size", pc.fill_null(rows["window_size"], 0))


def moe_rule(rows, system):
    """Name the numeric format that really ran, and mark the kernels of the low-latency table."""
    dtype = rows["moe_dtype"]
    for (stated, kernel), actual in MOE_DTYPE_BY_KERNEL.items():
        matches = pc.and_(pc.equal(rows["moe_dtype"], stated), pc.equal(rows["kernel_source"], kernel))
        dtype = pc.if_else(matches, actual, dtype)
    low_latency = pc.equal(rows["kernel_source"], LOW_LATENCY_MOE_KERNEL).cast(pa.int64())
    return replace(rows, "moe_dtype", dtype).append_column("low_latency", low_latency)


def dsv4_rule(rows, system):
    """One name for one format: some collectors wrote the KV dtype as fp8_e4m3."""
    dtype = rows["kv_cache_dtype"]
    return replace(rows, "kv_cache_dtype", pc.if_else(pc.equal(dtype, "fp8_e4m3"), "fp8", dtype))


def allreduce_rule(rows, system):
    """Eager launches are slower than what an engine replays from a graph."""
    if system in SYSTEMS_WITHOUT_GRAPH_MODE:
        return rows
    keep = pc.invert(pc.ends_with(rows["kernel_source"], "_eager"))
    if "backend" in rows.column_names:
        keep = pc.and_(keep, pc.invert(pc.fill_null(pc.ends_with(rows["backend"], "_eager"), False)))
    return rows.filter(keep)


def moe_a2a_rule(rows, system):
    return replace(rows, "sms", pc.fill_null(rows["sms"], 0))


LOAD_RULES = {
    "gemm": gemm_rule,
    "context_attention": attention_rule,
    "generation_attention": attention_rule,
    "moe": moe_rule,
    "dsv4_csa_context_module": dsv4_rule,
    "dsv4_csa_generation_module": dsv4_rule,
    "dsv4_hca_context_module": dsv4_rule,
    "dsv4_hca_generation_module": dsv4_rule,
    "custom_allreduce": allreduce_rule,
    "moe_a2a": moe_a2a_rule,
}


def numbered(rows):
    return rows.append_column("row", pa.array(range(rows.num_rows), pa.int64()))


def first_rows(rows, key):
    """The first row of every key, in the order of those rows."""
    grouped = numbered(rows).group_by(list(key), use_threads=False).aggregate([("row", "min")])
    return rows.take(grouped.sort_by("row_min")["row_min"])


def last_rows_first(rows, key):
    """Rows of a key reversed and gathered where the key first appears.

    A loader that keeps the first row it meets then keeps the last row of the file, even if it also splits the key
    further, and meets keys in file order.
    """
    table = numbered(rows)
    groups = table.group_by(list(key), use_threads=False).aggregate([("row", "min")])
    firsts = table.join(groups, keys=list(key), use_threads=False).select(["row", "row_min"])
    order = pc.sort_indices(firsts, sort_keys=[("row_min", "ascending"), ("row", "descending")])
    return rows.take(firsts["row"].take(order))
