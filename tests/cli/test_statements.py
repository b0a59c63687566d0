#!/usr/bin/env python3
"""SIGKILL right before every single SQL statement of a write, and a disk that is full: nothing twice, nothing lost.

  test_statements.py [--every]   every statement of every kind of write (every fourth of writing to buyers), before a release; --jobs, --only:
                                 see points.py
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import tap
from fake_kaspi import ObedientKaspi, order
from points import at_points
from practice_day import MORNING
from saudactl import DATA, Folder
from test_faults import served
from test_survives import keep_files, lose_power
from test_survives_outside import AFTERWARDS, Outside, forward

FAULT = os.environ['SAUDA_FAULT']
# Of the longer plans not every statement is tried in ./check.
STRIDE = 1 if '--every' in sys.argv else 5


def run_hurt(folder, *words, **faults):
    """The exit code of a call that is hurt"""
    environment = {**os.environ, 'LD_PRELOAD': FAULT, **{f'SAUDA_FAULT_{key.upper()}': str(value) for key, value in faults.items()}}
    return subprocess.run(folder.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, timeout=120,
                          check=False).returncode


def count_statements(template, words):
    """How many statements a call takes that is not hurt"""
    with copy_of(template) as folder, tempfile.NamedTemporaryFile() as count:
        # 1: some rows were refused, as in a catalogue with planted faults
        assert run_hurt(folder, *words(folder), count=count.name) in (0, 1)
        return int(Path(count.name).read_text().split()[0])


def copy_of(template):
    """A folder as it was when the plan was made"""
    folder = Folder()
    shutil.copytree(template.name, folder.name, dirs_exist_ok=True)
    return folder


def settle(folder, kaspi):
    """The states of the acts once nothing is open any more"""
    for _ in range(40):
        folder.call(kaspi, 'orders', 'fetch')
        states = {act['state'] for act in folder.call(kaspi, 'outbox', 'list')['acts']}
        if not states & {'sending', 'accepted', 'unknown'}:
            return states
    raise AssertionError(f'still {states}')


def count_between(template, quiet, call):
    """The numbers of a call's own statements: what stands before them only opens the database, as every call does"""
    first, last = (count_statements(template, words) for words in (lambda folder: quiet, call))
    assert last > first, (first, last)
    return first - 2, last + 1


def kill_at_statements(orders, words, stride=1, prepare=None):
    """Kills the approval of a plan before each statement, settles, and lets the merchant try again: what the shop was
    told, which must be said of each order once. How often the plan had been carried out when it was killed"""
    with ObedientKaspi(orders()) as shop, Folder() as template:
        kaspi = f'--practice={shop.url}'
        template.call(kaspi, 'orders', 'fetch')
        if prepare is not None:
            template.call(kaspi, 'orders', *prepare, '--yes')
        plan = template.call(kaspi, 'orders', *words, codes=(4,))['plan']
        first, end = count_between(template, (kaspi, 'outbox', 'list'), lambda folder: (kaspi, 'outbox', 'approve', plan))
        carried_out = {True: 0, False: 0}

        def kill(step, _):
            with ObedientKaspi(orders()) as shop, copy_of(template) as folder:
                kaspi = f'--practice={shop.url}'
                assert run_hurt(folder, kaspi, 'outbox', 'approve', plan, kill_at=step) == -9
                sent = len(shop.writes)
                states = settle(folder, kaspi)
                assert states == {'verified'} if sent == len(orders()) else states & {'failed', 'planned', 'approved'}, (states, sent)
                carried_out[states == {'verified'}] += 1
                # Nothing is lost either: the merchant's next try ends with each order changed once.
                if states != {'verified'}:
                    folder.call(kaspi, 'orders', *words, '--yes', codes=(0, 1))
                told = sorted(json.dumps(write, sort_keys=True) for write in shop.writes)
                assert len(told) == len(set(told)) == len(orders()), (states, told)

        at_points(' '.join(words[:1]), range(first, end, stride), kill)
        # Killed before and after the sending.
        assert all(carried_out.values()), carried_out


def kill_alone(kind, prepare, words, look, stride=1, prove=lambda folder: None):
    """Kills a call that writes here alone before each statement: all of it is there then or nothing, and the next try
    ends as the undisturbed one does"""
    with Folder() as template:
        prepare(template)
        before = look(template)
        with copy_of(template) as calm:
            calm.call(*words(calm), codes=(0, 1))
            after = look(calm)
        assert before != after, before
        first, end = count_between(template, ('stores', 'list'), words)
        found = {str(before): 0, str(after): 0}

        def kill(step, _):
            with copy_of(template) as folder:
                assert run_hurt(folder, *words(folder), kill_at=step) == -9
                now = look(folder)
                assert now in (before, after), now
                found[str(now)] += 1
                folder.call(*words(folder), codes=(0, 1))
                assert look(folder) == after, look(folder)
                prove(folder)

        at_points(kind, range(first, end, stride), kill)
        assert found[str(before)] > 0, found


