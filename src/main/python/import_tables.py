"""Import measured operator tables from the published aiconfigurator-core 0.12.0 package.

    python import_tables.py [--from WHEEL_OR_DIRECTORY] [--data DIRECTORY] SYSTEM...
    python import_tables.py [--from WHEEL_OR_DIRECTORY] [--data DIRECTORY] --all
    python import_tables.py [--from WHEEL_OR_DIRECTORY] [--data DIRECTORY] --shipped
    python import_tables.py [--data DIRECTORY] --list

SYSTEM...  these systems: the current, previous and next version of every engine
--all      every system
--shipped  what ships with the project: a few systems at their current versions, listed in the common catalog
--list     print what is there and what could be imported
--from     the wheel file, the folder of an unpacked wheel, or the installed package; without it the wheel is
           downloaded with pip into --cache
--data     folder to write to or to list (default: perf-data below the working directory)
--cache    where a downloaded wheel is kept (default: ~/.cache/servelab)

Needs Python 3.9 or later with pyarrow (14 or later) and PyYAML. Running it again gives the same bytes and leaves files
that are already right untouched. Progress goes to standard output, complaints to standard error.
Exit status: 0 done, 1 the package or the data is wrong, 2 bad usage or an unknown system.
"""

import argparse
import csv
import io
import subprocess
import sys
import time
from pathlib import Path

import yaml

from attention_lanes import ATTENTION_TABLES, framework_default, framework_defaults, lane_ranking
from impossible_rows import faults
from package_files import PACKAGE, VERSION, PackageError, PackageFiles
from source_resolution import SLOTS, MeasuredFiles, Source, version_slots
from table_files import csv_bytes, same_rows, sha256, write_atomically, write_csv_gz
from table_kinds import TABLE_KINDS
from table_merging import TableError, merge_sources

SHIPPED_SYSTEMS = ("b200_sxm", "gb200", "h100_sxm", "h200_sxm")
COLLECTIVES = {"nccl": "nccl_version", "oneccl": "oneccl_version"}
CATALOG_COLUMNS = ("system", "engine", "version", "table", "file", "rows", "bytes", "sha256", "sources")
FAULT_COLUMNS = ("file", "line", "reason", "detail", "key")
LANE_COLUMNS = ("system", "engine", "version", "table", "framework_default", "rank", "lane", "tier", "slices", "rows")


