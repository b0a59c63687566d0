#!/usr/bin/env python3
"""Prices as scripts see them: rates, floors, limits, undo, the watch, profit, and what to order."""

from pathlib import Path

import tap
from saudactl import DATA, Folder

CATALOGUE = DATA / 'catalog' / 'M02_SKU_CATALOG.csv'
PRINT = 'CL_QZ_MEN_PRINT51_BLACK_103000001_52/2XL_(2XL)'
SPACED = 'CL_QZ_MEN_LEG_BLACK_116000005_44/S _(S)'


def ready(folder):
    folder.call('catalog', 'import', CATALOGUE, codes=(1,))
    folder.call('prices', 'rates', 'cny', 75, '--from', '2025-01-01')
    folder.call('prices', 'rates', 'freight', 1000, '--from', '2025-01-01')


def price_of(folder, sku):
    return next(row for row in folder.call('prices', 'list')['offers'] if row['sku'] == sku)


def check_floor_break_even_and_margin_by_hand():
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        assert price_of(folder, PRINT)['floor'] is None, 'without a rate nobody knows the cost'
        ready(folder)
        row = price_of(folder, PRINT)
        # 65 yuan x 75 + 0.95 kg x 1000 = 5825; 12.5 % and 16/116 are taken off; 1507 between cities from 10 000 on
        left = row['price'] * (1 - 0.125 - 16 / 116) - 1507 - 5825
        assert abs(row['margin'] - left / row['price'] * 100) < 0.1, row
        # below 10 000 the delivery costs 927: (5825 + 927) / (1 - 0.125 - 16/116) = 9160.7
        assert row['break_even'] == row['floor'] == 9161, row
        assert row['estimate'] is True
        folder.call('prices', 'rates', 'commission', 10, '--category', 'CL', '--from', '2025-01-01')
        assert price_of(folder, PRINT)['margin'] > row['margin'] and price_of(folder, PRINT)['estimate'] is False
        assert 'is between' in folder.sentence('prices', 'rates', 'commission', 200, code=3)
        folder.sentence('prices', 'rates', 'luck', 1, code=3)


def check_the_tariff_is_set_from_a_day_on():
    with Folder() as folder:
        ready(folder)
        before = price_of(folder, PRINT)
        assert before['break_even'] == 9161
        known = folder.call('prices', 'tariff')['tariffs']
        assert [t['from'] for t in known] == [None, '2026-01-01'] and all(t['estimate'] for t in known)
        # a tariff to come changes nothing today
        folder.call('prices', 'tariff', '0=1,1,1', '--from', '2090-01-01')
        assert price_of(folder, PRINT)['break_even'] == 9161
        lines = ['0=57,57,57', '5 000=811,1200,927', '10000/5=1565,1971,2145']
        said = folder.call('prices', 'tariff', *lines, '--from', '2026-01-02')['tariffs'][-1]
        assert said['bands'][1] == {'total_from': 5000, 'kg_from': 0, 'city': 811, 'between': 1200, 'express': 927}, said
        # (5825 + 1200) / (1 - 0.125 - 16/116) = 9530.99
        assert price_of(folder, PRINT)['break_even'] == 9531, price_of(folder, PRINT)
        assert 'first one holds from 0' in folder.sentence('prices', 'tariff', '10=1,1,1', code=3)
        assert 'Line 2' in folder.sentence('prices', 'tariff', '0=1,1,1', '0=2,2,2', code=3)
        folder.sentence('prices', 'tariff', '0=1,1', code=2)
        assert len(folder.call('prices', 'tariff')['tariffs']) == 4
        assert all(row['name'] != 'delivery' for row in folder.call('prices', 'rates')['rates'])


def check_offers_stand_by_product():
    with Folder() as folder:
        path = Path(folder.name) / 'catalogue.csv'
        rows = [('Y_M', 'я1', 'Юбка'), ('A_L', 'a2', 'Анорак'), ('Y_L', 'я2', 'Юбка'), ('A_M', 'a1', 'анорак')]
        path.write_text('SKU_ID;SKU_ID_KSP;Kaspi_name_core;SKU_key;Store_name\n'
                        + ''.join(f'{sku};{code};{name};{sku[0]};A\n' for sku, code, name in rows))
        folder.call('catalog', 'import', path, codes=(0, 1))
        assert [row['sku'] for row in folder.call('prices', 'list')['offers']] == ['a2', 'a1', 'я1', 'я2']


def check_limits_hold():
    with Folder() as folder:
        ready(folder)
        assert '10 percent' in folder.sentence('prices', 'set', PRINT, 20000, code=4)
        assert price_of(folder, PRINT)['price'] == 11990
        for price in (12000, 12100, 12200):
            folder.call('prices', 'set', PRINT, price)
        assert 'three times' in folder.sentence('prices', 'set', PRINT, 12300, code=4)
        assert price_of(folder, PRINT)['price'] == 12200, 'three changes a day'
        shown = folder.call('prices', 'bulk', '--percent', 5, '--round', 990, codes=(0, 1))
        assert shown['batch'] is None and all(row['after'] % 1000 == 990 for row in shown['changes'])
        assert '5 %' in folder.sentence('prices', 'bulk', '--percent', 5, '--round', 990, '--yes', code=4)


