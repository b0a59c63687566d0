#!/usr/bin/env python3
"""A day from files alone: catalogue, exports and waybill archives in, grouped labels out."""

import re
import shutil
import subprocess
from pathlib import Path

import tap
from saudactl import DATA, Folder

CATALOGUE = DATA / 'catalog' / 'M02_SKU_CATALOG.csv'
EXPORTS = DATA / 'kaspi' / 'ActiveOrders.xlsx', DATA / 'kaspi' / 'ActiveOrders (1).xlsx'
ARCHIVES = DATA / 'labels' / 'waybill-universal.zip', DATA / 'labels' / 'waybill-onlyfit.zip'
DAY = '--date', '2026-11-23', '--tomorrow'


def add_stores(folder):
    folder.call('stores', 'add', 'UNIVERSAL', '--merchant-id', '30000001')
    folder.call('stores', 'add', 'ONLYFIT', '--merchant-id', '30000002')


def import_all(folder):
    add_stores(folder)
    folder.call('catalog', 'import', CATALOGUE, codes=(1,))
    folder.call('orders', 'import', *EXPORTS)
    return folder.call('waybills', 'import', *ARCHIVES, codes=(1,))


def check_exports_come_in_once():
    with Folder() as folder:
        add_stores(folder)
        first = folder.call('orders', 'import', *EXPORTS)['files']
        assert [(file['orders'], file['lines']) for file in first] == [(38, 45), (24, 31)], first
        assert [file['amount_meaning'] for file in first] == ['order-total', 'line-total'], first
        assert [file['store'] for file in first] == ['UNIVERSAL', 'ONLYFIT'], first
        again = folder.call('orders', 'import', *EXPORTS)['files']
        assert [(file['new'], file['changed'], file['same']) for file in again] == [(0, 0, 38), (0, 0, 24)], again


def check_preview_changes_nothing():
    with Folder() as folder:
        add_stores(folder)
        preview = folder.call('orders', 'import', EXPORTS[0], '--preview')['files'][0]
        assert (preview['new'], preview['same']) == (38, 0), preview
        assert folder.call('orders', 'list')['orders'] == []
        assert len(folder.call('stores', 'list')['stores']) == 2


def check_what_a_sum_means_is_found_out_or_said():
    header = '№ заказа;Артикул;Сумма;Количество;Статус;Склад передачи КД\n'
    rows = ''.join(f'70000000{code};{sku};{amount};{pieces};Ожидает передачи курьеру;30000001_PP1\n'
                   for code, sku, amount, pieces in ((1, 'A', 3000, 1), (1, 'B', 3000, 2), (2, 'A', 500, 3)))
    for words, meaning, totals, lines in (
            ((), 'order-total', [3000, 500], [None, None, 500]),
            (('--amount', 'line-total'), 'line-total', [6000, 500], [3000, 3000, 500]),
            (('--amount', 'piece-price'), 'piece-price', [9000, 1500], [3000, 6000, 1500])):
        with Folder() as folder:
            path = Path(folder.name, 'own.csv')
            path.write_text(header + rows, encoding='utf-8')
            report = folder.call('orders', 'import', path, *words)['files'][0]
            assert report['amount_meaning'] == meaning, report
            orders = sorted(folder.call('orders', 'list')['orders'], key=lambda order: order['code'])
            assert [order['total'] for order in orders] == totals, orders
            assert [line['amount'] for order in orders for line in order['lines']] == lines, orders
            # The very same file, understood otherwise, is no known one.
            again = folder.call('orders', 'import', path, '--amount', 'line-total')['files'][0]
            assert again['changed'] == (0 if meaning == 'line-total' else {'order-total': 1, 'piece-price': 2}[meaning]), again
            assert folder.call('orders', 'import', path, '--amount', 'line-total')['files'][0]['store'] == report['store']
            assert 'line-total' in folder.sentence('orders', 'import', path, '--amount', 'much', code=2)


def check_export_without_store_makes_one():
    with Folder() as folder:
        folder.call('orders', 'import', EXPORTS[0])
        stores = folder.call('stores', 'list')['stores']
        assert [(store['merchant_id'], store['trust']) for store in stores] == [('30000001', 'files')], stores


def check_bad_files_end_in_a_sentence():
    with Folder() as folder:
        picture, cut, empty = Path(folder.name, 'picture.xlsx'), Path(folder.name, 'cut.xlsx'), Path(folder.name, 'empty.xlsx')
        picture.write_bytes(b'\x89PNG\r\n\x1a\n' + bytes(200))
        cut.write_bytes(EXPORTS[0].read_bytes()[:3000])
        empty.write_bytes(b'')
        report = folder.call('orders', 'import', picture, cut, empty, Path(folder.name, 'missing.xlsx'), codes=(3,))
        assert all(file['error'] and file['new'] == 0 for file in report['files']), report
        mixed = folder.call('orders', 'import', picture, EXPORTS[0], codes=(1,))['files']
        assert mixed[0]['error'] and mixed[1]['new'] == 38, mixed


