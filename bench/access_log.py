#!/usr/bin/env python3
"""Access lines as nginx writes them in its combined format, made up.    bench/access_log.py LINES > access.log"""
import random, sys, time

chance = random.Random(7)
paths = ["/", "/index.html", "/api/orders", "/api/orders/%d", "/api/carts/%d/items", "/static/app.js", "/login", "/health"]
agents = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36",
    "curl/7.88.1",
    "Prometheus/2.42.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15",
]
at = time.mktime((2026, 3, 2, 0, 0, 0, 0, 0, 0))
for _ in range(int(sys.argv[1])):
    at += chance.expovariate(20)
    path = chance.choice(paths)
    path = path % chance.randrange(10**6) if "%d" in path else path
    print('10.%d.%d.%d - - [%s +0000] "%s %s HTTP/1.1" %d %d "%s" "%s"' % (
        chance.randrange(4), chance.randrange(256), chance.randrange(256), time.strftime("%d/%b/%Y:%H:%M:%S", time.localtime(at)),
        chance.choice(["GET"] * 5 + ["POST"]), path, chance.choice([200] * 30 + [201, 304, 404, 500, 502]), chance.randrange(40000),
        chance.choice(["-", "https://shop.example.com/"]), chance.choice(agents)))
