"""Runs schemathesis against ours; `run` starts this inside its environment.

    python check.py PROGRAM

The last line is `N passed, N failed` (requests; each kind of failure and each error counts as
one); exit 1 when something failed."""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "seed_stack"))
import servers  # noqa: E402

EXAMPLES = 120
SEEDS = (2026, 2027, 2028)  # a run of its own each, since some end their stateful phase early


def make_history(server):
    """A schedule whose workload has run, so that the history's routes have something to show."""
    now = datetime.datetime.now(datetime.timezone.utc)
    window = {"start_time": now, "end_time": now + datetime.timedelta(hours=1)}
    body = {key: value.isoformat() for key, value in window.items()}
    server.ask("POST", "/schedules", {"name": "Backup Database", **body})
    deadline = time.monotonic() + 20
    while [row["outcome"] for row in server.ask("GET", "/transitions")[2]] != ["done"]:
        assert time.monotonic() < deadline, "the built-in workload has not run"
        time.sleep(0.1)


def schemathesis(server, folder, seed):
    """Its report. `folder` becomes the working directory, so that nothing is left elsewhere."""
    report = Path(folder, "report.json")
    command = [sys.executable, "-B", "-m", "schemathesis.cli", "run", f"{server.url}/openapi.json"]
    command += ["--seed", str(seed), "--max-examples", str(EXAMPLES)]
    command += ["--checks", "all", "--continue-on-failure"]
    command += ["--generation-database", "none", "--no-color"]
    command += ["--report", "json", "--report-json-path", str(report)]
    environment = dict(
        os.environ, SCHEMATHESIS_HOOKS=str(HERE / "hooks.py"), PYTHONDONTWRITEBYTECODE="1"
    )
    subprocess.run(command, cwd=folder, env=environment)
    return json.loads(report.read_text())


def run(program, seed):
    """How many passed and failed."""
    try:
        report = report_of(program, seed)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return 0, 1
    cases = report["test_cases"]
    failed = cases["unique_failures"] + len(report["errors"])
    if report["exit_code"] or not report["complete"]:
        failed = max(failed, 1)
    return cases["generated"] - cases["with_failures"], failed


def report_of(program, seed):
    with tempfile.TemporaryDirectory() as folder:
        with servers.ours(program, folder, Path(folder, "scheduler.db")) as server:
            make_history(server)
            return schemathesis(server, folder, seed)


def main(program):
    passed, failed = map(sum, zip(*(run(program, seed) for seed in SEEDS)))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
