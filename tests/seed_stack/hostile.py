"""Random hostile requests for the seed's API, the same ones for the same seed. Each is a dict:
method, path, headers (a list of pairs), body (bytes or None). They crowd around the places where a
reader can go wrong: borders of numbers and dates, encodings, escapes, depth, half-broken JSON."""

import json
import struct
import urllib.parse

GOOD = '"name":"n","start_time":"2025-04-20T10:00:00","end_time":"2999-01-01T00:00:00"'
# fmt: off
BORDERS = [
    0, 1, 2, 10**9, 2 * 10**10, 62135596800, 62167219200, 253402300799, 253402300800,
    62135596800000, 62167219200000, 253402300799999, 253402300800000, 2**31, 2**53, 2**63,
    2**64, 1700000000, 1700000000123, 10**18, 10**19, 10**23, 10**40,
]
# fmt: on
FLOATS = """
    0.5 1.5 0.1 1e400 -1e400 1e-400 1E5 1e10 2e10 20000000000.5 1.0 0.0 -0.0 1e308 9.3e18
    9223372036854775808.0 1700000000.123456 1700000000.1234567 1700000000.9999999
    253402300799.9999999 1e16 123456789012345678.0 1e-5 0.0001 4.9e-324 2.2250738585072011e-308
    1e22 1.7976931348623159e308 0.30000000000000004 NaN Infinity -Infinity
""".split()
WORDS = "0 1 f t n y no yes off on false true".split()
SPACES = ["", "", "", " ", "\n", "\t", "\r\n", "  ", "\x0b", "\u00a0", "\ufeff", "\x00"]
# fmt: off
OFFSETS = ["", "", "00:00", "02:00", "0530", "23:59", "24:00", "14:60", "1:00", "02", "12:345",
           "00:01"]
ESCAPES = ["\\ud800", "\\udc00x", "\\ud83d\\ude80", "\\ud83dx", "\\u0000", "\\ud800\\ud800\\udc00",
           "\\/", "\\x", "\\u12", "\\u12g4", "\\uD83D\\u00e9", "\\ud83d\\u12", "\\", "\x01",
           "\\ud83d\\uzzzz"]
JUNK = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80",
        b"\xe2\x82", b"\xef\xbb\xbf", b"\x00", b"\xed\xa0\x80\xed\xb0\x80", b"\xe0\x80\x80",
        b"\xf0\x9f\x9a"]
WIDE_JUNK = [b"\x00", b"\xd8\x00", b"\x00\xd8", struct.pack("<I", 0xD800),
             struct.pack(">I", 0x110000), b"\xff\xfe"]
INTEGER_PARTS = ["0", "0", "1", "7", "_", "-", "+", ".", ".0", " ", "\t", "\u00a0", "\u2003",
                 "\u200b", "e", "\u0661", "\x1f", "\x00", "\x85"]
# fmt: on
ALPHABET = "0123456789-+:.,TtZz _eExnN\u2212\u0660\u00e9\U0001f680"
# Content types, one bar between two.
TYPES = (
    "application/json|application/json|application/json; charset=utf-8|APPLICATION/JSON|"
    "text/plain|application/x+json|application/merge-patch+json|application/|application|"
    "/json|application/json/x|application/jsonx|application/xjson|application/+json|"
    " application/json ;a|application /json|application/ json|;application/json|"
    "application/json;;|application/json, text/plain|text/json|multipart/form-data|"
    "application/x-www-form-urlencoded|\xa0application/json\xa0|a\xe9/json|*/*|"
    'application/JSON+json|application/vnd.x+JSON|application/json+|"application/json"'
).split("|")


def mutated(rng, text, alphabet=ALPHABET, most=2):
    for _ in range(rng.randint(0, most)):
        at = rng.randint(0, len(text))
        what = rng.randrange(4)
        if what == 0:
            text = text[:at] + rng.choice(alphabet) + text[at:]
        elif what == 1:
            text = text[:at] + text[at + 1 :]
        elif what == 2:
            text = text[:at] + rng.choice(alphabet) + text[at + 1 :]
        else:
            text = text[:at]
    return text


def digits(rng, least, most):
    return "".join(rng.choice("0123456789") for _ in range(rng.randint(least, most)))


def number(rng):
    """A JSON number, or nearly."""
    kind = rng.randrange(6)
    if kind == 0:
        return rng.choice(FLOATS)
    sign = rng.choice(["", "", "-"])
    if kind == 1:
        return sign + str(rng.choice(BORDERS) + rng.randint(-2, 2)).replace("-", "")
    if kind == 2:
        return sign + str(rng.choice(BORDERS)) + "." + digits(rng, 1, 9)
    if kind == 3:
        return (
            sign
            + str(int(digits(rng, 1, 22)))
            + rng.choice(["", "." + digits(rng, 1, 20)])
            + rng.choice(["", "", "e" + rng.choice(["", "+", "-"]) + digits(rng, 1, 3)])
        )
    if kind == 4:
        return sign + rng.choice(["1", "9"]) + digits(rng, 300, 320)
    return str(rng.randint(-3, 3))


