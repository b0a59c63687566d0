#!/usr/bin/env python3
"""SIGKILL right before every single SQL statement of a write, and a disk that is full: nothing twice, nothing lost."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import tap
from fake_kaspi import FakeKaspi, order
from saudactl import Folder
from test_faults import served

FAULT = os.environ['SAUDA_FAULT']


class Shop(FakeKaspi):
    """A Kaspi with one order, which does what it is told"""

    def __init__(self):
        super().__init__([])
        self.start_again()
        self.spoil = self.obey

    def start_again(self):
        self.stores[0][:] = [order('900000001')]
        self.posts = 0

    def obey(self, request):
        if request.command == 'POST':
            self.posts += 1
            self.stores[0][0]['attributes'].update(status='CANCELLED', state='ARCHIVE')


def run_hurt(folder, *words, **faults):
    """The exit code of a call that is hurt"""
    environment = {**os.environ, 'LD_PRELOAD': FAULT, **{f'SAUDA_FAULT_{key.upper()}': str(value) for key, value in faults.items()}}
    return subprocess.run(folder.command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, timeout=120,
                          check=False).returncode


def count_statements(template, *words):
    """How many statements a call takes that is not hurt"""
    with copy_of(template) as folder, tempfile.NamedTemporaryFile() as count:
        assert run_hurt(folder, *words, count=count.name) == 0
        return int(Path(count.name).read_text())


def copy_of(template):
    """A folder as it was when the plan was made"""
    folder = Folder()
    shutil.copytree(template.name, folder.name, dirs_exist_ok=True)
    return folder


def settle(folder, kaspi):
    """The state of the one act once nothing is open any more"""
    for _ in range(40):
        folder.call(kaspi, 'orders', 'fetch')
        state = folder.call(kaspi, 'outbox', 'list')['acts'][0]['state']
        if state not in ('sending', 'accepted', 'unknown'):
            return state
    raise AssertionError(f'still {state}')


def check_every_statement_of_an_approval():
    with Shop() as shop, Folder() as template:
        kaspi = f'--practice={shop.url}'
        template.call(kaspi, 'orders', 'fetch')
        plan = template.call(kaspi, 'orders', 'cancel', '900000001', '--reason', 'buyer', codes=(4,))['plan']
        # What stands before the approval itself only opens the database, as every call does.
        first, last = (count_statements(template, kaspi, *words) for words in (('outbox', 'list'), ('outbox', 'approve', plan)))
        killed = {}
        for step in range(first - 2, last + 1):
            shop.start_again()
            with copy_of(template) as folder:
                assert run_hurt(folder, kaspi, 'outbox', 'approve', plan, kill_at=step) == -9, step
                sent = shop.posts
                state = settle(folder, kaspi)
                assert (state, sent) in (('verified', 1), ('failed', 0), ('planned', 0), ('approved', 0)), (step, state, sent)
                killed[state] = killed.get(state, 0) + 1
                # Nothing is lost either: the merchant's next try ends with the order cancelled once.
                if state != 'verified':
                    folder.call(kaspi, 'orders', 'cancel', '900000001', '--reason', 'buyer', '--yes')
                assert shop.posts == 1, (step, state, shop.posts)
        # Killed before, between and after the sending.
        assert killed.get('verified') and killed.get('planned'), killed


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
