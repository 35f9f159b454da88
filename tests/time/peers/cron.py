#!/usr/bin/env python3
"""Compares our cron with croniter, on the expressions that both read.

    tests/time/peers/cron.py PROGRAM [--rules N] [--seed S]    PROGRAM: build/tests/time/cron_instants

Random expressions and starting points, twelve instants each: in UTC, where only the calendar matters,
and in zones, around changes of their clocks. What differs is explained below or reported; ends with 1
when anything is reported. Needs croniter (pip)."""
import argparse
import collections
import datetime
import random
import subprocess
import sys
import zoneinfo

import croniter

UTC = datetime.timezone.utc
ZONES = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
COUNT = 12
DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def field(rng, least, most, names=None, star=0.4):
    """One field; `names` stand for `least`, `least` + 1, ..."""
    if rng.random() < star:
        return "*" if rng.random() < 0.7 else f"*/{rng.randint(1, max(2, (most - least) // 2))}"
    items = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        first = rng.randint(least, most)
        kind = rng.random()
        if kind < 0.6:
            items.append(names[first - least] if names and rng.random() < 0.5 else str(first))
            continue
        if first == most:
            items.append(str(first))
            continue
        last = rng.randint(first + 1, most)  # 7-7 is every value to croniter, and the 7th to us
        items.append(f"{first}-{last}" + (f"/{rng.randint(1, 5)}" if rng.random() < 0.4 else ""))
    return ",".join(items)


def expression(rng):
    day = field(rng, 1, 31, star=0.6) if rng.random() < 0.92 else "L"
    week_day = field(rng, 0, 6, DAYS, star=0.7)
    if rng.random() < 0.06:
        week_day = rng.choice([f"{rng.randint(0, 6)}#{rng.randint(1, 5)}", f"{rng.choice(DAYS)}#2"])
    return " ".join([field(rng, 0, 59), field(rng, 0, 23), day,
                     field(rng, 1, 12, MONTHS, star=0.7), week_day])


def changes_of(zone):
    """Hours in which the clocks of `zone` change, 1995 to 2025, in seconds since 1970."""
    first, last = 788_918_400, 1_767_225_600
    offsets = [(at, datetime.datetime.fromtimestamp(at, zone).utcoffset())
               for at in range(first, last, 3600)]
    return [now[0] for before, now in zip(offsets, offsets[1:]) if before[1] != now[1]]


def theirs(text, zone, after):
    start = datetime.datetime.fromtimestamp(after, zone)
    asked = croniter.croniter(text, start, max_years_between_matches=400)
    found = []
    for _ in range(COUNT):
        try:
            found.append(int(asked.get_next(datetime.datetime).timestamp()))
        except croniter.CroniterBadDateError:
            break
    return found


def changes_near(zone, found):
    """Whether the clocks of `zone` change in the time that was asked about, or a day around it."""
    if not found:
        return False
    first, last = min(found) - 86400, max(found) + 86400
    offset = [datetime.datetime.fromtimestamp(at, zone).utcoffset()
              for at in range(first, last + 3600, max(3600, (last - first) // 4000))]
    return len(set(offset)) > 1


def explained(text, zone, ours, their):
    """Why they differ, or nothing."""
    minute, hour, day, month, week_day = text.split()
    if (day.startswith("*/") and week_day != "*") or (week_day.startswith("*/") and day != "*"):
        return "*/n as a day beside another day: a restriction to us, any day to croniter"
    if day != "*" and "#" in week_day:
        return "a day of the month beside Fri#2: either to us, both to croniter"
    if zone is not UTC and changes_near(zone, ours + their):
        return "a change of clocks"
    if not their and ours:
        return "croniter gives up"
    return None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--rules", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    rng = random.Random(options.seed)
    program = subprocess.Popen([options.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    tally, reported, changes = collections.Counter(), 0, {}
    for _ in range(options.rules):
        text = expression(rng)
        name = "UTC" if rng.random() < 0.5 else rng.choice(ZONES)
        after = rng.randint(0, 4_000_000_000)
        zone = UTC if name == "UTC" else zoneinfo.ZoneInfo(name)
        if changes.setdefault(name, [] if zone is UTC else changes_of(zone)):
            after = rng.choice(changes[name]) - rng.randint(0, 86400)
        program.stdin.write(f"{text}\t{name}\t{after}\t{COUNT}\n")
        program.stdin.flush()
        answer = program.stdout.readline().strip()
        try:
            their = theirs(text, zone, after)
        except (croniter.CroniterBadCronError, croniter.CroniterNotAlphaError) as error:
            tally["refused by croniter" if not answer.startswith("error") else "refused by both"] += 1
            if not answer.startswith("error"):
                print(f"{text}: croniter refuses: {error}")
            continue
        if answer.startswith("error"):
            tally["refused by us"] += 1
            print(f"{text}: {answer}")
            continue
        ours = [int(word) for word in answer.split()]
        if ours == their:
            tally["the same"] += 1
            continue
        reason = explained(text, zone, ours, their)
        tally[reason or "DIFFERENT"] += 1
        if not reason:
            reported += 1
            shown = [[datetime.datetime.fromtimestamp(at, zone).isoformat() for at in found[:4]]
                     for found in (ours, their)]
            print(f"{text} in {name} after {after}: ours {shown[0]}, theirs {shown[1]}")
    for what, count in tally.most_common():
        print(f"{count:7,} {what}")
    return 1 if reported else 0


if __name__ == "__main__":
    sys.exit(main())
