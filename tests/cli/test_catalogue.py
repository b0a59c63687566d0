#!/usr/bin/env python3
"""The catalogue as scripts see it: conflicts side by side, undo, aliases, links, round trips, hostile files, kills."""

import csv
import resource
import signal
import subprocess
import zipfile
from pathlib import Path

import tap
from saudactl import DATA, Folder

CATALOGUE = DATA / 'catalog' / 'M02_SKU_CATALOG.csv'
HEADER = 'SKU_ID;Kaspi_name_core;MY_SIZE;Kaspi_art_1;SKU_ID_KSP;Kaspi_name_source;Initial_KSP_Price;Stock_entered;SKU_key;Weight_kg;Store_name\n'
GIGABYTE = 1 << 30


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
        folder.call('catalog', 'import', write(folder, HEADER + row('K_M', 'a', price='9490', weight='0,5') +
                                               row('K_XL', 'c', size='XL')))
        assert len(folder.call('catalog', 'map-api')['offers']) == 3
        undone = folder.call('catalog', 'undo')
        assert undone['kept'] == 0
        assert folder.call('catalog', 'map-api') == before
        assert {variant['sku'] for variant in folder.call('stock', 'list')['variants']} == {'K_M', 'K_L'}
        assert [entry['undone'] is None for entry in folder.call('catalog', 'imports')['imports']] == [False, True]
        folder.call('stock', 'move', 'K_L', 'sale', 1)
        assert folder.call('catalog', 'undo')['kept'] == 1, 'a product that was sold stays'
        folder.sentence('catalog', 'undo', code=3)


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
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))
    done = subprocess.run(folder.command('catalog', 'import', path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, timeout=120, check=False, preexec_fn=limit)
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


if __name__ == '__main__':
    tap.main()
