#!/usr/bin/env python3
"""Buyers: listed by phone, forgotten everywhere, and what packers may see in exports."""

import contextlib
import csv
import re
import sqlite3
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import tap
from saudactl import Folder

OPEN = {'new', 'signing', 'preorder', 'packing', 'handover', 'delivery', 'pickup', 'own-delivery', 'cancelling'}


def fetch(folder):
    return folder.call('--practice', 'orders', 'fetch', '--days', '30', codes=(0, 1))


def customers(folder):
    return folder.call('--practice', 'customers', 'list')['customers']


def database(folder):
    return next(path for path in Path(folder.name).rglob('sauda.db') if 'practice' in path.parts)


@contextlib.contextmanager
def opened(folder):
    """The database itself; closed afterwards, so that nobody holds its journal"""
    with contextlib.closing(sqlite3.connect(database(folder))) as connection, connection:
        yield connection


def settle_all(folder):
    """Every order is done, so that its buyer may be forgotten"""
    with opened(folder) as connection:
        connection.execute("UPDATE orders SET stage = 'completed', state = 'ARCHIVE', status = 'COMPLETED'")


def holds(folder, text):
    """Files of the data folder in which the text still stands"""
    return [path for path in Path(folder.name).rglob('*')
            if path.is_file() and text.encode() in path.read_bytes()]


def check_a_buyer_is_forgotten_everywhere():
    with Folder() as folder:
        fetch(folder)
        buyer = next(one for one in customers(folder) if one['orders'])
        codes = len(folder.call('--practice', 'orders', 'list')['orders'])
        settle_all(folder)
        with opened(folder) as connection:
            connection.execute("UPDATE orders SET note = ?, address = 'Street 1', extra = ? WHERE customer_id = ?",
                               (f'call 8{buyer["phone"]}', f'{{"name":"{buyer["name"]}"}}', buyer['id']))
            connection.execute("INSERT INTO order_event (order_id, at_ms, kind, after, who, reason)"
                               " SELECT id, 1, 'note', ?, 'merchant', ? FROM orders WHERE customer_id = ?",
                               (f'call {buyer["phone"]}', buyer['name'], buyer['id']))
        done = folder.call('--practice', 'customers', 'erase', '+7' + buyer['phone'])
        assert done['orders'] == buyer['orders'], done
        assert not holds(folder, buyer['phone']), holds(folder, buyer['phone'])
        after = next(one for one in customers(folder) if one['id'] == buyer['id'])
        assert after['name'] is None and after['phone'] is None and after['erased'], after
        assert after['orders'] == buyer['orders']
        assert len(folder.call('--practice', 'orders', 'list')['orders']) == codes
        with opened(folder) as connection:
            left = connection.execute("SELECT count(*) FROM orders WHERE customer_id = ? AND"
                                      " (note <> '' OR address IS NOT NULL OR extra IS NOT NULL)",
                                      (buyer['id'],)).fetchone()[0]
        assert left == 0
        fetch(folder)
        after = next(one for one in customers(folder) if one['id'] == buyer['id'])
        assert after['name'] is None, 'no source brings the buyer back'
        assert all(one['phone'] != buyer['phone'] for one in customers(folder))


def check_built_labels_of_the_buyer_go_and_those_of_others_can_be_built_again():
    with Folder() as folder:
        folder.call('--practice', 'day', 'run', '--yes', '--at', '15:05', codes=(0, 1))
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        labels = next(path for path in Path(folder.name).rglob('labels') if path.is_dir())
        # Labels were written to other places too, one of which is not there any more.
        stick, away = Path(folder.name, 'stick'), Path(folder.name, 'away')
        for place in (away, stick):
            folder.call('--practice', 'labels', 'build', '--out', place, codes=(0, 1))
        away.rename(Path(folder.name, 'elsewhere'))
        folder.call('--practice', 'labels', 'build', '--out', labels, codes=(0, 1))
        copies = set(stick.rglob('*.pdf'))
        before = set(labels.rglob('*.pdf'))
        manifests = [row for path in labels.rglob('manifest_*.csv') for row in csv.DictReader(path.read_text(encoding='utf-8-sig').splitlines(), delimiter=';')]
        with opened(folder) as connection:
            known = dict(connection.execute('SELECT code, customer_id FROM orders WHERE customer_id IS NOT NULL'))
        buyer = next(known[row['order']] for row in manifests if row['order'] in known)
        files = {row['group_file'] for row in manifests if known.get(row['order']) == buyer}
        settle_all(folder)
        done = folder.call('--practice', 'customers', 'erase', '--id', buyer)
        gone = before - set(labels.rglob('*.pdf'))
        assert {path.name for path in gone} == files and list(labels.glob('*.zip')) == [], (gone, files)
        copies_gone = copies - set(stick.rglob('*.pdf'))
        assert {path.name for path in copies_gone} == files and list(stick.glob('*.zip')) == [], (copies_gone, files)
        assert done['files'] >= 1 and done['label_files'] == len(gone) + len(copies_gone) + 2, done
        assert done['folders_away'] == [str(away)], done
        assert len(before) > len(gone)


