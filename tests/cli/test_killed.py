#!/usr/bin/env python3
"""Two Saudas in one folder: one of them does what is to be done, and it is done once."""

import subprocess
import tempfile
import time

import tap
from fake_kaspi import ObedientKaspi, order
from saudactl import Folder, done_twice


def check_two_presses_at_once_make_one_day():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        with tempfile.TemporaryFile() as output:
            first = subprocess.Popen(folder.command('--practice', 'day', 'run', '--yes', '--at', '16:00'), stdout=output, stderr=output)
            second = subprocess.Popen(folder.command('--practice', 'day', 'run', '--yes', '--at', '16:00'), stdout=output, stderr=output)
            codes = sorted((first.wait(120), second.wait(120)))
        # One of them does the day; the other says so, or finds it done.
        assert codes[0] in (0, 1) and codes[1] in (0, 1, 3), codes
        assert done_twice(folder) == []


def check_a_plan_approved_by_two_processes_is_applied_once():
    codes = [str(900000001 + number) for number in range(6)]
    with Folder() as folder, ObedientKaspi([order(code) for code in codes]) as kaspi:
        where = f'--practice={kaspi.url}'
        kaspi.spoil = lambda request: request.command == 'POST' and time.sleep(0.1)  # so that the four meet
        folder.call(where, 'orders', 'fetch')
        plan = folder.call(where, 'orders', 'cancel', *codes, '--reason', 'buyer', codes=(4,))['plan']
        both = [subprocess.Popen(folder.command(where, 'outbox', 'approve', plan), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for _ in range(4)]
        said = [(process.communicate(timeout=120), process.returncode)[::-1] for process in both]
        # The others say that it was approved before, or that another Sauda is at work.
        assert sorted(said)[0][0] == 0 and all(code in (3, 4) for code, _ in sorted(said)[1:]), said
        assert sorted(write['code'] for write in kaspi.writes) == codes, kaspi.writes


if __name__ == '__main__':
    tap.main()
