#!/usr/bin/env python3
"""Sheets, covers and papers of our own from the command line."""

import subprocess
from pathlib import Path

import tap
from saudactl import Folder
from test_files import ARCHIVES, CATALOGUE, DAY, EXPORTS, add_stores, import_all


def pages_of(path):
    said = subprocess.run(['pdfinfo', path], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith('Pages:')))


def codes_on(path):
    """What a scanner reads on the pages, as a label printer prints them"""
    with Folder() as folder:
        subprocess.run(['pdftoppm', '-r', '203', '-gray', '-png', path, Path(folder.name, 'p')], check=True)
        return [sorted(subprocess.run(['zbarimg', '-q', '--raw', '--nodbus', picture], capture_output=True, text=True,
                                      check=False).stdout.split())
                for picture in sorted(Path(folder.name).glob('*.png'))]


def check_sheets_covers_and_order():
    with Folder() as folder:
        import_all(folder)
        out = Path(folder.name, 'out')
        plain = folder.call('labels', 'build', '--out', out, *DAY, codes=(1,))
        sheets = folder.call('labels', 'build', '--out', out, *DAY, '--sheet', 'a4x4', '--cover', '--reverse', codes=(1,))
        assert [sheets[key] for key in ('orders', 'labels', 'pages')] == [plain[key] for key in ('orders', 'labels', 'pages')]
        for group in sheets['groups']:
            assert group['labels'] == group['pages'] and group['covers'] == 1, group
            assert pages_of(out / group['file']) == group['papers'] == (group['pages'] + 1 + 3) // 4, group
        group = max(sheets['groups'], key=lambda one: one['pages'])
        read = [code for page in codes_on(out / group['file']) for code in page]
        assert group['code'] in read, read
        assert len([code for code in read if code.startswith('KS|')]) == group['pages'], read


def check_smaller_only_when_asked():
    with Folder() as folder:
        import_all(folder)
        out = Path(folder.name, 'out')
        assert '--scale' in folder.sentence('labels', 'build', '--out', out, *DAY, '--sheet', '75x120', code=2)
        assert not out.exists()
        scaled = folder.call('labels', 'build', '--out', out, *DAY, '--sheet', '75x120', '--scale', codes=(1,))
        assert scaled['labels'] == scaled['pages'], scaled
        assert 'a4x4' in folder.sentence('labels', 'build', '--out', out, '--sheet', 'a3', code=2)


def check_own_papers():
    with Folder() as folder:
        import_all(folder)
        place = Path(folder.name, 'own.pdf')
        goods = folder.call('catalog', 'list')['offers']
        written = folder.call('labels', 'product', place, f"{goods[0]['code']}=3", goods[1]['code'])
        assert written['written'] == pages_of(place) == 4, written
        read = codes_on(place)
        assert read[0] == read[2] and goods[0]['code'] in read[0] and goods[0]['merchantProductId'] in read[0], read
        sheet = folder.call('labels', 'product', place, '--sheet', 'a4-18', '--first', '18', '--query', 'beli')
        assert pages_of(place) == sheet['pages'] == 2, sheet
        partly = folder.call('labels', 'product', place, goods[0]['code'], 'NO-SUCH', codes=(1,))
        assert len(partly['problems']) == 1 and 'NO-SUCH' in partly['problems'][0], partly
        folder.sentence('labels', 'product', place, 'NO-SUCH', code=3)
        assert '52.5' in folder.sentence('labels', 'product', place, '--sheet', 'a4-40', code=3)

        order = folder.call('orders', 'list')['orders'][0]['code']
        boxes = folder.call('labels', 'boxes', place, order, '--places', '3')
        assert boxes['written'] == pages_of(place) == 3, boxes
        assert [f'{order}-{number}' in codes for number, codes in enumerate(codes_on(place), 1)] == [True] * 3

        slips = folder.call('labels', 'slips', place, '--date', '2026-11-23', '--tomorrow')
        assert slips['written'] == 50 and pages_of(place) >= 50, slips
        text = subprocess.run(['pdftotext', place, '-'], capture_output=True, text=True, check=True).stdout
        assert '₸' not in text
        lists = folder.call('labels', 'handover', place, '--date', '2026-11-23', '--tomorrow', '--store', 'UNIVERSAL')
        text = subprocess.run(['pdftotext', place, '-'], capture_output=True, text=True, check=True).stdout
        assert 'UNIVERSAL' in text and 'ONLYFIT' not in text and lists['written'] < 50, lists


