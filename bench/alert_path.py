"""From the first precursor in the log to the webhook, and from the failure back to a label, in real time and with real programs.

    alert_path.py [DIRECTORY [START]]     a directory of `agent demo --once --dir DIRECTORY` (default: data/demo): its history and model

Needs a built agent and Debian's prometheus and prometheus-alertmanager. A quarter of an hour. The agent runs with its defaults, Prometheus and Alertmanager by
deploy/prometheus.yml and deploy/alertmanager.yml with the rules of dashboards/alerts as they stand; only addresses are replaced. The failure is that whose fault
begins at START in history/faults.csv (default: the one that the demo shows). Its log lines are written as they came, with their times moved to now, the last
twelve minutes before the failure in real time, and more than that at once before the agent starts; the shop's own alert is a metric that goes bad when the shop did, for two minutes. Prints
what happened when, in seconds from the first precursor, by the list of faults, and from the failure.
"""
import csv
import datetime
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
SHOWN = "2026-03-25T15:01:24Z"
BEFORE = datetime.timedelta(minutes=63)
LIVE = datetime.timedelta(minutes=12)
STAMP = re.compile(r'"@timestamp":"([^"]+)"')
TOKEN = "0123456789abcdef-alert-path"


def parsed(text):
    head, _, fraction = text.rstrip("Z").partition(".")
    return datetime.datetime.fromisoformat(head).replace(tzinfo=datetime.timezone.utc, microsecond=int((fraction + "000000")[:6]))


def failure(directory, start):
    with open(f"{directory}/history/faults.csv") as faults:
        for row in csv.DictReader(faults):
            if row["start"] == start and row["first_red"]:
                return row["kind"], parsed(start), parsed(row["first_red"])
    raise SystemExit("no fault that failed begins at " + start)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return ""


class Story:
    """What happened when, each once."""

    def __init__(self, zero, failure):
        self.zero, self.failure, self.told, self.lock = zero, failure, set(), threading.Lock()

    def tell(self, what, key=None):
        with self.lock:
            if (key or what) not in self.told:
                self.told.add(key or what)
                print(f"{time.time() - self.zero:9.1f} s {time.time() - self.failure:+9.1f} s  {what}", flush=True)

    def has(self, key):
        return key in self.told


def serve(story, shop):
    """The people's webhook, and the shop's metric."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            for alert in json.loads(self.rfile.read(int(self.headers["Content-Length"])))["alerts"]:
                labels = alert["labels"]
                name = f"{labels['alertname']} {labels.get('horizon', '')} {alert['status']}"
                story.tell(f"the webhook is called: {name}: {alert['annotations'].get('description', '')}", name)
            self.send_response(200)
            self.end_headers()

        def do_GET(self):
            page = f"shop_objective_missed {shop['bad']}\n".encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def example(name, **replaced):
    text = open(f"{ROOT}/deploy/{name}").read()
    for old, new in replaced.values():
        assert old in text, old
        text = text.replace(old, new)
    return text


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def configure(work, directory, agent, people, alertmanager):
    shutil.copytree(f"{directory}/models", f"{work}/models")
    write(f"{work}/agent.yaml", f"""
entity: shop
sources: [{{name: app, files: ["{work}/live/shop.json"], format: logstash}}]
model: {{directory: "{work}/models", max_age: 10000d}}
labels: {{default: green, webhook: {{enabled: true, token: {TOKEN}}}}}
store: {{url: "jdbc:sqlite:{work}/portent.db"}}
web: {{listen: "127.0.0.1:{agent}"}}
""")
    write(f"{work}/token", TOKEN)
    write(f"{work}/alertmanager.yml", example(
        "alertmanager.yml", a=("http://people:8080/", f"http://127.0.0.1:{people}/"), b=("http://agent:9781/", f"http://127.0.0.1:{agent}/"),
        c=("/etc/alertmanager/portent-token", f"{work}/token")))
    write(f"{work}/shop.rules.yml", """
groups:
  - name: shop
    rules:
      - {alert: ShopMissesItsObjective, expr: shop_objective_missed == 1, labels: {severity: page}, annotations: {summary: orders fail}}
