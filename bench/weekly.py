"""Twelve simulated weeks with a deploy at the start of week 6 that rewords a third of the log statements. A first model learns the first
four weeks. One copy of it is left alone; the other is put before `agent retrain` at the end of every week, on the four weeks before, and
whatever serves then is asked about the next week. The gate decides as it always does: a week may end without a new model.

    weekly.py run DIRECTORY SEED      simulates, retrains, asks; writes DIRECTORY/SEED/weekly.csv and retrains.csv; run again, it goes on
                                      where it was stopped (2 GB of logs on the way, 20 minutes or more)
    weekly.py draw DIRECTORY          puts the seeds together: the table on standard output, weekly.svg, and weekly.png where there is chromium

Needs a built agent (mvn -B package -DskipTests). Lines of configuration in CONFIG are added for both copies, such as CONFIG='retrain:
{least_onsets: 3}'. The templates of each week are mined when the week is over, as a running agent would have met them.
"""
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta, timezone

WEEKS, LEARN, DEPLOY = 12, 4, 6
HORIZON = 900
START = datetime(2026, 3, 2, tzinfo=timezone.utc)
AGENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "agent")
NAMES = ("never", "weekly")
COLUMNS = "week model moments positives brier_sum pr_auc onsets warned false_alarms drift".split()


def at(week):
    return START + timedelta(weeks=week)


def day(week):
    return at(week).strftime("%Y-%m-%d")


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Shop:
    """One simulated service, its logs by week, and the two copies of its model."""

    def __init__(self, directory, seed):
        self.directory = directory
        os.makedirs(directory, exist_ok=True)
        self.simulate(seed)
        self.red = [(seconds(r["start"]), seconds(r["end"])) for r in csv.DictReader(open(self.path("logs/labels.csv")))
                    if r["state"] == "red"]
        for name in NAMES:
            with open(self.path(name + ".yaml"), "w") as out:
                out.write(f"""entity: shop
sources: [{{name: app, files: ["{self.path('logs/week-*.json')}"], format: logstash}}]
labels: {{files: ["{self.path('logs/labels.csv')}"]}}
model: {{directory: "{self.path('models-' + name)}"}}
store: {{url: "jdbc:sqlite:{self.path('portent.db')}"}}
""" + os.environ.get("CONFIG", "") + "\n")

    def path(self, name):
        return os.path.join(self.directory, name)

    def agent(self, verb, name, weeks, *words):
        """Only the files of these weeks are read: a week's evaluation need not go through three months."""
        files = ",".join(self.path(f"logs/week-{week + 1:02}.json") for week in weeks)
        command = [AGENT, verb, *words] + (["-c", self.path(name + ".yaml")] if name else [])
        with open(self.path("weekly.log"), "a") as log:
            print("$", *command[1:], f"(files of week {weeks[0] + 1} to {weeks[-1] + 1})" if weeks else "", file=log, flush=True)
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                  env={**os.environ, **({"PORTENT_SOURCES_0_FILES": files} if files else {})})
            log.write(done.stdout + (done.stderr if done.returncode else ""))
        if done.returncode:
            sys.exit(f"agent {verb}: exit {done.returncode}, see {self.path('weekly.log')}")
        return done.stdout

    def simulate(self, seed):
        if not os.path.exists(self.path("logs/labels.csv")):
            self.agent("simulate", None, [], "--days", str(7 * WEEKS), "--seed", str(seed),
                       "--rename-day", str(7 * (DEPLOY - 1)), "--out", self.path("logs"))
        if os.path.exists(self.path("logs/shop.log")):
            self.split()
            os.remove(self.path("logs/shop.json"))
            os.remove(self.path("logs/shop.log"))

    def split(self):
        ends = [at(week + 1).strftime("%Y-%m-%dT") for week in range(WEEKS)]
        parts = [open(self.path(f"logs/week-{week + 1:02}.json"), "w") for week in range(WEEKS)]
        for line in open(self.path("logs/shop.json")):
            time = re.search(r'"@timestamp":"([^"]+)"', line).group(1)
            parts[sum(time >= end for end in ends[:-1])].write(line)
        for part in parts:
            part.close()

    def backfill(self, first, last):
        self.agent("backfill", "weekly", range(first, last), "--since", day(first), "--until", day(last))

    def retrain(self, week):
        said = self.agent("retrain", "weekly", [], "--since", day(week - LEARN), "--until", day(week), "--json")
        receipt = json.loads(said.strip().splitlines()[-1])
        return {"verdict": receipt["verdict"].lower(), "seconds": receipt["seconds"], "reason": receipt["reason"]}

    def ask(self, name, week):
        path = self.path(f"{name}-{week + 1:02}.csv")
        said = self.agent("evaluate", name, range(week - 1, week + 1), "--since", day(week), "--until", day(week + 1), "--forecasts", path)
        drift = re.search(r"Drift: at most ([0-9.]+)", said)
        return {"week": str(week + 1), "model": name, **self.score(path), "drift": drift.group(1) if drift else "nan"}

    def score(self, forecasts):
        """Red within HORIZON: Brier sum, average precision, onsets warned of and alarms without onset. Time that is red already is not asked."""
        rows = [(seconds(r["time"]), float(r["p_red"]), r["state"]) for r in csv.DictReader(open(forecasts))
                if float(r["horizon_seconds"]) == HORIZON and r["state"] != "unknown"]
        asked = [(t, p, any(t < s <= t + HORIZON for s, _ in self.red), state)
                 for t, p, state in rows if not any(s <= t < e for s, e in self.red)]
        onsets = [s for s, _ in self.red if rows[0][0] < s <= rows[-1][0]]
        red = [t for t, _, _, state in asked if state == "red"]
        alarms = []
        for t in red:
            if alarms and t <= alarms[-1][1] + HORIZON:
                alarms[-1][1] = t
            else:
                alarms.append([t, t])
        return {"moments": len(asked), "positives": sum(y for _, _, y, _ in asked),
                "brier_sum": round(sum((p - y) ** 2 for _, p, y, _ in asked), 4),
                "pr_auc": round(average_precision([(p, y) for _, p, y, _ in asked]), 4),
                "onsets": len(onsets), "warned": sum(any(s - HORIZON <= t < s for t in red) for s in onsets),
                "false_alarms": sum(not any(a < s <= b + HORIZON for s, _ in self.red) for a, b in alarms)}


