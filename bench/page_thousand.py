#!/usr/bin/env python3
"""A whole agent with 1,000 entities under the heap that the launcher gives it in 256 MiB, and its page in headless Chromium.

    bench/page_thousand.py [ENTITIES]

Learns a small model of ten hours of one service, writes 75 minutes of logs of all, starts `agent run` beside a writer of 100 lines a second, and
waits until every entity has a forecast. Then: memory of the process before and after; times of the API, of 50 requests each, one after another;
and what Chromium says of ten loads of the page. Needs a built agent, chromedriver and Linux with /proc; writes to a temporary directory alone.
"""
import datetime, json, os, pathlib, shutil, subprocess, sys, tempfile, threading, time, urllib.request

HERE = pathlib.Path(__file__).resolve().parent.parent
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
PORT, DRIVER = 19782, 19783
WORK = pathlib.Path(tempfile.mkdtemp())
ENV = {**os.environ, "PORTENT_HEAP": "64"}  # min(64, 256 * 3 / 10): what `agent` gives a daemon under a limit of 256 MiB


def stamp(at):
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(at, service, level, message):
    return json.dumps({"@timestamp": stamp(at), "level": level, "service": service, "logger_name": "a.B", "message": message}) + "\n"


def name(i):
    return f"service-{i:04}"


def learn(now):
    first = (now - 36000) // 3600 * 3600
    with open(WORK / "past.json", "w") as out:
        for t in range(first, now, 10):
            out.write(line(t, name(0), "INFO", f"request {t} served"))
            if 40 <= t // 60 % 60 < 56:
                out.write(line(t + 5, name(0), "WARN", "pool nearly empty"))
    with open(WORK / "labels.csv", "w") as out:
        out.write("entity,state,start,end,source,note\n")
        for t in range(first, now - 3360, 3600):
            out.write(f",red,{stamp(t + 3000)},{stamp(t + 3360)},slo,\n")
    (WORK / "agent.yaml").write_text(f"""
entity: {{field: service}}
sources:
  - {{name: app, files: ["{WORK}/app.json"]}}
forecast: {{data_window: 60}}
limits: {{entities: {COUNT}}}
model: {{units: 32, epochs: 2, directory: "{WORK}/models"}}
store: {{url: "jdbc:sqlite:{WORK}/portent.db"}}
labels: {{files: ["{WORK}/labels.csv"], default: green}}
""")
    subprocess.run([HERE / "agent", "train", "-c", WORK / "agent.yaml", "--logs", WORK / "past.json"], check=True, stdout=subprocess.DEVNULL)


def history(now):
    with open(WORK / "app.json", "w") as out:
        for t in range(now - 4500, now, 30):
            for i in range(COUNT):
                out.write(line(t, name(i), "WARN" if i % 97 == 3 else "INFO", "pool nearly empty" if i % 97 == 3 else f"request {t} served"))


def go_on(stop):
    turn = 0
    with open(WORK / "app.json", "a") as out:
        while not stop.wait(1):
            for i in range(turn, turn + 100):
                out.write(line(int(time.time()), name(i % COUNT), "INFO", f"request {i} served"))
            out.flush()
            turn += 100


def ask(path, headers=None):
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers=headers or {})
    began = time.monotonic()
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
    return body, 1000 * (time.monotonic() - began)


def until(what, seconds, holds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.5)
    sys.exit(f"not within {seconds} s: {what}")


def memory(pid):
    status = dict(one.split(":", 1) for one in open(f"/proc/{pid}/status") if ":" in one)
    return "VmRSS {} MiB, VmHWM {} MiB".format(*(int(status[key].split()[0]) // 1024 for key in ("VmRSS", "VmHWM")))


def spread(times):
    times = sorted(times)
    return f"median {times[len(times) // 2]:.0f}, most {times[-1]:.0f} ms"


def drive(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{DRIVER}{path}", data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=90) as answer:
        return json.load(answer)["value"]


LISTED = """const done = arguments[0];
const look = () => document.querySelectorAll('.rows li').length ? done(Object.assign(
    Object.fromEntries(performance.getEntriesByType('paint').map(one => [one.name, one.startTime])),
    {list: performance.now(), heap: performance.memory.usedJSHeapSize, nodes: document.querySelectorAll('*').length})) : setTimeout(look, 5);
look();"""


def page(pid):
    driver = subprocess.Popen(["chromedriver", f"--port={DRIVER}"], stdout=subprocess.DEVNULL)
    try:
        until("chromedriver", 20, lambda: drive("/status")["ready"])
        args = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={WORK}/profile", "--window-size=1280,844"]
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": args}}}}
        session = "/session/" + drive("/session", wanted)["sessionId"]
        loads = []
        for _ in range(10):
            drive(session + "/url", {"url": "about:blank"})
            drive(session + "/url", {"url": f"http://127.0.0.1:{PORT}/"})
            loads.append(drive(session + "/execute/async", {"script": LISTED, "args": []}))
        for key in ("first-paint", "first-contentful-paint", "list"):
            print(f"page, {key}: {spread([one[key] for one in loads])}")
        print(f"page: {loads[-1]['nodes']} nodes, {loads[-1]['heap'] / 1e6:.1f} MB of script's memory")
        print(f"agent after ten loads: {memory(pid)}")
        drive_end = urllib.request.Request(f"http://127.0.0.1:{DRIVER}{session}", method="DELETE")
        urllib.request.urlopen(drive_end, timeout=30).read()
    finally:
        driver.terminate()
        driver.wait()


def main():
    now = int(time.time())
    learn(now)
    history(int(time.time()))
    stop = threading.Event()
    writer = threading.Thread(target=go_on, args=(stop,))
    writer.start()
    with open(WORK / "run.txt", "w") as log:
        agent = subprocess.Popen([HERE / "agent", "run", "-c", WORK / "agent.yaml", "--listen", f"127.0.0.1:{PORT}"], env=ENV, stdout=log, stderr=log)
    try:
        began = time.monotonic()
        known = lambda: sum(one["unknown"] is None for one in json.loads(ask("/api/v1/forecast")[0])["forecasts"])
        until("a forecast of every entity", 300, lambda: known() == COUNT)
        print(f"{known()} entities with a forecast {time.monotonic() - began:.0f} s after exec; load {os.getloadavg()[0]:.1f}")
        time.sleep(60)
        print(f"agent: {memory(agent.pid)}")
        for path in ("/api/v1/status", "/api/v1/forecast", "/api/v1/health", "/", "/metrics"):
            body, _ = ask(path)
            packed = ask(path, {"Accept-Encoding": "gzip"})[0]
            print(f"{path}: {len(body)} bytes, {len(packed)} compressed; {spread([ask(path, {'Accept-Encoding': 'gzip'})[1] for _ in range(50)])}")
        page(agent.pid)
        print(f"load {os.getloadavg()[0]:.1f}")
    finally:
        stop.set()
        writer.join()
        agent.terminate()
        agent.wait()


try:
    main()
finally:
    shutil.rmtree(WORK, ignore_errors=True)
