"""Scores forecasts of red apart for failures with and without precursors. Positives are moments with a red onset of the
group ahead, negatives moments with none at all ahead; moments that are red already, or wait for the other group, are left out.

    shop_by_fault.py FORECASTS.csv LABELS.csv FAULTS.csv
"""
import csv
import statistics
import sys
from datetime import datetime


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def average_precision(pairs):
    """Ties are taken together."""
    positives = sum(y for _, y in pairs)
    by_chance = {}
    for p, y in pairs:
        n, k = by_chance.get(p, (0, 0))
        by_chance[p] = (n + 1, k + y)
    total = hits = area = 0
    for p in sorted(by_chance, reverse=True):
        n, k = by_chance[p]
        total, hits = total + n, hits + k
        area += k / positives * hits / total
    return area


def main(forecasts, labels, faults):
    rows = list(csv.DictReader(open(forecasts)))
    first, last = seconds(rows[0]["time"]), seconds(rows[-1]["time"])
    red = [(seconds(r["start"]), seconds(r["end"])) for r in csv.DictReader(open(labels)) if r["state"] == "red"]
    kinds = {}
    for r in csv.DictReader(open(faults)):
        if r["first_red"]:
            kinds[seconds(r["first_red"])] = (r["kind"], r["precursor"] == "true")
    onsets = [(s, *kinds.get(s, ("unknown", True))) for s, _ in red if first < s <= last]
    for horizon in sorted({float(r["horizon_seconds"]) for r in rows}):
        here = [(seconds(r["time"]), float(r["p_red"] or "nan"), r["state"])
                for r in rows if float(r["horizon_seconds"]) == horizon and r["state"] != "unknown"]
        for with_precursor in (True, False):
            group = [s for s, _, p in onsets if p == with_precursor]
            others = [s for s, _, p in onsets if p != with_precursor]
            pairs = []
            for t, chance, _ in here:
                if any(s <= t < e for s, e in red) or t + horizon > last:
                    continue
                ahead = any(t < s <= t + horizon for s in group)
                if not ahead and any(t < s <= t + horizon for s in others):
                    continue
                pairs.append((chance, int(ahead)))
            leads = []
            for s in group:
                warned = [t for t, _, state in here if state == "red" and s - horizon <= t < s]
                if warned:
                    leads.append((s - min(warned)) / 60)
            name = "with precursors" if with_precursor else "sudden crashes "
            print(f"red within {horizon / 60:.0f}m, {name}: {len(group)} failures, {len(leads)} warned of"
                  + (f", median lead {statistics.median(leads):.1f} min" if leads else "")
                  + f"; PR-AUC {average_precision(pairs):.3f}, base rate {sum(y for _, y in pairs) / len(pairs):.4f}")
    longest = max(float(r["horizon_seconds"]) for r in rows)
    for kind in sorted({k for _, k, _ in onsets}):
        mine = [s for s, k, _ in onsets if k == kind]
        warned = sum(any(r["state"] == "red" and s - longest <= seconds(r["time"]) < s for r in rows) for s in mine)
        print(f"  {kind}: {warned} of {len(mine)} warned of by any horizon")


main(*sys.argv[1:])
