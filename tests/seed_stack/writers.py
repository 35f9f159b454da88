"""Facts about one database file that ours and the seed's stack write at once, both at full speed.

    python writers.py PROGRAM [--seconds 8]      alone, with the numbers of writes"""

import argparse
import collections
import contextlib
import datetime
import http.client
import json
import os
import re
import selectors
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

import servers

SECONDS = 8
THEIR_CLIENTS, OUR_CLIENTS = 4, 32
JSON = {"Content-Type": "application/json"}
CATALOG = """workloads:
  - {name: "True", process: {run: ["true"]}, mode: task}
  - {name: Deleted, process: {run: [sh, -c, "echo $$ > deleted; exec sleep 600"]}, mode: task}
  - {name: Shortened, process: {run: [sh, -c, "echo $$ > shortened; exec sleep 600"]}, mode: task}
"""


def text(seconds):
    """A time of the API's, seconds from now, in UTC."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None, microsecond=0)
    return (now + datetime.timedelta(seconds=seconds)).isoformat()


def schedule(name, start="", end=""):
    # Every row has a window of its own, so that a row with another's fields would be noticed.
    number = sum(name.encode()) % 60
    return {
        "name": name,
        "start_time": start or f"2031-01-01T10:00:{number:02}",
        "end_time": end or f"2032-01-01T10:00:{number:02}",
        "status": "kept",
        "active": True,
    }


def work(name, start, end):
    """A schedule for the engine: its status is not a text of the client's own."""
    return dict(schedule(name, text(start), text(end)), status="scheduled")


class Load:
    """What the clients of one server were answered."""

    def __init__(self):
        self.acknowledged = []  # names
        self.deleted = set()  # those of them that were deleted again
        self.refused = collections.Counter()  # (status, text)

    def note(self, name, status, answer):
        if status == 200:
            self.acknowledged.append(name)
        else:
            self.refused[status, answer[:200]] += 1


def write_to_stack(port, client, load, over, file=None):
    """One client of theirs: a request after the other, without a second try. With `file` each
    fifth row is deleted again, and its id is free for the next, whoever writes it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        number = 0
        while not over.is_set():
            number += 1
            name = f"theirs {client} {number}"
            connection.request("POST", "/schedules", json.dumps(schedule(name)), JSON)
            answer = connection.getresponse()
            load.note(name, answer.status, answer.read().decode())
            if file is None or number % 5 or answer.status != 200:
                continue
            connection.request("DELETE", f"/schedules/{file.id_of(name)}")
            answer = connection.getresponse()
            load.note("deleted " + name, answer.status, answer.read().decode())
            load.deleted.add(name)


class Connection:
    """One client of ours, on a connection that stays open."""

    def __init__(self, port, client):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.client, self.number, self.name, self.got = client, 0, "", b""

    def send(self):
        self.number += 1
        self.name = f"ours {self.client} {self.number}"
        body = json.dumps(schedule(self.name)).encode()
        self.socket.sendall(
            b"POST /schedules HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )

    def receive(self):
        """(status, body) once the answer is whole."""
        piece = self.socket.recv(65536)
        if not piece:
            return 0, "the connection was closed"
        self.got += piece
        head, blank, body = self.got.partition(b"\r\n\r\n")
        if not blank:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return None
        self.got = b""
        return int(head[9:12]), body.decode()


def write_to_ours(port, load, over):
    """All clients of ours: each sends its next request when the one before is answered."""
    with contextlib.ExitStack() as closing, selectors.DefaultSelector() as selector:
        waiting = set()
        for client in range(OUR_CLIENTS):
            connection = Connection(port, client)
            closing.enter_context(connection.socket)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send()
            waiting.add(connection)
        while waiting:
            for key, _ in selector.select(60):
                connection = key.data
                answer = connection.receive()
                if answer is None:
                    continue
                load.note(connection.name, *answer)
                if over.is_set() or answer[0] == 0:
                    selector.unregister(connection.socket)
                    waiting.discard(connection)
                else:
                    connection.send()


@contextlib.contextmanager
def writing(*threads):
    """Runs functions of (over) beside the body; `over` is set when it ends."""
    over = threading.Event()
    running = [threading.Thread(target=work, args=(over,)) for work in threads]
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in running:
            thread.join()


def until(fact, what):
    """The fact's value, once it has one."""
    deadline = time.monotonic() + 60
    while not (value := fact()):
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)
    return value


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class File:
    """The database file as any program sees it."""

    def __init__(self, path):
        self.path = path

    def ask(self, sql, *values):
        with contextlib.closing(sqlite3.connect(self.path, timeout=60)) as connection:
            rows = connection.execute(sql, values).fetchall()
            connection.commit()
            return rows

    def id_of(self, name):
        return self.ask("SELECT max(id) FROM workloadschedule WHERE name = ?", name)[0][0]


def lost(load, file):
    """Rows that were acknowledged and are not there as they were sent; or deleted, and there."""
    there = collections.Counter(
        file.ask("SELECT name, start_time, end_time, status, active FROM workloadschedule")
    )
    missing = []
    for name in load.acknowledged:
        if name.startswith("deleted "):
            continue
        sent = schedule(name)
        times = [sent[end].replace("T", " ") + ".000000" for end in ("start_time", "end_time")]
        if there[(name, *times, "kept", 1)] != (0 if name in load.deleted else 1):
            missing.append(name)
    return missing[:3]


