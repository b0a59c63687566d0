#!/usr/bin/env python3
"""A whole practice day that is killed, loses its power or its disk at random points: the next presses complete it,
nothing is done twice and nothing lost, and the journal says what happened.

  test_survives.py [--points N]   points of each kind; few in ./check, 200 before a release (`meson test --benchmark`)
"""

import signal
import sys
import tempfile
from pathlib import Path

import tap
from practice_day import CUT_OFF, MORNING, Calm, PracticeDay, chances, tell_journal

POINTS = int(sys.argv[sys.argv.index('--points') + 1]) if '--points' in sys.argv else 3
ORDERS = 24
PLACES = ('/sauda.db', '/waybills/', '/labels/', '/reports/', '/practice/')


class Days:
    """The calm day, which all checks compare with, made once"""

    calm = None

    @classmethod
    def get(cls):
        cls.calm = cls.calm or Calm(ORDERS)
        return cls.calm


def count(at, template, **faults):
    """Statements and writes of a press that is not hurt"""
    with PracticeDay(template=template) as day, tempfile.NamedTemporaryFile() as told:
        day.press_hurt(at, count=told.name, **faults)
        return map(int, Path(told.name).read_text().split())


def at_point(number, check, *words):
    """Says at which point a check failed"""
    try:
        return check(*words)
    except AssertionError as error:
        raise AssertionError(f'point {number}: {error}') from error


def check_killed_at_random_moments():
    calm = Days.get()
    cut_off = 0
    for number, chance in chances('moment', POINTS):
        day, at = calm.begin(chance)
        with day:
            # However slow the machine is, one of them is killed at work.
            killed = day.press_hurt(at, seconds=chance.uniform(0.02, 2.6) if number else 0.02, begun=number == 0) == -signal.SIGKILL
            at_point(number, calm.complete, day, at)
            journal = tell_journal(day)
            began = [run for run in journal if run[0] == 'cut-off']
            assert len(began) <= killed and all(state != 'running' for state, _ in journal), (number, journal)
            assert all(step is None or 'running' in step or 'done' in step or 'skipped' in step for _, step in began), journal
            cut_off += len(began)
    assert cut_off > 0


def check_killed_at_random_statements():
    calm = Days.get()
    ends = {at: list(count(at, template))[0] for at, template in ((MORNING, calm.fresh), (CUT_OFF, calm.asked))}
    for number, chance in chances('statement', POINTS):
        day, at = calm.begin(chance)
        with day:
            step = chance.randrange(1, ends[at] * 9 // 10)
            assert day.press_hurt(at, kill_at=step) == -signal.SIGKILL, (number, step)
            at_point(f'{number} ({at}, statement {step})', calm.complete, day, at)


def lose_power(day, shadow, chance):
    """Leaves of each file what was synced: of some files nothing, and of young ones maybe not even the name"""
    for path in [path for path in day.sauda.rglob('*') if path.is_file() and not path.name.startswith('practice')]:
        kept = Path(shadow) / str(path.stat().st_ino)
        if kept.exists():
            path.write_bytes(kept.read_bytes())
        elif path.name.endswith('-shm') or chance.random() < 0.5:
            path.unlink()
        elif str(path) not in day.before:
            path.write_bytes(b'')


def check_power_cuts_at_random_statements():
    calm = Days.get()
    ends = {at: list(count(at, template))[0] for at, template in ((MORNING, calm.fresh), (CUT_OFF, calm.asked))}
    for number, chance in chances('power', POINTS):
        day, at = calm.begin(chance)
        with day, tempfile.TemporaryDirectory() as shadow:
            for path in day.sauda.rglob('*'):
                # What lay there before the press has long been on the disk.
                if path.is_file():
                    (Path(shadow) / str(path.stat().st_ino)).write_bytes(path.read_bytes())
            day.before = {str(path) for path in day.sauda.rglob('*')}
            step = chance.randrange(1, ends[at] * 9 // 10)
            assert day.press_hurt(at, kill_at=step, shadow=shadow) == -signal.SIGKILL, (number, step)
            lose_power(day, shadow, chance)
            at_point(f'{number} ({at}, statement {step})', calm.complete, day, at)


def check_a_disk_that_is_full_from_a_random_write_on():
    calm = Days.get()
    ends = {}
    for at, template in ((MORNING, calm.fresh), (CUT_OFF, calm.asked)):
        ends[at] = {place: list(count(at, template, full=place, full_from=10**9))[1] for place in PLACES}
    for number, chance in chances('disk', POINTS):
        day, at = calm.begin(chance)
        with day:
            place = chance.choice([place for place in PLACES if ends[at][place] > 0])
            write = chance.randint(1, ends[at][place])
            code = day.press_hurt(at, full=place, full_from=write)
            assert code in (0, 1, 3), (number, place, write, code)
            at_point(f'{number} ({at}, write {write} of {place})', calm.complete, day, at)


if __name__ == '__main__':
    try:
        tap.main()
    finally:
        if Days.calm:
            Days.calm.__exit__()
