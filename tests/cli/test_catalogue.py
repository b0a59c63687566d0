#!/usr/bin/env python3
"""The catalogue as scripts see it: conflicts side by side, undo, aliases, links, round trips, hostile files, kills."""

import csv
import signal
import subprocess
import zipfile
from pathlib import Path

import tap
from saudactl import DATA, Folder, small_memory

CATALOGUE = DATA / 'catalog' / 'M02_SKU_CATALOG.csv'
HEADER = 'SKU_ID;Kaspi_name_core;MY_SIZE;Kaspi_art_1;SKU_ID_KSP;Kaspi_name_source;Initial_KSP_Price;Stock_entered;SKU_key;Weight_kg;Store_name\n'


KASPI_LIST = """<?xml version="1.0" encoding="utf-8"?>
<kaspi_catalog date="2026-11-28" xmlns="kaspiShopping"><company>A</company><merchantid>30000001</merchantid><offers>
<offer sku="b"><model>Костюм L</model><brand/><availabilities><availability available="yes" storeId="30000001_PP1"
 stockCount="5.0"/></availabilities><price>8990</price></offer></offers></kaspi_catalog>"""


def write(folder, text, name='catalogue.csv', encoding='utf-8'):
    path = Path(folder.name) / name
    path.write_bytes(text.encode(encoding))
    return path


def row(sku, code, price='8990', stock='3', store='A', name='Костюм', size='M', weight='0,45'):
    return f'{sku};{name};{size};129000008;{code};{name} {size};{price};{stock};K;{weight};{store}\n'


def check_conflicts_stand_side_by_side_and_a_person_chooses():
    with Folder() as folder:
        report = folder.call('catalog', 'import', CATALOGUE, '--preview', codes=(1,))
        assert report['conflicts'] == len(report['sides']) == 1
        side = report['sides'][0]
        assert (side['first_row'], side['second_row'], side['taken_row']) == (7, 22, 7), side
        assert side['differences'] == [{'column': 'Initial_KSP_Price', 'first': '8990', 'second': '9 990'}], side
        chosen = folder.call('catalog', 'import', CATALOGUE, '--take', 22, codes=(1,))
        assert chosen['sides'][0]['taken_row'] == 22 and chosen['new'] == report['new']
        offers = {(offer['store'], offer['code']): offer for offer in folder.call('catalog', 'map-api')['offers']}
        assert offers[(side['store'], side['code'])]['price'] == 9990


def check_an_import_is_taken_back_whole():
    with Folder() as folder:
        folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'a') + row('K_L', 'b', size='L')))
        before = folder.call('catalog', 'map-api')
        second = write(folder, HEADER + row('K_M', 'a', price='9490', weight='0,5') + row('K_XL', 'c', size='XL'))
        folder.call('catalog', 'import', second)
        again = folder.call('catalog', 'import', second)
        assert (again['new'], again['changed'], again['same']) == (0, 0, 2), 'it leaves nothing to take back'
        assert len(folder.call('catalog', 'map-api')['offers']) == 3
        undone = folder.call('catalog', 'undo')
        assert undone['kept'] == 0
        assert folder.call('catalog', 'map-api') == before
        assert {variant['sku'] for variant in folder.call('stock', 'list')['variants']} == {'K_M', 'K_L'}
        assert [entry['undone'] is None for entry in folder.call('catalog', 'imports')['imports']] == [True, False, True]
        folder.call('stock', 'move', 'K_L', 'sale', 1)
        assert folder.call('catalog', 'undo')['kept'] == 1, 'a product that was sold stays'
        folder.sentence('catalog', 'undo', code=3)


def check_an_import_that_only_opened_stock_is_taken_back_too():
    with Folder() as folder:
        path = write(folder, HEADER + row('K_M', 'a'))
        folder.call('catalog', 'import', path)
        folder.call('stores', 'add', 'A', '--merchant-id', '30000001')
        folder.call('pricelist', 'import', write(folder, KASPI_LIST, 'ACTIVE.xml'))
        folder.call('catalog', 'add', 'K_L', 'Костюм')
        folder.call('catalog', 'link', 'A', 'b', 'K_L')
        before = folder.call('stock', 'list')
        offers = folder.call('catalog', 'map-api')
        again = folder.call('catalog', 'import', path)
        assert (again['new'], again['changed'], again['same']) == (0, 0, 1), again
        assert folder.call('stock', 'list') != before, 'the stock of a product that was linked since is opened'
        folder.call('catalog', 'undo')
        assert folder.call('stock', 'list') == before
        assert folder.call('catalog', 'map-api') == offers, 'the import before it holds'
        assert [entry['undone'] is None for entry in folder.call('catalog', 'imports')['imports']] == [False, True]


