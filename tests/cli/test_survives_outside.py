#!/usr/bin/env python3
"""A whole practice day whose network breaks at each step, whose answers are lost, or whose clock jumps: the next presses
complete it, nothing is done twice and nothing lost. How many points are tried says points.py.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from functools import cache
from pathlib import Path

import tap
from gateway import DROP, FORWARD, LOSE_ANSWER, Gateway
from points import at_points, get_points
from practice_day import ALL_READ, CUT_OFF, FAULT, MORNING, differing, is_over, prove_ledger
from saudactl import Folder, moment

POINTS = get_points(2)
ORDERS = 20
HOUR = 3600
BEFORE_CUT_OFF = '14:58'
AFTERWARDS = {MORNING: '09:03', BEFORE_CUT_OFF: '15:06', CUT_OFF: '15:06'}


class Outside:
    """A store in a process of its own behind a gateway, and a Sauda beside it: both as a template left them"""

    def __init__(self, at=MORNING, template=None, orders=ORDERS):
        self.store, self.sauda, self.orders = Folder(), Folder(), orders
        if template is not None:
            shutil.copytree(template.store.name, self.store.name, dirs_exist_ok=True)
            shutil.copytree(template.sauda.name, self.sauda.name, dirs_exist_ok=True)
        self.gateway = Gateway(self.serve(at))

    def serve(self, at):
        """The store's address, whose clock shows a time of today"""
        self.process = subprocess.Popen(self.store.command('practice', 'serve', '--orders', self.orders, '--clock', moment(at)),
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return self.process.stdout.readline().strip()

    def end_serving(self):
        self.process.terminate()
        self.process.wait(60)
        self.process.stdout.close()

    def pass_time(self, at):
        self.end_serving()
        self.gateway.set_behind(self.serve(at))

    def __enter__(self):
        self.gateway.__enter__()
        return self

    def rest(self):
        self.gateway.__exit__()
        self.end_serving()
        return self

    def clean(self, *failure):
        for folder in (self.store, self.sauda):
            folder.__exit__(*(failure or (None, None, None)))

    def __exit__(self, *failure):
        self.rest()
        self.clean(*failure)

    def words(self, at):
        return f'--practice={self.gateway.url}', 'day', 'run', '--yes', '--at', moment(at)

    def press_hurt(self, at, decide, **faults):
        """The exit code of a press whose requests meet a fate"""
        del self.gateway.requests[:]
        environment = {**os.environ, **{f'SAUDA_FAULT_{key.upper()}': str(value) for key, value in faults.items()}}
        if faults:
            environment['LD_PRELOAD'] = FAULT
        process = subprocess.Popen(self.sauda.command(*self.words(at)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=environment)
        self.gateway.decide = lambda *request: decide(process, *request)
        try:
            return process.wait(300)
        finally:
            self.gateway.decide = forward
            process.kill()

    def press_on(self, at, presses=6):
        """Presses until nothing is open; the report of the last"""
        for _ in range(presses):
            report = self.sauda.call(*self.words(at), codes=(0, 1), timeout=300)
            if is_over(report):
                return report
        raise AssertionError([(step['name'], step['failed'][:2], step['waiting'][:2]) for step in report['steps'] if step['state'] == 'partly'])

    def complete(self, at):
        """The day pressed to its end: what must be true of it, where its orders stand, and what the store did"""
        if at == MORNING:
            self.press_on(AFTERWARDS[MORNING])
        self.pass_time(AFTERWARDS[CUT_OFF])
        report = self.press_on(AFTERWARDS[CUT_OFF])
        self.press_on(ALL_READ)
        received = self.store.call('--practice', 'practice', 'ledger')
        acts = {order['code']: (order['accepts'], order['assembles'], order['cancels'], order['completes']) for order in received['orders']}
        assert all(max(counts) <= 1 for counts in acts.values()), acts
        assert all(message['sends'] == 1 for message in received['messages']), received['messages']
        messages = {}
        for message in received['messages']:
            messages.setdefault(message['order'], []).append(message['sends'])
        assert report['orders'] == report['labels'] == report['pages'] > 0 and report['missing'] == [], report
        url = f'--practice={self.gateway.url}'
        prove_ledger(self.sauda.call(url, 'outbox', 'list')['acts'], acts, messages)
        return acts, {order['code']: order['stage'] for order in self.sauda.call(url, 'orders', 'list')['orders']}, messages

    def tell_journal(self):
        """How each press ended, by the journal"""
        with closing(sqlite3.connect(Path(self.sauda.name) / 'practice' / 'sauda.db')) as database:
            return [state for state, in database.execute('SELECT state FROM day_run ORDER BY id')]


def forward(*_):
    return FORWARD


class Calm:
    """The day undisturbed: its outcome, and the requests and statements of each of its presses"""

    def __init__(self):
        self.requests, self.steps = {}, {}
        self.fresh = Outside(MORNING).__enter__().rest()
        self.asked = Outside(MORNING, self.fresh).__enter__()
        self.count(self.asked, MORNING)
        self.asked.press_on(AFTERWARDS[MORNING])
        self.asked.rest()
        self.templates = {MORNING: self.fresh, BEFORE_CUT_OFF: self.asked, CUT_OFF: self.asked}
        with Outside(CUT_OFF, self.asked) as outside:
            self.count(outside, CUT_OFF)
            self.outcome = outside.complete(CUT_OFF)
        # Nothing is assembled before the cut-off.
        self.steps[BEFORE_CUT_OFF] = self.steps[CUT_OFF] // 2

    def count(self, outside, at):
        with tempfile.NamedTemporaryFile() as told:
            assert outside.press_hurt(at, forward, count=told.name) in (0, 1)
            self.steps[at] = int(Path(told.name).read_text().split()[0])
        self.requests[at] = list(outside.gateway.requests)

    def prove(self, at, decide, codes=(0, 1, 3), **faults):
        """A press at a time that is hurt, and the rest of the day"""
        with Outside(at, self.templates[at]) as outside:
            code = outside.press_hurt(at, decide, **faults)
            assert code in codes, f'exit {code}{outside.sauda.tell_crash()}'
            outcome = outside.complete(at)
            for found, wanted in zip(outcome, self.outcome):
                assert found == wanted, differing(found, wanted)
            journal = outside.tell_journal()
            # A press that was killed before it began is not in it.
            assert 'running' not in journal and journal.count('cut-off') <= (code == -signal.SIGKILL), journal

    def find_requests(self, wanted=lambda method, path: True):
        """Every request of both presses that fulfils a condition, as (time of the press, number)"""
        return [(at, number) for at in (MORNING, CUT_OFF) for number, request in enumerate(self.requests[at], 1) if wanted(*request)]

    def clean(self):
        for template in (self.fresh, self.asked):
            template.clean()


@cache
def get_calm():
    return Calm()


def at_requests(kind, wanted, prove):
    """Proves at every request of both presses that fulfils a condition, or at as many as there are points, spread over them"""
    found = get_calm().find_requests(wanted)
    last = max(min(POINTS.stop, len(found)) - 1, 1)
    at_points(kind, range(POINTS.start, min(POINTS.stop, len(found))),
              lambda number, _: name_point(prove, *found[number * (len(found) - 1) // last]))


def name_point(prove, at, number):
    try:
        prove(at, number)
    except AssertionError as error:
        raise AssertionError(f'{at} {number} {get_calm().requests[at][number - 1]}: {error}') from error


def check_the_network_is_gone_from_a_request_on():
    def cut(at, number):
        get_calm().prove(at, lambda process, asked, *request: DROP if asked >= number else FORWARD)

    at_requests('gone', lambda method, path: True, cut)


def check_the_network_blinks():
    calm = get_calm()

    def blink(_, chance):
        at = chance.choice((MORNING, CUT_OFF))
        broken = {chance.randint(1, len(calm.requests[at])) for _ in range(5)}
        calm.prove(at, lambda process, asked, *request: DROP if asked in broken else FORWARD)

    at_points('blink', POINTS, blink)


def check_answers_of_changes_are_lost():
    def lose(at, number):
        get_calm().prove(at, lambda process, asked, *request: LOSE_ANSWER if asked == number else FORWARD, codes=(0, 1))

    at_requests('lost', lambda method, path: method == 'POST', lose)


def kill_at(wanted, fate):
    def decide(process, number, method, path):
        if number < wanted:
            return FORWARD
        if number == wanted:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return fate
        return DROP
    return decide


def check_killed_between_a_request_and_its_answer():
    def kill(at, number):
        for fate in (DROP, LOSE_ANSWER):
            get_calm().prove(at, kill_at(number, fate), codes=(-signal.SIGKILL,))

    at_requests('killed', lambda method, path: method == 'POST', kill)


# Hours there and back, over the cut-off at 15:00 in both directions, and over midnight in both.
JUMPS = ((MORNING, -26), (MORNING, -9.5), (MORNING, -1), (MORNING, 1), (MORNING, 6.2), (MORNING, 15.5), (MORNING, 26), (BEFORE_CUT_OFF, 0.1),
         (BEFORE_CUT_OFF, 9.5), (CUT_OFF, -0.2), (CUT_OFF, -26), (CUT_OFF, -15.5), (CUT_OFF, -5), (CUT_OFF, 3), (CUT_OFF, 9.2), (CUT_OFF, 26))


def check_the_clock_jumps_in_the_middle():
    calm = get_calm()

    def jump(number, chance):
        at, hours = JUMPS[number * 7 % len(JUMPS)]
        seconds = int(hours * HOUR + chance.randint(-120, 120))
        step = chance.randrange(1, calm.steps[at] * 9 // 10)
        try:
            calm.prove(at, forward, codes=(0, 1, 3, 4), clock=f'{step}:{seconds}')
        except AssertionError as error:
            raise AssertionError(f'{at} by {seconds} s from statement {step} on: {error}') from error

    at_points('clock', POINTS, jump)


if __name__ == '__main__':
    try:
        tap.main()
    finally:
        if get_calm.cache_info().currsize:
            get_calm().clean()
