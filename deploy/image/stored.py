"""What the agent has stored: python3 stored.py STORE.db events|line|byte

events  how many log events the stored windows hold (WindowBytes.java says how a window is written)
line    up to which line the log was read when the last window was stored; byte likewise
"""
import sqlite3
import sys


def number(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            return value, at
        shift += 7


def duration(data, at):
    value, at = number(data, at)
    return at if value & 1 == 0 else number(data, at)[1]


def events(data):
    if data[0] != 2:
        raise SystemExit(f"format {data[0]} of a window is unknown")
    at = duration(data, duration(data, 1))
    _, at = number(data, at)
    severities, at = number(data, at)
    total = 0
    for _ in range(severities):
        count, at = number(data, at + 1)
        total += count
    return total


def main(store, what):
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=30) as connection:
        if what == "events":
            print(sum(events(data) for (data,) in connection.execute("SELECT data FROM portent_window")))
        else:
            column = {"line": "line", "byte": "byte_offset"}[what]
            print(connection.execute(f"SELECT coalesce(max({column}), 0) FROM portent_position").fetchone()[0])


main(*sys.argv[1:])