def average_precision(answers):
    """Equal answers are one step."""
    answers.sort(key=lambda one: -one[0])
    positives = sum(y for _, y in answers)
    total = hits = 0
    i = 0
    while i < len(answers):
        j, found = i, 0
        while j < len(answers) and answers[j][0] == answers[i][0]:
            found += answers[j][1]
            j += 1
        hits += found
        total += found * hits / j
        i = j
    return total / positives if positives else float("nan")


def read(path):
    return list(csv.DictReader(open(path))) if os.path.exists(path) else []


def write(path, columns, rows):
    with open(path, "w") as out:
        table = csv.DictWriter(out, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def run(directory, seed):
    shop = Shop(os.path.abspath(os.path.join(directory, str(seed))), seed)
    asked, retrains = read(shop.path("weekly.csv")), read(shop.path("retrains.csv"))
    for week in range(LEARN, WEEKS):
        if str(week + 1) not in [r["week"] for r in retrains]:
            shop.backfill(*((0, LEARN) if week == LEARN else (week - 1, week)))
            retrains.append({"week": str(week + 1), **shop.retrain(week)})
            print(retrains[-1], flush=True)
            write(shop.path("retrains.csv"), ["week", "verdict", "seconds", "reason"], retrains)
        if week == LEARN and not os.path.exists(shop.path("models-never")):
            if retrains[0]["verdict"] != "promoted":
                sys.exit("no first model")
            shutil.copytree(shop.path("models-weekly"), shop.path("models-never"))
        for name in NAMES:
            if (str(week + 1), name) not in [(r["week"], r["model"]) for r in asked]:
                asked.append(shop.ask(name, week))
                print(asked[-1], flush=True)
                write(shop.path("weekly.csv"), COLUMNS, asked)


def skill(rows):
    """Brier skill against the base rate of that very week, which nobody knew before: a strict measure."""
    n, positives, brier = (sum(float(r[key]) for r in rows) for key in ("moments", "positives", "brier_sum"))
    return 1 - brier / (positives * (1 - positives / n)) if positives else float("nan")


def draw(directory):
    shops = [read(path) for path in sorted(glob.glob(os.path.join(directory, "*", "weekly.csv")))]
    weeks = range(LEARN + 1, WEEKS + 1)

    def rows(name, week, of=shops):
        """None where a shop has not come so far: weeks of different shops must not be compared."""
        found = [r for shop in of for r in shop if r["model"] == name and int(r["week"]) == week]
        return found if len(found) == len(of) else []

    def total(name, week, key):
        return sum(int(r[key]) for r in rows(name, week))

    print("| week | skill: never / weekly | mean PR-AUC | onsets | warned of | false alarms | highest drift |\n|---|---|---|---|---|---|---|")
    for week in weeks:
        if not all(rows(name, week) for name in NAMES):
            continue
        each = [[f"{skill(rows(name, week)):.2f}", f"{sum(float(r['pr_auc']) for r in rows(name, week)) / len(shops):.2f}",
                 total(name, week, "warned"), total(name, week, "false_alarms"),
                 ", ".join(f"{float(r['drift']):.1f}" for r in rows(name, week))] for name in NAMES]
        cells = [f"{a} / {b}" for a, b in zip(*each)]
        print(f"| {week} | {cells[0]} | {cells[1]} | {total('never', week, 'onsets')} | {' | '.join(cells[2:])} |")
    skills = {name: [[(week, skill(rows(name, week, of))) for week in weeks] for of in [shops] + [[shop] for shop in shops]] for name in NAMES}
    drifts = {name: [[(week, max((float(r["drift"]) for r in rows(name, week)), default=float("nan"))) for week in weeks]] for name in NAMES}
    picture(os.path.abspath(os.path.join(directory, "weekly.svg")), skills, drifts, len(shops))


def picture(path, skills, drifts, seeds):
    width, height, left, right, top = 760, 300, 50, 20, 34
    half = (width - left - right) / (WEEKS - LEARN) / 2

    def x(week):
        return left + (2 * (week - LEARN) - 1) * half

    def panel(offset, lines, low, high, title, limit=None):
        def y(value):
            return offset + top + (high - min(high, max(low, value))) / (high - low) * (height - 2 * top)
        parts = [f'<text x="{left}" y="{offset + 20}" font-weight="bold">{title}</text>']
        for tick in range(5):
            value = low + tick * (high - low) / 4
            parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#ddd"/>'
                         f'<text x="{left - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.2f}</text>')
        if limit is not None:
            parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y(limit):.1f}" y2="{y(limit):.1f}" stroke="#888"/>')
        for name, colour in (("never", "#c0392b"), ("weekly", "#2471a3")):
            for i, line in enumerate(lines[name]):
                points = " ".join(f"{x(week):.1f},{y(value):.1f}" for week, value in line if value == value)
                style = 'stroke-width="2.5"' if i == 0 else 'stroke-width="1" opacity="0.35"'
                parts.append(f'<polyline fill="none" stroke="{colour}" {style} points="{points}"/>')
                if i == 0:
                    parts += [f'<circle cx="{x(week):.1f}" cy="{y(value):.1f}" r="3.5" fill="{colour}"/>' for week, value in line if value == value]
            parts.append(f'<text x="{width - right}" y="{offset + 14 + (0 if name == "never" else 14)}" fill="{colour}" text-anchor="end">'
                         + ("never retrained" if name == "never" else "retrained weekly") + "</text>")
        parts += [f'<text x="{x(week):.1f}" y="{offset + height - 14}" text-anchor="middle">{week}</text>' for week in range(LEARN + 1, WEEKS + 1)]
        deploy = x(DEPLOY) - half
        parts.append(f'<line x1="{deploy:.1f}" x2="{deploy:.1f}" y1="{offset + top}" y2="{offset + height - top}" stroke="#888" stroke-dasharray="4"/>'
                     f'<text x="{deploy + 4:.1f}" y="{offset + height - top - 5}" fill="#666">deploy</text>')
        return "".join(parts)

    most = 4 * max(1, -(-max([value for lines in drifts.values() for _, value in lines[0] if value == value], default=0) // 4))
    title = "Brier skill of red within 15m, by week" + (f": {seeds} shops together, faint each" if seeds > 1 else "")
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{2 * height}" font-family="sans-serif" font-size="12">'
           '<rect width="100%" height="100%" fill="white"/>' + panel(0, skills, -0.25, 0.75, title)
           + panel(height, drifts, 0, most, "Highest drift score of the week (above the line at 1: unknown)", 1) + "</svg>")
    with open(path, "w") as out:
        out.write(svg)
    chromium = shutil.which("chromium")
    if chromium:
        subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{2 * height}",
                        f"--screenshot={path[:-3]}png", "file://" + path],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "run":
        run(sys.argv[2], int(sys.argv[3]))
    elif len(sys.argv) == 3 and sys.argv[1] == "draw":
        draw(sys.argv[2])
    else:
        sys.exit(__doc__)
