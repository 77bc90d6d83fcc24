#!/usr/bin/env python3
"""What following many files costs: processor time of `agent run`, and how late lines are counted.

    bench/tail.py [FILES] [LINES_A_SECOND] [SECONDS]      default: 50 files, 20000 lines a second in total, 60 seconds

Needs a built agent (mvn -B package -DskipTests). Writes lines of a shop, a batch every 50 ms, to files in a temporary directory; after a
warm-up of 15 seconds takes the agent's processor time from /proc, and every 100 ms compares the lines that it has counted with those that
were written: how long ago the last counted line was written is the lag. One service, no model, SQLite.
"""
import json, os, random, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.request

files = int(sys.argv[1]) if len(sys.argv) > 1 else 50
rate = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 60
WARM_UP = 15
STEP = 0.05
here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
work = tempfile.mkdtemp()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def line(chance):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + ".%03dZ" % (time.time() % 1 * 1000)
    message = chance.choice(
        [
            "order %d placed by user%d" % (chance.randrange(10**6), chance.randrange(500)),
            "payment of %d.%02d accepted in %dms" % (chance.randrange(900), chance.randrange(100), chance.randrange(400)),
            "cache flushed after %d entries" % chance.randrange(10**4),
            "GET /api/orders/%d 200 %dms" % (chance.randrange(10**6), chance.randrange(90)),
        ]
    )
    return json.dumps({"@timestamp": stamp, "level": chance.choice(["INFO"] * 30 + ["ERROR"]), "logger_name": "shop.Cart",
                       "thread_name": "http-%d" % chance.randrange(40), "message": message, "took": chance.randrange(400)})


def processor_time(pid):
    with open("/proc/%d/stat" % pid) as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    with open("/proc/%d/status" % pid) as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) // 1024


def counted(port):
    with urllib.request.urlopen("http://127.0.0.1:%d/metrics" % port, timeout=10) as answer:
        page = answer.read().decode()
    return int(float(re.search(r'^portent_log_lines_total\{source="app",?\} (\S+)', page, re.M).group(1)))


def main():
    port = free_port()
    outs = [open(os.path.join(work, "app-%02d.log" % i), "w", buffering=1 << 16) for i in range(files)]
    with open(os.path.join(work, "agent.yaml"), "w") as config:
        config.write('sources: [{name: app, files: ["%s/app-*.log"], format: logstash}]\n' % work)
        config.write('store: {url: "jdbc:sqlite:%s/portent.db"}\nmodel: {directory: "%s/models"}\n' % (work, work))
        config.write('web: {listen: "127.0.0.1:%d"}\n' % port)
    chance = random.Random(7)
    pool = [line(chance) for _ in range(2000)]
    agent = subprocess.Popen([os.path.join(here, "agent"), "run", "-c", os.path.join(work, "agent.yaml")], stdout=subprocess.DEVNULL)
    try:
        written, marks, lags = 0, [], []
        begun = time.time()
        cpu = None
        next_scrape = begun + 5
        step = 0
        while True:
            now = time.time()
            if now - begun >= WARM_UP + seconds:
                break
            if cpu is None and now - begun >= WARM_UP:
                cpu, cpu_since = processor_time(agent.pid), now
            due = int((now - begun) * rate)
            if due > written:
                stamp = '"@timestamp": "' + time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + ".%03dZ" % (now % 1 * 1000) + '"'
                for i in range(due - written):
                    text = pool[chance.randrange(2000)]
                    outs[(written + i) % files].write("{" + stamp + text[text.index(","):] + "\n")
                for out in outs:
                    out.flush()
                written = due
                marks.append((time.time(), written))
            if cpu is not None and now >= next_scrape:
                seen = counted(port)
                at = time.time()
                late = [when for when, upto in marks if upto > seen]
                lags.append(at - late[0] if late else 0.0)
                marks = [mark for mark in marks if mark[1] > seen]
                next_scrape = at + 0.1
            step += 1
            time.sleep(max(0, begun + step * STEP - time.time()))
        used, elapsed = processor_time(agent.pid) - cpu, time.time() - cpu_since
        lags.sort()
        print("%d files, %d lines/s for %d s: %.1f %% of one core, %d MiB resident at most" % (
            files, rate, seconds, 100 * used / elapsed, resident(agent.pid)))
        print("lag: median %.2f s, 99 %% %.2f s, most %.2f s (%d looks)" % (
            lags[len(lags) // 2], lags[int(len(lags) * 0.99)], lags[-1], len(lags)))
    finally:
        agent.send_signal(signal.SIGTERM)
        agent.wait()
        shutil.rmtree(work)


main()