def check_every_statement_of_a_cancellation():
    kill_at_statements(lambda: [order('900000001')], ('cancel', '900000001', '--reason', 'buyer'))


def check_statements_of_accepting():
    news = {'status': 'APPROVED_BY_BANK', 'state': 'NEW'}
    kill_at_statements(lambda: [order('900000001', **news), order('900000002', **news)], ('accept', '900000001', '900000002'), STRIDE)


def check_statements_of_assembling():
    kill_at_statements(lambda: [order('900000001'), order('900000002')], ('assemble', '900000001', '900000002'), STRIDE)


def check_statements_of_cancelling_lines():
    lines = [('AB-001', 1, 1000), ('AB-002', 2, 2000), ('AB-003', 1, 1990)]
    kill_at_statements(lambda: [order('900000001', lines=list(lines))],
                       ('cancel', '900000001', '--reason', 'out-of-stock', '--line', 'AB-001=0', '--line', 'AB-002=1'), STRIDE)


def check_statements_of_arriving():
    ahead = {'preOrder': True}
    kill_at_statements(lambda: [order('900000001', **ahead), order('900000002', **ahead)], ('arrived', '900000001', '900000002'), STRIDE)


def check_statements_of_handing_out():
    own = {'isKaspiDelivery': False, 'deliveryMode': 'DELIVERY_PICKUP', 'state': 'PICKUP', 'kaspiDelivery': None}
    kill_at_statements(lambda: [order('900000001', **own)], ('complete', '900000001', '--code', '1234'), STRIDE,
                       prepare=('complete', '900000001'))


def write_file(folder, name, text):
    path = Path(folder.name, name)
    path.write_text(text, encoding='utf-8')
    return path


def add_goods(folder):
    """A store with a few goods of the catalogue"""
    folder.call('stores', 'add', 'UNIVERSAL', '--merchant-id', '30000001', '--trust', 'full', '--reason', 'a shop of the test')
    goods = (DATA / 'catalog' / 'M02_SKU_CATALOG.csv').read_text(encoding='utf-8-sig').splitlines(keepends=True)[:6]
    folder.call('catalog', 'import', write_file(folder, 'goods.csv', ''.join(goods)), codes=(0, 1))


def look_at_shelf(folder):
    return [(variant['sku'], variant['on_hand']) for variant in folder.call('stock', 'list')['variants']]


def check_statements_of_a_count():
    kill_alone('count', add_goods, lambda folder: ('stock', 'set', 'CL_QZ_MEN_BELI51_WHITE_S', 7), look_at_shelf, STRIDE)


def check_statements_of_a_counted_list():
    def words(folder):
        rows = ''.join(f'{sku};{on_hand + 5}\n' for sku, on_hand in shelf)
        return 'stock', 'import', write_file(folder, 'count.csv', 'Артикул;Количество\n' + rows)

    with Folder() as folder:
        add_goods(folder)
        shelf = look_at_shelf(folder)
    kill_alone('counted list', add_goods, words, look_at_shelf, STRIDE)


def check_statements_of_publishing():
    def words(folder):
        return 'pricelist', 'publish', '--yes', '--to', Path(folder.name, 'published.xml')

    def look(folder):
        path = Path(folder.name, 'published.xml')
        return [offer.get('sku') for offer in ElementTree.parse(path).getroot().iter('{kaspiShopping}offer')] if path.exists() else None

    def prove(folder):
        assert folder.call('pricelist', 'history')['lists'][0]['state'] == 'published'
        acts = folder.call('outbox', 'list')['acts']
        assert acts[-1]['state'] == 'verified' and not {act['state'] for act in acts} & {'sending', 'accepted', 'unknown'}, acts

    kill_alone('publish', add_goods, words, look, STRIDE, prove)


def check_statements_of_importing_orders():
    rows = ''.join(f'70000000{code};{sku};{amount};1;Ожидает передачи курьеру;30000001_PP1\n'
                   for code, sku, amount in ((1, 'A', 3000), (1, 'B', 3000), (2, 'A', 500), (3, 'C', 700)))

    def words(folder):
        return 'orders', 'import', write_file(folder, 'own.csv', '№ заказа;Артикул;Сумма;Количество;Статус;Склад передачи КД\n' + rows)

    def look(folder):
        return [(order['code'], order['total'], order['stage'], len(order['lines'])) for order in folder.call('orders', 'list')['orders']]

    kill_alone('import', add_goods, words, look, STRIDE)


def check_statements_of_importing_goods():
    def words(folder):
        return 'catalog', 'import', DATA / 'catalog' / 'M02_SKU_CATALOG.csv'

    def look(folder):
        return sorted(str((offer['merchantProductId'], offer['store'], offer['price'])) for offer in folder.call('catalog', 'list')['offers'])

    kill_alone('goods', add_goods, words, look, 2 * STRIDE)