""")
    write(f"{work}/prometheus.yml", example(
        "prometheus.yml", a=("  - ../dashboards/alerts/*.rules.yml", f"  - {ROOT}/dashboards/alerts/*.rules.yml\n  - {work}/shop.rules.yml"),
        b=("alertmanager:9093", f"127.0.0.1:{alertmanager}"), c=("agent:9781", f"127.0.0.1:{agent}"))
        + f'  - {{job_name: shop, static_configs: [{{targets: ["127.0.0.1:{people}"]}}]}}\n')


def start(work, name, command):
    return subprocess.Popen(command, cwd=work, stdout=open(f"{work}/{name}.log", "w"), stderr=subprocess.STDOUT)


def watch(story, agent, prometheus):
    page = get(f"http://127.0.0.1:{agent}/metrics")
    for horizon in ("5m", "15m", "1h"):
        if re.search(r'portent_forecast_health\{entity="shop",horizon="%s",portent_forecast_health="red",?\} 1' % horizon, page):
            story.tell(f"the agent forecasts red within {horizon}", "red " + horizon)
    query = urllib.parse.quote('ALERTS{alertname=~"PortentForecastRed|ShopMissesItsObjective"}')
    for one in json.loads(get(f"http://127.0.0.1:{prometheus}/api/v1/query?query={query}") or '{"data":{"result":[]}}')["data"]["result"]:
        m = one["metric"]
        story.tell(f"Prometheus: {m['alertname']} {m.get('horizon', '')} is {m['alertstate']}")
    for label in json.loads(get(f"http://127.0.0.1:{agent}/api/v1/labels?since=1d") or '{"labels":[]}')["labels"]:
        story.tell(f"the agent has the label {label['state']} of {label['source']}", "label")
        if label.get("end"):
            story.tell("the label has ended", "ended")


def play(directory, work, start_of_fault, red, processes):
    begin = red - LIVE
    shift = datetime.datetime.now(datetime.timezone.utc) - begin
    story, shop = Story((start_of_fault + shift).timestamp(), (red + shift).timestamp()), {"bad": 0}
    people, agent, prometheus, alertmanager = serve(story, shop), free_port(), free_port(), free_port()
    configure(work, directory, agent, people, alertmanager)
    os.makedirs(f"{work}/live")
    bad_for = datetime.timedelta(minutes=2)
    with open(f"{directory}/history/shop.json") as history, open(f"{work}/live/shop.json", "w") as live:
        for line in history:
            stamp = STAMP.search(line)
            if not stamp or parsed(stamp.group(1)) < begin - BEFORE:
                continue
            then = parsed(stamp.group(1)) + shift
            while then > datetime.datetime.now(datetime.timezone.utc):
                live.flush()
                if not processes:
                    processes.append(start(work, "agent", [f"{ROOT}/agent", "run", "-c", f"{work}/agent.yaml"]))
                    processes.append(start(work, "alertmanager", ["prometheus-alertmanager", f"--config.file={work}/alertmanager.yml", f"--storage.path={work}/am",
                                                                  f"--web.listen-address=127.0.0.1:{alertmanager}", "--cluster.listen-address="]))
                    processes.append(start(work, "prometheus", ["prometheus", f"--config.file={work}/prometheus.yml", f"--storage.tsdb.path={work}/data",
                                                                f"--web.listen-address=127.0.0.1:{prometheus}"]))
                now = datetime.datetime.now(datetime.timezone.utc)
                if now >= red + shift:
                    shop["bad"] = int(now < red + shift + bad_for)
                    story.tell("the shop fails")
                    if not shop["bad"]:
                        story.tell("the shop's metric is well again (after two minutes, whatever the shop does)", "well")
                watch(story, agent, prometheus)
                if story.has("ended") or now > red + shift + datetime.timedelta(minutes=8):
                    return
                time.sleep(0.5)
            live.write(line.replace(stamp.group(1), then.strftime("%Y-%m-%dT%H:%M:%S.") + f"{then.microsecond // 1000:03d}Z", 1))


def main():
    directory = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "data/demo")
    kind, begins, red = failure(directory, sys.argv[2] if len(sys.argv) > 2 else SHOWN)
    print(f"{kind} of {begins}, which failed {(red - begins).total_seconds():.0f} s later", flush=True)
    work, processes = tempfile.mkdtemp(), []
    try:
        play(directory, work, begins, red, processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
