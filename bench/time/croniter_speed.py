#!/usr/bin/env python3
"""Measures croniter as time_speed measures us: lines "NAME: FIGURE ns", the best of several rounds.

    bench/time/croniter_speed.py EXPRESSION..."""
import datetime
import sys
import time
import zoneinfo

from croniter import croniter

START = datetime.datetime(2026, 11, 29, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"))
CALLS, ROUNDS = 2000, 5


def measure(name, call):
    best = min(one_round(call) for _ in range(ROUNDS))
    print(f"{name}: {best / CALLS * 1e9:.0f} ns")


def one_round(call):
    began = time.perf_counter()
    for _ in range(CALLS):
        call()
    return time.perf_counter() - began


for text in sys.argv[1:]:
    measure("parse " + text, lambda: croniter(text, START))
    walk = croniter(text, START)
    measure("next of " + text, lambda: walk.get_next(datetime.datetime))
