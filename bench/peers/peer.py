"""What the peers share: one thread, the text and its parts, percentiles. Import it before numpy or torch, which read the variables once."""
import math, os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

LEARNT = 0.9  # the share of a text that is learnt from; the rest is only asked


def read(file):
    """The text as it is: UTF-8, line ends untouched."""
    with open(file, encoding="utf-8", newline="") as text:
        return text.read()


def learnt_and_asked(text):
    """The first 90 % and the last 10 %, in order."""
    end = int(len(text) * LEARNT)
    return text[:end], text[end:]


def percentiles(values, digits):
    """The 10th, 50th and 90th percentile by nearest rank."""
    ranked = sorted(values)
    return {name: round(ranked[math.ceil(share * len(ranked)) - 1], digits)
            for name, share in (("p10", 0.1), ("median", 0.5), ("p90", 0.9))}


def blas():
    """The BLAS libraries this process has loaded, which each result names: the reference BLAS and OpenBLAS are several times apart."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = {line.split()[-1] for line in maps if "blas" in line}
    except OSError:
        return ["unknown"]
    return sorted(os.path.join(*file.split("/")[-2:]) for file in files)
