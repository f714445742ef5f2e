"""raw.py PLAIN GIVEN: what of people is in the recording GIVEN that is in PLAIN.

Of all files of PLAIN: mail addresses, their local parts, telephone numbers,
names and handles of POCs, and streets, wherever they stand as words of their
own in a file of GIVEN, or in the name of one.
"""

import gzip
import os
import re
import sys


def texts(folder):
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), 'rb') as file:
            data = file.read()
        if data[:2] == b'\x1f\x8b':
            data = gzip.decompress(data)
        text = data.decode('utf-8', 'replace').replace('\\/', '/')
        text = re.sub(r'\\[trn"]', ' ', text)
        text = re.sub(r'\\u([0-9a-fA-F]{4})',
                      lambda m: chr(int(m.group(1), 16)), text)
        yield name, text


plain = '\n'.join(text for _, text in texts(sys.argv[1]))
given = '\n'.join(name + '\n' + text for name, text in texts(sys.argv[2]))
people = set()
for address in re.findall(r'[\w.+%&\'-]+@[\w.-]+\w', plain):
    people.update([address, address.split('@')[0]])
people.update(re.findall(r'\[ "email", \{[^}]*\}, "text", "([^"]*)"', plain))
people.update(re.findall(r'<email>([^<]*)<', plain))
people.update(re.findall(r'\+1-555-\d+', plain))
people.update(re.findall(r'\w+-ARIN\b', plain))
people.update(re.findall(r'<(?:first|last)Name>([^<]*)<', plain))
people.update(re.findall(r'\d+ Example Street', plain))
for card in re.findall(r'"fn", \{ \}, "text", "([^"]*)" \], '
                       r'\[ "n", \{ \}, "text", \[([^\]]*)\]', plain):
    people.add(card[0])
    people.update(re.findall(r'"([^"]+)"', card[1]))
print(len(people) > 9, 'there is something to look for')
for word in sorted(people):
    pattern = r'(?<!\w)' + re.escape(word.strip()) + r'(?!\w)'
    if len(word.strip()) > 1 and re.search(pattern, given, re.I):
        print(word)
