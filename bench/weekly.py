"""Twelve simulated weeks with a deploy in week 6 that rewords a third of the log statements. One model is trained once, on the
first four weeks; another is retrained every week on the four weeks before. Both are asked about every week from the fifth on.

    weekly.py DIRECTORY [SEED]      writes weekly.csv and weekly.svg there; weekly.png too where chromium is installed

RETRAIN is the command that makes a new model, with {config}, {since} and {until} filled in. By default it is `train` without held-out
time; `agent retrain` needs a store, so give it one by CONFIG, lines that are added to the configuration of the retrained model.
"""
import csv
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone

WEEKS, LEARN, DEPLOY = 12, 4, 6
HORIZON = 900
START = datetime(2026, 3, 2, tzinfo=timezone.utc)
TRAIN = "./agent train -c {config} --since {since} --until {until} --hold-out 0"


def at(week):
    return (START + timedelta(weeks=week)).strftime("%Y-%m-%d")


def run(command, log):
    with open(log, "a") as out:
        out.write("$ " + command + "\n")
        out.flush()
        done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        out.write(done.stdout)
    if done.returncode:
        sys.exit(f"{command}: exit {done.returncode}, see {log}")
    return done.stdout


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def score(forecasts, red):
    """Brier sums of the forecasts of one horizon and of what never says anything else than the base rate; onsets, and those warned of."""
    rows = [(seconds(r["time"]), float(r["p_red"] or "nan"), r["state"])
            for r in csv.DictReader(open(forecasts)) if float(r["horizon_seconds"]) == HORIZON and r["state"] != "unknown"]
    asked = [(t, p, any(t < s <= t + HORIZON for s, _ in red), state)
             for t, p, state in rows if not any(s <= t < e for s, e in red)]
    first, last = rows[0][0], rows[-1][0]
    onsets = [s for s, _ in red if first < s <= last]
    warned = sum(any(state == "red" and s - HORIZON <= t < s for t, _, _, state in asked) for s in onsets)
    base = sum(y for _, _, y, _ in asked) / len(asked)
    brier = sum((p - y) ** 2 for _, p, y, _ in asked) / len(asked)
    alarms, last_red = 0, -1e18
    for t, _, _, state in asked:
        if state == "red" and t > last_red + HORIZON and not any(last_red < s <= t + HORIZON for s in onsets):
            alarms += 1
        last_red = t if state == "red" else last_red
    return brier, base, len(onsets), warned, alarms


def main(directory, seed):
    os.makedirs(directory, exist_ok=True)
    log = os.path.join(directory, "weekly.log")
    logs = os.path.join(directory, "logs")
    run(f"./agent simulate --days {7 * WEEKS} --seed {seed} --rename-day {7 * (DEPLOY - 1)} --out {logs}", log)
    configs = {}
    for name in ("never", "weekly"):
        configs[name] = os.path.join(directory, name + ".yaml")
        with open(configs[name], "w") as out:
            out.write(f"""entity: shop
sources: [{{name: app, files: ["{logs}/shop.json"], format: logstash}}]
labels: {{files: ["{logs}/labels.csv"]}}
model: {{directory: "{directory}/models-{name}"}}
""" + (os.environ.get("CONFIG", "") if name == "weekly" else ""))
    red = [(seconds(r["start"]), seconds(r["end"])) for r in csv.DictReader(open(f"{logs}/labels.csv")) if r["state"] == "red"]
    run(TRAIN.format(config=configs["never"], since=at(0), until=at(LEARN)), log)
    table = []
    for week in range(LEARN, WEEKS):
        retrain = os.environ.get("RETRAIN", TRAIN)
        run(retrain.format(config=configs["weekly"], since=at(week - LEARN), until=at(week)), log)
        for name, config in configs.items():
            path = os.path.join(directory, f"{name}-{week + 1}.csv")
            said = run(f"./agent evaluate -c {config} --since {at(week)} --until {at(week + 1)} --forecasts {path}", log)
            drift = re.search(r"Drift: at most ([0-9.]+)", said)
            brier, base, onsets, warned, false = score(path, red)
            skill = 1 - brier / (base * (1 - base)) if 0 < base < 1 else float("nan")
            table.append((week + 1, name, skill, onsets, warned, false, float(drift.group(1)) if drift else float("nan")))
            print("week %2d %-6s skill %6.3f  %d of %d onsets warned of, %d false alarms, drift %.2f"
                  % (week + 1, name, skill, warned, onsets, false, table[-1][-1]), flush=True)
    with open(os.path.join(directory, "weekly.csv"), "w") as out:
        out.write("week,model,brier_skill,onsets,warned,false_alarms,drift\n")
        for row in table:
            out.write("%d,%s,%.4f,%d,%d,%d,%.3f\n" % row)
    draw(directory, table)


def draw(directory, table):
    width, height, left, top = 760, 300, 60, 30
    skills = [min(1, max(-0.5, r[2])) for r in table]
    drifts = [r[6] for r in table]

    def x(week):
        return left + (week - LEARN - 1) * (width - left - 30) / (WEEKS - LEARN - 1)

    def panel(offset, values, low, high, title):
        def y(value):
            return offset + top + (high - value) / (high - low) * (height - 2 * top)
        parts = [f'<text x="{left}" y="{offset + 18}" font-weight="bold">{title}</text>']
        for tick in range(5):
            value = low + tick * (high - low) / 4
            parts.append(f'<line x1="{left}" x2="{width - 30}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#ddd"/>'
                         f'<text x="8" y="{y(value) + 4:.1f}">{value:.2f}</text>')
        for name, colour in (("never", "#c0392b"), ("weekly", "#2471a3")):
            points = [(x(r[0]), y(v)) for r, v in zip(table, values) if r[1] == name and v == v]
            parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                         + " ".join(f"{a:.1f},{b:.1f}" for a, b in points) + '"/>')
            parts.append(f'<text x="{width - 110}" y="{offset + 18 + (0 if name == "never" else 14)}" fill="{colour}">'
                         + ("never retrained" if name == "never" else "retrained weekly") + "</text>")
        for week in range(LEARN + 1, WEEKS + 1):
            parts.append(f'<text x="{x(week) - 4:.1f}" y="{offset + height - 8}">{week}</text>')
        parts.append(f'<line x1="{x(DEPLOY):.1f}" x2="{x(DEPLOY):.1f}" y1="{offset + top}" y2="{offset + height - top}" '
                     'stroke="#888" stroke-dasharray="4"/>')
        return "".join(parts)

    most = max([1.2] + [d for d in drifts if d == d])
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{2 * height}" font-family="sans-serif" font-size="12">'
           '<rect width="100%" height="100%" fill="white"/>'
           + panel(0, skills, -0.5, 1, "Brier skill of red within 15m, by week (deploy at the dashed line)")
           + panel(height, drifts, 0, most, "Highest drift score of the week (beyond 1: unknown)") + "</svg>")
    path = os.path.abspath(os.path.join(directory, "weekly.svg"))
    open(path, "w").write(svg)
    chromium = shutil.which("chromium")
    if chromium:
        subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},{2 * height}",
                        f"--screenshot={path[:-3]}png", "file://" + path],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 4711)
