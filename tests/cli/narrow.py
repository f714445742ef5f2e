"""narrow.py COLUMNS: how many lines of stdin are longer, though they could have
been broken: between two words of more than a bullet or a number."""
import re
import sys

columns = int(sys.argv[1])
long = [line for line in sys.stdin.read().split('\n')
        if len(line) > columns and
        len(re.sub(r'^\W*(\d+\.)?\s*', '', line).split()) > 1]
print(len(long), *long[:3], sep='\n  ')
