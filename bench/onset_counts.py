#!/usr/bin/env python3
"""PR-AUC of two plain counts on the rows of a forecasts file: onsets of red in the last 24 hours, and in the last 7 days.
    bench/onset_counts.py FORECASTS.csv LABELS.csv HORIZON_SECONDS"""
import bisect
import csv
import datetime
import sys


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def red(file):
    """Intervals by entity, in order."""
    intervals = {}
    for row in csv.DictReader(open(file)):
        if row["state"] == "red":
            end = seconds(row["end"]) if row["end"] else float("inf")
            intervals.setdefault(row["entity"], []).append((seconds(row["start"]), end))
    return intervals


def pr_auc(scored):
    """Average precision; what is scored alike is one step."""
    scored = sorted(scored, key=lambda pair: -pair[0])
    positives = sum(hit for _, hit in scored)
    area = hits = at = 0
    while at < len(scored):
        end = at
        while end < len(scored) and scored[end][0] == scored[at][0]:
            end += 1
        new = sum(hit for _, hit in scored[at:end])
        hits += new
        area += hits / end * new / positives if positives else 0
        at = end
    return area


def main(forecasts, labels, horizon):
    intervals = red(labels)
    rows = []
    for row in csv.DictReader(open(forecasts)):
        if float(row["horizon_seconds"]) != horizon or not row["p_red"]:
            continue
        now = seconds(row["time"])
        own = sorted(intervals.get(row["entity"], []) + intervals.get("", []))
        if any(start <= now < end for start, end in own):
            continue
        starts = [start for start, _ in own]
        until = bisect.bisect_right(starts, now)
        hit = bisect.bisect_right(starts, now + horizon) > until
        day, week = (until - bisect.bisect_right(starts, now - span) for span in (86400, 604800))
        rows.append((float(row["p_red"]), day, week, hit))
    print(f"{len(rows):,} moments, {sum(row[3] for row in rows)} before an onset")
    for at, name in enumerate(("forecast", "24 h count", "7 d count")):
        print(f"{name:<12}{pr_auc([(row[at], row[3]) for row in rows]):.4f}")


main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
