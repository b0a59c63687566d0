#!/usr/bin/env python3
"""SIGKILL right before every single SQL statement of a write, and a disk that is full: nothing twice, nothing lost.

  test_statements.py [--every]   every statement of every kind of write; before a release
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import tap
from fake_kaspi import ObedientKaspi, order
from saudactl import Folder
from test_faults import served

FAULT = os.environ['SAUDA_FAULT']
# Of the longer plans not every statement is tried in ./check.
STRIDE = 1 if '--every' in sys.argv else 5


def run_hurt(folder, *words, **faults):
    """The exit code of a call that is hurt"""
    environment = {**os.environ, 'LD_PRELOAD': FAULT, **{f'SAUDA_FAULT_{key.upper()}': str(value) for key, value in faults.items()}}
    return subprocess.run(folder.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, timeout=120,
                          check=False).returncode


def count_statements(template, *words):
    """How many statements a call takes that is not hurt"""
    with copy_of(template) as folder, tempfile.NamedTemporaryFile() as count:
        assert run_hurt(folder, *words, count=count.name) == 0
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


def kill_at_statements(orders, words, stride=1):
    """Kills the approval of a plan before each statement, settles, and lets the merchant try again: what the shop was
    told, which must be said of each order once. How often the plan had been carried out when it was killed"""
    with ObedientKaspi([]) as shop, Folder() as template:
        kaspi = f'--practice={shop.url}'
        shop.stores[0][:] = orders()
        template.call(kaspi, 'orders', 'fetch')
        plan = template.call(kaspi, 'orders', *words, codes=(4,))['plan']
        # What stands before the approval itself only opens the database, as every call does.
        first, last = (count_statements(template, kaspi, *call) for call in (('outbox', 'list'), ('outbox', 'approve', plan)))
        carried_out = {True: 0, False: 0}
        for step in range(first - 2, last + 1, stride):
            shop.stores[0][:] = orders()
            del shop.writes[:]
            with copy_of(template) as folder:
                assert run_hurt(folder, kaspi, 'outbox', 'approve', plan, kill_at=step) == -9, step
                sent = len(shop.writes)
                states = settle(folder, kaspi)
                assert states == {'verified'} if sent == len(orders()) else states & {'failed', 'planned', 'approved'}, (step, states, sent)
                carried_out[states == {'verified'}] += 1
                # Nothing is lost either: the merchant's next try ends with each order changed once.
                if states != {'verified'}:
                    folder.call(kaspi, 'orders', *words, '--yes', codes=(0, 1))
                told = sorted(json.dumps(write, sort_keys=True) for write in shop.writes)
                assert len(told) == len(set(told)) == len(orders()), (step, states, told)
        # Killed before and after the sending.
        assert all(carried_out.values()), carried_out


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
