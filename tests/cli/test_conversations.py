#!/usr/bin/env python3
"""Conversations on the practice providers: keys, hours, webhooks, templates, answers by hand."""

import base64
import hmac
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import tap
from saudactl import Folder, moment

CLOSED = {'confirmed', 'changed', 'as-ordered', 'dropped'}


@contextmanager
def practice(folder, clock, faults='', latency=0, seed=1, orders=130):
    """The practice store at a time of its day"""
    words = folder.command('practice', 'serve', '--orders', orders, '--seed', seed, '--clock', moment(clock), '--latency',
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
    return folder.call(f'--practice={url}', 'day', 'run', '--yes', '--at', moment(clock), codes=(0, 1), timeout=200)


def press_and_kill(folder, url, clock, messages):
    """Kills the press with so many messages out, in the middle of sending"""
    process = subprocess.Popen(folder.command(f'--practice={url}', 'day', 'run', '--yes', '--at', moment(clock)),
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


def check_a_key_refused_at_the_cut_off_is_told_at_once():
    with Folder() as folder:
        def trouble(url):
            alerts = folder.call(f'--practice={url}', 'alerts', 'list')['alerts']
            return [(one['severity'], one['text']) for one in alerts if one['kind'] == 'whatsapp']

        with practice(folder, '09:00', orders=30) as url:
            press(folder, url, '09:00')
            assert not trouble(url)
        with practice(folder, '15:05', 'wa-token', orders=30) as url:
            report = press(folder, url, '15:05')
            waiting = step(report, 'replies')['waiting']
            assert any('15 minutes more. Put the connection right in Settings now' in sentence for sentence in waiting), waiting
            [(severity, text)] = trouble(url)
            assert severity == 'urgent' and 'Enter a new one in Settings.' in text, text
        with practice(folder, '15:06', orders=30) as url:
            report = press(folder, url, '15:06')
            assert not any('15 minutes' in sentence for sentence in step(report, 'replies')['waiting']), report['steps']
            assert not trouble(url)


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
    folder.call(f'--practice={url}', 'whatsapp', 'set', 'port', '0')  # several listen at the same time here
    words = folder.command(f'--practice={url}', 'whatsapp', 'listen')
    listener = subprocess.Popen(words, stdout=subprocess.PIPE, text=True,
                                env={**os.environ, 'WHATSAPP_APP_SECRET': 'app-secret', 'WHATSAPP_VERIFY_TOKEN': 'own-token',
                                     'WHATSAPP_AUTH_TOKEN': 'auth-token'})
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


def check_meta_can_be_asked_how_far_messages_have_come():
    """Without a webhook, when it is switched on: deliveries alone, never words"""
    with Folder() as folder:
        for clock, wanted in (('09:00', 'no'), ('12:00', 'yes')):
            with practice(folder, clock) as url:
                call = lambda *words: folder.call(f'--practice={url}', *words)
                call('whatsapp', 'set', 'provider', 'meta')
                call('whatsapp', 'set', 'message-history', wanted)
                press(folder, url, clock)
                press(folder, url, clock)
                sent = [m['delivery'] for m in call('messages', 'list')['messages'] if m['direction'] == 'out']
                arrived = [delivery for delivery in sent if delivery in ('delivered', 'read', 'failed')]
                assert len(sent) > 60 and len(arrived) == (0 if wanted == 'no' else 20), (len(sent), len(arrived))


def check_templates_are_handed_in_and_the_webhook_told():
    with Folder() as folder:
        with practice(folder, '09:00') as url:
            call = lambda *words: folder.call(f'--practice={url}', *words)
            for provider in ('twilio', 'meta', '360dialog'):
                call('whatsapp', 'set', 'provider', provider)
                assert {template['status'] for template in call('whatsapp', 'templates')['templates']} == {None}
                made = call('whatsapp', 'templates', '--create')['templates']
                assert {template['status'] for template in made} == {'approved'}, made
                assert {template['language'] for template in made} == {'ru', 'kk'} and len(made) == 6
                assert call('whatsapp', 'templates', '--create')['templates'] == made
            call('whatsapp', 'set', 'public-url', 'https://shop.example/360dialog')
            os.environ['WHATSAPP_VERIFY_TOKEN'] = 'own-token'
            assert call('whatsapp', 'webhook')['url'] == 'https://shop.example/360dialog'
            call('whatsapp', 'set', 'provider', 'meta')
            folder.sentence(f'--practice={url}', 'whatsapp', 'webhook', code=3)


def check_twilio_answers_come_by_webhook_too():
    """Signed with the account's token over the address of the tunnel; the same by polling is the same message"""
    with Folder() as folder:
        with practice(folder, '09:00') as url:
            call = lambda *words: folder.call(f'--practice={url}', *words)
            press(folder, url, '09:00')
            asked = next(m for m in call('messages', 'list')['messages'] if m['direction'] == 'out' and m['order'])
            call('whatsapp', 'set', 'public-url', 'https://shop.example/twilio')
            form = [('Body', 'рост 178 вес 82'), ('From', f'whatsapp:{asked["buyer"]}'), ('MessageSid', 'SM' + '1' * 32),
                    ('NumMedia', '0'), ('SmsStatus', 'received'), ('To', 'whatsapp:+77000999999')]
            base = 'https://shop.example/twilio' + ''.join(name + value for name, value in sorted(form))
            sign = base64.b64encode(hmac.new(b'auth-token', base.encode(), 'sha1').digest()).decode()
            with listening(folder, url) as own:
                body = urllib.parse.urlencode(form).encode()
                bring = lambda signature: status_of(urllib.request.Request(
                    f'{own}/twilio', body, {'X-Twilio-Signature': signature}))
                assert bring('AAAA')[0] == 401
                assert bring(sign) == (200, b'<Response/>')
                assert bring(sign)[0] == 200
            press(folder, url, '09:00')
            found = [m for m in call('messages', 'list', '--order', asked['order'])['messages'] if m['direction'] == 'in']
            assert [m['height_cm'] for m in found if m['text'] == 'рост 178 вес 82'] == [178], found


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