def date_time(rng):
    year = rng.choice(
        ["2025", "2024", "0000", "0001", "9999", "1970", "1600", "1599", "1900", "2000"]
    )
    month = rng.choice("01 02 04 12 13 00 03 10 07".split())
    day = rng.choice("01 20 28 29 30 31 32 00 09 15 27".split())
    text = f"{year}-{month}-{day}"
    if rng.random() < 0.15:
        return mutated(rng, text, most=1)
    text += (
        rng.choice("TTTTTTt _X")
        + rng.choice(["00", "10", "23", "24", "07", "12"])
        + ":"
        + rng.choice(["00", "30", "59", "60", "01", "45"])
    )
    if rng.random() < 0.8:
        text += ":" + rng.choice(["00", "30", "59", "60", "01", "45"])
        if rng.random() < 0.4:
            text += rng.choice(".,") + digits(rng, 0, 9)
    if rng.random() < 0.4:
        text += rng.choice(["Z", "z", "+", "-", "\u2212", " "]) + rng.choice(OFFSETS)
    return mutated(rng, text) if rng.random() < 0.3 else text


def time_value(rng):
    """A start or end as JSON text."""
    kind = rng.randrange(10)
    if kind < 4:
        return quote(rng, date_time(rng))
    if kind < 6:
        return number(rng)
    if kind < 8:
        return quote(rng, mutated(rng, rng.choice(["", "+", ""]) + number(rng), most=1))
    return any_value(rng)


def quote(rng, text):
    if rng.random() < 0.8:
        return json.dumps(text, ensure_ascii=rng.random() < 0.5)
    return (
        '"'
        + "".join(
            (
                "\\u%04x" % ord(c)
                if ord(c) < 65536 and rng.random() < 0.3 and c not in '"\\'
                else json.dumps(c)[1:-1]
            )
            for c in text
        )
        + '"'
    )


def text_value(rng):
    return rng.choice(
        [
            lambda: quote(
                rng,
                mutated(
                    rng,
                    rng.choice(
                        [
                            "Backup Database",
                            "é à ü 日本 🚀",
                            "",
                            "a\tb\n\x7f\x01",
                            "\u2028</script>",
                        ]
                    ),
                ),
            ),
            lambda: '"' + rng.choice(ESCAPES) + '"',
            lambda: any_value(rng),
        ]
    )()


def flag_value(rng):
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(
            ["true", "false", "0", "1", "2", "-1", "0.0", "1.0", "-0", "1e0", "0.5", "null"]
        )
    if kind == 1:
        word = rng.choice(WORDS)
        return json.dumps(
            rng.choice([word, word.upper(), word.title(), word + " ", mutated(rng, word)])
        )
    return number(rng) if kind == 2 else any_value(rng)


def any_value(rng, depth=0):
    kind = rng.randrange(9 if depth < 3 else 6)
    if kind == 0:
        return rng.choice(["null", "true", "false"])
    if kind < 3:
        return number(rng)
    if kind < 6:
        return quote(rng, rng.choice(["", "x", "1", "é", "_sa", "2025-04-20", "on"]))
    if kind == 6:
        return "[" + ",".join(any_value(rng, depth + 1) for _ in range(rng.randint(0, 3))) + "]"
    members = [
        quote(rng, rng.choice(["a", "b", "_sa_x", "_s", "name", ""]))
        + ":"
        + any_value(rng, depth + 1)
        for _ in range(rng.randint(0, 3))
    ]
    return "{" + ",".join(members) + "}"


def schedule(rng):
    """A body that is an object, most fields well."""
    makers = {
        "name": text_value,
        "start_time": time_value,
        "end_time": time_value,
        "status": text_value,
        "active": flag_value,
    }
    good = {
        "name": '"n"',
        "start_time": '"2025-04-20T10:00:00"',
        "end_time": '"9999-01-01T00:00:00"',
        "status": '"s"',
        "active": "true",
    }
    members = []
    wrong = rng.choice(
        [None, None, "start_time", "start_time", "end_time", "active", "name"]
    )  # often only one field is odd
    for field, make in makers.items():
        if wrong is not None:
            members.append((field, make(rng) if field == wrong else good[field]))
            continue
        if rng.random() < 0.08 or (field in ("status", "active") and rng.random() < 0.4):
            continue
        members.append((field, make(rng) if rng.random() < 0.4 else good[field]))
    if rng.random() < 0.1:
        members.append((rng.choice(["x", "id", "_sa", "name"]), any_value(rng)))
    if rng.random() < 0.1:
        members += rng.sample(members, min(1, len(members)))
    if rng.random() < 0.2:
        rng.shuffle(members)
    space = (lambda: rng.choice(SPACES)) if rng.random() < 0.1 else (lambda: "")
    inner = ",".join(
        space() + json.dumps(k) + space() + ":" + space() + v + space() for k, v in members
    )
    return space() + "{" + inner + "}" + space()


