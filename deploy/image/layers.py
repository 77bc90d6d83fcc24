"""Tells the layers of a docker-archive: python3 layers.py IMAGE.tar

Sizes are those of the files in MB (1,000,000 bytes), and of the layer as a registry would send it (gzip).
"""
import gzip
import io
import json
import sys
import tarfile
import zlib


def packed(raw):
    """As a registry would send it; at gzip's quickest, so that the natives are done in seconds."""
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    return len(squeeze.compress(raw)) + len(squeeze.flush())


def kind(names, first):
    if first:
        return "base and Java runtime"
    for part, what in [("/natives/", "natives"), ("agent.jsa", "archive of classes"), ("server/classes.jsa", "the JDK's archive of classes"), ("lib/portent.jar", "our jar"),
                       ("opt/portent/lib/", "libraries"), ("bin/agent", "launcher"), ("portent/config/", "configuration")]:
        if any(part in name for name in names):
            return what
    return "other (" + (", ".join(sorted(names)[:2]) or "nothing") + ")"


def main(path):
    code = 0
    total = 0
    with tarfile.open(path) as image:
        manifest = json.load(image.extractfile("manifest.json"))[0]
        print(f"{'layer':32} {'files, MB':>10} {'gzip, MB':>10}  digest")
        digests = json.load(image.extractfile(manifest["Config"]))["rootfs"]["diff_ids"]
        for position, (name, digest) in enumerate(zip(manifest["Layers"], digests)):
            raw = image.extractfile(name).read()
            if raw[:2] == b"\x1f\x8b":
                raw = gzip.decompress(raw)
            with tarfile.open(fileobj=io.BytesIO(raw)) as layer:
                files = [member for member in layer if member.isfile()]
            size = sum(member.size for member in files) / 1e6
            what = kind([member.name for member in files], position == 0)
            print(f"{what:32} {size:10.1f} {packed(raw) / 1e6:10.1f}  {digest[7:19]}")
            total += size
            if what not in ("base and Java runtime", "natives", "archive of classes", "the JDK's archive of classes"):
                code += size
    print(f"{'all':32} {total:10.1f} MB")
    print(f"{'code and jars':32} {code:10.1f} MB")


main(sys.argv[1])
