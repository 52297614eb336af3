"""Which measured files answer for (system, engine, version), and in which order.

A table of a database is the union of several files. From strongest to weakest:

* primary         the file of the requested version itself,
* declared_reuse  files that the requested version's `reuse.yaml` names, in the order named there,
* fallback        the same engine's earlier versions, nearest first,
* cross_backend   other engines' files, only the kernels that the reuse manifest shares with this engine.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

import yaml

ENGINES = ("trtllm", "sglang", "vllm")
SLOTS = ("current", "previous", "next")


@dataclass(frozen=True)
class Source:
    """One admitted file. `kernels` is None when every row is admitted."""

    channel: str
    engine: str
    version: str
    path: str
    kernels: tuple = None

    @property
    def label(self):
        return f"{self.engine}/{self.version}"


class MeasuredFiles:
    """Index of the Parquet files and side files of the package."""

    def __init__(self, package):
        self.package = package
        # system -> engine -> table -> version -> path below the system's data folder
        self._tables = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
        self._reuse = defaultdict(list)
        for path in package.paths:
            parts = path.split("/")
            if parts[0] != "data" or len(parts) != 6:
                continue
            _, system, _, engine, version, name = parts
            if name.endswith("_perf.parquet"):
                table = name[:-len("_perf.parquet")]
                self._tables[system][engine][table].setdefault(version, path)
            elif name == "reuse.yaml":
                self._reuse[system, engine, version].append(path)
        manifest = yaml.safe_load(package.read("perf_data_reuse_manifest.yaml"))
        self._shared_kernels = shared_kernels(manifest)

    def systems(self):
        """Every described system, with or without tables."""
        return sorted(path[:-len(".yaml")] for path in self.package.paths
                      if "/" not in path and path.endswith(".yaml") and self._is_system(path))

    def _is_system(self, path):
        return "gpu" in (yaml.safe_load(self.package.read(path)) or {})

    def versions(self, system, engine):
        """Versions that own at least one table, oldest first where they can be ordered."""
        return sorted({version for table in self._tables[system][engine].values() for version in table})

    def table_names(self, system):
        return sorted({table for engine in self._tables[system].values() for table in engine})

    def collective_path(self, system, library, version):
        return self._tables[system][library][library].get(version)

    def sources(self, system, engine, version, table):
        """Admitted files of one table, strongest first."""
        versions = self._tables[system][engine][table]
        found = []
        if version in versions:
            found.append(Source("primary", engine, version, versions[version]))
        for donor in self._declared_donors(system, engine, version, table):
            if donor in versions and donor != version:
                found.append(Source("declared_reuse", engine, donor, versions[donor]))
        for older in versions_before(version, versions):
            found.append(Source("fallback", engine, older, versions[older]))
        for other, kernels in sorted(self._shared_kernels.get((table, engine), {}).items()):
            others = self._tables[system][other][table]
            for donor in sorted(filter(comparable, others), key=comparable, reverse=True):
                found.append(Source("cross_backend", other, donor, others[donor], kernels))
        return unique_paths(found)

    def _declared_donors(self, system, engine, version, table):
        for path in self._reuse.get((system, engine, version), ()):
            for entry in yaml.safe_load(self.package.read(path))["reuse"]:
                if entry["table"] == f"{table}_perf":
                    yield str(entry["from_version"])


def unique_paths(sources):
    """The sources without later mentions of a file already listed."""
    seen, kept = set(), []
    for source in sources:
        if source.path not in seen:
            seen.add(source.path)
            kept.append(source)
    return kept


def shared_kernels(manifest):
    """(table, engine) -> other engine -> sorted kernel names it may lend."""
    lent = defaultdict(lambda: defaultdict(set))
    for group in manifest["groups"]:
        if group["tier"] not in ("shared", "shared_fallback"):
            continue
        table = group["op_file"][:-len("_perf.parquet")]
        for engine in group["frameworks"]:
            for other in group["frameworks"]:
                if other != engine:
                    lent[table, engine][other].add(group["kernel_source"])
    return {key: {other: tuple(sorted(names)) for other, names in others.items()} for key, others in lent.items()}


VERSION_PATTERN = re.compile(
    r"v?(?P<release>\d+(?:\.\d+)*)"
    r"(?:[._-]?(?P<stage>a|b|rc)[._-]?(?P<stage_number>\d*))?"
    r"(?:[._-]?post[._-]?(?P<post>\d*))?"
    r"(?:[._-]?dev[._-]?(?P<dev>\d*))?"
    r"(?:\+(?P<local>[a-z0-9.]+))?", re.IGNORECASE)


def comparable(version):
    """Sort key with the ordering of PEP 440, or None when the text is not such a version."""
    match = VERSION_PATTERN.fullmatch(version)
    if not match:
        return None
    release = [int(part) for part in match["release"].split(".")]
    while release and release[-1] == 0:
        release.pop()
    post = -1 if match["post"] is None else int(match["post"] or 0)
    if match["stage"]:
        stage = ("abr".index(match["stage"][0].lower()), int(match["stage_number"] or 0))
    elif match["dev"] is not None and match["post"] is None:
        stage = (-1, 0)
    else:
        stage = (3, 0)
    dev = float("inf") if match["dev"] is None else int(match["dev"] or 0)
    return (tuple(release), stage, post, dev, match["local"] or "")


def versions_before(version, candidates):
    """Candidates strictly earlier than `version`, nearest first."""
    limit = comparable(version)
    if limit is None:
        return []
    earlier = [other for other in candidates if comparable(other) is not None and comparable(other) < limit]
    return sorted(earlier, key=comparable, reverse=True)


def release_order(version):
    """Order used to find the newest version: (major, minor, patch, stable before rc, rc number, last number)."""
    match = re.fullmatch(r"v?(\d+)\.(\d+)(?:\.(\d+))?(.*)", version)
    if not match:
        return None
    rest = match[4]
    candidate = re.match(r"[._-]?rc(\d+)", rest)
    numbers = re.findall(r"\d+", rest)
    return (int(match[1]), int(match[2]), int(match[3] or 0), 0 if candidate else 1,
            int(candidate[1]) if candidate else 0, int(numbers[-1]) if numbers else 0)


def version_slots(files):
    """system -> engine -> {current, previous, next}, only where the system has tables of that engine."""
    declared = yaml.safe_load(files.package.read("query_versions.yaml"))
    overrides = declared.get("overrides") or {}
    systems = files.systems()
    slots = {}
    for system in systems:
        for engine in ENGINES:
            if not files.versions(system, engine):
                continue
            own = (overrides.get(system) or {}).get(engine)
            chosen = own or declared["defaults"].get(engine)
            if chosen is None:
                continue
            newest = None
            if own is None:
                fleet = [version for other in systems if engine not in (overrides.get(other) or {})
                         for version in files.versions(other, engine)]
                newest = next_version(chosen["current"], fleet)
            slots.setdefault(system, {})[engine] = {
                "current": chosen["current"], "previous": chosen.get("previous"), "next": newest}
    return slots


def next_version(current, candidates):
    """The newest candidate that is newer than `current`, or None."""
    newer = [version for version in set(candidates)
             if release_order(version) and release_order(version) > release_order(current)]
    return max(newer, key=release_order, default=None)
