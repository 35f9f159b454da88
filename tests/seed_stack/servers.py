"""Ours and the seed's stack as processes on free ports of this machine, to be used with `with`."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
STACK = HERE.parent.parent / "bench" / "seed_stack"
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `with` ends the servers then too


class Server:
    """A running server. `url` and `port` say where; `ask` and `rows` talk to it."""

    def __init__(self, command, folder, environment):
        self.log = Path(folder, f"log-{time.monotonic_ns()}.txt")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log
            )
        try:
            self.port = self._wait_for_port()
        except BaseException:
            self.stop()
            raise
        self.url = f"http://127.0.0.1:{self.port}"

    def _wait_for_port(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            text = self.log.read_text(errors="replace")
            if found := re.search(r"(?:address=|running on http://)127\.0\.0\.1:(\d+)", text):
                return int(found[1])
            time.sleep(0.02)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')}")

    def ask(self, method, path, body=None, headers=()):
        """The answer as (status, headers, JSON)."""
        if not isinstance(body, (bytes, type(None))):
            body, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.headers, json.loads(answer.read())

    def rows(self):
        return self.ask("GET", "/schedules")[2]

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise RuntimeError("the server did not end within 10 s of SIGTERM") from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def ours(program, folder, database, workloads=True):
    """Without workloads schedules are mere records, and no status changes by itself."""
    flags = {
        "--host": "127.0.0.1",
        "--port": "0",
        "--timezone": "UTC",
        "--database": f"sqlite:{database}",
    }
    if not workloads:
        flags["--catalog"] = str(Path(folder, "catalog.yaml"))
        Path(folder, "catalog.yaml").write_text("workloads: []\n")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WORKLOAD_SCHEDULER_")}
    return Server([program, "serve", *sum(flags.items(), ())], folder, environment)


def stack(folder, database):
    # By its own command: each frame below it (`python -m`) takes one from the deepest JSON it reads.
    uvicorn = [Path(sys.executable).parent / "uvicorn", "main:app", "--app-dir", STACK]
    environment = dict(os.environ, SEED_DATABASE=str(database), PYTHONDONTWRITEBYTECODE="1")
    flags = ["--host", "127.0.0.1", "--port", "0", "--no-access-log"]
    return Server([*uvicorn, *flags], folder, environment)
