#!/usr/bin/env python3
"""A registry that misbehaves on request, on loopback.

usage: server.py LOG CERTIFICATES

Listens on ports of its own choice and prints them as one line of NAME=PORT:
`http`, one TLS port for each CERTIFICATES/NAME.pem (key and certificate in
one file), and `mute`, which takes connections and never says a word. Ends when
its standard input does.

The path names what goes wrong, the query says how (see the functions below).
`times=N`: only the first N requests for that path and query go wrong, then it
answers. `key=...` makes a path and query a test's own. Each request is a line
of LOG: milliseconds (monotonic clock), number of the connection, target.
"""

import gzip
import os
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse
from email.utils import formatdate

BODY = b'{"objectClassName":"entity","handle":"EXMPL-1"}\n'
RDAP = "application/rdap+json"

lock = threading.Lock()
seen = {}
connections = 0


class Broken(Exception):
    """The connection ends here, cleanly."""


class Reset(Exception):
    """The connection ends here, with a RST."""


def head(status, *headers, length=None):
    lines = ["HTTP/1.1 %s Some Reason" % status, *headers]
    if length is not None:
        lines.append("Content-Length: %d" % length)
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(body=BODY, *headers, status=200, kind=RDAP):
    headers = ("Content-Type: " + kind, "Date: " + formatdate(usegmt=True),
               *headers)
    return head(status, *headers, length=len(body)) + body


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


class Request:
    def __init__(self, sock, target, lines):
        self.sock = sock
        self.lines = lines
        self.path, _, query = target.partition("?")
        self.query = urllib.parse.parse_qs(query, keep_blank_values=True)

    def text(self, name, default=""):
        return self.query.get(name, [default])[0]

    def number(self, name, default=0):
        return int(self.text(name, default))

    def send(self, data):
        self.sock.sendall(data)


def ok(r):
    r.send(whole())


def tagged(r):
    if 'If-None-Match: "v1"' in r.lines:
        r.send(head(304, 'ETag: "v1"'))
    else:
        r.send(whole(BODY, 'ETag: "v1"'))


def echo(r):
    r.send(whole("\n".join(r.lines).encode("latin-1")))


def retry_after(r):
    """after=SECONDS or date:SECONDS from now, or old:..., or anything."""
    for value in r.query.get("after", []):
        if value.startswith("date:"):
            value = formatdate(time.time() + int(value[5:]), usegmt=True)
        yield "Retry-After: " + value


def status(r):
    """code=N after=... type=...; date=N: the Date header is off by so much"""
    body = b"<html>no</html>" if "html" in r.text("type") else BODY
    headers = ["Content-Type: " + r.text("type", RDAP), *retry_after(r)]
    if "date" in r.query:
        headers.append("Date: " + formatdate(time.time() + r.number("date"),
                                             usegmt=True))
    r.send(head(r.number("code"), *headers, length=len(body)) + body)


def status_reset(r):
    """The status is there, the body is not."""
    r.send(head(r.number("code"), *retry_after(r), length=1000) + b"x")
    time.sleep(0.1)
    raise Reset


def status_endless(r):
    r.send(head(r.number("code"), *retry_after(r), length=1 << 40))
    while True:
        r.send(b"x" * 65536)


def reset(r):
    """at=N: so many bytes of a good answer; negative: from its end"""
    data = whole()
    r.send(data[:r.number("at")])
    time.sleep(0.05)
    raise Reset


def close(r):
    data = whole()
    r.send(data[:r.number("at")])
    raise Broken


def unframed(r):
    r.send(head(200, "Content-Type: " + RDAP) + BODY)
    raise Broken


def chunked(r):
    """cut=1: without the last chunk"""
    r.send(head(200, "Content-Type: " + RDAP, "Transfer-Encoding: chunked"))
    for i in range(0, len(BODY), 10):
        r.send(chunk(BODY[i:i + 10]))
    if r.number("cut"):
        raise Broken
    r.send(b"0\r\n\r\n")


def endless(r):
    r.send(head(200, "Content-Type: " + RDAP, "Transfer-Encoding: chunked"))
    while True:
        r.send(chunk(b" " * 65536))


def huge(r):
    r.send(head(200, "Content-Type: " + RDAP, length=4294967297))
    while True:
        r.send(b" " * 65536)


def size(r):
    """n=N bytes"""
    r.send(whole(b"x" * r.number("n")))


def kind(r):
    """type=..., as it is"""
    r.send(whole(kind=r.text("type")))


