#!/usr/bin/env python3
"""The recurrent engine beside PyTorch and numpy, in alternating runs, processor time on one thread.

    bench/engine_peers.py steps [-n 3]                    training steps, batch 32 and 128; a pass over 60 windows; one window
    bench/engine_peers.py speed FILE [-n 3]               characters per second, min-char-rnn's network
    bench/engine_peers.py loss FILE [--seeds 20]          its smooth loss at 1, 2, 3 and 4 thousand iterations
    bench/engine_peers.py text FILE --seconds 120         nats per character on the last 10 % after so long, each network

After mvn -B package -DskipTests. The peers need what bench/peers/README.md installs. FILE: any text in UTF-8.
"""
import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "peers"
ENVIRONMENT = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
KINDS = ("simple-rnn", "lstm", "gru")


def lines(command):
    done = subprocess.run(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command} failed: {done.stderr}")
    return done.stdout.splitlines()


def engine(kind, what, rounds):
    cache = os.environ.get("PORTENT_CACHE", os.path.expanduser("~/.cache/portent"))
    command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxbytes=1g"]
    command += ["-Dorg.bytedeco.javacpp.maxphysicalbytes=0", f"-Dorg.bytedeco.javacpp.cachedir={cache}"]
    command += ["-cp", f"{ROOT}/target/test-classes:{ROOT}/target/agent/lib/*", "io.portent.model.engine.StepBench"]
    return [json.loads(line) for line in lines(command + [kind, what, str(rounds)])]


def peer(script, *arguments):
    return json.loads(lines(["/usr/bin/python3", str(PEERS / script), *map(str, arguments)])[-1])


def spread(values):
    return f"{statistics.median(values):.3g} ({min(values):.3g} to {max(values):.3g})"


def steps(n):
    for kind in KINDS:
        for batch in (32, 128):
            ours, theirs = [], []
            for _ in range(n):
                ours.append(engine(kind, str(batch), 300)[0]["median"])
                theirs.append(peer("torch_step.py", "--network", kind, "--batch", batch, "--rounds", 200)["step_ms"]["median"])
            ratio = [a / b for a, b in zip(ours, theirs)]
            print(f"| {kind}, batch {batch}, ms | {spread(ours)} | {spread(theirs)} | {spread(ratio)} |", flush=True)
        passes = [engine(kind, "forward", 2000) for _ in range(n)]
        peers = [peer("torch_step.py", "--network", kind, "--forward", "--rounds", 2000) for _ in range(n)]
        print(kind, "forward:", json.dumps([[row["what"], row["median"]] for run in passes for row in run]), json.dumps(peers), flush=True)


def train(file, out, *options):
    """Lines, and the processor time of all of it: JVM, compiler and start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = lines([str(ROOT / "agent"), "text", "train", "--in", file, "--out", out, "--sample-frequency", "0", *map(str, options)])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def iterations(told):
    return int(re.search(r"after (\d+) iterations", told[-1]).group(1))


def speed(file, n):
    numpy, engines = [], {1: [], 8: [], 32: [], 128: []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(n):
            numpy.append(peer("min_char_rnn.py", file, "--iterations", 4000, "--seed", 1))
            for batch, all_runs in engines.items():
                options = ("--validation", 0, "--batch", batch, "--epochs", 4 if batch == 1 else 20, "--info-frequency", 0)
                told, seconds = train(file, f"{folder}/out", *options)
                all_runs.append(iterations(told) * 25 * batch / seconds)
    print("numpy:", json.dumps(numpy))
    for batch, all_runs in engines.items():
        print(f"engine, batch {batch}: {spread(all_runs)} characters per second of processor time, start and compiler included")


def loss(file, seeds):
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, seeds + 1):
            told, _ = train(file, f"{folder}/out", "--validation", 0, "--epochs", 1, "--info-frequency", 1000, "--seed", seed)
            found = [re.search(r"iteration (\d)000, loss ([\d.]+)", line) for line in told]
            ours.append([float(m.group(2)) for m in found if m and int(m.group(1)) <= 4])
            row = peer("min_char_rnn.py", file, "--iterations", 4000, "--seed", seed, "--products", "whole")
            theirs.append([row["smooth_loss"][str(k)] for k in (1000, 2000, 3000, 4000)])
    for name, rows in (("engine", ours), ("numpy", theirs)):
        columns = list(zip(*rows))
        print(name, "mean", [round(statistics.mean(c), 2) for c in columns], "sd", [round(statistics.stdev(c), 2) for c in columns])
        print("   least", [round(min(c), 2) for c in columns], "most", [round(max(c), 2) for c in columns])


def text(file, seconds):
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            out = f"{folder}/out"
            options = ("--network", kind, "--units", 128, "--sequence", 50, "--batch", 32, "--updater", "adam", "--seed", 7)
            told, spent = train(file, out, *options, "--epochs", 10000, "--for", f"{seconds}s", "--info-frequency", 0)
            scored = [line for line in told if "held out" in line and "nats" in line][-1]
            print(f"{kind}: {scored}; {told[-1]}; {spent:.0f} s of processor time")
            print("\n".join(lines([str(ROOT / "agent"), "text", "generate", "--restore", out, "--length", "400", "--temperature", "0.8", "--seed", "1"])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["steps", "speed", "loss", "text"])
    parser.add_argument("file", nargs="?")
    parser.add_argument("-n", type=int, default=3, help="alternating runs of each")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    if options.what != "steps" and not options.file:
        parser.error("FILE is missing")
    run = {
        "steps": lambda: steps(options.n),
        "speed": lambda: speed(options.file, options.n),
        "loss": lambda: loss(options.file, options.seeds),
        "text": lambda: text(options.file, options.seconds),
    }
    run[options.what]()


if __name__ == "__main__":
    main()
