#!/usr/bin/env python3
"""rrule.py PROGRAM [--rules N] [--seed S]: recurrence rules beside python-dateutil.

Makes random rules and first starts, asks dateutil and PROGRAM (build/.../rrule_starts) for their
starts and reports each difference. Fails on one that is not explained here. Needs python-dateutil.

What is known to differ is made equal before it is compared, and counted:
  first    a first start that the rule does not mean: dateutil leaves it out (and does not count it)
  until    a date as UNTIL: midnight to dateutil, the whole day to us
  mixed    BYDAY=MO,1FR means either: to dateutil a day must be both, so it is asked 1MO,2MO,...,1FR
  week     BYSETPOS counts from the beginning of a week: dateutil counts in the first week from the
           first start on, so it is asked from the week's beginning on
  endless  dateutil searches to the year 9999: it is stopped after a while
  refused  what RFC 5545 forbids or can never be: an error to us
"""

import argparse
import datetime
import random
import re
import signal
import subprocess
import sys
import warnings
from collections import Counter

from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
FREQUENCIES = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}  # days in a period, at most
MOST_STARTS = 60
HORIZON_YEARS = 60
PATIENCE_SECONDS = 0.2


class Impatience(Exception):
    pass


def give_up(_signal, _frame):
    raise Impatience


def either_end(most):
    return random.choice([1, -1]) * random.randint(1, most)


def random_days(frequency, has_months):
    days = []
    for day in random.sample(DAYS, random.randint(1, 5)):
        if frequency in ("MONTHLY", "YEARLY") and random.random() < 0.5:
            in_year = frequency == "YEARLY" and not has_months
            day = f"{either_end(53 if in_year else 5)}{day}"
        days.append(day)
    return ",".join(days)


def random_until(first):
    until = first + datetime.timedelta(days=random.randint(0, 4000))
    if random.random() < 0.3:
        return until.strftime("%Y%m%d")
    return (until + datetime.timedelta(seconds=random.choice([0, 0, 1]))).strftime("%Y%m%dT%H%M%S")


def random_rule(first):
    frequency = random.choice(list(FREQUENCIES))
    parts = {"FREQ": frequency}

    def maybe(chance, name, make):
        if random.random() < chance:
            parts[name] = make()

    maybe(0.5, "INTERVAL", lambda: random.choice([1, 2, 3, 4, 5, 7, 12, 18, random.randint(1, 99)]))
    maybe(0.3, "BYMONTH", lambda: numbers(lambda: random.randint(1, 12)))
    if frequency != "WEEKLY":
        maybe(0.35, "BYMONTHDAY", lambda: numbers(lambda: either_end(31)))
    maybe(0.5, "BYDAY", lambda: random_days(frequency, "BYMONTH" in parts))
    if any(name.startswith("BY") for name in parts):
        most = min(5, FREQUENCIES[frequency]) if random.random() < 0.7 else FREQUENCIES[frequency]
        maybe(0.3, "BYSETPOS", lambda: numbers(lambda: either_end(most)))
    maybe(0.4, "WKST", lambda: random.choice(DAYS))
    if random.random() < 0.5:
        maybe(0.5, "COUNT", lambda: random.randint(1, 30))
    else:
        maybe(0.5, "UNTIL", lambda: random_until(first))
    if random.random() < 0.02:
        forbid(parts)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def forbid(parts):
    """What we refuse, in a rule that would be right."""
    name, value = random.choice([
        ("BYMONTHDAY", "13"), ("BYSETPOS", "32"), ("BYDAY", "6MO"), ("BYDAY", "1FR"),
        ("COUNT", "3"), ("UNTIL", "20991231T000000"), ("BYYEARDAY", "100"), ("BYWEEKNO", "20"),
        ("BYHOUR", "9"), ("BYEASTER", "0"), ("FREQ", "HOURLY"), ("INTERVAL", "0")])
    parts[name] = value


def numbers(make):
    return ",".join(str(n) for n in dict.fromkeys(make() for _ in range(random.randint(1, 4))))


def random_first():
    day = datetime.datetime(random.randint(1970, 2300), 1, 1)
    return day + datetime.timedelta(days=random.randint(0, 364), minutes=random.randint(0, 1439))


