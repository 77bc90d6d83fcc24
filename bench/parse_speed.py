#!/usr/bin/env python3
"""How fast lines are read, from file to windows, on one core, beside what else reads them; alternating runs, medians.

    bench/parse_speed.py [-n ROUNDS] FILE...       default: 5 rounds

Needs a built agent (mvn -B package -DskipTests), taskset and a JDK; mtail too, where it is installed. For each file in turn, on core 0:

    agent          agent parse --summary, as it counts itself (without the start of the JVM)
    agent, whole   the same with the start of the JVM and all, in at most 64 MiB of heap
    wc -l          counts newlines, the file in the page cache: about what memory allows
    readLine       java.io.BufferedReader.readLine to the end, the JVM's start not counted
    mtail          mtail --one_shot with one regular expression for the head of a logback line; only where it matches the file

Files of your own, or: agent simulate --days 30 --seed 7 --out DIR gives shop.json (logstash JSON) and shop.log (a logback pattern);
bench/access_log.py N makes access lines as nginx writes them.
"""
import argparse, os, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MTAIL = r"""counter lines by level
/^(?P<date>\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}),\d{3} \[(?P<thread>[^\]]*)\] (?P<level>[A-Z]+) +(?P<logger>\S+) - / {
  strptime($date, "2006-01-02 15:04:05")
  lines[$level]++
}
"""
READ_LINES = """import java.io.*;
public class ReadLines {
  public static void main(String[] files) throws IOException {
    long began = System.nanoTime(), lines = 0;
    try (BufferedReader reader = new BufferedReader(new FileReader(files[0]))) { while (reader.readLine() != null) lines++; }
    System.out.println(lines / ((System.nanoTime() - began) / 1e9));
  }
}
"""


def pinned(command, **environment):
    began = time.time()
    done = subprocess.run(["taskset", "-c", "0", *command], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode:
        sys.exit("%s: %s" % (command[0], done.stderr[-500:]))
    return done.stdout, time.time() - began


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("-n", type=int, default=5)
    options.add_argument("files", nargs="+")
    options = options.parse_args()
    work = tempfile.mkdtemp()
    program, source = os.path.join(work, "logback.mtail"), os.path.join(work, "ReadLines.java")
    open(program, "w").write(MTAIL)
    open(source, "w").write(READ_LINES)
    try:
        subprocess.run(["javac", "-d", work, source], check=True)
        for file in options.files:
            measure(os.path.abspath(file), options.n, work, program)
    finally:
        shutil.rmtree(work)


def agent(file):
    out, whole = pinned([os.path.join(HERE, "agent"), "parse", "--summary", file], PORTENT_HEAP="64")
    return out, float(re.search(r"([\d.]+) lines/s", out).group(1)), whole


def measure(file, rounds, work, program):
    size = os.path.getsize(file)
    lines = int(pinned(["wc", "-l", file])[0].split()[0])
    speeds = {}
    for _ in range(rounds):
        out, own, whole = agent(file)
        speeds.setdefault("agent", []).append(own)
        speeds.setdefault("agent, whole", []).append(lines / whole)
        speeds.setdefault("wc -l", []).append(lines / pinned(["wc", "-l", file])[1])
        read = pinned(["java", "-XX:+UseSerialGC", "-Xmx64m", "-cp", work, "ReadLines", file])[0]
        speeds.setdefault("readLine", []).append(float(read))
        if shutil.which("mtail"):
            said, took = pinned(["mtail", "--one_shot", "--progs", program, "--logs", file])
            if '"LabelValues"' in said:
                speeds.setdefault("mtail", []).append(lines / took)
    print("%s: %d lines of %d bytes" % (os.path.basename(file), lines, size // lines))
    print("  " + "\n  ".join(out.strip().split("\n")[1:]))
    ours = statistics.median(speeds["agent"])
    for name, all_ in speeds.items():
        middle = statistics.median(all_)
        print("  %-13s %11d lines/s (%d to %d)  %6.0f MB/s   agent is %.2f times as fast" % (
            name, middle, min(all_), max(all_), middle * size / lines / 1e6, ours / middle))


main()
