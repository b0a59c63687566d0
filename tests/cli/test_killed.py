#!/usr/bin/env python3
"""Two Saudas in one folder: one of them does what is to be done, and it is done once. How many rounds says points.py."""

import subprocess
import time

import tap
from fake_kaspi import ObedientKaspi, order
from points import at_points, get_points
from practice_day import is_over
from saudactl import Folder, done_twice
from test_faults import served

ROUNDS = get_points(1)


def start(folder, where, *call):
    return subprocess.Popen(folder.command(where, *call), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def end(process):
    """(exit code, what was said of a failure)"""
    said = process.communicate(timeout=120)[1]
    return process.returncode, said[-600:]


def complete(folder, where):
    """The day pressed to its end: nothing was done twice, nothing is open, and each order that ships has its labels"""
    # What an unclear act did is read again after three minutes where its order could not be read.
    for minute in range(5, 21, 5):
        report = folder.call(where, 'day', 'run', '--yes', '--at', f'16:{minute:02}', codes=(0, 1))
        if is_over(report):
            break
    else:
        raise AssertionError([(step['name'], step['failed'][:2], step['waiting'][:2]) for step in report['steps']])
    assert done_twice(folder) == [], folder.ledger()
    assert report['missing'] == [] and report['labels'] == report['pages'] > 0, report
    open_acts = [act for act in folder.call(where, 'outbox', 'list')['acts'] if act['state'] in ('sending', 'accepted', 'unknown')]
    assert open_acts == [], open_acts


def check_two_presses_at_once_make_one_day():
    def press_twice(_, chance):
        with Folder() as folder, served(folder, '--orders', '12') as url:
            where = f'--practice={url}'
            first = start(folder, where, 'day', 'run', '--yes', '--at', '16:00')
            time.sleep(chance.uniform(0, 0.6))
            second = start(folder, where, 'day', 'run', '--yes', '--at', '16:00')
            ends = sorted((end(first), end(second)))
            # One of them does the day; the other says so, or finds it done.
            assert ends[0][0] in (0, 1) and ends[1][0] in (0, 1, 3), ends
            complete(folder, where)

    at_points('two presses', ROUNDS, press_twice)


def check_acts_beside_a_press_are_done_once():
    def act_beside(_, chance):
        with Folder() as folder, served(folder, '--orders', '12') as url:
            where = f'--practice={url}'
            folder.call(where, 'orders', 'fetch')
            stages = {}
            for found in folder.call(where, 'orders', 'list')['orders']:
                stages.setdefault(found['stage'], []).append(found['code'])
            calls = [('orders', 'accept', *stages['new'], '--yes'), ('orders', 'assemble', *stages['packing'][:4], '--yes'),
                     ('orders', 'fetch'), ('day', 'run', '--yes', '--at', '16:00'), ('outbox', 'list')]
            chance.shuffle(calls)
            under_way = []
            for call in calls:
                under_way.append(start(folder, where, *call))
                time.sleep(chance.uniform(0, 0.3))
            ends = [end(process) for process in under_way]
            assert all(code in (0, 1, 3, 4) for code, _ in ends), list(zip(calls, ends))
            complete(folder, where)

    at_points('beside', ROUNDS, act_beside)


def check_a_plan_approved_by_two_processes_is_applied_once():
    codes = [str(900000001 + number) for number in range(6)]

    def approve(_, chance):
        with Folder() as folder, ObedientKaspi([order(code) for code in codes]) as kaspi:
            where = f'--practice={kaspi.url}'
            pause = chance.uniform(0, 0.15)
            kaspi.spoil = lambda request: request.command == 'POST' and time.sleep(pause)  # so that they meet
            folder.call(where, 'orders', 'fetch')
            plan = folder.call(where, 'orders', 'cancel', *codes, '--reason', 'buyer', codes=(4,))['plan']
            both = []
            for _ in range(chance.randint(2, 5)):
                both.append(subprocess.Popen(folder.command(where, 'outbox', 'approve', plan), stdout=subprocess.PIPE,
                                             stderr=subprocess.PIPE, text=True))
                time.sleep(chance.choice((0, 0.02, 0.1)))
            said = [(process.communicate(timeout=120), process.returncode)[::-1] for process in both]
            # The others say that it was approved before, or that another Sauda is at work.
            assert sorted(said)[0][0] == 0 and all(code in (3, 4) for code, _ in sorted(said)[1:]), said
            assert sorted(write['code'] for write in kaspi.writes) == codes, kaspi.writes

    at_points('approve', ROUNDS, approve)


if __name__ == '__main__':
    tap.main()
