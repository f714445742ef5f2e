#!/usr/bin/env python3
"""The addresses of a report (-t addresses -f csv on standard input), one a
line, as the model writes them: the guard against formulas is taken off, and
what is shown as \\u{..} because it would hide is put back.

With an argument, the audited recording's truth is compared with them:

  addresses.py NAME [DOMAIN...]     exit 1 and a line for each difference
"""

import csv
import io
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                '..'))

import organizations  # noqa: E402


def plain(cell):
    if len(cell) > 1 and cell[0] == "'" and cell[1] in '=+-@\t\r\n':
        cell = cell[1:]
    return re.sub(r'\\u\{([0-9a-f]+)\}',
                  lambda match: chr(int(match[1], 16)), cell)


def main(words):
    text = sys.stdin.buffer.read().decode('utf-8')
    rows = csv.DictReader(io.StringIO(text, newline=''))
    found = {plain(row['address']) for row in rows}
    if not words:
        print(*sorted(found), sep='\n')
        return 0
    model = organizations.model(words[0])
    truth = {row[0] for row in model.sightings(domains=words[1:])}
    for address in sorted(truth - found):
        print('not reported: %r' % address)
    for address in sorted(found - truth):
        print('not published: %r' % address)
    return truth != found


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
