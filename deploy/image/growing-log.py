"""Writes a log that grows as a service's would: python3 growing-log.py TEMPLATE.json LOG.json [LINES_PER_SECOND]

The lines of the template come again and again with the time at which they are written, until the process is ended; the line that is
being written then is written whole.
"""
import datetime
import itertools
import os
import re
import signal
import sys
import time

TIME = re.compile(r'"@timestamp":"[^"]+"')


def main(template, log, rate=100):
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    with open(template, encoding="utf-8") as lines:
        lines = list(itertools.islice(lines, 20000))
    with open(log, "a", encoding="utf-8") as out:
        os.chmod(log, 0o644)
        for number, line in enumerate(itertools.cycle(lines)):
            now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
            out.write(TIME.sub(f'"@timestamp":"{now}"', line, count=1))
            if number % (rate // 10) == 0:
                out.flush()
                if ended:
                    return
                time.sleep(0.1)


main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
