#!/usr/bin/env python3
"""Stores that get another name, or become a part of another one, on the command line."""

import json
import os
import subprocess
from pathlib import Path

import tap
from saudactl import Folder
from test_files import CATALOGUE, EXPORTS

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith('KASPI_TOKEN')}


def environment(folder, **more):
    """A keyring in a file of its own"""
    return {**CLEAN, 'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'test',
            'SECRET_FILE_TEST_PATH': str(Path(folder.name, 'test.keyring')), **more}


def names(folder):
    return sorted(store['name'] for store in folder.call('stores', 'list')['stores'])


def offers(folder):
    return folder.call('catalog', 'list')['offers']


def check_a_store_made_by_number_gets_its_name():
    with Folder() as folder:
        keyring = environment(folder)
        folder.call('orders', 'import', EXPORTS[0])
        stores = folder.call('stores', 'rename', '30000001', 'Only  Fit', environment=keyring)['stores']
        assert [store['name'] for store in stores] == ['Only Fit'], stores
        assert {order['store'] for order in folder.call('orders', 'list', '--store', 'only fit')['orders']} == {'Only Fit'}
        again = folder.call('orders', 'import', EXPORTS[0])['files'][0]
        assert (again['new'], again['same'], again['store']) == (0, 38, 'Only Fit'), again
        assert names(folder) == ['Only Fit']


def check_an_import_is_taken_back_after_its_store_got_a_name():
    with Folder() as folder:
        folder.call('orders', 'import', EXPORTS[0])
        folder.call('stores', 'rename', '30000001', 'Only Fit', environment=environment(folder))
        folder.call('orders', 'undo', folder.call('orders', 'undo')['imports'][0]['id'])
        assert (folder.call('orders', 'list')['orders'], names(folder)) == ([], ['Only Fit'])
        assert folder.call('orders', 'import', EXPORTS[0])['files'][0]['new'] == 38
        assert {order['store'] for order in folder.call('orders', 'list')['orders']} == {'Only Fit'}


def check_a_catalogue_of_the_old_name_is_the_same_store():
    with Folder() as folder:
        keyring = environment(folder)
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        before = names(folder)
        count = len(offers(folder))
        folder.call('stores', 'rename', before[0], 'Другое имя', environment=keyring)
        report = folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        assert (report['new'], report['changed']) == (0, 0), report
        assert (names(folder), len(offers(folder))) == (sorted([*before[1:], 'Другое имя']), count)
        path = Path(folder.name, 'out.csv')
        folder.call('catalog', 'export', path)
        assert folder.call('catalog', 'import', path)['new'] == 0


def check_merging_shows_then_moves():
    with Folder() as folder:
        keyring = environment(folder)
        folder.call('orders', 'import', EXPORTS[0])
        folder.call('stores', 'add', 'OnlyFit', '--cutoff', '16:30')
        shown = folder.call('stores', 'merge', '30000001', 'OnlyFit', codes=(4,), environment=keyring)
        assert (shown['orders'], shown['merged'], shown['obstacle']) == (38, False, None), shown
        assert names(folder) == ['30000001', 'OnlyFit']
        moved = folder.call('stores', 'merge', '30000001', 'OnlyFit', '--yes', environment=keyring)
        assert moved['merged'] is True, moved
        store, = folder.call('stores', 'list')['stores']
        assert (store['name'], store['merchant_id'], store['cutoff']) == ('OnlyFit', '30000001', '16:30'), store
        assert {order['store'] for order in folder.call('orders', 'list')['orders']} == {'OnlyFit'}
        assert folder.call('orders', 'import', EXPORTS[0])['files'][0]['same'] == 38
        assert shown['backup'] is None and 'before-merge' in moved['backup'], (shown, moved)
        folder.call('backup', 'restore', moved['backup'])
        assert names(folder) == ['30000001', 'OnlyFit']
        assert {order['store'] for order in folder.call('orders', 'list')['orders']} == {'30000001'}