def check_aliases_are_remembered():
    with Folder() as folder:
        text = HEADER.replace('Initial_KSP_Price', 'Цена в магазине') + row('K_M', 'a')
        path = write(folder, text)
        folder.call('catalog', 'import', path)
        assert folder.call('catalog', 'map-api')['offers'][0]['price'] is None
        folder.call('catalog', 'aliases', 'Цена в магазине=Initial_KSP_Price')
        folder.sentence('catalog', 'aliases', 'Цена в магазине=Nothing', code=2)
        assert folder.call('catalog', 'import', path)['changed'] == 1
        assert folder.call('catalog', 'map-api')['offers'][0]['price'] == 8990
        assert folder.call('catalog', 'aliases', '--forget', 'Цена в магазине')['aliases'] == []


def check_column_drift_is_told():
    with Folder() as folder:
        folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'a')))
        lines = (HEADER + row('K_M', 'a')).splitlines()
        without = '\n'.join(';'.join(line.split(';')[:9] + line.split(';')[10:]) for line in lines) + '\n'
        notes = folder.call('catalog', 'import', write(folder, without))['notes']
        assert any('Weight_kg' in note for note in notes), notes


def check_a_column_that_lost_its_values_is_told():
    with Folder() as folder:
        folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'a') + row('K_L', 'b', size='L')))
        empty = write(folder, HEADER + row('K_M', 'a', stock='') + row('K_L', 'b', size='L', stock=' '))
        for words in (('--preview',), ()):
            notes = folder.call('catalog', 'import', empty, *words)['notes']
            assert [note for note in notes if 'Stock_entered' in note and 'empty' in note], notes
        assert {variant['on_hand'] for variant in folder.call('stock', 'list')['variants']} == {3}
        # Once it is so it is nothing new; values that come back are.
        assert not folder.call('catalog', 'import', empty)['notes']
        again = folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'a')))['notes']
        assert ['Stock_entered' in note for note in again] == [True], again


def check_refused_rows_say_nothing_of_columns():
    """A note beside the table must neither stand in for a column that lost its values nor make one be missed."""
    with Folder() as folder:
        stray = row('', '', stock='41', store='')
        full = HEADER + row('K_M', 'a') + row('K_L', 'b', size='L')
        empty = HEADER + row('K_M', 'a', stock='') + row('K_L', 'b', size='L', stock='')
        folder.call('catalog', 'import', write(folder, full))
        for words in (('--preview',), ()):
            notes = folder.call('catalog', 'import', write(folder, empty + stray), *words, codes=(1,))['notes']
            assert [note for note in notes if 'Stock_entered' in note and 'empty' in note], notes
        assert not folder.call('catalog', 'import', write(folder, empty))['notes']
        # A row that another one of its offer put aside is none that came in.
        other = folder.call('catalog', 'import', write(folder, empty + row('K_M', 'a', stock='7')), codes=(1,))
        assert not other['notes'] and other['refused'] == 1, other
        assert not folder.call('catalog', 'import', write(folder, empty))['notes']
        # A file of which nothing came in tells nothing of columns to the next one.
        folder.call('catalog', 'import', write(folder, HEADER + stray), codes=(1, 2))
        assert not folder.call('catalog', 'import', write(folder, empty))['notes']


def check_links_are_proposed_and_never_made():
    with Folder() as folder:
        folder.call('stores', 'add', 'A', '--merchant-id', '30000001')
        folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'x 1_(M)') + row('K_L', 'y', store='B')))
        active = (DATA / 'pricelist' / 'ACTIVE.xml').read_text(encoding='utf-8')
        folder.call('pricelist', 'import', write(folder, active.replace('112000002_372268966', 'y').replace(
            'CL_QZ_MEN_LEG_BLACK_116000005_44/S _(S)', 'x1_(M)'), 'ACTIVE.xml'))
        found = {row['sku']: row for row in folder.call('catalog', 'suggest')['suggestions']}
        assert found['x1_(M)']['variant'] == 'K_M' and 'blanks' in found['x1_(M)']['reason'], found
        assert found['y']['variant'] == 'K_L' and 'store' in found['y']['reason'], found
        assert all(offer['merchantProductId'] is None for offer in folder.call('catalog', 'map-api')['offers']
                   if offer['code'] in found and offer['store'] == 'A')
        folder.call('catalog', 'link', 'A', 'y', 'K_L')
        assert 'y' not in {row['sku'] for row in folder.call('catalog', 'suggest')['suggestions']}
        folder.call('catalog', 'unlink', 'A', 'y')
        folder.sentence('catalog', 'link', 'A', 'y', 'NOBODY', code=3)


