"""packer.py SCREENSHOT SAUDACTL: lives a practice day with telephone numbers in notes, reasons and tags, then looks at
every page and window, and at what leaves them by clipboard and file, as somebody who packs: no price and no whole
telephone number may be read anywhere. Speaks TAP."""

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from stage import PAGES, WINDOWS, Stage, data_folder

PHONE = re.compile(r'(?<!\d)(?:\+?7|8)?[ \u00a0(-]*7\d{2}[ \u00a0)-]*\d{3}[ \u00a0-]*\d{2}[ \u00a0-]*\d{2}(?!\d)')
SECRET_PHONE = '87011112233'
TABLES = ['orders', 'catalogue', 'stock', 'prices', 'customers']
# What a packer has no business in stays closed.
CLOSED = {'erase', 'change-products', 'change-prices', 'terms', 'rates', 'price-list', 'warehouses'}
# Where the merchant himself reads prices and telephone numbers, or this test finds nothing at all.
SPOKEN = {'orders', 'card', 'prices', 'customers', 'table of orders', 'table of customers', 'table of prices',
          'workbook of orders', 'workbook of customers', 'workbook of prices'}


def sums_of(orders):
    """How the sums of the shop are written"""
    sums = {amount for order in orders for amount in (order['total'], *(line['amount'] for line in order['lines']))}
    digits = [str(amount) for amount in sums if amount and amount >= 1000]
    words = '|'.join(f'{number[:-3]}[ \u00a0\u202f]?{number[-3:]}' for number in digits)
    return re.compile(f'₸|(?<!\\d)(?:{words})(?!\\d)')


def secrets(lines, sums):
    return [line for line in lines if PHONE.search(line) or sums.search(line)]


def looks():
    """Every place, with how its texts are asked for"""
    for page in PAGES:
        yield page, [('page', page)], 'texts'
    yield 'card', [('page', 'orders'), ('choose', 'first'), ('act', 'orders.card')], 'texts'
    for page in TABLES:
        yield f'table of {page}', [('page', page)], 'table'
        yield f'workbook of {page}', [('page', page)], 'export'
    for window in list(WINDOWS)[1:]:
        page, *commands = WINDOWS[window]
        yield f'window {window}', [('page', page), *commands], 'texts'


def prepare(saudactl, folder):
    """A shop whose people write telephone numbers where they should not; returns its orders"""
    def call(*words):
        done = subprocess.run([saudactl, f'--data-dir={folder}', '--practice', '--json', *words], stdout=subprocess.PIPE,
                              text=True, check=False)
        assert done.returncode == 0, (words, done.stdout)
        return json.loads(done.stdout)

    call('orders', 'fetch')
    orders = call('orders', 'list')['orders']
    code = next(order['code'] for order in orders if order['stage'] == 'packing')
    call('orders', 'tag', code, '--add', f'звонить {SECRET_PHONE}')
    call('orders', 'hold', code, '--until', '2099-12-31', '--reason', f'просил ждать, {SECRET_PHONE}')
    return orders


def read_workbook(path):
    """Every text and number that an XLSX file holds, wherever in it: cells, comments, properties"""
    lines = []
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if not part.startswith('xl/theme'):
                lines += [f'{part}: {text}' for text in ElementTree.fromstring(archive.read(part)).itertext() if text]
    assert sum(line.startswith('xl/worksheets') for line in lines) > 20, 'the workbook is empty'
    return lines


def read(stage, name, commands, question):
    closed = name.removeprefix('window ') in CLOSED
    for command in commands:
        if closed and command == ('window',):
            break  # what it would be opened from is closed too
        stage.ask(*(word.format(data=stage.data) for word in command))
    if name.startswith('window ') and not closed:
        stage.ask('window')
    if question == 'export':
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'table.xlsx'
            stage.ask(question, str(path))
            return read_workbook(path)
    return stage.ask(question)


def check(stage, name, commands, question, sums, packer):
    """What is wrong at one place, in words"""
    try:
        lines = read(stage, name, commands, question)
    except AssertionError as problem:
        return [str(problem)]
    finally:
        stage.ask('close')
    found = secrets(lines, sums)
    if packer:
        return [f'shown to a packer: {line}' for line in found]
    return [] if found or name not in SPOKEN else ['the merchant reads no price and no telephone number here']


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        sums = sums_of(prepare(sys.argv[2], folder))
        wanted = [(packer, *look) for packer in (False, True) for look in looks()
                  if (packer or look[0] in SPOKEN) and (not sys.argv[3:] or look[0] in sys.argv[3:])]
        print(f'1..{len(wanted)}', flush=True)
        stage = Stage(sys.argv[1], folder, '--lang=ru', '--width=1920', '--height=1080', data=data_folder())
        try:
            stage.open_window('plan')
            stage.ask('approve')
            before = False
            for number, (packer, name, commands, question) in enumerate(wanted, 1):
                if packer != before:
                    stage.ask('act', 'win.packer-view')
                    before = packer
                problems = check(stage, name, commands, question, sums, packer)
                failed += bool(problems)
                print(f"{'not ' if problems else ''}ok {number} {name}{', packer' if packer else ''}")
                for line in problems[:20]:
                    print(f'# {line}', flush=True)
            stage.end()
        finally:
            stage.kill()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