def main(arguments):
    options = parse(arguments)
    try:
        if options.list:
            return list_systems(options.data)
        package = PackageFiles(options.source or downloaded_wheel(options.cache))
        if not package.verified:
            print("the package has no RECORD: its files are read unchecked", file=sys.stderr)
        files = MeasuredFiles(package)
        run = Import(files, options.data)
        if options.shipped:
            run.ship(SHIPPED_SYSTEMS)
            return 0
        systems = files.systems() if options.all else options.systems
        unknown = sorted(set(systems) - set(files.systems()))
        if unknown:
            print(f"unknown system {', '.join(unknown)}; known: {', '.join(files.systems())}", file=sys.stderr)
            return 2
        run.add(systems)
        return 0
    except (PackageError, TableError, OSError, subprocess.CalledProcessError) as error:
        print(f"import failed: {error}", file=sys.stderr)
        return 1


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="import_tables.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="import_tables.py [--from WHEEL_OR_DIRECTORY] [--data DIRECTORY] SYSTEM... | --all | --shipped | --list")
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help=argparse.SUPPRESS)
    parser.add_argument("--from", dest="source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, default=Path("perf-data"), help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "servelab", help=argparse.SUPPRESS)
    for choice in ("--all", "--shipped", "--list"):
        parser.add_argument(choice, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if sum((bool(options.systems), options.all, options.shipped, options.list)) != 1:
        parser.error("give system names, or one of --all, --shipped and --list")
    return options


def downloaded_wheel(cache):
    """The wheel in the cache folder, fetched when it is not there yet.

    The tables are the same in every wheel, so one platform is named: this machine's own may have none.
    """
    pattern = f"{PACKAGE}-{VERSION}-*.whl"
    if not list(cache.glob(pattern)):
        cache.mkdir(parents=True, exist_ok=True)
        print(f"downloading {PACKAGE} {VERSION} into {cache}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--only-binary=:all:", "--platform", "manylinux_2_28_x86_64", "--python-version", "3.11",
                        "--implementation", "cp", "--abi", "abi3", "--dest", str(cache),
                        f"{PACKAGE.replace('_', '-')}=={VERSION}"], check=True)
    found = sorted(cache.glob(pattern))
    if not found:
        raise PackageError(f"pip left no {pattern} in {cache}")
    return found[0]


class Import:
    """One run: writes the facts common to all systems, then the tables of the chosen ones."""

    def __init__(self, files, data):
        self.files = files
        self.package = files.package
        self.data = data
        self.slots = version_slots(files)
        self.descriptions = {name: yaml.safe_load(self.package.read(f"{name}.yaml")) for name in files.systems()}

    def add(self, systems):
        """Import every slot of the systems, each with a catalog of its own."""
        self._write_common_facts()
        for system in systems:
            entries, found = self._import_system(system, SLOTS)
            if entries:
                self._write_lists(self.data / system, entries, found)

    def ship(self, systems):
        """Import the current slot of the systems, with one catalog for all."""
        self._write_common_facts()
        entries, found = [], []
        for system in systems:
            more_entries, more_found = self._import_system(system, ("current",))
            entries += more_entries
            found += more_found
        self._write_lists(self.data, entries, found)

    def _write_common_facts(self):
        for system, description in self.descriptions.items():
            write_text(self.data / system / "system.yaml", system_yaml(description))
        write_text(self.data / "versions.yaml", versions_yaml(self.files.systems(), self.slots))
        write_csv(self.data / "lanes.csv", LANE_COLUMNS, self._lane_lines())

    def _lane_lines(self):
        defaults = framework_defaults(self.package)
        for system, engines in self.slots.items():
            sm_version = self.descriptions[system]["gpu"].get("sm_version")
            for engine, versions in engines.items():
                for version in filter(None, (versions[slot] for slot in SLOTS)):
                    pinned = framework_default(defaults, engine, version, sm_version) or ""
                    for table in ATTENTION_TABLES:
                        for rank, lane in enumerate(self._lanes(system, engine, version, table)):
                            yield (system, engine, version, table, pinned, rank, lane.name, lane.tier, lane.slices,
                                   lane.rows)

    def _lanes(self, system, engine, version, table):
        sources = self.files.sources(system, engine, version, table)
        if not sources:
            return []
        rows = merge_sources(self.package, TABLE_KINDS[table], table, system, sources)
        own = next((source.label for source in sources if source.channel == "primary"), None)
        return lane_ranking(table, rows, own)

    def _write_lists(self, folder, entries, found):
        write_csv(folder / "catalog.csv", CATALOG_COLUMNS, [[entry[name] for name in CATALOG_COLUMNS]
                                                            for entry in entries])
        write_csv(folder / "faults.csv", FAULT_COLUMNS, found)

    def _import_system(self, system, slots):
        """Catalog entries and faulty rows of one system."""
        started = time.monotonic()
        store = TableStore(self.package, self.data, system, self.descriptions[system]["gpu"])
        for library, field in COLLECTIVES.items():
            version = self.descriptions[system]["misc"].get(field)
            path = version and self.files.collective_path(system, library, version)
            if path:
                store.add(library, version, library, [Source("primary", library, version, path)])
        for engine, versions in self.slots.get(system, {}).items():
            for version in filter(None, (versions[slot] for slot in slots)):
                for table in self._engine_tables(system):
                    sources = self.files.sources(system, engine, version, table)
                    if TABLE_KINDS[table].primary_file_only:
                        sources = [source for source in sources if source.channel == "primary"]
                    if sources:
                        store.add(engine, version, table, sources)
        megabytes = sum(size for _, size in store.files.values()) / 1e6
        print(f"{system}: {len(store.entries)} tables in {len(store.files)} files, {megabytes:.1f} MB, "
              f"{time.monotonic() - started:.0f} s", flush=True)
        return store.entries, store.faults

    def _engine_tables(self, system):
        """Tables that are looked up by engine version; a stray collective table under an engine is read by nobody."""
        return [table for table in self.files.table_names(system) if table in TABLE_KINDS and table not in COLLECTIVES]


class TableStore:
    """Writes the tables of one system, each content once: versions that answer alike share a file."""

    def __init__(self, package, data, system, gpu):
        self.package, self.data, self.system, self.gpu = package, data, system, gpu
        self.entries, self.faults, self.files = [], [], {}

    def add(self, engine, version, table, sources):
        rows = merge_sources(self.package, TABLE_KINDS[table], table, self.system, sources)
        written = rows.drop_columns(["device"])
        text = csv_bytes(table, written)
        if not same_rows(written, text):
            raise TableError(f"{self.system} {engine} {version} {table}: the CSV does not hold the measured values")
        content = (engine, table, sha256(text))
        if content not in self.files:
            file = f"{self.system}/{engine}/{version}/{table}.csv.gz"
            self.files[content] = (file, write_csv_gz(self.data / file, text))
            self.faults += [(file, row + 2, reason, detail, row_key(rows, table, row))
                            for row, reason, detail in faults(table, rows, self.system, self.gpu)]
        file, size = self.files[content]
        self.entries.append({
            "system": self.system, "engine": engine, "version": version, "table": table, "file": file,
            "rows": rows.num_rows, "bytes": size, "sha256": content[2], "sources": listed(sources, rows)})


def row_key(rows, table, row):
    return " ".join(f"{column}={rows[column][row]}" for column in TABLE_KINDS[table].key)


def listed(sources, rows):
    """Sources in order with their channel and the number of rows each contributes."""
    counts = {count["values"]: count["counts"] for count in rows["source"].value_counts().to_pylist()}
    return " ".join(f"{source.label}:{source.channel}:{counts.get(source.label, 0)}" for source in sources)


def system_yaml(description):
    facts = {section: description[section] for section in ("gpu", "node", "misc")}
    return yaml.safe_dump(facts, sort_keys=False)


def versions_yaml(systems, slots):
    lines = []
    for system in systems:
        lines.append(f"{system}:" if system in slots else f"{system}: {{}}")
        for engine, versions in slots.get(system, {}).items():
            values = ", ".join(f"{slot}: {quoted(versions[slot])}" for slot in SLOTS)
            lines.append(f"  {engine}: {{{values}}}")
    return "\n".join(lines) + "\n"


def quoted(version):
    return "null" if version is None else f'"{version}"'


def write_csv(path, columns, lines):
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    write_text(path, buffer.getvalue())


def write_text(path, text):
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        write_atomically(path, text.encode("utf-8"))


def list_systems(data):
    """Print the versions of every system and how many of its tables are there."""
    versions = yaml.safe_load((data / "versions.yaml").read_text(encoding="utf-8"))
    for system, engines in versions.items():
        print(system if engines else f"{system}  (described, not measured)")
        tables = imported_tables(data, system)
        for engine, slots in engines.items():
            for slot, version in slots.items():
                if version:
                    print(f"  {engine:7} {slot:8} {version:10} {tables.get((engine, version), 'no')} tables")
    return 0


def imported_tables(data, system):
    """(engine, version) -> number of tables, from the system's own catalog or else the common one."""
    own = data / system / "catalog.csv"
    path = own if own.is_file() else data / "catalog.csv"
    counts = {}
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            for entry in csv.DictReader(stream):
                if entry["system"] == system:
                    key = (entry["engine"], entry["version"])
                    counts[key] = counts.get(key, 0) + 1
    return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
