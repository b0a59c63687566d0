#!/usr/bin/env python3
"""A whole practice day whose network breaks at each step, whose answers are lost, or whose clock jumps: the next presses
complete it, nothing is done twice and nothing lost. `--points N` as in test_survives.py.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import tap
from gateway import DROP, FORWARD, LOSE_ANSWER, Gateway
from practice_day import FAULT, chances, is_over
from saudactl import Folder

POINTS = int(sys.argv[sys.argv.index('--points') + 1]) if '--points' in sys.argv else 2
ORDERS = 20
ALMATY = 5 * 3600


class Outside:
    """A store in a process of its own behind a gateway, and a Sauda that knows nothing of it yet"""

    def __init__(self):
        self.store, self.sauda = Folder(), Folder()
        clock = time.strftime('%Y-%m-%dT15:05:00+05:00', time.gmtime(time.time() + ALMATY))
        self.process = subprocess.Popen(self.store.command('practice', 'serve', '--orders', ORDERS, '--clock', clock),
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.gateway = Gateway(self.process.stdout.readline().strip())

    def __enter__(self):
        self.gateway.__enter__()
        return self

    def __exit__(self, *_):
        self.gateway.__exit__()
        self.process.terminate()
        self.process.wait(30)
        self.store.cleanup()
        self.sauda.cleanup()

    def words(self):
        return f'--practice={self.gateway.url}', 'day', 'run', '--yes', '--at', '15:06'

    def press(self):
        self.gateway.decide = lambda number, method, path: FORWARD
        return self.sauda.call(*self.words(), codes=(0, 1))

    def press_hurt(self, decide, **faults):
        """The exit code of a press whose requests meet a fate"""
        del self.gateway.requests[:]
        environment = {**os.environ, **{f'SAUDA_FAULT_{key.upper()}': str(value) for key, value in faults.items()}}
        if faults:
            environment['LD_PRELOAD'] = FAULT
        process = subprocess.Popen(self.sauda.command(*self.words()), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=environment)
        self.gateway.decide = lambda *request: decide(process, *request)
        return process.wait(120)

    def complete(self, presses=6):
        """The day pressed to its end: what must be true of it, and where its orders stand"""
        for _ in range(presses):
            report = self.press()
            if is_over(report):
                break
        else:
            raise AssertionError([(step['name'], step['failed'][:2], step['waiting'][:2]) for step in report['steps'] if step['state'] == 'partly'])
        received = self.store.call('--practice', 'practice', 'ledger')
        acts = {order['code']: (order['accepts'], order['assembles'], order['cancels']) for order in received['orders']}
        assert all(max(counts) <= 1 for counts in acts.values()), acts
        assert all(message['sends'] == 1 for message in received['messages']), received['messages']
        assert report['orders'] == report['labels'] == report['pages'] > 0 and report['missing'] == [], report
        orders = self.sauda.call(f'--practice={self.gateway.url}', 'orders', 'list')['orders']
        return acts, {order['code']: order['stage'] for order in orders}


@contextmanager
def at_point(number, *words):
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f'point {number} {words}: {error}') from error


class Calm:
    """The day undisturbed: its outcome, and the requests of its one press"""

    found = None

    @classmethod
    def get(cls):
        if cls.found is None:
            with Outside() as outside:
                outside.press_hurt(lambda process, *request: FORWARD)
                requests = list(outside.gateway.requests)
                cls.found = requests, outside.complete()
        return cls.found


def spread(requests, wanted, points):
    """Numbers of requests that fulfil a condition, spread evenly over the press"""
    fitting = [number for number, request in enumerate(requests, 1) if wanted(*request)]
    return sorted({fitting[index * (len(fitting) - 1) // max(points - 1, 1)] for index in range(points)})


def check_the_network_is_gone_from_a_request_on():
    requests, calm = Calm.get()
    for number in spread(requests, lambda method, path: True, POINTS):
        with Outside() as outside, at_point(number, requests[number - 1]):
            code = outside.press_hurt(lambda process, at, method, path, number=number: DROP if at >= number else FORWARD)
            assert code in (0, 1, 3), code
            assert outside.complete() == calm


def check_the_network_blinks():
    requests, calm = Calm.get()
    for number, chance in chances('blink', POINTS):
        broken = {chance.randint(1, len(requests)) for _ in range(5)}
        with Outside() as outside, at_point(number, broken):
            assert outside.press_hurt(lambda process, at, method, path, broken=broken: DROP if at in broken else FORWARD) in (0, 1, 3)
            assert outside.complete() == calm


def check_answers_of_changes_are_lost():
    requests, calm = Calm.get()
    for number in spread(requests, lambda method, path: method == 'POST', POINTS):
        with Outside() as outside, at_point(number, requests[number - 1]):
            code = outside.press_hurt(lambda process, at, method, path, number=number: LOSE_ANSWER if at == number else FORWARD)
            assert code in (0, 1), code
            assert outside.complete() == calm


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
    requests, calm = Calm.get()
    for number in spread(requests, lambda method, path: method == 'POST', POINTS):
        for fate in (DROP, LOSE_ANSWER):
            with Outside() as outside, at_point(number, requests[number - 1], fate):
                assert outside.press_hurt(kill_at(number, fate)) == -signal.SIGKILL
                assert outside.complete() == calm


def check_the_clock_jumps_in_the_middle():
    _, calm = Calm.get()
    for number, chance in chances('clock', POINTS):
        jump = chance.choice([-26, -5, -1, 1, 3, 26]) * 3600 + chance.randint(-600, 600)
        step = chance.randint(500, 6000)
        with Outside() as outside, at_point(number, jump, step):
            code = outside.press_hurt(lambda process, *request: FORWARD, clock=f'{step}:{jump}')
            assert code in (0, 1, 3, 4), code
            assert outside.complete() == calm


if __name__ == '__main__':
    tap.main()
