#!/usr/bin/env python3
"""What the merchant adds to orders on the command line: holding back and tags."""

import datetime

import tap
from fake_kaspi import FakeKaspi, order
from saudactl import Folder

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=5))).date()
LATER = (TODAY + datetime.timedelta(days=3)).isoformat()


class Shop:
    """A data folder whose orders were fetched"""

    def __init__(self, folder, fake):
        self.folder, self.address = folder, f'--practice={fake.url}'
        folder.call(self.address, 'orders', 'fetch')

    def call(self, *words, codes=(0,)):
        return self.folder.call(self.address, 'orders', *words, codes=codes)['orders']

    def sentence(self, *words, code):
        return self.folder.sentence(self.address, 'orders', *words, code=code)

    def order(self, code):
        return next(order for order in self.call('list') if order['code'] == code)


def check_a_held_order_is_not_assembled():
    with Folder() as folder, FakeKaspi([order('900000001'), order('900000002')]) as fake:
        shop = Shop(folder, fake)
        held = shop.call('hold', '900000001', '--until', LATER, '--reason', 'buyer asked for Monday')
        assert (held[0]['hold_until'], held[0]['hold_reason']) == (LATER, 'buyer asked for Monday'), held
        assert shop.order('900000001')['hold_until'] == LATER
        folder.call(shop.address, 'day', 'run', '--yes', codes=(0, 1))
        codes = {write.get('code') for write in fake.writes}
        assert '900000002' in codes and '900000001' not in codes, fake.writes


def check_an_order_that_was_let_go_is_assembled():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        shop = Shop(folder, fake)
        shop.call('hold', '900000001', '--until', LATER)
        assert shop.call('release', '900000001')[0]['hold_until'] is None
        folder.call(shop.address, 'day', 'run', '--yes', codes=(0, 1))
        assert '900000001' in {write.get('code') for write in fake.writes}


def check_days_that_make_no_sense_are_refused():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        shop = Shop(folder, fake)
        assert 'after today' in shop.sentence('hold', '900000001', '--until', TODAY.isoformat(), code=2)
        assert '--until' in shop.sentence('hold', '900000001', code=2)
        shop.sentence('hold', '900000001', '--until', 'next week', code=2)
        assert 'at least one order' in shop.sentence('hold', '--until', LATER, code=2)
        assert shop.order('900000001')['hold_until'] is None


def check_some_orders_can_be_held_and_others_not():
    done = order('900000002', status='COMPLETED', state='ARCHIVE')
    with Folder() as folder, FakeKaspi([order('900000001'), done], [order('900000003')]) as fake:
        shop = Shop(folder, fake)
        results = shop.call('hold', '900000001', '900000002', '900000009', '--until', LATER, codes=(1,))
        assert [result['hold_until'] for result in results] == [LATER, None, None], results
        assert results[0]['problem'] is None and 'nothing to hold' in results[1]['problem'] and 'does not know' in results[2]['problem'], results
        shop.call('hold', '900000009', '--until', LATER, codes=(3,))


def check_a_number_of_two_stores_needs_the_store():
    with Folder() as folder, FakeKaspi([order('900000001')], [order('900000001')]) as fake:
        shop = Shop(folder, fake)
        assert 'name the store' in shop.call('tag', '900000001', '--add', 'vip', codes=(3,))[0]['problem']
        assert shop.call('tag', '900000001', '--add', 'vip', '--store', 'ONLYFIT')[0]['store'] == 'ONLYFIT'
        assert sorted((found['store'], found['tags']) for found in shop.call('list')) == [('ONLYFIT', 'vip'), ('UNIVERSAL', '')]


def check_tags_are_added_removed_set_and_shown():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        shop = Shop(folder, fake)
        for words, tags in ((('--add', 'vip', '--add', 'подарок; срочно'), 'vip, подарок, срочно'), (('--add', 'VIP'), 'vip, подарок, срочно'),
                            (('--remove', 'срочно'), 'vip, подарок'), ((), 'vip, подарок'), (('--set', 'одна'), 'одна'), (('--set', ''), '')):
            assert shop.call('tag', '900000001', *words)[0]['tags'] == tags, words


if __name__ == '__main__':
    tap.main()
