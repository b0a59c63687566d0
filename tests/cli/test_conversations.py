#!/usr/bin/env python3
"""A day of a hundred conversations on the practice providers, with everything that can go wrong: nobody is written to
twice, nobody is forgotten, every order ends decided with a reason."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

import tap
from saudactl import Folder

# The client sets the hour alone: the day is today's in Almaty.
DAY = (datetime.now(timezone.utc) + timedelta(hours=5)).date().isoformat()
CLOSED = {'confirmed', 'changed', 'as-ordered', 'dropped'}


@contextmanager
def practice(folder, clock, faults='', latency=0):
    """The practice store at a time of its day"""
    words = folder.command('practice', 'serve', '--orders', '130', '--clock', f'{DAY}T{clock}:00+05:00', '--latency',
                           latency, *(['--faults', faults] if faults else []))
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        server.stdout.close()


def ledger(url):
    with urllib.request.urlopen(url.replace('/shop/api', '/practice/ledger')) as answer:
        return json.load(answer)['messages']


def press(folder, url, clock):
    return folder.call(f'--practice={url}', 'day', 'run', '--yes', '--date', DAY, '--at', clock, codes=(0, 1), timeout=200)


def press_and_kill(folder, url, clock, messages):
    """Kills the press with so many messages out, in the middle of sending"""
    process = subprocess.Popen(folder.command(f'--practice={url}', 'day', 'run', '--yes', '--date', DAY, '--at', clock),
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and len(ledger(url)) < messages:
        time.sleep(0.01)
    killed = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return killed


def questions(folder, url):
    return folder.call(f'--practice={url}', 'conversation', 'list')['questions']


def step(report, name):
    return next(step for step in report['steps'] if step['name'] == name)


def check_a_day_with_faults_writes_once_and_forgets_nobody():
    with Folder() as folder:
        with practice(folder, '09:00', 'wa-lost-answer=/4,wa-rate-limit=/5,wa-lost-answer-gateway=/9', latency=15) as url:
            assert press_and_kill(folder, url, '09:00', 20)
            assert press_and_kill(folder, url, '09:00', 50)
            press(folder, url, '09:00')
            press(folder, url, '09:00')
            first = ledger(url)
            asked = {message['order'] for message in first}
            assert len(asked) >= 90, len(asked)
            assert len(first) == len(asked), 'a question went out twice'
        with practice(folder, '12:00', 'wa-duplicates,wa-window=/6,wa-lost-answer=/3') as url:
            report = press(folder, url, '12:00')
            assert step(report, 'replies')['detail'], report
            press(folder, url, '12:00')
        with practice(folder, '13:30', 'wa-lost-answer=/2,wa-server-error=/7') as url:
            press(folder, url, '13:30')
        with practice(folder, '15:05') as url:
            report = press(folder, url, '15:05')
            again = press(folder, url, '15:10')
            messages = ledger(url)
            found = questions(folder, url)
        twice = [message for message in messages if message['sends'] > 1]
        assert twice == [], twice[:3]
        assert again['messages'] == report['messages'] and step(again, 'messages')['state'] == 'skipped'
        open_ones = [question for question in found if question['state'] not in CLOSED]
        assert open_ones == [], open_ones[:3]
        assert len(found) >= 100, len(found)
        assert all(question['reason'] for question in found)
        kinds = {question['state'] for question in found}
        assert {'confirmed', 'changed', 'as-ordered'} <= kinds, kinds


def check_a_refused_key_stops_the_queue_and_loses_nothing():
    with Folder() as folder:
        with practice(folder, '09:00', 'wa-token') as url:
            report = press(folder, url, '09:00')
            assert ledger(url) == []
            assert step(report, 'messages')['waiting'] or step(report, 'messages')['failed'] or step(report, 'replies')['waiting']
        with practice(folder, '10:00') as url:
            press(folder, url, '10:00')
            assert len(ledger(url)) >= 90
            assert max(message['sends'] for message in ledger(url)) == 1


def check_nobody_is_written_to_at_night():
    with Folder() as folder:
        with practice(folder, '08:00') as url:
            report = press(folder, url, '08:00')
            assert ledger(url) == []
            assert any('9:00' in sentence for sentence in step(report, 'messages')['waiting']), report['steps']
        with practice(folder, '09:00') as url:
            press(folder, url, '09:00')
            assert len(ledger(url)) >= 90


def check_meta_writes_once_too():
    with Folder() as folder:
        for provider in ('meta', '360dialog'):
            with practice(folder, '09:00', 'wa-rate-limit=/5,wa-pair-limit=/7') as url:
                folder.call(f'--practice={url}', 'whatsapp', 'set', 'provider', provider)
                press(folder, url, '09:00')
                messages = [message for message in ledger(url) if message['provider'] == provider]
                if provider == 'meta':
                    assert len(messages) >= 90, len(messages)
                assert all(message['sends'] == 1 for message in messages)


def deliver(practice_url, **form):
    request = urllib.request.Request(practice_url.replace('/shop/api', '/practice/deliver'), urllib.parse.urlencode(form).encode())
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)['delivered']


def status_of(request):
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b''


@contextmanager
def listening(folder, url):
    words = folder.command(f'--practice={url}', 'whatsapp', 'listen')
    listener = subprocess.Popen(words, stdout=subprocess.PIPE, text=True,
                                env={**os.environ, 'WHATSAPP_APP_SECRET': 'app-secret', 'WHATSAPP_VERIFY_TOKEN': 'own-token'})
    try:
        yield listener.stdout.readline().strip()
    finally:
        listener.send_signal(signal.SIGTERM)
        listener.wait(20)
        listener.stdout.close()


def check_meta_answers_come_by_webhook():
    with Folder() as folder:
        with practice(folder, '09:00') as url:
            folder.call(f'--practice={url}', 'whatsapp', 'set', 'provider', 'meta')
            press(folder, url, '09:00')
        with practice(folder, '14:30', 'wa-duplicates,wa-reversed') as url:
            with listening(folder, url) as own:
                verify = f'{own}/meta?hub.mode=subscribe&hub.challenge=4711&hub.verify_token='
                assert status_of(verify + 'own-token') == (200, b'4711')
                assert status_of(verify + 'other')[0] == 403
                body = b'{"object":"whatsapp_business_account","entry":[]}'
                assert status_of(urllib.request.Request(f'{own}/meta', body))[0] == 401
                assert status_of(urllib.request.Request(f'{own}/360dialog', body, {'Authorization': 'Bearer x'}))[0] == 401
                assert status_of(urllib.request.Request(f'{own}/360dialog', body,
                                                        {'Authorization': 'Bearer own-token'}))[0] == 200
                assert deliver(url, provider='meta', url=f'{own}/meta', secret='app-secret') > 60
                assert deliver(url, provider='meta', url=f'{own}/meta', secret='app-secret') == 0
            report = press(folder, url, '14:30')
            assert int(step(report, 'replies')['detail'].split()[2].strip(';')) > 40, step(report, 'replies')
            found = questions(folder, url)
            assert any(question['state'] in ('proposed', 'changed', 'confirmed') for question in found)
            assert max(message['sends'] for message in ledger(url)) == 1


def check_an_answer_is_entered_by_hand_and_corrected():
    with Folder() as folder:
        with practice(folder, '09:00') as url:
            call = lambda *words: folder.call(f'--practice={url}', *words)
            press(folder, url, '09:00')
            code = next(q['order'] for q in questions(folder, url) if q['state'] == 'asked')
            found = call('conversation', 'answer', code, 'рост 178 вес 82')['questions'][0]
            assert (found['height_cm'], found['weight_kg']) == (178, 82), found
            message = [m for m in call('messages', 'list', '--order', code)['messages'] if m['direction'] == 'in'][0]
            fixed = call('conversation', 'correct', message['id'], '--height', '187', '--weight', '82')['questions'][0]
            assert fixed['height_cm'] == 187, fixed
            assert call('conversation', 'take-over', code)['questions'][0]['taken_over']
            assert not call('conversation', 'resume', code)['questions'][0]['taken_over']


if __name__ == '__main__':
    tap.main()
