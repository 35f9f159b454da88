"""All that is checked beside the seed's stack; `run` starts this inside its environment.

    python check_all.py PROGRAM

The last line is `N passed, N failed`; exit 1 when something failed."""

import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import interchange
import servers
import writers

HERE = Path(__file__).resolve().parent
CONFORMANCE = HERE.parent / "conformance"
CASES, SEED = 5000, 2026


def tool(*command):
    """Runs a program that closes with `N passed, N failed`; shows what it found."""
    done = subprocess.run(
        [sys.executable, "-B", *map(str, command)], stdout=subprocess.PIPE, text=True
    )
    print(done.stdout.rstrip())
    found = re.search(r"^(\d+) passed, (\d+) failed\s*\Z", done.stdout, re.M)
    return (int(found[1]), int(found[2])) if found else (0, 1)


def records(program, folder):
    """The recorded answers of the stack, one fresh database for each file."""
    for file in sorted(CONFORMANCE.glob("*.json")):
        if file.name == "openapi.json":
            continue
        print(f"{file.name}: ", end="", flush=True)
        database = Path(folder, file.stem + ".db")
        with servers.ours(program, folder, database, workloads=False) as server:
            yield tool(CONFORMANCE / "check.py", server.url, file)


def differential(program, folder):
    """Random hostile requests to both."""
    with (
        servers.stack(folder, Path(folder, "theirs.db")) as theirs,
        servers.ours(program, folder, Path(folder, "ours.db"), workloads=False) as ours,
    ):
        command = [HERE / "differential.py", theirs.url, ours.url]
        yield tool(*command, "--cases", CASES, "--seed", SEED)


def told(facts):
    """Prints facts, each a pair of what is claimed and what speaks against it, and counts them."""
    for what, failure in facts:
        print(f"{'no' if failure else 'ok'}: {what}", flush=True)
        if failure:
            print(f"    {failure}")
        yield (0, 1) if failure else (1, 0)


def one_file(program, folder):
    """Both on the same database file."""
    yield from told(interchange.facts(program, Path(folder)))


def at_once(program, folder):
    """Both write one file at once, at full speed."""
    yield from told(writers.facts(program, Path(folder)))


def main(program):
    passed = failed = 0
    for part in (records, differential, one_file, at_once):
        started = time.monotonic()
        print(f"==> {part.__doc__}", flush=True)
        try:
            with tempfile.TemporaryDirectory() as folder:
                for good, bad in part(program, folder):
                    passed, failed = passed + good, failed + bad
        except Exception:
            traceback.print_exc(file=sys.stdout)
            failed += 1
        print(f"    {time.monotonic() - started:.0f} s", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