def theirs(rule, first, horizon):
    """The starts to the horizon, and whether dateutil came to an end."""
    found = []
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)
    try:
        for start in rrulestr(rule, dtstart=first):
            if start > horizon or len(found) == MOST_STARTS + 7:  # 7 may go: see `week`
                break
            found.append(start)
    except Impatience:
        return found, False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return found, True


def value_of(rule, name, kind=str):
    found = re.search(rf"(?:^|;){name}=([^;]*)", rule)
    return kind(found[1]) if found else None


def as_dateutil_means_it(rule, first, known):
    """The rule and the first start with which dateutil is asked for what RFC 5545 means."""
    if re.search(r"UNTIL=\d{8}(;|$)", rule):
        known["until"] += 1
        rule = re.sub(r"(UNTIL=\d{8})", r"\1T235959", rule)
    days = (value_of(rule, "BYDAY") or "").split(",")
    if any(day in DAYS for day in days) and any(len(day) > 2 for day in days):
        known["mixed"] += 1
        in_year = "FREQ=YEARLY" in rule and not value_of(rule, "BYMONTH")
        every = [[f"{n}{day}" for n in range(1, 54 if in_year else 6)] if day in DAYS else [day]
                 for day in days]
        rule = re.sub(r"BYDAY=[^;]*", "BYDAY=" + ",".join(sum(every, [])), rule)
    if "FREQ=WEEKLY" in rule and "BYSETPOS" in rule:
        known["week"] += 1
        if not value_of(rule, "BYDAY"):
            rule += ";BYDAY=" + DAYS[first.weekday()]
        rule = re.sub(r";COUNT=\d+", "", rule)
        week_start = DAYS.index(value_of(rule, "WKST") or "MO")
        first -= datetime.timedelta(days=(first.weekday() - week_start) % 7)
    return rule, first


class Ours:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def starts(self, rule, first):
        """A list of starts, or the error's text."""
        self.process.stdin.write(f"{rule}\t{first.isoformat()}\t{MOST_STARTS + 1}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if answer.startswith("error: "):
            return answer
        return [datetime.datetime.fromisoformat(start) for start in answer.split()]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(rule, first, ours, known):
    """Nothing, or what differs."""
    horizon = min(first.replace(year=first.year + HORIZON_YEARS, day=1),
                  datetime.datetime(2400, 12, 31, 23, 59, 59))
    mine = ours.starts(rule, first)
    if isinstance(mine, str):
        known["refused"] += 1
        return None
    asked, asked_first = as_dateutil_means_it(rule, first, known)
    try:
        other, is_whole = theirs(asked, asked_first, horizon)
    except ValueError as error:
        return f"refused by dateutil: {error}"
    other = [start for start in other if start >= first][:value_of(rule, "COUNT", int)]
    mine = [start for start in mine if start <= horizon]
    if mine[0] != first:
        return "ours does not begin with the first start"
    if first not in other[:1]:
        known["first"] += 1
        mine = mine[1:]
        count = value_of(rule, "COUNT", int)
        if count:
            other = other[:count - 1]
    if not is_whole:
        known["endless"] += 1
        mine = mine[:len(other)]
    mine, other = mine[:MOST_STARTS], other[:MOST_STARTS]
    if mine == other:
        return None
    at = next((i for i, (a, b) in enumerate(zip(mine, other)) if a != b),
              min(len(mine), len(other)))
    shown = [" ".join(str(start) for start in some[max(at - 2, 0):at + 3]) or "none"
             for some in (mine, other)]
    return f"from start {at}: ours {shown[0]} | dateutil {shown[1]}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program")
    arguments.add_argument("--rules", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, give_up)
    random.seed(options.seed)
    ours = Ours(options.program)
    known = Counter()
    differences = 0
    for _ in range(options.rules):
        first = random_first()
        rule = random_rule(first)
        if random.random() < 0.7:  # a start that the rule means
            starts = ours.starts(rule, first)
            first = first if isinstance(starts, str) or len(starts) < 2 else starts[1]
        difference = compare(rule, first, ours, known)
        if difference:
            differences += 1
            print(f"{rule} from {first.isoformat()}: {difference}")
    ours.close()
    print(f"{options.rules} rules, {differences} differences; "
          + ", ".join(f"{count} {what}" for what, count in sorted(known.items())))
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
