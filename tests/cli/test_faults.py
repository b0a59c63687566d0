#!/usr/bin/env python3
"""Bad days at Kaspi: each fault of the practice store, and what a press makes of it."""

import concurrent.futures
import contextlib
import sqlite3
import subprocess
from pathlib import Path

import tap
from saudactl import Folder, done_twice


@contextlib.contextmanager
def served(folder, *options):
    """The practice store in a process of its own; yields its address"""
    process = subprocess.Popen(folder.command('practice', 'serve', *options), stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    try:
        url = process.stdout.readline().strip()
        # Nobody is asked: orders whose buyers are wait for the cut-off, and these tests run at any hour.
        folder.call(f'--practice={url}', 'whatsapp', 'set', 'provider', 'none')
        yield url
    finally:
        process.terminate()
        process.wait(30)


def press(folder, url, codes=(0, 1)):
    return folder.call(f'--practice={url}', 'day', 'run', '--yes', codes=codes)


def press_until_done(folder, url, presses):
    """The report of the first press that leaves nothing open"""
    for _ in range(presses):
        report = press(folder, url)
        if all(step['state'] in ('done', 'skipped') for step in report['steps']):
            return report
    raise AssertionError([(step['name'], step['state'], step['failed'][:2], step['waiting'][:2]) for step in report['steps']])


def check_a_store_of_its_own_process_works():
    with Folder() as folder, served(folder) as url:
        assert url.startswith('http://127.0.0.1:'), url
        report = press(folder, url)
        assert report['labels'] == report['pages'] >= 80 and report['missing'] == []


def check_a_wrong_token_is_said():
    with Folder() as folder, served(folder, '--faults', 'unauthorized') as url:
        report = press(folder, url, codes=(1, 3))
        fetch = report['steps'][0]
        assert fetch['name'] == 'fetch' and len(fetch['failed']) == 2 and 'token' in fetch['failed'][0], fetch
        assert any('never, at most' in gate['reason'] for gate in report['gates'] if not gate['open']), report['gates']


def check_each_fault_of_reading_has_its_own_sentence():
    faults = (('rate-limit', 'fewer requests'), ('bad-gateway', '502'), ('server-error', '500'), ('truncated-json', 'broke off'))

    def check(fault, words):
        with Folder() as folder, served(folder, '--orders', '12', '--faults', fault) as url:
            said = folder.sentence(f'--practice={url}', 'orders', 'fetch', code=3)
            assert sum(words in line and 'in a few minutes' in line for line in said.splitlines()) == 2, (fault, said)
            assert ('Going on in 5 s.' in said) == (fault == 'rate-limit'), said
            assert folder.call(f'--practice={url}', 'orders', 'list')['orders'] == []

    # One that takes nothing is waited for a minute, so all at once.
    with concurrent.futures.ThreadPoolExecutor(len(faults)) as pool:
        for check_of_one in [pool.submit(check, *fault) for fault in faults]:
            check_of_one.result()


def check_faults_that_only_take_longer_lose_nothing():
    for fault in ('slow-body', 'missing-included', 'no-code-404', 'rate-limit-retry-after=5'):
        with Folder() as folder, served(folder, '--orders', '12', '--faults', fault) as url:
            report = folder.call(f'--practice={url}', 'orders', 'fetch')
            assert report['problems'] == [] and report['new'] == report['orders'] >= 12 and report['lines'] >= 12, (fault, report)
            assert all(order['lines'] for order in folder.call(f'--practice={url}', 'orders', 'list')['orders'])


def check_answers_without_effect_are_not_believed():
    with Folder() as folder:
        with served(folder, '--faults', 'assemble-noop') as url:
            report = press(folder, url)
            assert report['labels'] == 0 and report['orders'] > 0, (report['orders'], report['labels'])
            verified = folder.call('--practice', 'outbox', 'list', '--state', 'verified')['acts']
            # after the hand-over of the day nobody is asked any more
            assert {act['kind'] for act in verified} - {'message'} == {'accept'}
        # as after a power cut: sent, and nobody knows what became of it
        with contextlib.closing(sqlite3.connect(Path(folder.name, 'practice', 'sauda.db'))) as database, database:
            database.execute("UPDATE outbox_act SET state = 'unknown', settled_ms = NULL, next_check_ms = sent_ms WHERE state = 'failed'")
            assert database.execute("SELECT count (*) FROM outbox_act WHERE state = 'unknown'").fetchone()[0] > 0
        with served(folder) as url:
            report = press(folder, url)
            assert report['labels'] == report['pages'] >= 80 and report['missing'] == []
            # What had no effect was planned again and done in this very press: it did not fail in it.
            assert report['steps'][1]['name'] == 'settle' and report['steps'][1]['state'] == 'done', report['steps'][1]
            assert [step['failed'] for step in report['steps'] if step['failed']] == []


def check_lost_answers_are_cleared_up_by_reading():
    with Folder() as folder, served(folder, '--faults', 'lost-answer') as url:
        report = press_until_done(folder, url, 8)
        assert report['labels'] == report['pages'] >= 80 and report['missing'] == []
        assert done_twice(folder) == []


def check_storms_of_too_many_requests_pass():
    with Folder() as folder, served(folder, '--faults', 'rate-limit-retry-after=9') as url:
        report = press_until_done(folder, url, 3)
        assert report['labels'] == report['pages'] >= 80 and report['missing'] == []
        assert done_twice(folder) == []


def check_a_failing_gateway_is_ridden_out():
    with Folder() as folder, served(folder, '--faults', 'bad-gateway=11') as url:
        report = press_until_done(folder, url, 4)
        assert report['labels'] == report['pages'] >= 80 and report['missing'] == []
        assert done_twice(folder) == []


if __name__ == '__main__':
    tap.main()