def encoded(r):
    """as=NAME; cut=N, junk=1, flip=1; te=1: as transfer coding"""
    data = gzip.compress(BODY * 100)
    if r.number("cut"):
        data = data[:-r.number("cut")]
    if r.number("junk"):
        data += b"junk"
    if r.number("flip"):
        data = data[:-8] + b"\0\0\0\0" + data[-4:]
    name = r.text("as", "gzip")
    if r.number("te"):
        r.send(head(200, "Transfer-Encoding: gzip, chunked") + chunk(data) +
               b"0\r\n\r\n")
    else:
        r.send(whole(data, "Content-Encoding: " + name))


def bomb(r):
    """mib=N of zeros"""
    data = gzip.compress(bytes(r.number("mib") << 20), 1)
    r.send(whole(data, "Content-Encoding: gzip"))


def headers(r):
    """n=N of them; 0: without an end"""
    r.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n")
    n = r.number("n")
    i = 0
    while n == 0 or i < n:
        r.send(b"X-Header-%08d: and its value\r\n" % i)
        i += 1
    r.send(b"\r\n")


def trickle(r):
    """into=headers: a header byte now and then; else the body"""
    data = whole(b" " * 1000)
    at = 20 if r.text("into") == "headers" else data.index(b"\r\n\r\n") + 4
    r.send(data[:at])
    for i in range(at, len(data)):
        r.send(data[i:i + 1])
        time.sleep(0.2)


def silent(r):
    time.sleep(60)


def banner(r):
    r.send(b"SSH-2.0-Example_1.0\r\n")
    raise Broken


def cookie(r):
    r.send(whole(BODY, "Set-Cookie: JSESSIONID=0123; Path=/"))


def chain(r):
    """n=N redirects, then an answer; each with a body to be forgotten"""
    n = r.number("n")
    if n == 0:
        r.send(whole())
    else:
        where = "Location: /chain?n=%d&key=%s" % (n - 1, r.text("key"))
        r.send(whole(b"elsewhere", where, status=r.text("code", "302")))


def to(r):
    """url=... as it is; none: no Location at all; twice: two of them"""
    where = ["Location: " + url for url in r.query.get("url", [])]
    r.send(whole(b"elsewhere", *where, status=r.text("code", "302")))


def loop(r):
    r.send(whole(b"", "Location: /loop?key=" + r.text("key"), status=302))


SCENARIOS = {f.__name__: f for f in (
    ok, echo, tagged, status, status_reset, status_endless, reset, close, unframed,
    chunked, endless, huge, size, kind, encoded, bomb, headers, trickle,
    silent, banner, cookie, chain, to, loop)}


def remember(number, target):
    with lock:
        log.write("%d %d %s\n" % (time.monotonic() * 1000, number, target))
        log.flush()
        seen[target] = seen.get(target, 0) + 1
        return seen[target]


def read_request(stream):
    lines = []
    while True:
        line = stream.readline(65536)
        if not line:
            raise Broken
        line = line.rstrip(b"\r\n").decode("latin-1")
        if not line:
            return lines
        lines.append(line)


def serve_one(sock, stream, number):
    lines = read_request(stream)
    method, target, _ = lines[0].split(" ", 2)
    count = remember(number, target)
    if method == "CONNECT":
        sock.sendall(head(407, "Proxy-Authenticate: Basic", length=0))
        return
    request = Request(sock, target, lines)
    if count > request.number("times", 1 << 30):
        ok(request)
    else:
        SCENARIOS[request.path.strip("/")](request)


def serve(sock, context):
    global connections
    with lock:
        connections += 1
        number = connections
    try:
        if context is not None:
            sock = context.wrap_socket(sock, server_side=True)
        stream = sock.makefile("rb")
        while True:
            serve_one(sock, stream, number)
    except Reset:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                        struct.pack("ii", 1, 0))
    except (Broken, OSError):
        pass
    finally:
        try:
            stream.close()
        except (NameError, OSError):
            pass
        sock.close()


def accept(listener, context):
    while True:
        sock, _ = listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(sock, context),
                         daemon=True).start()


def listen(context=None, mute=False):
    listener = socket.create_server(("127.0.0.1", 0), backlog=16)
    kept.append(listener)
    if not mute:
        threading.Thread(target=accept, args=(listener, context),
                         daemon=True).start()
    return listener.getsockname()[1]


def main():
    ports = ["http=%d" % listen(), "mute=%d" % listen(mute=True)]
    for name in sorted(os.listdir(sys.argv[2])):
        if name.endswith(".pem"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(os.path.join(sys.argv[2], name))
            ports.append("%s=%d" % (name[:-4], listen(context)))
    print(" ".join(ports), flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    kept = []
    log = open(sys.argv[1], "w", encoding="ascii")
    main()
