#!/usr/bin/env python3
"""proofs.py BUNDLE.tar REPORT.json: does each sighting stand in a part of the
bundle? Looked for in the part itself, by other means than the program's."""

import hashlib
import json
import re
import sys
import tarfile
import xml.etree.ElementTree


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def text_of(name, body):
    if name.endswith('.json'):
        return '\n'.join(strings(json.loads(body)))
    if name.endswith('.xml'):
        tree = xml.etree.ElementTree.fromstring(body)
        return '\n'.join(tree.itertext())
    return body


def bare(text):
    return re.sub(r'\s+', '', text)


files = {}
with tarfile.open(sys.argv[1]) as tar:
    for member in tar:
        files[member.name] = tar.extractfile(member).read().decode('utf-8')
index = [json.loads(line)
         for line in files['evidence/index.jsonl'].splitlines()]
shown = set()
for line in index:
    body = files['evidence/' + line['file']]
    digest = hashlib.sha256(body.encode('utf-8')).hexdigest()
    if digest != line['sha256']:
        print('another digest:', line['file'])
    if line['address'] is None:
        continue
    if bare(line['spelling']) not in bare(text_of(line['file'], body)):
        print('not in its part:', line['spelling'], line['file'])
    shown.add((line['address'], line['record']))
with open(sys.argv[2], encoding='utf-8') as file:
    report = json.load(file)
count = 0
for address in report['addresses']:
    for sighting in address['sightings']:
        count += 1
        record = sighting['poc'] or sighting['record']
        if (address['address'], record) not in shown:
            print('without a proof:', ascii(address['address']), record)
print('%d sightings, all looked for' % count)