def check_below_the_floor_needs_a_reason():
    with Folder() as folder:
        ready(folder)
        folder.call('prices', 'rates', 'floor', 40, '--from', '2025-01-01')
        row = price_of(folder, PRINT)
        assert row['floor'] > row['price'] and 'floor' in row['alarms']
        folder.sentence('prices', 'set', PRINT, 11500, code=4)
        done = folder.call('prices', 'set', PRINT, 11500, '--reason', 'sale of the rest')
        assert price_of(folder, PRINT)['price'] == 11500
        history = folder.call('prices', 'history')['changes']
        assert history[0]['reason'] == 'sale of the rest' and history[0]['before'] == 11990
        folder.call('prices', 'undo', done['batch'])
        assert price_of(folder, PRINT)['price'] == 11990
        folder.sentence('prices', 'undo', done['batch'], code=3)


def check_a_bulk_change_is_undone_but_not_over_later_ones():
    with Folder() as folder:
        ready(folder)
        before = {(row['store'], row['sku']): row['price'] for row in folder.call('prices', 'list')['offers']}
        done = folder.call('prices', 'bulk', '--percent', 5, '--query', 'леггинсы', '--reason', 'season', '--yes',
                           codes=(0, 1))
        assert done['batch'] and done['allowed'] > 3
        folder.call('prices', 'set', SPACED, 5500, '--store', 'UNIVERSAL')
        folder.call('prices', 'undo', done['batch'])
        after = {(row['store'], row['sku']): row['price'] for row in folder.call('prices', 'list')['offers']}
        assert after.pop(('UNIVERSAL', SPACED)) == 5500
        before.pop(('UNIVERSAL', SPACED))
        assert after == before


def check_the_watch_tells_what_differs():
    with Folder() as folder:
        ready(folder)
        folder.call('stores', 'add', 'UNIVERSAL', '--merchant-id', '30000001')
        folder.call('stock', 'drift', DATA / 'pricelist' / 'ACTIVE.xml')
        path = Path(folder.name) / 'others.csv'
        path.write_text(f'sku;seller;price\n {PRINT} ;Чужой;10 500\nNOBODY;x;1\n{PRINT};x;free\n', encoding='utf-8')
        taken = folder.call('prices', 'competitors', path, codes=(1,))
        assert (taken['rows'], taken['taken'], taken['refused']) == (3, 1, 2), taken
        row = price_of(folder, PRINT)
        assert row['competitor'] == 10500 and 'competitor' in row['alarms']
        folder.call('prices', 'set', SPACED, 5000, '--store', 'UNIVERSAL', codes=(0, 1))
        assert 'kaspi' in price_of(folder, SPACED)['alarms']
        assert all(row['alarms'] for row in folder.call('prices', 'watch')['offers'])


def alarms_of(folder, kind):
    folder.call('day', 'run', '--yes', codes=(0, 1, 4))
    return [row for row in folder.call('alerts', 'list')['alerts'] if row['kind'] == kind]


def check_the_watch_is_an_alert():
    with Folder() as folder:
        ready(folder)
        folder.call('prices', 'rates', 'cny', 1, '--from', '2025-01-15')
        assert not alarms_of(folder, 'prices'), 'no price is below its floor'
        # nobody touched a price: the yuan rose
        folder.call('prices', 'rates', 'cny', 150, '--from', '2025-02-01')
        below = sum('floor' in row['alarms'] for row in folder.call('prices', 'watch')['offers'])
        alarm = alarms_of(folder, 'prices')[0]
        assert below > 1 and f'floor {below},' in alarm['text'], alarm
        folder.call('alerts', 'ack', alarm['id'])
        path = Path(folder.name) / 'others.csv'
        path.write_text(f'sku;seller;price\n{PRINT};Чужой;1 500\n', encoding='utf-8')
        folder.call('prices', 'competitors', path)
        worse = alarms_of(folder, 'prices')[0]
        assert worse['id'] == alarm['id'] and 'less 1.' in worse['text'] and not worse['acknowledged'], worse
        folder.call('prices', 'rates', 'cny', 1, '--from', '2025-03-01')
        path.write_text(f'sku;seller;price\n{PRINT};Чужой;1 000 000\n', encoding='utf-8')
        folder.call('prices', 'competitors', path)
        assert not alarms_of(folder, 'prices'), 'it is over by itself'


