"""A practice day that is hurt somewhere and pressed on, and what must be true of it at its end."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from saudactl import Folder

FAULT = os.environ.get('SAUDA_FAULT')
MORNING, CUT_OFF = '09:00', '15:05'
ALL_READ = '15:25'  # whatever was unclear has been read again by its schedule
OVER = ('done', 'skipped')
KINDS = ('accept', 'assemble', 'cancel', 'complete')


def is_over(report):
    return all(step['state'] in OVER for step in report['steps'])


class PracticeDay(Folder):
    """The data folder of a practice day with few orders; the store plays in the same process"""

    def __init__(self, orders=24, template=None, seed=1):
        super().__init__()
        self.sauda = Path(self.name) / 'practice'
        if template is not None:
            shutil.copytree(template.name, self.name, dirs_exist_ok=True)
            return
        with subprocess.Popen(self.command('practice', 'serve', '--orders', orders, '--seed', seed), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True) as process:
            process.stdout.readline()
            process.terminate()

    def press(self, at, codes=(0, 1), **faults):
        return self.call('--practice', 'day', 'run', '--yes', '--at', at, codes=codes)

    def begins(self):
        """Whether the press under way stands in the journal"""
        try:
            return self.read("SELECT count(*) FROM day_run WHERE state = 'running'") != [(0,)]
        except sqlite3.OperationalError:
            return False

    def press_hurt(self, at, seconds=None, begun=False, **faults):
        """The exit code of a press with faults; killed after some seconds, maybe from its begin in the journal on, when it
        is still under way"""
        environment = {**os.environ, **{f'SAUDA_FAULT_{key.upper()}': str(value) for key, value in faults.items()}}
        if faults:
            environment['LD_PRELOAD'] = FAULT
        process = subprocess.Popen(self.command('--practice', 'day', 'run', '--yes', '--at', at), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=environment)
        try:
            while begun and process.poll() is None and not self.begins():
                time.sleep(0.01)
            return process.wait(seconds or 120)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return process.wait()

    def press_on(self, first, presses=5):
        """Presses every minute from a moment on; the report of the first that leaves nothing open"""
        hour, minute = map(int, first.split(':'))
        for number in range(presses):
            report = self.press(f'{hour:02}:{minute + number:02}')
            if is_over(report):
                return report
        raise AssertionError([(step['name'], step['state'], step['failed'][:2], step['waiting'][:2])
                              for step in report['steps'] if step['state'] not in OVER])

    def read(self, sql):
        with closing(sqlite3.connect(self.sauda / 'sauda.db')) as database:
            return database.execute(sql).fetchall()

    def outcome(self):
        """Where every order stands, and what the practice store itself received"""
        received = self.call('--practice', 'practice', 'ledger')
        orders = {order['code']: (order['stage'], sum(line['quantity'] for line in order['lines']))
                  for order in self.call('--practice', 'orders', 'list')['orders']}
        acts = {order['code']: (order['accepts'], order['assembles'], order['cancels'], order['completes'])
                for order in received['orders']}
        messages = {}
        for message in received['messages']:
            messages.setdefault(message['order'], []).append(message['sends'])
        return orders, acts, messages


class Calm:
    """The same day undisturbed: what the hurt ones have to end like"""

    def __init__(self, orders=24):
        self.fresh = PracticeDay(orders)
        self.asked = PracticeDay(template=self.fresh)
        self.templates = {MORNING: self.fresh, CUT_OFF: self.asked}
        self.asked.press(MORNING)
        with PracticeDay(template=self.asked) as done:
            self.report = done.press_on(CUT_OFF)
            done.press_on(ALL_READ)
            self.orders, self.acts, self.messages = done.outcome()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.fresh.cleanup()
        self.asked.cleanup()

    def begin(self, chance):
        """A copy of the day, and the moment of the press that shall be hurt: the first or the second"""
        at = MORNING if chance.random() < 0.6 else CUT_OFF
        return PracticeDay(template=self.templates[at]), at

    def complete(self, day, at, point=''):
        """Presses the day to its end and proves it"""
        try:
            self.prove(day, at)
        except AssertionError as error:
            raise AssertionError(f'{at} {point}: {error}') from error

    def prove(self, day, at):
        if at == MORNING:
            day.press_on('09:01')
        report = day.press_on('15:06')
        day.press_on(ALL_READ)
        orders, acts, messages = day.outcome()
        assert acts == self.acts, ('acts', differing(acts, self.acts))
        assert orders == self.orders, ('orders', differing(orders, self.orders))
        assert {order: len(sends) for order, sends in messages.items()} == \
            {order: len(sends) for order, sends in self.messages.items()}, ('messages', differing(messages, self.messages))
        assert all(sends == 1 for told in messages.values() for sends in told), messages
        for key in ('orders', 'labels', 'pages', 'missing', 'messages'):
            assert report[key] == self.report[key], (key, report[key], self.report[key])
        assert report['orders'] == report['labels'] == report['pages'] > 0, report
        prove_ledger(day.call('--practice', 'outbox', 'list')['acts'], acts, messages)


def prove_ledger(ledger, acts, messages):
    """Nothing is open in the ledger, and it says done of what the store did, no more and no less"""
    open_acts = [act for act in ledger if act['state'] in ('approved', 'sending', 'accepted', 'unknown')]
    assert not open_acts, ('open', len(open_acts), open_acts[0])
    told = Counter((act['kind'], act['target']) for act in ledger if act['state'] == 'verified')
    done = Counter()
    for order, numbers in acts.items():
        done.update({(kind, order): number for kind, number in zip(KINDS, numbers) if number})
    done.update({('message', order): sum(sends) for order, sends in messages.items()})
    assert told == done, ('ledger', differing(told, done))


def differing(left, right):
    return {key: (left.get(key), right.get(key)) for key in left.keys() | right.keys() if left.get(key) != right.get(key)}


def tell_journal(day):
    """What the journal says: how each press ended, and the last step that it had begun"""
    return day.read("SELECT day_run.state, (SELECT name || ' ' || state FROM day_step WHERE run_id = day_run.id"
                    " AND state != 'waiting' ORDER BY started_ms DESC, rowid DESC LIMIT 1) FROM day_run ORDER BY id")