def check_round_trips_are_byte_identical():
    odd = ['x 1', ' lead', 'trail ', '-minus', '@at', '+7', 'q"uote', 'se;mi', "'=apostrophe", 'Ёё', '0012']
    with Folder() as folder:
        text = HEADER + ''.join(row(f'K_{n}', '"' + sku.replace('"', '""') + '"', size=str(44 + 2 * n))
                                for n, sku in enumerate(odd))
        first = folder.call('catalog', 'import', write(folder, text), codes=(0, 1))
        assert first['new'] == len(odd), first
        path = Path(folder.name) / 'export.csv'
        folder.call('catalog', 'export', path)
        again = folder.call('catalog', 'import', path, codes=(0, 1))
        assert again['same'] == again['rows'] == len(odd), again
        second = Path(folder.name) / 'export-2.csv'
        folder.call('catalog', 'export', second)
        assert path.read_bytes() == second.read_bytes()
        codes = {offer['code'] for offer in folder.call('catalog', 'map-api')['offers']}
        assert codes == {"=apostrophe" if sku == "'=apostrophe" else sku for sku in odd}, codes
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        path = Path(folder.name) / 'export.csv'
        folder.call('catalog', 'export', path)
        again = folder.call('catalog', 'import', path, codes=(0, 1))
        assert again['new'] == again['changed'] == again['refused'] == 0 and again['same'] == again['rows'], again
        with path.open(encoding='utf-8-sig', newline='') as file:
            assert len(list(csv.reader(file, delimiter=';'))) == again['rows'] + 1


def check_every_form_of_the_file_says_the_same():
    text = HEADER + row('K_M', 'a b') + row('K_L', 'c', size='L', price='12\u00a0990')
    with Folder() as folder:
        for number, (name, data) in enumerate((('utf8.csv', text.encode()), ('bom.csv', text.encode('utf-8-sig')),
                                               ('cp1251.csv', text.encode('cp1251')),
                                               ('comma.csv', text.replace(',', '.').replace(';', ',').encode()),
                                               ('tab.csv', text.replace(';', '\t').encode()),
                                               ('crlf.csv', text.replace('\n', '\r\n').encode()))):
            path = Path(folder.name) / name
            path.write_bytes(data)
            report = folder.call('catalog', 'import', path)
            assert (report['new'], report['same']) == ((2, 0) if number == 0 else (0, 2)), (name, report)


def refused(folder, path):
    """What is said about a file that must not come in; memory stays small"""
    done = subprocess.run(folder.command('catalog', 'import', path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, timeout=120, check=False, preexec_fn=small_memory)
    assert done.returncode == 3, (path.name, done.returncode, done.stderr[-300:])
    assert len(done.stderr) > 30, done.stderr
    return done.stderr


def check_hostile_files_are_refused_with_a_sentence():
    with Folder() as folder:
        base = Path(folder.name)
        with (base / 'line.csv').open('wb') as file:
            file.write(HEADER.encode())
            for _ in range(1024):
                file.write(b'one line without an end ' * 43691)
        (base / 'nul.csv').write_bytes(HEADER.encode() + b'K_M;a\0b;M\n')
        (base / 'wide.csv').write_text(';'.join(f'c{n}' for n in range(10000)) + '\n' + HEADER, encoding='utf-8')
        with zipfile.ZipFile(base / 'bomb.xlsx', 'w', zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr('[Content_Types].xml', '<Types/>')
            bomb.writestr('xl/workbook.xml', '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>')
            with bomb.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True) as part:
                part.write(b'<worksheet><sheetData>')
                for _ in range(600):
                    part.write(b' ' * (1 << 20))
        with zipfile.ZipFile(base / 'entities.xlsx', 'w') as bomb:
            bomb.writestr('xl/workbook.xml', '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>')
        with zipfile.ZipFile(base / 'tag.xlsx', 'w', zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr('xl/workbook.xml', '<workbook ' + ' '.join(f'a{n}="&gt;"' for n in range(200000)) + '/>')
        for name in ('line.csv', 'nul.csv', 'wide.csv', 'bomb.xlsx', 'entities.xlsx', 'tag.xlsx'):
            refused(folder, base / name)
        assert folder.call('catalog', 'list')['offers'] == []
        told = folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'a', name="=cmd|' /C calc'!A0")),
                           codes=(1,))
        assert any('formula' in problem['reason'] for problem in told['problems']), told
        assert '=cmd' not in (folder.call('catalog', 'map-api')['offers'][0]['title'] or '')