def check_profit_knows_whole_orders_and_paid_ways_back():
    with Folder() as folder:
        base = Path(folder.name)
        folder.call('stores', 'add', 'S', '--merchant-id', '30000001')
        (base / 'goods.csv').write_text('SKU_ID;SKU_key;Kaspi_name_core;Our_Size;SKU_ID_KSP;Initial_KSP_Price;Weight_kg;Store_name\n'
                                        'A_M;A;Куртка;M;a;6000;3;S\nB_M;B;Сапоги;M;b;6000;3;S\n', encoding='utf-8')
        folder.call('catalog', 'import', base / 'goods.csv')
        (base / 'orders.csv').write_text(
            '№ заказа;Дата поступления заказа;Артикул;Сумма;Количество;Статус;Способ доставки;Курьерская служба;'
            'Стоимость доставки для продавца;Склад передачи КД\n' + ''.join(
                f'{code};01.10.2026;{sku};{amount};1;{status};Доставка;Kaspi Логистика;{cost};30000001_PP1\n' for code, sku, amount, status, cost in (
                    (1, 'a', 6000, 'Выдан', ''), (1, 'b', 7000, 'Выдан', ''), (2, 'a', 6000, 'Отменен', 1275), (3, 'a', 6000, 'Отменен', 0),
                    (4, 'b', 6000, 'Возврат', 811))), encoding='utf-8')
        folder.call('orders', 'import', base / 'orders.csv')
        account = folder.call('prices', 'profit', '--by', 'order', '--from', '2026-10-01', '--to', '2026-10-01')['rows']
        # Two pieces of 3 kg are 6 kg in one parcel; who sends one back pays for the way all the same.
        assert {row['name']: (row['orders'], row['revenue'], row['delivery'], row['estimated_delivery']) for row in account} == {
            '1': (1, 13000, 1565, 1565), '2': (0, 0, 1275, 0), '4': (1, 0, 811, 0)}, account


def check_profit_adds_up_and_marks_estimates():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        folder.call('--practice', 'prices', 'rates', 'cny', 75, '--from', '2025-01-01')
        totals = []
        for by in ('order', 'day', 'model', 'store'):
            account = folder.call('--practice', 'prices', 'profit', '--by', by, '--from', '2025-01-01', '--to', '2027-12-31')
            total = account['total']
            assert account['rows'] and total['revenue'] > 0
            for key in ('revenue', 'commission', 'vat', 'delivery', 'goods', 'profit', 'estimated_delivery'):
                assert sum(row[key] for row in account['rows']) == total[key], (by, key)
            for row in account['rows']:
                assert row['profit'] == row['revenue'] - row['commission'] - row['vat'] - row['delivery'] - row['goods']
            totals.append(total)
        assert all(total == totals[0] for total in totals)
        assert totals[0]['estimate'] is True
        out = Path(folder.name) / 'profit.xlsx'
        folder.call('--practice', 'prices', 'profit', '--by', 'model', '--out', out)
        assert out.read_bytes()[:2] == b'PK'


def check_a_purchase_from_proposal_to_shelf():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        folder.call('--practice', 'reorder', 'supplier', 'Гуанчжоу', '--lead', 20)
        rule = folder.call('--practice', 'reorder', 'supplier', 'Гуанчжоу', '--review', 9)['suppliers'][0]
        assert (rule['lead_days'], rule['review_days'], round(rule['safety'], 2)) == (20, 9, 1.65), 'what is not given stays'
        # a model that nobody has is refused instead of being kept without use; case and name will do
        said = folder.sentence('--practice', 'reorder', 'supplier', 'Гуанчжоу', '--model', 'CL_NOBODY', code=3)
        assert 'CL_NOBODY' in said, said
        folder.call('--practice', 'reorder', 'supplier', 'Гуанчжоу', '--model', 'cl_qz_men_print51_black')
        folder.call('--practice', 'reorder', 'supplier', 'Гуанчжоу', '--review', 7)
        out = Path(folder.name) / 'order.xlsx'
        sold = [row for row in folder.call('--practice', 'stock', 'list')['variants'] if row['sold_14_days'] > 2]
        assert sold
        for variant in sold:
            folder.call('--practice', 'stock', 'set', variant['sku'], 0)
        proposals = folder.call('--practice', 'reorder', 'list', '--out', out)['proposals']
        assert proposals and out.read_bytes()[:2] == b'PK'
        purchase = folder.call('--practice', 'reorder', 'order')['purchases'][0]
        assert {line['sku']: line['pieces'] for line in purchase['lines']} == {row['sku']: row['order'] for row in proposals}
        assert folder.call('--practice', 'reorder', 'list')['proposals'] == [], 'what is on its way is not ordered again'
        line = purchase['lines'][0]
        stock = {row['sku']: row for row in folder.call('--practice', 'stock', 'list')['variants']}[line['sku']]
        folder.call('--practice', 'reorder', 'receive', purchase['id'], line['sku'], line['pieces'])
        after = {row['sku']: row for row in folder.call('--practice', 'stock', 'list')['variants']}[line['sku']]
        assert after['on_hand'] == stock['on_hand'] + line['pieces'] and after['on_order'] == 0
        folder.sentence('--practice', 'reorder', 'receive', 4711, line['sku'], 1, code=3)
        # what does not come is expected no more, and is proposed again
        folder.call('--practice', 'reorder', 'close', purchase['id'])
        assert all(row['on_order'] == 0 for row in folder.call('--practice', 'stock', 'list')['variants'])
        assert len(purchase['lines']) == 1 or folder.call('--practice', 'reorder', 'list')['proposals']
        folder.sentence('--practice', 'reorder', 'close', purchase['id'], code=3)


if __name__ == '__main__':
    tap.main()
