"""Publish odd addresses beside the one of the abuse contact: odd.py DIR."""
import json
import os
import sys

ONE = '[ "email", { }, "text", "abuse@example.net" ]'
ODD = ['"john doe"@example.net', 'noc(night)@example.net', 'NOC@bücher.example',
       'noc@xn--bcher-kva.example', 'abuse@example.net.', 'a@b@example.net',
       'abuse @ example.net', 'Abuse <abuse@example.net>',
       'mailto:abuse@example.net', 'x' * 64 + '@' + 'y.' * 124 + 'example',
       'noc\x1b[31m@example.net', 'noc\u202e@example.net',
       '=cmd()@example.net', 'see our web page', '']

for name in os.listdir(sys.argv[1]):
    path = os.path.join(sys.argv[1], name)
    with open(path, encoding='utf-8') as file:
        text = file.read()
    more = ', '.join(ONE.replace('"abuse@example.net"', json.dumps(odd))
                     for odd in ODD)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text.replace(ONE, ONE + ', ' + more))