def check_orders_of_a_store_come_in_again_after_it_was_merged():
    with Folder() as folder:
        keyring = environment(folder)
        folder.call('stores', 'add', 'OnlyFit')
        folder.call('orders', 'import', EXPORTS[0])
        refused = folder.call('orders', 'import', EXPORTS[0], '--store', 'OnlyFit', codes=(3,))['files'][0]
        assert 'make one of both' in refused['error'], refused
        moved = folder.call('stores', 'merge', '30000001', 'OnlyFit', '--yes', environment=keyring)
        assert (moved['orders'], moved['same_orders']) == (38, 0), moved
        assert folder.call('orders', 'import', EXPORTS[0], '--store', 'OnlyFit')['files'][0]['same'] == 38
        assert len(folder.call('orders', 'list')['orders']) == 38


def check_two_accounts_stay_two_stores():
    with Folder() as folder:
        keyring = environment(folder)
        folder.call('orders', 'import', *EXPORTS)
        refused = folder.call('stores', 'merge', '30000001', '30000002', '--yes', codes=(4,), environment=keyring)
        assert '30000002' in refused['obstacle'] and not refused['merged'], refused
        assert names(folder) == ['30000001', '30000002']
        assert 'already' in folder.sentence('stores', 'rename', '30000001', '30000002', code=3)
        assert 'one of' in folder.sentence('stores', 'merge', 'A', 'B', '--offers', 'both', code=2)
        assert 'no store' in folder.sentence('stores', 'merge', 'A', 'B', code=3)


def check_a_choice_does_not_move_orders_of_another_account():
    with Folder() as folder:
        folder.call('stores', 'add', 'ONE', '--merchant-id', '30000001')
        done = folder.call('orders', 'import', *EXPORTS, '--store', 'ONE', codes=(1,))
        assert [file['error'] is None for file in done['files']] == [True, False] and '30000002' in done['files'][1]['error'], done
        assert {order['store'] for order in folder.call('orders', 'list')['orders']} == {'ONE'}
        assert len(folder.call('orders', 'list')['orders']) == 38


def check_offers_that_differ_want_a_choice():
    row = 'SKU_ID;SKU_key;Kaspi_name_core;SKU_ID_KSP;Initial_KSP_Price;Store_name\n'
    for choice, price in (('from', 1000), ('into', 2000)):
        with Folder() as folder:
            keyring = environment(folder)
            path = Path(folder.name, 'two.csv')
            path.write_text(row + 'M_S;M;Рашгард;A 1;1000;ONE\nM_S;M;Рашгард;A 1;2000;TWO\n', encoding='utf-8')
            folder.call('catalog', 'import', path, codes=(0, 1))
            assert len(offers(folder)) == 2, offers(folder)
            shown = folder.call('stores', 'merge', 'ONE', 'TWO', '--yes', codes=(4,), environment=keyring)
            assert (shown['differing'], [twin['sku'] for twin in shown['conflicts']]) == (1, ['A 1']), shown
            folder.call('stores', 'merge', 'ONE', 'TWO', '--offers', choice, '--yes', environment=keyring)
            offer, = offers(folder)
            assert (offer['store'], offer['price']) == ('TWO', price), offer


def check_a_broken_keyring_changes_nothing():
    with Folder() as folder:
        folder.call('stores', 'add', 'ONE')
        broken = {**CLEAN, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nowhere/at/all'}
        done = subprocess.run(folder.command('stores', 'rename', 'ONE', 'TWO'), env=broken, capture_output=True, text=True, check=False)
        assert done.returncode == 3 and 'keyring' in done.stderr, (done.returncode, done.stderr)
        assert names(folder) == ['ONE']
        # Where the environment gives the token, none is needed.
        done = subprocess.run(folder.command('stores', 'rename', 'ONE', 'TWO'), env={**broken, 'KASPI_TOKEN_TWO': 'x'},
                              capture_output=True, text=True, check=False)
        assert [store['name'] for store in json.loads(done.stdout)['stores']] == ['TWO'], done.stderr


if __name__ == '__main__':
    tap.main()
