#!/usr/bin/env python3
"""How often each value stands in columns of a CSV file on standard input:
column.py NAME..."""

import collections
import csv
import io
import sys

text = sys.stdin.buffer.read().decode('utf-8')
rows = csv.DictReader(io.StringIO(text, newline=''))
count = collections.Counter(
    ' '.join(row[name] for name in sys.argv[1:]) for row in rows)
for value in sorted(count):
    print(count[value], value)
