"""The session of docs/OPERATING.md, run as it stands, from an empty directory to the rollback: what it shows must be what is said.

    operating.py [DIRECTORY]     default: a temporary one, removed at the end; ten minutes or less

Needs a built agent (mvn -B package -DskipTests), Debian's prometheus-alertmanager, curl and openssl, and 127.0.0.1:9781 and :9093 free.
A line of output is compared word by word; `…` in the document stands for any text, or any lines where it stands alone. Times that are not of the
simulated months, and seconds that something took, may differ. What only looks is asked again for up to 90 s, as a reader would. Prints every command
with OK, or with what was said instead; exit 1 if anything differs.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
BLOCK = re.compile(r"^```(yaml|sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"`(\S+\.ya?ml)`")
LOOKS = ("curl", "./agent label list", "tail", "./agent models receipts")
VARIES = re.compile(r"20\d\d-(?!03|04)\d\d-\d\dT[0-9:.]+Z|\d+ s\b|(?<=alertmanager:)[0-9a-f]{16}|\[\d+\] \d+")
DONE = "session-command-done"


class Shell:
    """One bash for the whole session: variables and background jobs live on."""

    def __init__(self, directory):
        self.process = subprocess.Popen(["bash", "-m"], cwd=directory, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)

    def say(self, command):
        self.process.stdin.write(f"{command}\necho; echo {DONE} $?\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.startswith(DONE):
                return [each for each in lines if each.strip()], int(line.split()[1])
            lines.append(line.rstrip("\n"))
        raise SystemExit("the shell has ended: " + command)

    def close(self):
        self.say("kill $(jobs -p) 2> /dev/null; wait 2> /dev/null")
        self.process.stdin.close()
        self.process.wait()


def words(line):
    return " ".join(VARIES.sub("…", line).split())


def pattern(lines):
    parts = [r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(re.escape(part) for part in words(line).split("…")) + "\n" for line in lines]
    return re.compile("".join(parts))


def agrees(expected, said):
    return not expected or pattern(expected).fullmatch("".join(words(line) + "\n" for line in said)) is not None


def commands(block):
    """Each with the lines that it is to say."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line)
    return found


def run(shell, command, expected):
    until = time.monotonic() + 90
    while True:
        said, code = shell.say(command)
        if agrees(expected, said) and code == 0 or not command.startswith(LOOKS) or time.monotonic() > until:
            return said, agrees(expected, said) and code == 0
        time.sleep(1)


def session(text, directory):
    failed = 0
    shell = Shell(directory)
    try:
        for found in BLOCK.finditer(text):
            kind, block = found.groups()
            if kind == "yaml":
                name = NAME.findall(text[:found.start()])[-1]
                with open(os.path.join(directory, name), "w") as out:
                    out.write(block)
            elif kind == "sh":
                shell.say(block)
            else:
                for command, expected in commands(block):
                    began = time.monotonic()
                    said, well = run(shell, command, expected)
                    failed += not well
                    print(f"{'OK' if well else 'DIFFERS'} ({time.monotonic() - began:.0f} s)  $ {command}", flush=True)
                    if not well:
                        print(*["    " + line for line in said], sep="\n", flush=True)
    finally:
        shell.close()
    return failed


def main(directory):
    with open(os.path.join(HERE, "docs/OPERATING.md")) as document:
        text = document.read()
    os.makedirs(directory, exist_ok=True)
    os.symlink(os.path.join(HERE, "agent"), os.path.join(directory, "agent"))
    sys.exit(1 if session(text[text.index("## A session"):], directory) else 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(os.path.abspath(sys.argv[1]))
    work = tempfile.mkdtemp()
    try:
        main(work)
    finally:
        shutil.rmtree(work)
