"""same.py REDACTED.json REPLAYED.json: do a redacted report and the report of
a redacted recording say the same? Ids, digests and what tells of the reports
themselves do not count, nor does the order of what is sorted by name."""

import json
import re
import sys

NOT_COMPARED = {'finding', 'id', 'source_digest', 'digest', 'source', 'parts',
                'redacted', 'proof', 'sha256', 'bytes', 'time', 'part',
                'observed_at', 'started', 'finished'}
KEYS = ('org', 'kind', 'handle', 'address', 'rule', 'vector', 'record', 'field',
        'role', 'url', 'poc', 'subject', 'spelling')


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in NOT_COMPARED}
    if isinstance(value, list):
        return sorted((plain(v) for v in value),
                      key=lambda v: json.dumps(v, sort_keys=True))
    if isinstance(value, str) and ' ' in value:
        return ' '.join(sorted(re.split(r'[ ,;]+', value)))
    return value


def name_of(item):
    return '|'.join(str(item[key]) for key in KEYS if key in item)


def lines(value, path=''):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from lines(item, path + '.' + key)
    elif isinstance(value, list):
        for item in value:
            named = isinstance(item, dict)
            yield from lines(item, path + (f'[{name_of(item)}]' if named
                                           else '[]'))
    else:
        yield path + ': ' + json.dumps(value)


reports = []
for name in sys.argv[1:3]:
    with open(name, encoding='utf-8') as file:
        reports.append(sorted(lines(plain(json.load(file)))))
print(len(reports[0]) > 999, 'there is something to compare')
for sign, one, other in (('-', *reports), ('+', *reversed(reports))):
    rest = list(other)
    for line in one:
        if line in rest:
            rest.remove(line)
        else:
            print(sign, line)