def deep(rng):
    n = rng.choice(
        [1, 3, 100, 900, 950, 955, 958, 959, 960, 961, 962, 963, 964, 965, 966, 1000, 5000]
    )
    opening, closing = rng.choice(
        [("[", "]"), ('{"a":', "}"), ("[[],", "]"), ('{"b":[],"a":', "}")]
    )
    middle = rng.choice(["1", "[]", "{}", '"x"', ""])
    text = opening * n + middle + closing * (n if rng.random() < 0.8 else rng.randint(0, n))
    where = rng.randrange(4)
    if where == 0:
        return text
    if where == 1:
        return "{" + GOOD + ',"x":' + text + "}"
    return '{"name":' + text + "}" if where == 2 else "{" + text[:-1]


def long_number(rng):
    n = rng.choice([300, 308, 309, 310, 4298, 4299, 4300, 4301, 4302, 9000])
    text = rng.choice(["", "-"]) + rng.choice(["1", "9"]) + rng.choice("0179") * (n - 1)
    text += rng.choice(["", "", ".0", "e0", "e-" + str(n), "e5", "x"])
    return rng.choice(
        [
            text,
            "{" + GOOD + ',"x":' + text + "}",
            '{"start_time":' + text + "}",
            '{"active":' + text + "}",
        ]
    )


def encoded(rng, text):
    """As bytes, mostly UTF-8."""
    kind = rng.randrange(14)
    encodings = {
        0: "utf-16",
        1: "utf-16-le",
        2: "utf-16-be",
        3: "utf-32",
        4: "utf-32-le",
        5: "utf-32-be",
        6: "utf-8-sig",
    }
    if kind == 7:
        body = text.encode("utf-8", "surrogatepass")
        at = rng.randint(0, len(body))
        junk = rng.choice(JUNK)
        return body[:at] + junk + body[at:]
    body = text.encode(encodings.get(kind, "utf-8"), "surrogatepass")
    if kind < 6 and rng.random() < 0.4:
        at = rng.randint(0, len(body))
        junk = rng.choice(WIDE_JUNK)
        body = body[:at] + junk + body[at:] if rng.random() < 0.7 else body[:at]
    return body


def body_text(rng):
    kind = rng.randrange(20)
    if kind == 0:
        return any_value(rng)
    if kind == 1:
        return deep(rng)
    if kind == 2:
        return long_number(rng)
    text = schedule(rng)
    if kind < 5:
        text = mutated(rng, text, '{}[]",:\\ue0-.tfnN\x00\x1f\ud800 \n', 3)
    return text


def integer_text(rng):
    kind = rng.randrange(5)
    if kind == 0:
        text = rng.choice(["", "-", "+"]) + str(rng.choice(BORDERS) + rng.randint(-2, 2)).replace(
            "-", ""
        )
    elif kind == 1:
        text = rng.choice(["", "-", "+"]) + rng.choice(["1", "0", "1_", "0_"]) * rng.choice(
            [2149, 2150, 2151, 4299, 4300, 4301, 4302]
        )
    else:
        text = "".join(rng.choice(INTEGER_PARTS) for _ in range(rng.randint(1, 7)))
    if rng.random() < 0.3:
        text = mutated(rng, text, "0123456789_-+. x", 2)
    return text.replace("/", "") or "x"


def request(rng):
    if rng.random() < 0.2:
        text = integer_text(rng)
        raw = text.encode("utf-8", "surrogatepass")
        if rng.random() < 0.05:
            raw += rng.choice([b"\xff", b"\xed\xa0\x80", b"\xe2\x82", b"\xf0\x9f\x9a"])
        return {
            "method": "DELETE",
            "path": "/schedules/" + urllib.parse.quote(raw, safe=""),
            "headers": [],
            "body": None,
        }
    headers = [("Content-Type", "application/json")]
    if rng.random() < 0.15:
        headers = (
            []
            if rng.random() < 0.2
            else [
                (
                    "Content-Type",
                    mutated(rng, rng.choice(TYPES), "/+;=,aj \u00a0\u0085\u00e9A", 1).strip(" \t"),
                )
            ]
        )
    body = b"" if rng.random() < 0.01 else encoded(rng, body_text(rng))
    return {"method": "POST", "path": "/schedules", "headers": headers, "body": body}
