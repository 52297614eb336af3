"""Order in which the kernels ("lanes") of the dense attention tables are tried."""

from collections import Counter
from dataclasses import dataclass

import pyarrow.compute as pc
import yaml

KNOWN_LANES = ("fa3", "triton", "trtllm_mha", "flashinfer", "fla")
ATTENTION_TABLES = ("context_attention", "generation_attention")
SLICE_COLUMNS = {
    "context_attention": ("attn_dtype", "kv_cache_dtype", "num_key_value_heads", "head_dim", "window_size"),
    "generation_attention": ("kv_cache_dtype", "num_key_value_heads", "head_dim", "window_size"),
}


@dataclass(frozen=True)
class Lane:
    name: str
    tier: str
    slices: int
    rows: int


def framework_defaults(package):
    return yaml.safe_load(package.read("attention_lane_defaults.yaml"))


def framework_default(defaults, engine, version, sm_version):
    """The lane that the engine picks by itself, `default` for a known engine that pins none, None if unknown."""
    requested = leading_numbers(version)
    eligible = [key for key in defaults.get(engine, {}) if leading_numbers(key) <= requested]
    if not eligible:
        return None
    return defaults[engine][max(eligible, key=leading_numbers)].get(sm_version)


def leading_numbers(version):
    numbers = []
    for part in version.split("."):
        digits = part[:len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)


def lane_ranking(table, rows, primary_label):
    """All lanes of a table and the known ones, the requested version's own lanes before those only donors have."""
    keys = ["kernel_source", "source", *SLICE_COLUMNS[table], "mha"]
    mha = pc.equal(rows["num_heads"], rows["num_key_value_heads"])
    sliced = rows.append_column("mha", mha)
    sliced = sliced.set_column(sliced.column_names.index("num_key_value_heads"), "num_key_value_heads",
                               pc.if_else(mha, 0, rows["num_key_value_heads"]))
    own, donor = Counter(), Counter()
    own_slices, donor_slices = {}, {}
    for group in sliced.group_by(keys, use_threads=False).aggregate([([], "count_all")]).to_pylist():
        lane = group["kernel_source"]
        key = tuple(group[column] for column in SLICE_COLUMNS[table])
        if group["source"] == primary_label:
            own[lane] += group["count_all"]
            own_slices.setdefault(lane, set()).add(key)
        else:
            donor[lane] += group["count_all"]
            donor_slices.setdefault(lane, set()).add(key)
    lanes = [Lane(name, "own", len(own_slices[name]), own[name]) for name in own]
    others = set(donor) | set(KNOWN_LANES) | {"default"}
    for name in others - set(own):
        tier = "donor" if name in donor else "absent"
        lanes.append(Lane(name, tier, len(donor_slices.get(name, ())), donor[name]))
    return sorted(lanes, key=rank)


def rank(lane):
    label = 0 if lane.name in KNOWN_LANES else 1 if lane.name == "default" else 2
    return (lane.tier != "own", label, -lane.slices, -lane.rows, lane.name)