def check_waybills_find_their_orders():
    with Folder() as folder:
        report = import_all(folder)
        assert (report['files'], report['matched']) == (49, 48), report
        assert [file['name'] for file in report['unmatched']] == ['KASPI_SHOP-900999999.pdf'], report


def check_groups_are_proved():
    with Folder() as folder:
        import_all(folder)
        out = Path(folder.name, 'out')
        report = folder.call('labels', 'build', '--out', out, *DAY, codes=(1,))
        assert report['orders'] == 50, report['orders']
        assert {order['code'] for order in report['missing']} == {'900116929', '900145114', '900192539', '900219041'}
        assert report['labels'] == report['pages'] == sum(group['pages'] for group in report['groups'])
        assert all(group['labels'] == group['pages'] and group['orders'] >= 1 for group in report['groups'])
        must_be_named_well(out, report)
        again = folder.call('labels', 'build', '--out', out, *DAY, codes=(1,))
        assert again['groups'] == report['groups']


def check_report_counts_as_the_labels():
    with Folder() as folder:
        import_all(folder)
        run = folder.call('day', 'run', '--yes', '--date', '2026-11-24', codes=(1,))
        report = folder.call('day', 'report', '--date', '2026-11-24')
        counted = run['orders'], run['labels'], run['pages']
        assert counted == (report['orders'], report['labels'], report['pages']) == (50, 48, 48), (counted, report)
        sections = {section['title']: section['rows'] for section in report['sections']}
        assert len({row['Order'] for row in sections['Orders']}) == 50
        stages = {row['Stage'] for row in sections['Not to ship yet, or no more']}
        assert stages == {'To be signed', 'Handed over', 'Being cancelled'}, stages
        assert {'What': 'Labels', 'Count': '48'} in sections['In numbers']
        text = Path(folder.name, 'reports', 'report_24.11.26.txt').read_text(encoding='utf-8')
        assert 'Orders 50, labels 48, pages 48' in text, text


def check_button_says_again_only_then():
    with Folder() as folder:
        import_all(folder)
        first = folder.call('day', 'status')
        if first['labelled'] == 0:
            raise tap.Skip('the orders of the sample are not due yet')
        number = 46 if first['orders'] == 50 else first['labelled']
        assert first['button'] == f'Group {number} labels', first
        folder.call('day', 'run', '--yes', codes=(0, 1))
        assert folder.call('day', 'status')['button'] == f'Group {number} labels again'


def must_be_named_well(out, report):
    kinds = {'single': 'NORMAL_singles', 'multi_qty': 'SPECIAL_multi_qty', 'multi_line': 'SPECIAL_multi_line'}
    for group in report['groups']:
        path = Path(group['file']) if Path(group['file']).is_absolute() else out / group['file']
        assert path.is_file(), group
        assert path.parent.name == kinds[group['kind']], group
        assert re.fullmatch(r'23\.11\.26_(UNIVERSAL|ONLYFIT)_qnt\d+', path.parent.parent.name), path
        if group['kind'] == 'single':
            assert path.stem.endswith(f"-{group['orders']}"), path
        else:
            assert path.name.startswith('Местовая-'), path
    assert (out / 'missing_orders.csv').is_file() and (out / 'build_log.csv').is_file()


def check_pages_carry_their_own_codes():
    if shutil.which('zbarimg') is None or shutil.which('pdftoppm') is None:
        raise tap.Skip('zbar-tools or poppler-utils is not installed')
    with Folder() as folder:
        import_all(folder)
        out = Path(folder.name, 'out')
        report = folder.call('labels', 'build', '--out', out, *DAY, codes=(1,))
        seen = 0
        for path in sorted(out.glob('Today/*/*/*.pdf')):
            text = subprocess.run(['pdftotext', '-layout', path, '-'], stdout=subprocess.PIPE, text=True, check=True)
            pages = text.stdout.split('\f')
            subprocess.run(['pdftoppm', '-r', '203', '-gray', '-png', path, Path(folder.name, 'page')], check=True)
            for number, picture in enumerate(sorted(Path(folder.name).glob('page*.png'))):
                codes = subprocess.run(['zbarimg', '-q', '--raw', picture], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True, check=True)
                order = re.search(r'(\d{3}) (\d{3}) (\d{3}) - (\d)', pages[number])
                code, place = ''.join(order.groups()[:3]), order[4]
                assert code in codes.stdout.split() and f'{code}-{place}' in codes.stdout and f'KS|{code}|{place}' in codes.stdout
                picture.unlink()
                seen += 1
        assert seen == report['pages'], (seen, report['pages'])


def check_usage_is_explained():
    with Folder() as folder:
        assert 'no command' in folder.sentence('orders', 'dance', code=2)
        assert '--out' in folder.sentence('labels', 'build', code=2)
        assert 'one of' in folder.sentence('stores', 'add', 'A', '--merchant-id', '1', '--trust', 'much', code=2)


if __name__ == '__main__':
    tap.main()
