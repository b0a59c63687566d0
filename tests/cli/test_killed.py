#!/usr/bin/env python3
"""SIGKILL at any moment: the next press completes the day, and nothing is done twice."""

import random
import signal
import subprocess
import tempfile

import tap
from saudactl import Folder, done_twice

KILLS = 12


def press_and_kill(folder, seconds):
    """Whether the press was still under way when it was killed"""
    process = subprocess.Popen(folder.command('--practice', 'day', 'run', '--yes'), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def check_killed_days_end_like_an_undisturbed_one():
    with Folder() as calm:
        wanted = calm.call('--practice', 'day', 'run', '--yes', codes=(0, 1))
    chance = random.Random(20261124)
    with Folder() as folder:
        killed = sum(press_and_kill(folder, chance.uniform(0.05, 4.0)) for _ in range(KILLS))
        assert killed > 0
        report = folder.call('--practice', 'day', 'run', '--yes', codes=(0, 1))
        assert done_twice(folder) == [], done_twice(folder)
        for key in ('orders', 'labels', 'pages', 'missing'):
            assert report[key] == wanted[key], (key, report[key], wanted[key])
        assert [group['file'] for group in report['groups']] == [group['file'] for group in wanted['groups']]


def check_two_presses_at_once_make_one_day():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        with tempfile.TemporaryFile() as output:
            first = subprocess.Popen(folder.command('--practice', 'day', 'run', '--yes'), stdout=output, stderr=output)
            second = subprocess.Popen(folder.command('--practice', 'day', 'run', '--yes'), stdout=output, stderr=output)
            codes = sorted((first.wait(120), second.wait(120)))
        # One of them does the day; the other says so, or finds it done.
        assert codes[0] in (0, 1) and codes[1] in (0, 1, 3), codes
        assert done_twice(folder) == []


if __name__ == '__main__':
    tap.main()