def full_speed(ours, stack, file, theirs_load, seconds):
    """Both write for some seconds; meanwhile rows are handed over and acted on."""
    ours_load = Load()
    ours_port = ours.port
    with writing(
        lambda over: write_to_ours(ours_port, ours_load, over),
        *(
            lambda over, client=client: write_to_stack(
                stack.port, client, theirs_load, over, file
            )
            for client in range(THEIR_CLIENTS)
        ),
    ):
        end = time.monotonic() + seconds
        yield "the stack takes a schedule for a workload of ours", (
            "" if stack.ask("POST", "/schedules", work("True", 2, 600))[0] == 200 else "refused"
        )
        unseen = []
        number = 0
        while time.monotonic() < end:
            number += 1
            name = f"handed over {number}"
            if stack.ask("POST", "/schedules", schedule(name))[0] != 200:
                unseen.append((name, "refused by the stack"))
            elif len(ours.ask("GET", "/schedules?name=" + name.replace(" ", "%20"))[2]) != 1:
                unseen.append((name, "not seen by ours"))
            name = f"handed back {number}"
            if ours.ask("POST", "/schedules", schedule(name))[0] != 200:
                unseen.append((name, "refused by ours"))
            elif len(file.ask("SELECT 1 FROM workloadschedule WHERE name = ?", name)) != 1:
                unseen.append((name, "not on disk when ours had answered"))
        yield f"{number} rows of each are seen by the other at once, under full load", unseen[:3]
    counts = f"theirs wrote {len(theirs_load.acknowledged)}, ours {len(ours_load.acknowledged)}"
    yield f"no client of ours was refused ({counts})", dict(ours_load.refused)
    yield "no client of theirs was refused: 'database is locked' never reached one", dict(
        theirs_load.refused
    )
    yield "every acknowledged row of ours is there, as it was sent", lost(ours_load, file)
    yield "so is every one of theirs, and what they deleted is not", lost(theirs_load, file)


def followed(ours, stack, file, folder):
    """What the stack and other programs change, the engine follows."""

    def status(name):
        return ours.ask("GET", f"/schedules/{file.id_of(name)}")[2]["status"]

    def pid(name):
        return until(lambda: (folder / name).exists() and (folder / name).read_text().strip(), name)

    until(lambda: status("True") == "completed", "the task that the stack scheduled has completed")
    yield "a task that the stack scheduled under full load was run", ""

    stack.ask("POST", "/schedules", work("Deleted", -5, 600))
    stack.ask("POST", "/schedules", work("Shortened", -5, 600))
    deleted, shortened = pid("deleted"), pid("shortened")
    stack.ask("DELETE", f"/schedules/{file.id_of('Deleted')}")
    until(lambda: is_gone(deleted), "the process of a deleted schedule is stopped")
    yield "a schedule that the stack deletes has its process stopped", ""
    file.ask(
        "UPDATE workloadschedule SET end_time = ? WHERE id = ?",
        text(1).replace("T", " ") + ".000000",
        file.id_of("Shortened"),
    )
    until(lambda: is_gone(shortened), "the process of a shortened window is stopped")
    until(lambda: status("Shortened") == "failed", "a task cut off is failed")
    yield "a window that another program shortens ends its process", ""


def given_out_again(ours, stack, file):
    """The highest id, deleted and given to another row."""
    stack.ask("POST", "/schedules", work("True", -5, 600))
    number = file.id_of("True")
    path = f"/schedules/{number}"
    until(lambda: ours.ask("GET", path)[2]["status"] == "completed", "it has completed")
    _, head, old = ours.ask("GET", path)
    history = ours.ask("GET", f"/transitions?schedule={number}")[2]
    yield "a schedule that was acted on has a history", "" if history else "none"
    stack.ask("DELETE", path)
    kept = ours.ask("GET", f"/transitions?schedule={number}")[2]
    yield "which outlives it", "" if kept[-len(history) :] == history else kept
    stack.ask("POST", "/schedules", work("True", 500, 600))
    yield "its id is given out again", "" if file.id_of("True") == number else "another id"
    _, new_head, new = ours.ask("GET", path)
    same = head["ETag"] if head["ETag"] == new_head["ETag"] else ""
    yield "the new schedule has another ETag", same
    yield "a status of its own", "" if new["status"] == "scheduled" else new
    seen = ours.ask("GET", f"/transitions?schedule={number}")[2]
    yield "and no history", seen


def facts(program, folder, seconds=SECONDS):
    """Pairs of what is claimed and what speaks against it (empty: nothing)."""
    folder = Path(folder)
    (folder / "catalog.yaml").write_text(CATALOG)
    database = folder / "scheduler.db"
    file = File(database)
    theirs_load = Load()
    with servers.stack(folder, database) as stack:
        first = Load()
        with writing(lambda over: write_to_stack(stack.port, "first", first, over)):
            until(lambda: len(first.acknowledged) > 100, "the stack writes")
            ours = servers.ours(program, folder, database)
        with ours:
            yield "ours opens a file that the stack writes at full speed", dict(first.refused)
            yield "and loses none of its rows", lost(first, file)
            yield from full_speed(ours, stack, file, theirs_load, seconds)
            yield from followed(ours, stack, file, folder)
            yield from given_out_again(ours, stack, file)
            log = ours.log.read_text(errors="replace")
            assert re.search(r"^\S+ \S+ I ", log, re.M), "the log's lines have another form"
            wrong = re.findall(r"^\S+ \S+ [EC] .*", log, re.M)
            yield "our log names no error", wrong[:3]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    chosen = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, failure in facts(os.path.realpath(chosen.program), folder, chosen.seconds):
            print(f"{'no' if failure else 'ok'}: {what}", *([failure] if failure else []))
            bad += bool(failure)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