def check_a_backup_does_not_bring_a_forgotten_buyer_back():
    with Folder() as folder:
        fetch(folder)
        buyer = next(one for one in customers(folder) if one['orders'] and one['phone'])
        settle_all(folder)
        backup = folder.call('--practice', 'backup', 'create')['file']
        folder.call('--practice', 'customers', 'erase', '--id', buyer['id'])
        other = next(one for one in customers(folder) if one['name'])
        folder.call('--practice', 'backup', 'restore', backup)
        after = {one['id']: one for one in customers(folder)}
        assert after[buyer['id']]['name'] is None and after[buyer['id']]['phone'] is None and after[buyer['id']]['erased'], after[buyer['id']]
        assert after[other['id']]['name'] == other['name']
        # What is kept for that names nobody.
        remembered = next(Path(folder.name).rglob('erased-orders.tsv')).read_text()
        assert buyer['phone'] not in remembered and buyer['name'] not in remembered


def check_nobody_is_forgotten_while_a_parcel_is_on_its_way():
    with Folder() as folder:
        fetch(folder)
        orders = folder.call('--practice', 'orders', 'list')['orders']
        code = next(order['code'] for order in orders if order['stage'] in OPEN)
        with opened(folder) as connection:
            phone = connection.execute('SELECT phone FROM customer JOIN orders ON customer_id = customer.id'
                                       ' WHERE code = ?', (code,)).fetchone()[0]
        said = folder.sentence('--practice', 'customers', 'erase', phone, code=3)
        assert code in said and 'on its way' in said, said
        assert any(one['phone'] == phone for one in customers(folder))


def check_wrong_calls_end_with_a_sentence():
    with Folder() as folder:
        assert 'customers erase PHONE' in folder.sentence('customers', 'erase', code=2)
        assert 'ten digits' in folder.sentence('customers', 'erase', '123', code=2)
        assert 'no such buyer' in folder.sentence('customers', 'erase', '7010000000', code=3)
        assert '.xlsx or .csv' in folder.sentence('orders', 'export', 'orders.txt', code=2)


def read_cells(path):
    """The rows of a workbook as texts, as far as its first row goes"""
    space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    with zipfile.ZipFile(path) as archive:
        sheet = ElementTree.fromstring(archive.read('xl/worksheets/sheet1.xml'))
    rows, columns = [], None
    for row in sheet.iter(f'{space}row'):
        cells = {cell.get('r').rstrip('0123456789'): ''.join(cell.itertext()) for cell in row.iter(f'{space}c')}
        columns = columns or list(cells)
        rows.append([cells.get(column, '') for column in columns])
    return rows


def check_exports_defuse_formulas_and_spare_packers_prices_and_phones():
    with Folder() as folder:
        fetch(folder)
        with opened(folder) as connection:
            connection.execute("UPDATE orders SET note = '=cmd|calc', tags = 'vip'")
            phone = connection.execute('SELECT phone FROM customer WHERE phone IS NOT NULL').fetchone()[0]
        path = Path(folder.name) / 'all.csv'
        done = folder.call('--practice', 'orders', 'export', path)
        text = path.read_text(encoding='utf-8-sig')
        rows = list(csv.DictReader(text.splitlines(), delimiter=';'))
        assert len(rows) == done['rows'] > 0 and 'Sum' in rows[0]
        assert all(row['Note'].startswith("'=") for row in rows)
        assert phone in text
        packed = Path(folder.name) / 'packer.csv'
        folder.call('--practice', 'orders', 'export', packed, '--packer')
        text = packed.read_text(encoding='utf-8-sig')
        rows = list(csv.DictReader(text.splitlines(), delimiter=';'))
        assert 'Sum' not in rows[0] and phone not in text
        assert all(row['Phone'] == '' or '•' in row['Phone'] for row in rows)
        whole, packed = Path(folder.name) / 'all.xlsx', Path(folder.name) / 'packer.xlsx'
        folder.call('--practice', 'orders', 'export', whole)
        folder.call('--practice', 'orders', 'export', packed, '--packer')
        titles, *cells = read_cells(whole)
        assert len(cells) == done['rows'] and phone in {row[titles.index('Phone')] for row in cells}
        amounts = {row[titles.index('Sum')] for row in cells}
        phones = {row[titles.index('Phone')] for row in cells} - {''}
        assert all(amount.isdigit() for amount in amounts) and len(amounts) > 2
        packed_titles, *packed_cells = read_cells(packed)
        assert packed_titles == [title for title in titles if title != 'Sum'] and len(packed_cells) == len(cells)
        for row, seen in zip(cells, packed_cells):
            wanted = [re.sub(r'\d(?=\d\d)', '•', cell) if title == 'Phone' else cell
                      for title, cell in zip(titles, row) if title != 'Sum']
            assert seen == wanted, (seen, wanted)
            assert not (amounts | phones) & set(seen), seen


if __name__ == '__main__':
    tap.main()
