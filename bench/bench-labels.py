"""The peer: pypdf merges the groups that a file names, `target<TAB>source<TAB>source …` a line; prints seconds."""

import sys
import time

try:
    from pypdf import PdfReader, PdfWriter
except ImportError:
    print('python3-pypdf is missing', file=sys.stderr)
    sys.exit(77)

with open(sys.argv[1], encoding='utf-8') as groups:
    lines = [line.rstrip('\n').split('\t') for line in groups]
begin = time.perf_counter()
for target, *sources in lines:
    writer = PdfWriter()
    for source in sources:
        for page in PdfReader(source).pages:
            writer.add_page(page)
    with open(target, 'wb') as out:
        writer.write(out)
print(f'{time.perf_counter() - begin:.4f}')
