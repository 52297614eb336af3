"""Find rows that cannot be measurements of what they claim: faster than the chip, zero, or of another chip.

A bound is only used where it is certain: arithmetic at the peak rate of the format, and memory traffic of working sets
far larger than any cache. Collectives are not checked (switches can reduce in flight), nor are sparse modules.
"""

import functools
import re
from collections import namedtuple

import pyarrow as pa
import pyarrow.compute as pc

# Below this a repeated measurement may be served from the cache.
CACHE_BYTES = 256_000_000
# Zero is a legitimate reading here: differences of two timings, or a selection with nothing to select.
ZERO_IS_FINE = ("computescale", "dsv4_csa_topk_calib", "glm5_topk_module")
CHIP_NAME = r"\b(G?B\d{3}|H\d{3}|A\d{2,3}|L\d{1,2}S?)\b"

# Bytes per element and the field of the peak rate that the format computes with.
Format = namedtuple("Format", "width rate")
FORMATS = {
    "bfloat16": Format(2, "bfloat16"), "int8_wo": Format(1, "bfloat16"), "int4_wo": Format(0.5, "bfloat16"),
    "fp8": Format(1, "fp8"), "fp8_block": Format(1, "fp8"), "sq": Format(1, "int8"), "nvfp4": Format(0.5, "fp4"),
    "w4afp8": Format(0.5, "fp8"), "w4a16_mxfp4": Format(0.5, "bfloat16"),
    "w4a16_mxfp4_cutlass": Format(0.5, "bfloat16"), "w4a8_mxfp4_mxfp8": Format(0.5, "fp8"),
    "w4a8_mxfp4_mxfp8_trtllm": Format(0.5, "fp8"),
}

# What a row must compute and move at least; `format` names the column that decides the arithmetic rate.
Work = namedtuple("Work", "operations bytes format")


def faults(table, rows, system, gpu):
    """(row number from 0, reason, detail) of every row that cannot be right."""
    found = []
    if table not in ZERO_IS_FINE and "latency" in rows.column_names:
        found += [(row, "zero_latency", "") for row in where(pc.equal(rows["latency"], 0))]
    if table in WORK:
        found += too_fast(rows, WORK[table](rows), gpu)
    if table == "gemm":
        found += [(row, "empty_product", "m is 0") for row in where(pc.equal(rows["m"], 0))]
    return sorted(found + other_chips(rows, system))


def too_fast(rows, work, gpu):
    rates = {name: gpu.get(f"{kind.rate}_tc_flops") for name, kind in FORMATS.items()}
    bounds = [("faster_than_arithmetic", divide(work.operations, looked_up(rows[work.format], rates)))]
    if work.bytes is not None:
        seconds = divide(work.bytes, gpu["mem_bw"])
        bounds.append(("faster_than_memory", pc.if_else(pc.greater(work.bytes, CACHE_BYTES), seconds, 0.0)))
    found = []
    for reason, seconds in bounds:
        least = product(seconds, 1e3)
        for row in where(pc.less(rows["latency"], least)):
            found.append((row, reason, f"{rows['latency'][row].as_py():.4g} ms, at least {least[row].as_py():.4g} ms"))
    return found


def other_chips(rows, system):
    """Rows whose device label names a chip that is not this system's."""
    if "device" not in rows.column_names:
        return []
    own = system.split("_")[0].upper()
    labels = [label for label in pc.unique(rows["device"]).to_pylist() if label]
    foreign = [label for label in labels if (re.search(CHIP_NAME, label) or [own])[0] != own]
    matches = pc.is_in(rows["device"], value_set=pa.array(foreign, pa.string()))
    return [(row, "other_chip", rows["device"][row].as_py()) for row in where(matches)]


def gemm_work(rows):
    m, n, k = rows["m"], rows["n"], rows["k"]
    moved = total(product(m, n), product(m, k), product(n, k))
    widths = {name: kind.width for name, kind in FORMATS.items()}
    return Work(product(2, m, n, k), product(moved, looked_up(rows["gemm_dtype"], widths)), "gemm_dtype")


