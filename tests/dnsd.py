#!/usr/bin/env python3
"""A DNS server on a loopback address, for tests: dnsd.py [OPTION...] LINE...

A LINE is "NAME TYPE DATA" in presentation format (MX, A, AAAA, NS, TXT, CNAME;
TXT in quotes), "NAME exists", or "NAME TYPE SERVFAIL|REFUSED|SILENT|CUT|OTHER";
NAME
"*" is any name that no other line is for. A name that is not there, and has
nothing below it, is NXDOMAIN. CUT: over UDP the answer is cut (TC), and all of
it comes over TCP. OTHER: the answer is to another question. Prints the address; --log FILE gets a line a question.
"""

import argparse
import ipaddress
import shlex
import signal
import socket
import socketserver
import struct
import sys
import threading

TYPES = {'A': 1, 'NS': 2, 'CNAME': 5, 'MX': 15, 'TXT': 16, 'AAAA': 28}
NAMES = {number: name for name, number in TYPES.items()}
CODES = {'NOERROR': 0, 'SERVFAIL': 2, 'NXDOMAIN': 3, 'REFUSED': 5}
WORDS = ('SERVFAIL', 'REFUSED', 'SILENT', 'CUT', 'OTHER')


def wire_name(name):
    labels = [label for label in name.rstrip('.').split('.') if label]
    return b''.join(bytes([len(label)]) + label.encode()
                    for label in labels) + b'\0'


def wire_data(kind, words):
    if kind in ('A', 'AAAA'):
        return ipaddress.ip_address(words[0]).packed
    if kind == 'MX':
        return struct.pack('!H', int(words[0])) + wire_name(words[1])
    if kind == 'TXT':
        return b''.join(bytes([len(word)]) + word.encode() for word in words)
    return wire_name(words[0])


class Zone:
    """What the lines say."""

    def __init__(self, lines):
        self.records, self.words, self.names = {}, {}, set()
        for line in lines:
            name, kind, *rest = shlex.split(line)
            name = name.rstrip('.').lower()
            self.names.add(name)
            if rest and rest[0] in WORDS:
                self.words[name, kind] = rest.pop(0)
            if rest:
                self.records.setdefault((name, kind), []).append(rest)

    def answer(self, name, kind, udp):
        """(response code or None for silence, cut, records)"""
        known = any(other == name or other.endswith('.' + name)
                    for other in self.names)
        key = (name if known else '*', kind)
        word = self.words.get(key)
        if word == 'SILENT':
            return None, False, []
        if word in CODES:
            return CODES[word], False, []
        if not known and '*' not in self.names:
            return CODES['NXDOMAIN'], False, []
        if word == 'CUT' and udp:
            return 0, True, []
        found = [(kind, words) for words in self.records.get(key, [])]
        for target in self.records.get((key[0], 'CNAME'), []):
            _, _, more = self.answer(target[0].rstrip('.'), kind, False)
            found += [('CNAME', target)] + more
        return 0, False, found


def reply(zone, query, udp, log):
    (number,) = struct.unpack('!H', query[:2])
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += 1 + query[at]
    question = query[12:at + 5]
    kind = NAMES.get(struct.unpack('!H', query[at + 1:at + 3])[0], '?')
    name = '.'.join(labels).lower()
    if log:
        log.write('%s %s %s\n' % ('udp' if udp else 'tcp', kind, name))
        log.flush()
    code, cut, records = zone.answer(name, kind, udp)
    if zone.words.get((name, kind)) == 'OTHER':
        question = bytes([question[0]]) + b'x' + question[2:]
    if code is None:
        return None
    flags = 0x8180 | code | (0x0200 if cut else 0)
    body = b''.join(
        b'\xc0\x0c' + struct.pack('!HHIH', TYPES[what], 1, 300, len(data)) +
        data for what, data in
        ((what, wire_data(what, words)) for what, words in records))
    return struct.pack('!HHHHHH', number, flags, 1, len(records), 0, 0) + \
        question + body


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('--log', metavar='FILE')
    parser.add_argument('--file', metavar='FILE', help='more lines')
    parser.add_argument('lines', nargs='*', metavar='LINE')
    arguments = parser.parse_args()
    log = open(arguments.log, 'w', encoding='ascii') if arguments.log else None
    lines = arguments.lines
    if arguments.file:
        with open(arguments.file, encoding='utf-8') as file:
            lines += [line for line in file.read().splitlines()
                      if line and not line.startswith('#')]
    zone = Zone(lines)

    class Stream(socketserver.BaseRequestHandler):
        def handle(self):
            """Until the client closes: it may have more to ask."""
            while True:
                head = self.request.recv(2, socket.MSG_WAITALL)
                if len(head) < 2:
                    return
                query = self.request.recv(struct.unpack('!H', head)[0],
                                          socket.MSG_WAITALL)
                answer = reply(zone, query, False, log)
                if answer:
                    self.request.sendall(struct.pack('!H', len(answer)) +
                                         answer)

    class Datagram(socketserver.BaseRequestHandler):
        def handle(self):
            data, sock = self.request
            answer = reply(zone, data, True, log)
            if answer:
                sock.sendto(answer, self.client_address)

    socketserver.ThreadingTCPServer.daemon_threads = True
    tcp = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Stream)
    udp = socketserver.UDPServer(tcp.server_address, Datagram)
    for server in (tcp, udp):
        threading.Thread(target=server.serve_forever, args=(0.05,),
                         daemon=True).start()
    print('%s:%d' % tcp.server_address, flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    sys.exit(0)


if __name__ == '__main__':
    signal.pthread_sigmask(signal.SIG_BLOCK,
                           {signal.SIGTERM, signal.SIGINT})
    main()
