"""Facts about one database file that ours and the seed's stack use in turn."""

import contextlib
import datetime
import json
import random
import shutil
import sqlite3
import time
from pathlib import Path

import hostile
import servers

CONFORMANCE = Path(__file__).resolve().parent.parent / "conformance"
BACKUP = "Backup Database"  # the workload of the built-in catalog
FORMS = {  # what the stack's own columns look like
    "id": ("integer", "*"),
    "name": ("text", "*"),
    "start_time": ("text", "????-??-?? ??:??:??.??????"),
    "end_time": ("text", "????-??-?? ??:??:??.??????"),
    "status": ("text", "*"),
    "active": ("integer", "[01]"),
}


def schedule(name, start="2025-04-20T10:00:00", end="2999-01-01T00:00:00", **more):
    return {"name": name, "start_time": start, "end_time": end, **more}


def window_now():
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    minute = datetime.timedelta(minutes=1)
    return {"start": (now - minute).isoformat(), "end": (now + 10 * minute).isoformat()}


ROWS = [
    schedule("fractions", "2025-04-20T10:00:00.000001", "2025-04-20T10:00:00.5"),
    schedule("all time", "0001-01-01T00:00:00", "9999-12-31T23:59:59.999999"),
    schedule("offset and number", "2025-04-20T10:00:00+02:00", 19999999999.25),
    schedule("日本 é 🚀 \u2028 \x01 ' \" \\ </script>", status="état 🚀"),
    schedule("", status=""),
    schedule("inactive", active=False),
    schedule("running, it says", status="running"),
    schedule("x" * 100_000),
    schedule(BACKUP),
    schedule(BACKUP, active="off"),
    schedule(BACKUP, "2025-04-20T10:00:00", "2025-04-20T11:00:00"),
]


def recorded():
    """The bodies that the stack accepted when the records were made."""
    for file in sorted(CONFORMANCE.glob("*.json")):
        for step in json.loads(file.read_text()).get("steps", []):
            if step["method"] == "POST" and step["response"]["status"] == 200:
                body = json.dumps(step["json"]) if "json" in step else step["body"]
                yield body.encode("utf-8", "surrogatepass"), step.get("headers") or JSON


JSON = {"Content-Type": "application/json"}


def random_bodies():
    for case in range(1000):
        request = hostile.request(random.Random(case))
        if request["method"] == "POST" and request["headers"] == [*JSON.items()]:
            yield request["body"], JSON


def write_all(ours):
    """Rows of every kind the API accepts, many of them changed or deleted afterwards."""
    for body in [*ROWS, schedule(BACKUP, **window_now())]:
        assert ours.ask("POST", "/schedules", body)[0] == 200, body
    for body, headers in [*recorded(), *random_bodies()]:
        ours.ask("POST", "/schedules", body, headers)
    for row in ours.rows()[len(ROWS) + 1 :]:
        path = f"/schedules/{row['id']}"
        if row["id"] % 7 == 0:
            ours.ask("PUT", path, schedule(f"put {row['id']}", start=row["start_time"]))
        elif row["id"] % 5 == 0:
            ours.ask("PATCH", path, {"status": "patched", "active": not row["active"]})
        elif row["id"] % 3 == 0:
            ours.ask("DELETE", path)


def settled(ours):
    """The rows, once the engine has dealt with every open window of the backup."""
    deadline = time.monotonic() + 30
    while True:
        rows = ours.rows()
        now = datetime.datetime.now(datetime.timezone.utc).isoformat()[:19]
        owed = [
            row
            for row in rows
            if (row["name"], row["active"]) == (BACKUP, True)
            and row["start_time"] < now < row["end_time"]
            and row["status"] in ("scheduled", "running")
        ]
        if not owed:
            return rows
        assert time.monotonic() < deadline, f"the engine has not dealt with {owed[:3]}"
        time.sleep(0.1)


def malformed(database):
    """Values that the stack itself would not have written so."""
    found = {}
    with contextlib.closing(sqlite3.connect(database)) as connection:
        for column, (kind, pattern) in FORMS.items():
            wrong = connection.execute(
                f"SELECT id, {column} FROM workloadschedule"
                f" WHERE typeof({column}) != ? OR {column} NOT GLOB ?",
                (kind, pattern),
            ).fetchall()
            if wrong:
                found[column] = wrong[:3]
    return found


def difference(want, got):
    """Empty, or the first rows that are in one list only."""
    if want == got:
        return ""
    only = [[row for row in a if row not in b][:2] for a, b in ((want, got), (got, want))]
    return f"{len(want)} and {len(got)} rows; only in the first: {only[0]}, the second: {only[1]}"


def of_ours(program, folder):
    """A file that ours writes, then the stack, then both at once."""
    database = folder / "scheduler.db"
    with servers.ours(program, folder, database) as ours:
        write_all(ours)
        rows = settled(ours)
        with servers.stack(folder, database) as stack:
            yield "the stack lists our file while we run", difference(rows, stack.rows())
        yield "every column is in the stack's own form", malformed(database)
        status = {row["status"] for row in rows}
        lacking = {"scheduled", "completed", "patched", "état 🚀"} - status
        yield f"{len(rows)} rows, some with a status of the engine's", lacking
        last = rows[-1]
        tag = ours.ask("GET", f"/schedules/{last['id']}")[1]["ETag"]

    with servers.stack(folder, database) as stack:
        yield "the stack lists our file when we have stopped", difference(rows, stack.rows())
        same = {key: value for key, value in last.items() if key != "id"}
        stack.ask("DELETE", f"/schedules/{last['id']}")
        stack.ask("DELETE", f"/schedules/{rows[0]['id']}")
        stack.ask("POST", "/schedules", same)
        stack.ask("POST", "/schedules", schedule(BACKUP, **window_now()))
        theirs = stack.rows()
        yield "the stack gave the deleted last id out again", difference([last], theirs[-2:-1])

    with servers.ours(program, folder, database) as ours:
        got = settled(ours)
        yield "we list what the stack added and deleted", difference(theirs[:-1], got[:-1])
        yield "we ran the workload of a row the stack added", (
            "" if got[-1]["status"] == "completed" else got[-1]
        )
        fresh = ours.ask("GET", f"/schedules/{last['id']}")[1]["ETag"]
        yield "a reused id has another ETag, equal as its row may be", tag if fresh == tag else ""
        with servers.stack(folder, database) as stack:
            stack.ask("DELETE", f"/schedules/{got[-1]['id']}")
            stack.ask("POST", "/schedules", schedule("beside us"))
            yield "we list at once what the stack writes beside us", difference(
                stack.rows(), ours.rows()
            )


def of_theirs(program, folder):
    """A file that the stack wrote when the records were made."""
    ours_opens, stack_opens = folder / "seed-stack.db", folder / "copy.db"
    for copy in (ours_opens, stack_opens):
        shutil.copy(CONFORMANCE / "seed-stack.db", copy)
    with servers.stack(folder, stack_opens) as stack:
        rows = stack.rows()
    with servers.ours(program, folder, ours_opens) as ours:
        yield f"we list the {len(rows)} rows of seed-stack.db", difference(rows, settled(ours))
    with servers.stack(folder, ours_opens) as stack:
        yield "the stack still lists it after us", difference(rows, stack.rows())


def facts(program, folder):
    """Pairs of what is claimed and what speaks against it (empty: nothing)."""
    for number, part in enumerate((of_ours, of_theirs)):
        place = folder / str(number)
        place.mkdir()
        yield from part(program, place)
