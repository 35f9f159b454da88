#!/usr/bin/env python3
"""Compares our zones with Python's zoneinfo, from 1850 to the end of 2400.

    tests/time/peers/zones.py PROGRAM [--every N]    PROGRAM: build/tests/time/zone_offsets

Both read the same files, so what differs is how. Ends with 1 when anything does. N: only each Nth
of the instants."""
import argparse
import datetime
import itertools
import subprocess
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--every", type=int, default=1)
    options = options.parse_args()
    zoneinfo.reset_tzpath(["/usr/share/zoneinfo"])
    zones, lines, differences = {}, 0, {}
    program = subprocess.Popen([options.program], stdout=subprocess.PIPE, text=True)
    for line in itertools.islice(program.stdout, 0, None, options.every):
        name, instant, offset = line.split()
        zone = zones.get(name) or zones.setdefault(name, zoneinfo.ZoneInfo(name))
        at = EPOCH + datetime.timedelta(seconds=int(instant))
        theirs = at.astimezone(zone).utcoffset().total_seconds()
        lines += 1
        if theirs != int(offset):
            differences.setdefault(name, []).append((at, int(offset), theirs))
    if program.wait() != 0 or not zones:
        raise SystemExit(f"{options.program} failed")
    for name, found in differences.items():
        at, ours, theirs = found[0]
        print(f"{name}: {len(found)} instants, the first {at:%Y-%m-%dT%H:%M:%SZ}:"
              f" ours {ours} s, theirs {theirs:.0f} s; the last {found[-1][0]:%Y-%m-%dT%H:%M:%SZ}")
    print(f"{lines:,} instants of {len(zones)} zones, {sum(map(len, differences.values()))} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
