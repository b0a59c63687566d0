#!/usr/bin/env python3
"""Sizes: a sheet of decided orders in, advice and measurements out. The orders are made up."""

import csv
import random
from pathlib import Path

import tap
from saudactl import DATA, Folder

SIZES = 'S', 'M', 'L', 'XL', '2XL', '3XL', '4XL'
WEIGHTS = 43, 55, 66, 80, 90, 105
KEYS = ('n', 'exact', 'within_one', 'macro', 'log_loss', 'ece', 'top2', 'coverage_at_90', 'learned_coverage',
        'learned_precision', 'seconds_per_prediction', 'refit_ms')


def write_orders(path, count, seed, first=1):
    """Orders of a merchant who goes by weight and errs a little"""
    dice = random.Random(seed)
    with path.open('w', encoding='utf-8', newline='') as file:
        sheet = csv.writer(file)
        sheet.writerow(('seq', 'group', 'height_cm', 'weight_kg', 'size', 'returned_for_size'))
        for number in range(count):
            weight = round(dice.gauss(76, 14))
            weight = min(max(weight, 38), 130)
            size = sum(weight + dice.gauss(0, 2) > limit for limit in WEIGHTS)
            sheet.writerow((first + number, 'suit', 168 + dice.randrange(6), weight, SIZES[size], 0))
    return path


def check_import_takes_a_row_once():
    with Folder() as folder:
        orders = write_orders(Path(folder.name, 'orders.csv'), 300, 1)
        preview = folder.call('sizes', 'import', orders, '--preview')
        assert (preview['rows'], preview['new'], preview['refused']) == (300, 300, 0), preview
        assert folder.call('sizes', 'import', orders)['new'] == 300
        again = folder.call('sizes', 'import', orders)
        assert (again['new'], again['changed'], again['same']) == (0, 0, 300), again
        grown = write_orders(Path(folder.name, 'grown.csv'), 320, 1)
        assert folder.call('sizes', 'import', grown)['new'] == 20


def check_advice_follows_the_history():
    with Folder() as folder:
        question = 'sizes', 'recommend', '--height', '170', '--weight', '73', '--model', 'Suit'
        before = folder.call(*question)
        folder.call('sizes', 'import', write_orders(Path(folder.name, 'orders.csv'), 600, 2))
        after = folder.call(*question)
        assert after['size'] == 'XL' and after['probability'] > 0.85, after
        assert after['probability'] > before['probability'], (before, after)
        assert abs(after['probability'] + sum(other['probability'] for other in after['alternatives']) - 1) < 1e-6
        assert 'earlier orders' in after['reason'], after


def check_backtest_learns_from_the_history():
    with Folder() as folder:
        train = write_orders(Path(folder.name, 'train.csv'), 700, 3)
        test = write_orders(Path(folder.name, 'test.csv'), 300, 4, 701)
        cold = folder.call('sizes', 'backtest', test, '--protocol', 'a')
        by_file = folder.call('sizes', 'backtest', test, '--protocol', 'a', '--train', train)
        folder.call('sizes', 'import', train)
        stored = folder.call('sizes', 'backtest', test, '--protocol', 'a')
        for report in (cold, by_file, stored):
            assert all(key in report for key in KEYS), report
            assert report['n'] == 300, report
        assert stored['log_loss'] < cold['log_loss'], (cold, stored)
        assert abs(stored['log_loss'] - by_file['log_loss']) < 1e-6, (stored, by_file)


def check_backtest_knows_nothing_of_what_it_foretells():
    with Folder() as folder:
        train = write_orders(Path(folder.name, 'train.csv'), 400, 5)
        test = write_orders(Path(folder.name, 'test.csv'), 200, 6, 401)
        folder.call('sizes', 'import', train)
        honest = folder.call('sizes', 'backtest', test, '--protocol', 'a')
        folder.call('sizes', 'import', test)
        again = folder.call('sizes', 'backtest', test, '--protocol', 'a')
        assert abs(honest['log_loss'] - again['log_loss']) < 1e-6, (honest, again)


def check_numbers_have_a_chart_of_their_own():
    with Folder() as folder:
        question = 'sizes', 'recommend', '--height', '175', '--weight', '80'
        assert folder.call(*question, '--numbers')['size'] == '52'
        letters = folder.call(*question)['size']
        assert letters in SIZES
        orders = Path(folder.name, 'orders.csv')
        orders.write_text('height,weight,size,product\n' + '175,80,50,Suit\n' * 40, encoding='utf-8')
        assert folder.call('sizes', 'import', orders)['new'] == 40
        assert folder.call(*question, '--numbers', '--model', 'Suit')['size'] == '50'
        assert folder.call(*question, '--model', 'Suit')['size'] == letters
        assert folder.call('sizes', 'backtest', orders, '--train', orders, '--numbers')['n'] == 40
        assert '--numbers' in folder.sentence('sizes', 'backtest', orders, '--train', orders, code=3)


def check_returns_are_noted():
    with Folder() as folder:
        folder.call('stores', 'add', 'UNIVERSAL', '--merchant-id', '30000001')
        folder.call('orders', 'import', DATA / 'kaspi' / 'ActiveOrders.xlsx')
        code = folder.call('orders', 'list')['orders'][0]['code']
        assert folder.call('sizes', 'returned', code, 'small') == {'code': code, 'learned': False}
        assert folder.call('sizes', 'returned', code, 'XL')['learned'] is False
        folder.sentence('sizes', 'returned', code, 'perhaps', code=2)
        folder.sentence('sizes', 'returned', code, 'small', '--line', '9', code=3)
        folder.sentence('sizes', 'returned', '1', 'small', code=3)


def check_every_protocol_runs():
    with Folder() as folder:
        train = write_orders(Path(folder.name, 'train.csv'), 400, 7)
        test = write_orders(Path(folder.name, 'test.csv'), 200, 8)
        reports = {name: folder.call('sizes', 'backtest', test, '--train', train, '--protocol', name) for name in 'abcd'}
        assert all(report['exact'] > 0.7 for report in reports.values()), reports
        few = folder.call('sizes', 'backtest', test, '--train', train, '--protocol', 'a', '--latest', '100')
        assert few['exact'] == reports['d']['exact'], (few, reports['d'])
        folder.sentence('sizes', 'backtest', test, '--protocol', 'e', code=2)


if __name__ == '__main__':
    tap.main()
