"""leaks.py PLAIN.json FILE...: what of people stands in the files.

PLAIN.json is the report without --redact: every address, its local part, its
spellings, and every POC's handle and name and each word of it. All that stand
in the files as words of their own are printed.
"""

import json
import re
import sys

with open(sys.argv[1], encoding='utf-8') as plain:
    report = json.load(plain)
people = set()
for address in report['addresses']:
    people.add(address['address'])
    people.add(address['address'].rsplit('@', 1)[0].split('+')[0])
    people.update(s['spelling'] for s in address['sightings'])
for record in report['records']:
    if record['kind'] == 'poc':
        people.update([record['handle'], record['name']])
        people.update(re.split(r'[ ,]+', record['name']))
texts = []
for name in sys.argv[2:]:
    with open(name, encoding='utf-8') as file:
        texts.append(file.read())
for word in sorted(people):
    word = word.strip()
    pattern = r'(?<!\w)' + re.escape(word) + r'(?!\w)'
    if len(word) > 1 and any(re.search(pattern, t, re.I) for t in texts):
        print(word)
