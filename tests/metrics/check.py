"""Plays a walk against ours, reads /metrics and hands it to promtool; `run` starts this.

    python3 check.py PROGRAM

The last line is `N passed, N failed`; exit 1 when something failed."""

import datetime
import http.client
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "seed_stack"))
import servers  # noqa: E402

DOCUMENT = HERE.parent.parent / "docs" / "metrics.md"
CATALOG = """workloads:
  - {name: Good, process: {run: [/bin/true]}}
  - {name: Bad, process: {run: [/bin/false]}}
"""

passed = failed = 0


def check(what, problem):
    global passed, failed
    passed, failed = passed + (not problem), failed + bool(problem)
    print(f"{'no' if problem else 'ok'}: {what}")
    if problem:
        print(f"    {problem}")


def wait_for(what, fact):
    deadline = time.monotonic() + 60
    while not fact():
        if time.monotonic() > deadline:
            raise RuntimeError(f"never came: {what}")
        time.sleep(0.05)


def plan(server, name):
    now = datetime.datetime.now(datetime.timezone.utc)
    server.ask("POST", "/schedules", {
        "name": name,
        "start_time": (now + datetime.timedelta(seconds=1)).isoformat(),
        "end_time": (now + datetime.timedelta(hours=1)).isoformat(),
    })


def status_of(server, name):
    return {row["name"]: row["status"] for row in server.rows()}.get(name)


def scrape(server):
    """(content type, text) of /metrics."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    return answer.getheader("Content-Type"), answer.read().decode()


def samples(text):
    """Each series with its value."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {series: float(value) for series, value in (line.rsplit(" ", 1) for line in lines)}


def walk(server):
    plan(server, "Good")
    plan(server, "Bad")
    plan(server, "A mere record")
    wait_for("a run that completes", lambda: status_of(server, "Good") == "completed")
    wait_for("a run that fails", lambda: status_of(server, "Bad") == "failed")
    for path in ["/nowhere", "/a/b/c", "/schedules/x", "/schedules/77", "/livez", "/docs"]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", path)
        connection.getresponse().read()


def lint(what, command, given):
    tool = subprocess.run(["promtool", *command], input=given, capture_output=True, text=True)
    findings = (tool.stdout + tool.stderr).strip()
    return what, "" if tool.returncode == 0 else findings or "promtool failed"


def check_values(found):
    prefix = "workload_scheduler_"
    wanted = {
        'http_requests_total{method="POST",route="/schedules",status="2xx"}': 3,
        'http_requests_total{method="GET",route="other",status="4xx"}': 2,
        'http_requests_total{method="GET",route="/schedules/{schedule_id}",status="4xx"}': 2,
        'transitions_total{edge="start",outcome="failed"}': 1,
        'transition_lateness_seconds_count{stage="decided"}': 2,
        "schedules": 3,
        "runs_live": 0,
        "transitions_overdue": 0,
        "transitions_blocked": 0,
        "reports_waiting": 0,
        "write_queue_depth": 0,
    }
    for series, value in wanted.items():
        got = found.get(prefix + series)
        check(f"{series} is {value}", "" if got == value else f"it is {got}")
    # A run that fails at once may have failed before anybody was told that it was started.
    for series in ['transitions_total{edge="start",outcome="done"}',
                   'transition_lateness_seconds_count{stage="applied"}']:
        got = found.get(prefix + series)
        check(f"{series} is 1 or 2", "" if got in (1, 2) else f"it is {got}")
    for series in ["process_start_time_seconds", "process_open_fds", "process_max_fds",
                   "process_resident_memory_bytes", "process_cpu_seconds_total"]:
        check(f"{series} is there", "" if found.get(series, 0) > 0 else "it is not")
    for fact in ["build_info", "tzdata_info"]:
        there = [value for series, value in found.items() if series.startswith(f"{prefix}{fact}{{")]
        check(f"{fact} is 1", "" if there == [1] else str(there))


def check_document(text):
    """Every family is described in docs/metrics.md, and nothing else is."""
    document = DOCUMENT.read_text()
    families = set(re.findall(r"^# TYPE (\S+)", text, re.M))
    described = set(re.findall(r"^\| `([a-z_]+)", document, re.M))
    check("docs/metrics.md describes them all",
          "" if families == described else f"differ: {sorted(families ^ described)}")
    rules = re.findall(r"^```yaml\n(groups:.*?)^```", document, re.M | re.S)
    check("docs/metrics.md has alert rules", "" if rules else "it has none")
    for rule in rules:
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write(rule)
            file.flush()
            check(*lint("promtool check rules", ["check", "rules", file.name], None))
        known = set(re.findall(r"\b(?:workload_scheduler|process)_[a-z_]+", rule))
        unknown = {name for name in known
                   if re.sub(r"_(bucket|sum|count)$", "", name) not in families | {name}
                   or not any(name == f or name in (f + "_bucket", f + "_sum", f + "_count")
                              for f in families)}
        check("the rules use what there is", f"unknown: {sorted(unknown)}" if unknown else "")


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalog.yaml").write_text(CATALOG)
        with servers.ours(program, folder, Path(folder, "scheduler.db")) as server:
            walk(server)
            kind, text = scrape(server)
            check("the content type is Prometheus'",
                  "" if kind == "text/plain; version=0.0.4; charset=utf-8" else kind)
            check(*lint("promtool check metrics", ["check", "metrics"], text))
            check_values(samples(text))
            check_document(text)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
