"""Whether retraining beside a running agent delays its forecasts and its scrapes: the goal is at most a second.

    retrain_beside.py [SEED] [CORES]     default: seed 4711, all cores; CORES as taskset takes them, such as 0: agent and learner share one

Needs a built agent (mvn -B package -DskipTests). Simulates 30 days of a shop and moves them so that they end now, stores them, and starts the
agent on 127.0.0.1 with a forecast every second, retraining at the next full minute and a line logged every tenth of a second. Asks for
/metrics ten times a second, from before the learner starts until half a minute after it has ended. How long forecasts keep one waiting is how long
portent_forecast_runs_total stands still, as seen by those scrapes. Writes nothing outside a temporary directory.
"""
import datetime
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

AGENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "agent")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
BESIDE = 30


def parsed(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def written(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def moved(source, target, by):
    with open(source) as lines, open(target, "w") as out:
        for line in lines:
            out.write(ISO.sub(lambda found: written(parsed(found.group()) + by), line))


def agent(*words, **more):
    return subprocess.run([AGENT, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)


def history(work, seed):
    agent("simulate", "--days", "30", "--seed", seed, "--out", work + "/sim")
    with open(work + "/sim/shop.json") as lines:
        for line in lines:
            last = line
    by = datetime.datetime.now(datetime.timezone.utc) - parsed(ISO.search(last).group()) - datetime.timedelta(minutes=1)
    moved(work + "/sim/shop.json", work + "/history.json", by)
    moved(work + "/sim/labels.csv", work + "/labels.csv", by)
    shutil.rmtree(work + "/sim")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def configure(work, port):
    # Seconds of the minute after next: the agent must have started by then.
    minute = (int(time.time() / 60) + 2) % 60
    with open(work + "/agent.yaml", "w") as out:
        out.write(f"""entity: shop
sources: [{{name: app, files: ["{work}/live.json"], format: logstash}}]
forecast: {{every: 1s}}
model: {{directory: "{work}/models", units: 64}}
labels: {{files: ["{work}/labels.csv"], default: green}}
retrain: {{cron: "0 {minute} * * * ?"}}
store: {{url: "jdbc:sqlite:{work}/portent.db"}}
web: {{listen: "127.0.0.1:{port}"}}
""")


def log_on(path, over):
    with open(path, "a") as out:
        i = 0
        while not over.wait(0.1):
            i += 1
            now = written(datetime.datetime.now(datetime.timezone.utc))
            out.write(f'{{"@timestamp":"{now}","level":"INFO","logger_name":"shop.Web","message":"request {i} served"}}\n')
            out.flush()


def value(page, pattern):
    found = re.search("^" + pattern + r" (\S+)$", page, re.MULTILINE)
    return float(found.group(1)) if found else None


def watch(port):
    """Of each scrape: whether a learner was at work, seconds it took; and of each forecast run: the same, seconds since the one before."""
    scrapes, runs, done, last, counted = [], [], None, None, None
    while done is None or time.monotonic() < done + BESIDE:
        began = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
            page = answer.read().decode()
        now = time.monotonic()
        working = value(page, "portent_retrain_running") == 1
        scrapes.append((working, now - began))
        made = value(page, "portent_forecast_runs_total")
        if made != counted:
            if last is not None:
                runs.append((working, now - last))
            last, counted = now, made
        if done is None and not working and any(one[0] for one in scrapes):
            done = now
        time.sleep(max(0, began + 0.1 - now))
    return scrapes, runs


def quantiles(rows, working):
    ordered = sorted(seconds for at_work, seconds in rows if at_work == working)
    return " / ".join(f"{ordered[min(len(ordered) - 1, int(len(ordered) * q))]:.3f}" for q in (0.5, 0.99, 1)) + f" ({len(ordered)})"


def table(scrapes, runs):
    print("| seconds: median / 99 % / most (how many) | a scrape | between forecasts, due every second |\n|---|---|---|")
    for name, working in (("alone", False), ("beside a learner", True)):
        print(f"| {name} | {quantiles(scrapes, working)} | {quantiles(runs, working)} |")


def main(seed, cores):
    work = tempfile.mkdtemp()
    over = threading.Event()
    running = None
    try:
        history(work, seed)
        port = free_port()
        configure(work, port)
        agent("backfill", "-c", work + "/agent.yaml", "--logs", work + "/history.json")
        agent("retrain", "-c", work + "/agent.yaml", "--since", "30d", "--until", "12d")
        configure(work, port)
        open(work + "/live.json", "w").close()
        threading.Thread(target=log_on, args=(work + "/live.json", over), daemon=True).start()
        with open(work + "/run.txt", "w") as log:
            running = subprocess.Popen((["taskset", "-c", cores] if cores else []) + [AGENT, "run", "-c", work + "/agent.yaml"], stdout=log, stderr=log)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        table(*watch(port))
        with open(work + "/run.txt") as log:
            print(*[line.strip()[:300] for line in log if "retrain" in line], sep="\n")
    finally:
        over.set()
        if running is not None:
            running.terminate()
            running.wait()
        shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "4711", sys.argv[2] if len(sys.argv) > 2 else None)
