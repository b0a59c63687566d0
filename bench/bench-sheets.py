"""The peer: pypdf lays 100 of the labels that a file names, four on A4, and prints the seconds that 1,000 take."""

import sys
import time

try:
    from pypdf import PageObject, PdfReader, PdfWriter, Transformation
except ImportError:
    print('python3-pypdf is missing', file=sys.stderr)
    sys.exit(77)

LABELS = 100
with open(sys.argv[1], encoding='utf-8') as groups:
    lines = [line.rstrip('\n').split('\t') for line in groups]
sources = [source for _target, *labels in lines for source in labels][:LABELS]
begin = time.perf_counter()
writer = PdfWriter()
for first in range(0, len(sources), 4):
    sheet = PageObject.create_blank_page(width=595.276, height=841.89)
    for place, source in enumerate(sources[first:first + 4]):
        label = PdfReader(source).pages[0]
        sheet.merge_transformed_page(label, Transformation().translate(place % 2 * 297.6, 421 - place // 2 * 421))
    writer.add_page(sheet)
with open(lines[0][0], 'wb') as out:
    writer.write(out)
print(f'{(time.perf_counter() - begin) * 1000 / LABELS:.4f}')
