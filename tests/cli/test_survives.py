#!/usr/bin/env python3
"""A whole practice day that is killed, loses its power or its disk at random points: the next presses complete it,
nothing is done twice and nothing lost, and the journal says what happened.

  test_survives.py   a few points of each kind, as in ./check; points.py says how hundreds are tried
"""

import signal
import tempfile
from functools import cache
from pathlib import Path

import tap
from points import at_points, get_points
from practice_day import CUT_OFF, MORNING, Calm, PracticeDay, tell_journal

POINTS = get_points(3)
ORDERS = 24
PLACES = ('/sauda.db', '/waybills/', '/labels/', '/reports/', '/practice/')


@cache
def get_calm():
    """The calm day, which all checks compare with, made once"""
    return Calm(ORDERS)


@cache
def count():
    """Statements of each press that is not hurt, and its writes to each place"""
    counts = {}
    for at, template in get_calm().templates.items():
        with PracticeDay(template=template) as day, tempfile.NamedTemporaryFile() as told:
            day.press_hurt(at, count=told.name, full=':'.join(PLACES), full_from=10**9)
            steps, *writes = map(int, Path(told.name).read_text().split())
            counts[at] = steps, dict(zip(PLACES, writes))
    return counts


def choose_statement(at, chance):
    """Not one of the last: how many there are differs by the order of answers"""
    return chance.randrange(1, count()[at][0] * 9 // 10)


def check_killed_at_random_moments():
    calm = get_calm()
    cut_off = []

    def kill(number, chance):
        day, at = calm.begin(chance)
        with day:
            # However slow the machine is, one of them is killed at work.
            killed = day.press_hurt(at, seconds=chance.uniform(0.02, 2.6) if number else 0.02, begun=number == 0) == -signal.SIGKILL
            calm.complete(day, at)
            journal = tell_journal(day)
            began = [run for run in journal if run[0] == 'cut-off']
            assert len(began) <= killed and all(state != 'running' for state, _ in journal), journal
            assert all(step is None or 'running' in step or 'done' in step or 'skipped' in step for _, step in began), journal
            cut_off.extend(began)

    at_points('moment', POINTS, kill)
    assert cut_off or 0 not in POINTS


def check_killed_at_random_statements():
    calm = get_calm()
    count()

    def kill(_, chance):
        day, at = calm.begin(chance)
        with day:
            step = choose_statement(at, chance)
            assert day.press_hurt(at, kill_at=step) == -signal.SIGKILL, (at, step)
            calm.complete(day, at, f'statement {step}')

    at_points('statement', POINTS, kill)


def keep_files(folder, shadow):
    """What lies there before has long been on the disk: its copies, and the names of all of it"""
    for path in folder.rglob('*'):
        if path.is_file():
            (Path(shadow) / str(path.stat().st_ino)).write_bytes(path.read_bytes())
    return {str(path) for path in folder.rglob('*')}


def lose_power(folder, before, shadow, chance):
    """Leaves of each file what was synced: of some files nothing, and of young ones maybe not even the name"""
    for path in [path for path in folder.rglob('*') if path.is_file() and not path.name.startswith('practice')]:
        kept = Path(shadow) / str(path.stat().st_ino)
        if kept.exists():
            path.write_bytes(kept.read_bytes())
        elif path.name.endswith('-shm') or chance.random() < 0.5:
            path.unlink()
        elif str(path) not in before:
            path.write_bytes(b'')


def check_power_cuts_at_random_statements():
    calm = get_calm()
    count()

    def cut(_, chance):
        day, at = calm.begin(chance)
        with day, tempfile.TemporaryDirectory() as shadow:
            before = keep_files(day.sauda, shadow)
            step = choose_statement(at, chance)
            assert day.press_hurt(at, kill_at=step, shadow=shadow) == -signal.SIGKILL, (at, step)
            lose_power(day.sauda, before, shadow, chance)
            calm.complete(day, at, f'statement {step}')

    at_points('power', POINTS, cut)


def check_a_disk_that_is_full_from_a_random_write_on():
    calm = get_calm()
    writes = {at: told for at, (_, told) in count().items()}
    assert all(any(told[place] for told in writes.values()) for place in PLACES), writes

    def fill(_, chance):
        day, at = calm.begin(chance)
        with day:
            place = chance.choice([place for place in PLACES if writes[at][place] > 0])
            write = chance.randint(1, writes[at][place])
            code = day.press_hurt(at, full=place, full_from=write)
            assert code in (0, 1, 3), (at, place, write, code)
            calm.complete(day, at, f'write {write} of {place}')

    at_points('disk', POINTS, fill)


if __name__ == '__main__':
    try:
        tap.main()
    finally:
        if get_calm.cache_info().currsize:
            get_calm().__exit__()
