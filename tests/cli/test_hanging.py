#!/usr/bin/env python3
"""A Kaspi that hangs for one store without a byte, at everything or at single requests, in a press whose patience is cut
short: the press leaves what else there is of that store, does the other store's, and the next one completes the day.
"""

import os
import re
import signal
import subprocess
import threading
import time
from collections import Counter

import tap
from fake_kaspi import DAY_MS, ObedientKaspi, now_ms, order
from practice_day import FAULT
from saudactl import Folder

PATIENCE_MS = 400
HURT, OTHER = [[str(first + number) for number in range(4)] for first in (900000031, 910000031)]


class HangingKaspi(ObedientKaspi):
    """Hangs at what hangs(request) names, of the store UNIVERSAL; nothing is assembled today, so no label is waited for"""

    def __init__(self):
        later = now_ms() + 4 * DAY_MS
        super().__init__(*([order(code, state='NEW', status='APPROVED_BY_BANK') for code in codes] for codes in (HURT, OTHER)))
        for one in self.stores[0] + self.stores[1]:
            one['attributes']['kaspiDelivery']['courierTransmissionPlanningDate'] = later
        self.hangs, self.over, self.hung = None, threading.Event(), 0
        self.spoil = self.hang

    def hang(self, request):
        if self.hangs is None or not request.headers['X-Auth-Token'].endswith('30000001') or not self.hangs(request):
            return None
        self.hung += 1
        self.over.wait(120)
        return 500, 'text/plain', ''

    def __exit__(self, *failure):
        self.over.set()
        super().__exit__(*failure)


def press(hangs, prove):
    """A press that Kaspi hangs in, what prove(steps) says of it, and the next one"""
    with Folder() as folder, HangingKaspi() as kaspi:
        where = f'--practice={kaspi.url}'
        # Gates are to hold back nothing: the catalogue knows the goods, and their size.
        offers = folder.call(where, 'catalog', 'list')['offers']
        for store, orders in zip(('UNIVERSAL', 'ONLYFIT'), kaspi.stores):
            known = next(offer['code'] for offer in offers if offer['store'] == store and offer['size'])
            for one in orders:
                one['lines'] = [(known, 1, 4990)]
        folder.call(where, 'whatsapp', 'set', 'provider', 'none')
        folder.call(where, 'orders', 'fetch')
        kaspi.hangs = hangs
        hurt = {**os.environ, 'LD_PRELOAD': FAULT, 'SAUDA_FAULT_PATIENCE': str(PATIENCE_MS)}
        report = folder.call(where, 'day', 'run', '--yes', codes=(1,), environment=hurt)
        assert set(OTHER) <= {write['code'] for write in kaspi.writes}, kaspi.writes
        prove({step['name']: step for step in report['steps']}, kaspi)
        kaspi.hangs = None
        folder.call(where, 'day', 'run', '--yes')
        done = Counter(write['code'] for write in kaspi.writes)
        assert done == Counter(HURT + OTHER), done
        acts = folder.call(where, 'outbox', 'list')['acts']
        assert {act['state'] for act in acts} == {'verified'} and len(acts) == len(done), acts


def find_left(step):
    """The orders that a step names as left"""
    return [code for code in HURT if any(code in sentence and 'did not answer before' in sentence for sentence in step['waiting'])]


def check_a_kaspi_that_hangs_at_everything():
    def prove(steps, kaspi):
        # The reading, every try of it; nothing else is asked.
        assert 2 <= kaspi.hung <= 8, kaspi.hung
        assert 'no byte' in steps['fetch']['failed'][0] and 'VPN' in steps['fetch']['failed'][0], steps['fetch']
        assert find_left(steps['accept']) == HURT, steps['accept']

    press(lambda request: True, prove)


def check_a_silent_kaspi_is_told_of_and_can_be_left():
    """With the patience of every day: it is said after ten seconds, and Ctrl+C ends the press at once"""
    with Folder() as folder, HangingKaspi() as kaspi:
        kaspi.hangs = lambda request: True
        process = subprocess.Popen(folder.command(f'--practice={kaspi.url}', 'day', 'run', '--yes'), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        said, begun = '', time.monotonic()
        while 'has not answered for' not in said and time.monotonic() < begun + 60:
            said += process.stderr.readline()
        assert re.search(r'127\.0\.0\.1 has not answered for 1\d seconds\. .*Ctrl\+C', said), said
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        process.communicate(timeout=60)
        assert time.monotonic() - begun < 5 and process.returncode != 0, (time.monotonic() - begun, process.returncode)
        kaspi.hangs = None
        kaspi.over.set()
        folder.call(f'--practice={kaspi.url}', 'day', 'run', '--yes', codes=(0, 1))
        assert {write['code'] for write in kaspi.writes} == set(OTHER + HURT), kaspi.writes


def check_a_kaspi_that_hangs_at_acts():
    def prove(steps, kaspi):
        assert kaspi.hung == 1, kaspi.hung
        assert steps['fetch']['state'] == 'done' and HURT[0] in steps['accept']['failed'][0], steps
        assert any('3 others were held back' in sentence for sentence in steps['accept']['waiting']), steps['accept']

    press(lambda request: request.command == 'POST', prove)


def check_a_kaspi_that_hangs_at_one_order():
    def prove(steps, kaspi):
        # Its own act went out, and nobody knows what became of it; the others are accepted.
        accept = steps['accept']
        assert accept['failed'] == [] and [code for code in HURT if any(code in sentence for sentence in accept['waiting'])] == [HURT[2]], accept
        assert sorted(write['code'] for write in kaspi.writes) == HURT + OTHER, kaspi.writes

    press(lambda request: request.command == 'GET' and HURT[2] in request.path, prove)


if __name__ == '__main__':
    tap.main()