def check_power_cuts_while_a_first_catalogue_is_written():
    """What was not synced is gone: all of the file came in then, or nothing, and the next try brings all of it"""
    rows = ''.join(f'G{n}_M;Costume;M;g{n};8990;3;G{n // 8};ONLYFIT\n' for n in range(2000))

    def words(folder):
        header = 'SKU_ID;Kaspi_name_core;MY_SIZE;SKU_ID_KSP;Initial_KSP_Price;Stock_entered;SKU_key;Store_name\n'
        return 'catalog', 'import', write_file(folder, 'goods.csv', header + rows)

    def count_offers(folder):
        return len(folder.call('catalog', 'map-api')['offers'])

    with Folder() as template, tempfile.NamedTemporaryFile() as count:
        template.call('stores', 'list')
        with copy_of(template) as folder:
            assert run_hurt(folder, *words(folder), full='sauda.db', full_from=10 ** 9, count=count.name) == 0
            assert count_offers(folder) == 2000
        # Some more: how many there are after the commit differs, and behind the last one all must be there.
        end = int(Path(count.name).read_text().split()[1]) + 8
        found = {0: 0, 2000: 0}

        def cut(write, chance):
            with copy_of(template) as folder, tempfile.TemporaryDirectory() as shadow:
                before = keep_files(Path(folder.name), shadow)
                code = run_hurt(folder, *words(folder), full='sauda.db', full_from=write, kill_full=1, shadow=shadow)
                assert code == -9 or (code == 0 and write > end - 20), code
                lose_power(Path(folder.name), before, shadow, chance)
                offers = count_offers(folder)
                found[offers] += 1
                folder.call(*words(folder))
                assert count_offers(folder) == 2000

        # Most writes are pages one after the other; what goes before them and behind them is tried closely.
        at_points('power', sorted({*range(1, end, 1 if STRIDE == 1 else end // 6), *range(end - 20, end, 1 if STRIDE == 1 else 2)}), cut)
        assert all(found.values()), found


def check_statements_of_writing_to_buyers():
    """A press whose buyers are to be asked, through a provider of its own process: each is written to once"""
    with Outside(orders=4) as asking:
        where = f'--practice={asking.gateway.url}'
        asking.sauda.call(where, 'orders', 'fetch')
        asking.sauda.call(where, 'whatsapp', 'templates', '--create', codes=(0, 1))
        asking.rest()

        def ask(prove, **faults):
            with Outside(template=asking, orders=4) as outside:
                prove(outside, outside.press_hurt(MORNING, forward, **faults))
                outside.press_on(AFTERWARDS[MORNING])
                return {message['order']: message['sends'] for message in outside.store.call('--practice', 'practice', 'ledger')['messages']}

        def keep_count(outside, code):
            assert code in (0, 1), code

        with tempfile.NamedTemporaryFile() as count:
            wanted = ask(keep_count, count=count.name)
            last = int(Path(count.name).read_text().split()[0])
        assert wanted and set(wanted.values()) == {1}, wanted
        asked_before = {True: 0, False: 0}

        def kill(step, _):
            def note(outside, code):
                assert code == -9, code
                asked_before[any('/Messages.json' in path for method, path in outside.gateway.requests if method == 'POST')] += 1

            sent = ask(note, kill_at=step)
            assert sent == wanted, (sent, wanted)

        # The first third opens the database and reads the orders; the last statements are the report's, and one or two
        # fewer come when an answer is there sooner.
        at_points('messages', range(last // 3, last - last // 20, 4 if STRIDE == 1 else last // 6), kill)
        assert all(asked_before.values()), asked_before


def check_a_full_disk_keeps_waybills_for_later():
    with Folder() as folder, served(folder, '--orders', '12') as url:
        kaspi = f'--practice={url}'
        assert run_hurt(folder, kaspi, 'day', 'run', '--yes', full='/waybills/') in (1, 3)
        report = folder.call(kaspi, 'day', 'run', '--yes', codes=(0, 1))
        assert report['missing'] == [] and report['labels'] == report['pages'] > 0, report
        assert not [name for name in Path(folder.name).rglob('*') if '/waybills/' in str(name) and name.is_file() and name.suffix != '.pdf']
        assert all(order['assembles'] <= 1 for order in folder.ledger().values())


def check_a_full_disk_keeps_the_ledger_whole():
    with Folder() as folder, served(folder, '--orders', '12') as url:
        kaspi = f'--practice={url}'
        folder.call(kaspi, 'orders', 'fetch')
        assert run_hurt(folder, kaspi, 'day', 'run', '--yes', full='sauda.db') in (1, 3)
        report = folder.call(kaspi, 'day', 'run', '--yes', codes=(0, 1))
        assert report['missing'] == [] and report['labels'] == report['pages'] > 0, report
        assert all(order['accepts'] <= 1 and order['assembles'] <= 1 for order in folder.ledger().values())


if __name__ == '__main__':
    tap.main()