def context_attention_work(rows):
    length, window = rows["isl"], rows["window_size"]
    windowed = pc.and_(pc.greater(window, 0), pc.less(window, length))
    reach = pc.if_else(windowed, window, length)
    pairs = product(reach, difference(length, product(0.5, reach)))
    heads = product(rows["batch_size"], rows["num_heads"], key_and_value_dims(rows))
    return Work(product(2, heads, pairs), product(heads, length, looked_up(rows["attn_dtype"], ACTIVATION_WIDTHS)),
                "attn_dtype")


def generation_attention_work(rows):
    length = difference(total(rows["isl"], rows["step"]), 1)
    window = rows["window_size"]
    reach = pc.if_else(pc.greater(window, 0), pc.min_element_wise(as_double(window), length), length)
    cells = product(rows["batch_size"], key_and_value_dims(rows), reach)
    width = looked_up(rows["kv_cache_dtype"], ACTIVATION_WIDTHS)
    return Work(product(2, rows["num_heads"], cells), product(rows["num_key_value_heads"], cells, width),
                "kv_cache_dtype")


def key_and_value_dims(rows):
    """Models whose keys have 192 dimensions have values of 128; else both are equal."""
    values = pc.if_else(pc.equal(rows["head_dim"], 192), 128, rows["head_dim"])
    return total(rows["head_dim"], values)


def encoder_attention_work(rows):
    heads = product(rows["batch_size"], rows["num_heads"], rows["head_dim"], rows["isl"])
    return Work(product(4, heads, rows["isl"]), product(8, heads), "attn_dtype")


def context_mla_work(rows):
    heads = product(rows["batch_size"], rows["num_heads"], rows["isl"])
    return Work(product(MLA_CONTEXT_DIMS, heads, rows["isl"]), None, "mla_dtype")


def generation_mla_work(rows):
    cells = product(rows["batch_size"], difference(total(rows["isl"], rows["step"]), 1))
    width = looked_up(rows["kv_cache_dtype"], ACTIVATION_WIDTHS)
    return Work(product(2 * MLA_DECODE_DIMS, rows["num_heads"], cells), product(MLA_CACHE_DIM, cells, width),
                "kv_cache_dtype")


def moe_work(rows):
    """Only where one GPU holds all experts is its share of the tokens certain; two matrices, as in ungated experts."""
    whole = pc.equal(rows["moe_ep_size"], 1)
    operations = divide(product(4, rows["num_tokens"], rows["topk"], rows["hidden_size"], rows["inter_size"]),
                        rows["moe_tp_size"])
    return Work(pc.if_else(whole, operations, 0.0), None, "moe_dtype")


ACTIVATION_WIDTHS = {"bfloat16": 2, "fp8": 1}
# DeepSeek's latent attention: query-key plus value dimensions in prefill, in decode, and per cached token.
MLA_CONTEXT_DIMS = 192 + 128
MLA_DECODE_DIMS = 576 + 512
MLA_CACHE_DIM = 576

WORK = {
    "gemm": gemm_work,
    "context_attention": context_attention_work,
    "generation_attention": generation_attention_work,
    "encoder_attention": encoder_attention_work,
    "context_mla": context_mla_work,
    "generation_mla": generation_mla_work,
    "moe": moe_work,
}


def looked_up(column, values):
    """The value for each cell, null where there is none."""
    encoded = column.combine_chunks().dictionary_encode()
    chosen = [values.get(name) for name in encoded.dictionary.to_pylist()]
    return pa.array([None if value is None else float(value) for value in chosen], pa.float64()).take(encoded.indices)


def where(mask):
    mask = pc.fill_null(mask, False)
    if isinstance(mask, pa.ChunkedArray):
        mask = mask.combine_chunks()
    return pc.indices_nonzero(mask).to_pylist()


def as_double(value):
    if isinstance(value, (int, float)):
        return pa.scalar(float(value))
    if isinstance(value, pa.ChunkedArray):
        value = value.combine_chunks()
    return value.cast(pa.float64())


def product(*factors):
    return functools.reduce(pc.multiply, map(as_double, factors))


def total(*terms):
    return functools.reduce(pc.add, map(as_double, terms))


def difference(left, right):
    return pc.subtract(as_double(left), as_double(right))


def divide(left, right):
    return pc.divide(as_double(left), as_double(right))
