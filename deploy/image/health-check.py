"""The health check of a Dockerfile as one command for --health-cmd: python3 health-check.py DOCKERFILE"""
import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as lines:
    text = re.sub(r"(?m)^#.*\n", "", lines.read()).replace("\\\n", "")
check = re.search(r"(?m)^HEALTHCHECK .* CMD (\[.*\])$", text).group(1)
print(json.dumps(json.loads(check)))