def check_killed_imports_are_whole_or_not_there():
    with Folder() as folder:
        rows = ''.join(row(f'K{n}_M', f'k{n}', price='{price}') for n in range(20000))
        killed = 0
        for turn in range(10):
            path = write(folder, HEADER + rows.replace('{price}', str(5000 + turn)))
            process = subprocess.Popen(folder.command('catalog', 'import', path), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            try:
                process.wait(0.06 * (turn + 1))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
            offers = folder.call('catalog', 'map-api')['offers']
            assert len(offers) in (0, 20000)
            assert len({offer['price'] for offer in offers}) <= 1
        assert killed > 0
        assert len(folder.call('catalog', 'imports')['imports']) <= 10


def check_two_imports_at_once_do_not_mix():
    with Folder() as folder:
        first = write(folder, HEADER + ''.join(row(f'K{n}_M', f'k{n}', price='5000') for n in range(5000)), 'first.csv')
        second = write(folder, HEADER + ''.join(row(f'K{n}_M', f'k{n}', price='6000') for n in range(5000)), 'second.csv')
        folder.call('catalog', 'import', first)
        both = [subprocess.Popen(folder.command('catalog', 'import', path), stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL) for path in (first, second, first)]
        assert [process.wait(120) for process in both] == [0, 0, 0]
        assert len({offer['price'] for offer in folder.call('catalog', 'map-api')['offers']}) == 1


FULL = ('SKU_ID;Kaspi_name_core;MY_SIZE;Size_kaspi;Kaspi_art_1;SKU_ID_KSP;Kaspi_name_source;Initial_KSP_Price;Stock_entered;'
        'SKU_key;Secondary;Product_Type;Sub_Category;Brend;Model;Color;Our_Size;Gender;Season;BaseCost_CNY;Weight_kg;Gender2;'
        'Store_name;Kaspi_art_2;;').split(';')


def full_row(model, size, store, number, **changed):
    key = f'CL_{model}_BLACK'
    cells = [f'{key}_{size}', f'Модель {model}', size, f'{size}/44', f'{100000000 + number}', f'{key}_{number} {size}_({store[0]})',
             f'Модель {model} {size}', '11 990', '5', key, '', 'CL', '', 'QZ', model, 'Black', '', 'Men', 'All', '65', '0,95',
             'мужской', store, '', '', '']
    for name, value in changed.items():
        cells[FULL.index(name)] = value
    return cells


def a_catalogue_as_people_leave_it():
    """325 rows of 26 columns, counted by hand: 307 come in, 18 are refused, 3 pairs disagree"""
    good = [full_row(f'M{m:02d}', size, store, number)
            for number, (m, size, store) in enumerate((m, size, store) for m in range(25)
                                                      for size in ('S', 'M', 'L', 'XL', '2XL', '3XL')
                                                      for store in ('UNIVERSAL', 'ONLYFIT'))][:290]
    repeated = [list(good[i]) for i in (3, 50, 51, 200)]                                      # 4 refused
    disagree = [list(good[i]) for i in (10, 20, 30)]                                          # 3 refused, 3 conflicts
    for cells in disagree:
        cells[FULL.index('Initial_KSP_Price')] = '12 490'
    otherwise = list(good[40])                                                                # 1 refused: the same
    otherwise[FULL.index('Initial_KSP_Price')], otherwise[FULL.index('Weight_kg')] = ' 11990 ', '0.95'
    lacking = [full_row('M99', size, 'UNIVERSAL', 900, **{name: value})                       # 4 refused
               for size, name, value in (('S', 'SKU_ID', ''), ('M', 'SKU_ID_KSP', ''), ('L', 'Store_name', ''), ('XL', 'SKU_ID', 'nan'))]
    rubbish = []                                                                              # 6 refused
    for place, value in ((7, '=SUM(H2:H300)'), (3, 'итого'), (25, 'x'), (1, 'Проверить!!'), (8, '1234'), (20, '0,95')):
        rubbish.append([''] * 26)
        rubbish[-1][place] = value
    odd = [full_row('M98', size, 'UNIVERSAL', 910 + n, **{name: value})                       # 9 come in, 7 with a problem
           for n, (size, name, value) in enumerate((
               ('S', 'Initial_KSP_Price', '11,99 тыс'), ('M', 'Stock_entered', '3.5'), ('L', 'Stock_entered', '-4'),
               ('XL', 'Weight_kg', '950'), ('2XL', 'Weight_kg', '95'), ('3XL', 'Kaspi_name_source', "=cmd|' /C calc'!A0"),
               ('4XL', 'Stock_entered', '3.0'), ('5XL', 'Initial_KSP_Price', '119 900'), ('6XL', 'Store_name', ' UNIVERSAL ')))]
    rest = [full_row('M97', size, 'UNIVERSAL', 950 + n, Brend='') for n, size in enumerate(('S', 'M', 'L', 'XL', '2XL', '3XL', '4XL', '5XL'))]
    return good + repeated + disagree + [otherwise] + lacking + rubbish + odd + rest


def check_a_messy_catalogue_agrees_with_a_count_by_hand():
    rows = a_catalogue_as_people_leave_it()
    assert len(rows) == 325 and all(len(cells) == 26 for cells in rows)
    for delimiter, encoding, end in ((';', 'utf-8-sig', '\r\n'), ('\t', 'utf-8', '\r\n'), (';', 'cp1251', '\r\n'), (',', 'utf-8', '\n')):
        with Folder() as folder:
            path = Path(folder.name) / 'm02.csv'
            with path.open('w', encoding=encoding, newline='') as file:
                writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
                writer.writerow(FULL)
                for number, cells in enumerate(rows):
                    if number % 60 == 59:
                        writer.writerow([''] * 26)
                    writer.writerow(cells)
            report = folder.call('catalog', 'import', path, codes=(1,))
            counts = [report[key] for key in ('rows', 'new', 'changed', 'same', 'refused', 'offers', 'conflicts')]
            assert counts == [325, 307, 0, 0, 18, 307, 3], (delimiter, encoding, counts)
            assert len(report['problems']) == 18 + 7, len(report['problems'])
            assert '0.95' in next(problem['reason'] for problem in report['problems'] if problem['value'] == '95')


def check_an_export_comes_in_again_without_a_change():
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        sku = folder.call('catalog', 'map-api')['offers'][0]['merchantProductId']
        folder.call('catalog', 'set', sku, 'name=Другое имя', 'size=XL', 'weight=0,7', 'color=Red', 'cost=47,5', 'barcodes=4006381333931')
        for name in ('out.csv', 'out.xlsx'):
            path = Path(folder.name) / name
            rows = folder.call('catalog', 'export', path)['rows']
            report = folder.call('catalog', 'import', path)
            assert [report[key] for key in ('new', 'changed', 'same', 'refused')] == [0, 0, rows, 0], (name, report)


def check_products_are_changed_with_the_checks_of_the_window():
    with Folder() as folder:
        folder.call('catalog', 'add', 'CAP_M', 'Кепка', '--size', 'м')
        assert 'CAP_M' in folder.sentence('catalog', 'add', 'CAP_M', 'Кепка', code=3)
        assert '0,95' in folder.sentence('catalog', 'set', 'CAP_M', 'color=Red', 'weight=950', code=3)
        folder.sentence('catalog', 'set', 'CAP_M', 'tail=long', code=3)
        folder.sentence('catalog', 'set', 'NOBODY', 'color=Red', code=3)
        folder.call('catalog', 'set', 'CAP_M', 'barcodes=4006381333931', 'retired=1')
        folder.call('stock', 'set', '4006381333931', 7)
        assert [v['on_hand'] for v in folder.call('stock', 'list')['variants'] if v['sku'] == 'CAP_M'] == [7], 'a scan finds it'
        folder.call('catalog', 'add', 'CAP_L', 'Кепка', '--size', 'L', '--key', 'CAP')
        assert 'CAP_M' in folder.sentence('catalog', 'set', 'CAP_L', 'barcodes=4006381333931', code=3)


if __name__ == '__main__':
    tap.main()
