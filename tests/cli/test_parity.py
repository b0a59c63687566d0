#!/usr/bin/env python3
"""The API against the cabinet's spreadsheets, order by order and field by field."""

import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import tap
from fake_kaspi import DAY_MS, FakeKaspi, now_ms, order
from saudactl import Folder

HEADERS = {
    'code': '№ заказа', 'created': 'Дата поступления заказа', 'title': 'Название товара в Kaspi Магазине', 'sku': 'Артикул',
    'amount': 'Сумма', 'status': 'Статус', 'payment': 'Способ оплаты', 'delivery': 'Способ доставки',
    'courier': 'Курьерская служба', 'quantity': 'Количество', 'cost': 'Стоимость доставки для покупателя',
    'sign': 'Требуется подписание', 'planned': 'Плановая дата передачи курьеру', 'point': 'Склад передачи КД',
}


def day_of(ms):
    """dd.mm.yyyy of an Almaty day"""
    return time.strftime('%d.%m.%Y', time.gmtime(ms / 1000 + 5 * 3600))


def row(code, **changes):
    """A line of the spreadsheet that says what fake_kaspi.order() says"""
    cells = {'code': code, 'created': day_of(now_ms() - DAY_MS), 'title': 'AB', 'sku': 'AB-001', 'amount': '4990',
             'status': 'Ожидает передачи курьеру', 'payment': 'Безналичная оплата', 'delivery': 'Доставка',
             'courier': 'Kaspi Логистика', 'quantity': '1', 'cost': '0', 'sign': 'Не требуется',
             'planned': day_of(now_ms()), 'point': '30000001_PP1'}
    return {**cells, **changes}


def write_export(path, rows):
    """A spreadsheet as the cabinet writes it: one sheet, every cell an inline text"""
    def line(cells):
        return '<row>' + ''.join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells) + '</row>'

    lines = [line(HEADERS.values())] + [line(cells[key] for key in HEADERS) for cells in rows]
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006'
    parts = {
        '[Content_Types].xml': f'<Types xmlns="{package}/content-types">'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                               'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
                               '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        '_rels/.rels': f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{links}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>',
        'xl/workbook.xml': f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="Sheet0" sheetId="1" r:id="r1"/>'
                           '</sheets></workbook>',
        'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                                      f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/worksheets/sheet1.xml': f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def compare(folder, fake, rows, *words):
    """What parity says after both sources have spoken"""
    path = Path(folder.name, 'ActiveOrders.xlsx')
    write_export(path, rows)
    folder.call(f'--practice={fake.url}', 'orders', 'fetch')
    folder.call(f'--practice={fake.url}', 'orders', 'import', path)
    return folder.call(f'--practice={fake.url}', 'orders', 'parity', *words)


def check_equal_days_are_counted():
    with Folder() as folder, FakeKaspi([order('900000001'), order('900000002')]) as fake:
        report = compare(folder, fake, [row('900000001'), row('900000002')])
        assert len(report['days']) == 1 and report['days'][0]['differs'] == [], report['days']
        assert report['equal_days'] == 1 and report['days'][0]['compared'] == 2, report
        assert {store['name']: store['equal_days'] for store in report['stores']} == {'UNIVERSAL': 1, 'ONLYFIT': 0}


def check_orders_of_one_source_alone_are_named():
    with Folder() as folder, FakeKaspi([order('900000001'), order('900000002')]) as fake:
        report = compare(folder, fake, [row('900000001'), row('900000003')])
        day = report['days'][0]
        assert (day['only_api'], day['only_file'], day['differs']) == (['900000002'], ['900000003'], []), day
        assert report['equal_days'] == 0


def check_fields_that_differ_are_named():
    kaspi = order('900000001', status='COMPLETED', state='ARCHIVE', lines=[('AB-001', 2, 4990), ('X 1', 1, 10)], totalPrice=5000.0)
    with Folder() as folder, FakeKaspi([kaspi]) as fake:
        day = compare(folder, fake, [row('900000001', cost='995')])['days'][0]
        found = {difference['field']: (difference['api'], difference['file']) for difference in day['differs']}
        assert found == {'status': ('COMPLETED', 'ACCEPTED_BY_MERCHANT'), 'total': ('5000', '4990'), 'delivery_cost': ('0', '995'),
                         'quantity:AB-001': ('2', '1'), 'quantity:X 1': ('1', None)}, found
        assert all(difference['code'] == '900000001' for difference in day['differs'])


def check_a_date_narrows_it_down():
    old = order('900000004', creationDate=now_ms() - 5 * DAY_MS)
    with Folder() as folder, FakeKaspi([order('900000001'), old]) as fake:
        wanted = time.strftime('%Y-%m-%d', time.gmtime((now_ms() - 5 * DAY_MS) / 1000 + 5 * 3600))
        report = compare(folder, fake, [row('900000001')], '--date', wanted)
        assert [(day['date'], day['only_api']) for day in report['days']] == [(wanted, ['900000004'])], report
        assert 'day' in folder.sentence(f'--practice={fake.url}', 'orders', 'parity', '--date', 'someday', code=2).lower()


def check_what_one_source_says_last_counts():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        assert compare(folder, fake, [row('900000001', status='Новый')])['equal_days'] == 0
        assert compare(folder, fake, [row('900000001')])['equal_days'] == 1


def check_a_new_store_earns_its_trust_too():
    with Folder() as folder:
        said = folder.sentence('stores', 'add', 'A', '--merchant-id', '30000001', '--trust', 'full', code=4)
        assert 'one step at a time' in said, said
        # Refused as a whole: there is no store now.
        assert folder.call('stores', 'list')['stores'] == []
        assert folder.call('stores', 'add', 'A', '--merchant-id', '30000001', '--trust', 'read')['stores'][0]['trust'] == 'read'
        added = folder.call('stores', 'add', 'B', '--merchant-id', '30000002', '--trust', 'full', '--reason', 'moved here')['stores']
        assert [store['trust'] for store in added] == ['read', 'full'], added


def check_trust_is_earned_step_by_step():
    with Folder() as folder:
        folder.call('stores', 'add', 'A', '--merchant-id', '30000001')
        first = folder.call('stores', 'list')['stores'][0]['next_step']
        assert (first['trust'], first['unlocked']) == ('read', True), first
        step = folder.call('stores', 'trust', 'A', 'read')['stores'][0]['next_step']
        assert (step['trust'], step['unlocked'], step['equal_days'], step['needed_days']) == ('limited', False, 0, 7), step
        assert '0 of 7' in folder.sentence('stores', 'trust', 'A', 'limited', code=4)
        folder.sentence('stores', 'add', 'A', '--trust', 'limited', code=4)
        assert folder.call('stores', 'list')['stores'][0]['trust'] == 'read'
        folder.call('stores', 'trust', 'A', 'full', '--reason', 'trusted on the old computer')
        assert folder.call('stores', 'trust', 'A', 'files')['stores'][0]['trust'] == 'files'


if __name__ == '__main__':
    tap.main()
