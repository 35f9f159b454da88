#!/usr/bin/env python3
"""Plays random requests (hostile.py) against the seed's stack and against ours, and compares.

    python3 differential.py http://127.0.0.1:8001 http://127.0.0.1:8000 [--cases 50000] [--seed 1]

The first URL is the stack (bench/seed_stack), the second ours with `--timezone UTC`; both with a fresh
database. Compared: status, JSON, and the row that a 200 has stored (read back and deleted). Free
are the deliberate differences: a 500 of the stack is any 4xx of ours, offsets are converted
instead of dropped, a window that ends before it starts and a NUL are refused. The deepest nesting
that the stack reads and its words for a JSON syntax error are CPython 3.11's; run by another,
deep bodies are left out and these words are free. The first 20 differences are printed, each with
its case; `--only N` plays that case again. Exit 0 when all agree."""

import argparse
import datetime
import http.client
import json
import random
import re
import sys
import urllib.parse

import hostile

MEASURED_PYTHON = sys.version_info[:2] == (3, 11)  # this interpreter is the stack's too
OFFSET = re.compile(r"^.{16,}?(?:[Zz]|([-+\u2212])(\d\d):?(\d\d))$", re.S)


class Server:
    """One of the two, over one connection."""

    def __init__(self, base):
        self.url = urllib.parse.urlsplit(base)
        self.connection = None

    def ask(self, request):
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    self.url.hostname, self.url.port, timeout=30
                )
            try:
                headers = {k: v.encode("latin-1") for k, v in request["headers"]}
                self.connection.request(
                    request["method"], request["path"], body=request["body"], headers=headers
                )
                answer = self.connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
                if answer.getheader("connection") == "close":
                    self.connection = None
                return answer.status, text
            except (http.client.HTTPException, ConnectionError):
                self.connection = None
                if attempt == 2:
                    raise

    def stored(self):
        """The one row there is, taken out."""
        rows = json.loads(
            self.ask({"method": "GET", "path": "/schedules", "headers": [], "body": None})[1]
        )
        for row in rows:
            self.ask(
                {"method": "DELETE", "path": f"/schedules/{row['id']}", "headers": [], "body": None}
            )
        return rows[-1] if rows else None


def converted(wall, value):
    """What the stack stored, less the offset that it dropped; None when out of the calendar."""
    time = datetime.datetime.fromisoformat(wall)
    found = OFFSET.match(value) if isinstance(value, str) else None
    if found and found[1]:
        offset = datetime.timedelta(hours=int(found[2]), minutes=int(found[3]))
        try:
            time = time + offset if found[1] != "+" else time - offset
        except OverflowError:
            return None
    return time


def expected_of_stored(request, row):
    """What ours should do with a body that the stack stored: a row, or the types of its errors."""
    sent = json.loads(request["body"])
    start, end = (converted(row[field], sent[field]) for field in ("start_time", "end_time"))
    nul = ["string_nul" for field in ("name", "status") if "\0" in row[field]]
    range_errors = ["datetime_parsing" for time in (start, end) if time is None]
    late = ["window_empty"] if not range_errors and end <= start else []
    if nul or range_errors or late:
        return None, sorted(nul + range_errors + late)
    return dict(row, start_time=start.isoformat(), end_time=end.isoformat()), None


def difference(request, theirs, ours):
    """Empty, or what is different. `theirs` and `ours` are Servers."""
    status, text = theirs.ask(request)
    our_status, our_text = ours.ask(request)
    row = theirs.stored() if status == 200 and request["method"] == "POST" else None
    our_row = ours.stored() if our_status == 200 and request["method"] == "POST" else None
    told = f"stack {status} {text[:700]}\n   ours  {our_status} {our_text[:700]}"
    if status == 500:
        return "" if 400 <= our_status < 500 else told
    if row is not None:
        want, types = expected_of_stored(request, row)
        if types:
            got = [e["type"] for e in json.loads(our_text)["detail"]] if our_status == 422 else []
            return "" if sorted(got) == types else f"want {types}\n   {told}"
        want.pop("id")
        if our_row is None or {k: our_row.get(k) for k in want} != want:
            return f"want {want}\n   got  {our_row}\n   {told}"
    if status != our_status:
        return told
    if request["method"] == "DELETE" and status == 200:
        return ""
    return "" if comparable(text) == comparable(our_text) else told


def comparable(text):
    answer = json.loads(text)
    if not MEASURED_PYTHON and isinstance(answer.get("detail"), list):
        for error in answer["detail"]:
            if error["type"] == "json_invalid":
                error.update(loc=error["loc"][:1], ctx={})
    return json.dumps(answer, sort_keys=True)


def too_deep(body):
    """Whether it is unknown here if the stack reads it."""
    return not MEASURED_PYTHON and body and max(map(body.count, (b"{", b"["))) > 900


def run(theirs, ours, options):
    passed = failed = 0
    cases = range(options.cases) if options.only is None else [options.only]
    for case in cases:
        request = hostile.request(random.Random(options.seed * 1_000_003 + case))
        if too_deep(request["body"]):
            continue
        try:
            found = difference(request, theirs, ours)
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        passed, failed = passed + (not found), failed + bool(found)
        if found and failed <= 20:
            headers, body = request["headers"], (request["body"] or b"")[:400]
            print(f"case {case}: {request['method']} {request['path'][:120]} {headers} {body}")
            print(f"   {found}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def options(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stack")
    parser.add_argument("ours")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    chosen = options(sys.argv[1:])
    sys.exit(run(Server(chosen.stack), Server(chosen.ours), chosen))
