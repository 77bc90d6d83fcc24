"""The two ends of a web server under test: `web.py backend PORT` answers, `web.py client PORT` asks, well and badly."""
import http.server
import socket
import sys
import time


class Backend(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/slow"):
            time.sleep(0.12)
        status = 500 if self.path.startswith("/pay/broken") else 200
        body = b"no" if status == 500 else b"paid"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        pass


def ask(port, request):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(request)
        try:
            while client.recv(4096):
                pass
        except OSError:
            pass


def get(port, path, method="GET", headers=""):
    ask(port, f"{method} {path} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n{headers}\r\n".encode())


def client(port):
    browser = 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0\r\n'
    for number in range(3):
        get(port, "/", headers=browser)
        get(port, f"/cart/{17 + number}?token=s3cr3t&page=2", headers=browser + "Referer: https://shop.example/?q=7\r\n")
        get(port, f"/api/pay/{number}", "POST", "Content-Length: 0\r\nUser-Agent: curl/7.88.1\r\n")
    get(port, "/api/slow")
    get(port, "/api/pay/broken/7")
    get(port, "/gone/7")
    get(port, "/missing.html", headers=browser)
    get(port, "/cart/7;jsessionid=AB12", "HEAD")
    get(port, '/say"hi"', headers='User-Agent: say "hi" \\ there\r\nReferer: "quoted"\r\n')
    get(port, "/%C3%BCber/%22/", headers="User-Agent: \u00fcber\r\n")
    get(port, "/a%0ab", "OPTIONS")
    get(port, "/secret", headers="Authorization: Basic YW5uOnNlY3JldA==\r\n")
    ask(port, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
    ask(port, b"GET /old\r\n\r\n")
    ask(port, b"BREW /pot HTCPCP/1.0\r\n\r\n")
    ask(port, b"GET / HTTP/1.1\r\n\r\n")
    get(port, "/" + "a" * 300)


if sys.argv[1] == "backend":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Backend).serve_forever()
else:
    client(int(sys.argv[2]))