def check_every_code_of_every_product_label_is_read():
    with Folder() as folder:
        import_all(folder)
        place = Path(folder.name, 'own.pdf')
        goods = {one['merchantProductId'] for one in folder.call('catalog', 'list')['offers']}
        for template, least in (('product-58x40', 2), ('product-52x29', 1), ('product-40x30', 1), ('product-38x21', 1)):
            written = folder.call('labels', 'product', place, '--template', template)
            assert written['problems'] == [] and written['written'] == len(goods), written
            read = codes_on(place)
            assert len(read) == len(goods) and min(map(len, read)) == least, [template, read]


def check_proof_lists_what_does_not_agree():
    with Folder() as folder:
        import_all(folder)
        proof = folder.call('labels', 'proof', *DAY, codes=(1,))
        assert proof['orders'] == 50 and len(proof['without_label']) == 4, proof
        assert [one['file'] for one in proof['without_order']] == [
            next(one for one in [item['file'] for item in proof['without_order']] if '900999999' in one)], proof
        assert proof['two_labels'] == proof['other_order'] == [], proof

        shelf = Path(folder.name, 'waybills', 'UNIVERSAL')
        first, second = sorted(shelf.glob('*.pdf'))[:2]
        (shelf / f"{first.name.split('-')[0]}-00000000.pdf").write_bytes(second.read_bytes())
        second.write_bytes(first.read_bytes())
        proof = folder.call('labels', 'proof', *DAY, codes=(1,))
        assert [one['code'] for one in proof['two_labels']] == [first.name.split('-')[0]], proof
        assert [one['code'] for one in proof['other_order']] == [second.name.split('-')[0]], proof
        assert first.name.split('-')[0] in proof['other_order'][0]['reason'], proof


def check_labels_that_come_before_their_orders_are_kept():
    with Folder() as folder:
        add_stores(folder)
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        before = folder.call('waybills', 'import', ARCHIVES[0], codes=(1,))
        assert before['matched'] == 0, before
        folder.call('orders', 'import', *EXPORTS)
        built = folder.call('labels', 'build', '--out', Path(folder.name, 'out'), *DAY, codes=(1,))
        assert built['labels'] == built['pages'] > 20, built


def check_ruler():
    with Folder() as folder:
        place = Path(folder.name, 'ruler.pdf')
        folder.call('labels', 'ruler', place, '--paper', '58x40')
        said = subprocess.run(['pdfinfo', place], capture_output=True, text=True, check=True).stdout
        assert '164.409 x 113.386' in said, said
        folder.sentence('labels', 'ruler', place, '--paper', '58', code=2)
        folder.sentence('labels', 'ruler', place, '--paper', '5x5', code=3)


def check_own_templates():
    with Folder() as folder:
        listed = folder.call('labels', 'templates')
        assert {'product-58x40', 'box-100x150'} <= {one['id'] for one in listed['templates']}, listed
        own = Path(listed['folder'], 'templates')
        own.mkdir(parents=True)
        (own / 'mine.json').write_text('{"title": "Моя", "kind": "product", "width": 30, "height": 20, "items": []}')
        (own / 'broken.json').write_text('{"kind": 3}')
        again = folder.call('labels', 'templates', codes=(1,))
        assert [one['own'] for one in again['templates'] if one['id'] == 'mine'] == [True], again
        assert len(again['problems']) == 1 and 'broken' in again['problems'][0], again


if __name__ == '__main__':
    tap.main()
