#!/usr/bin/env python3
"""A day of a hundred conversations on each practice provider, with everything that can go wrong: nobody is written to
twice, nobody is forgotten, every order ends decided with a reason."""

import os
import sys
from collections import Counter

import tap
from saudactl import Folder
from test_conversations import CLOSED, deliver, ledger, listening, practice, press, press_and_kill, questions, step

# SAUDA_SEEDS=3,4,5 lives other days.
SEEDS = [int(seed) for seed in os.environ.get('SAUDA_SEEDS', '1').split(',')]


def purpose(message):
    """What a message of ours is for, by its words in either language"""
    words = {'ask': ('Вы заказали', 'Сіздің тапсырысыңыз'), 'remind': ('Напоминаем', 'еске саламыз'),
             'more': ('не хватает', 'жетпейді'), 'propose': ('подойдёт размер', 'размері сай келеді'),
             'decided': ('отправляем размер', 'размерін жібереміз')}
    return next(name for name, marks in words.items() if any(mark in message['text'] for mark in marks))


def prove_nobody_twice(messages):
    """By the simulator's own books: no words twice, and no second question, reminder or notice about an order"""
    assert [message for message in messages if message['sends'] > 1] == [], 'the same words went out twice'
    counts = Counter((message['order'], purpose(message)) for message in messages)
    most = {'ask': 1, 'remind': 1, 'more': 1, 'propose': 2, 'decided': 1}
    too_many = {key: count for key, count in counts.items() if count > most[key[1]]}
    assert too_many == {}, too_many


def prove_nobody_forgotten(folder, url, asked):
    """Every order that is due has its question, closed with a reason, and its size with who and why"""
    found = questions(folder, url)
    open_ones = [question for question in found if question['state'] not in CLOSED]
    assert open_ones == [], open_ones[:3]
    assert [question for question in found if not question['reason']] == []
    assert {question['state'] for question in found} >= {'changed', 'as-ordered'}
    assert asked <= {question['order'] for question in found}
    decided = {question['order'] for question in found if question['state'] != 'dropped'}
    orders = {order['code']: order for order in folder.call(f'--practice={url}', 'orders', 'list')['orders']}
    for code in decided:
        assert all(line['decided_size'] for line in orders[code]['lines'] if line['clicked_size']), orders[code]
    return found


# Faults of the morning, of noon, of half past one and of the cut-off; what a provider does not have never strikes.
BAD_DAYS = (
    ('wa-lost-answer=/4,wa-rate-limit=/5,wa-lost-answer-gateway=/9',
     'wa-duplicates,wa-window=/6,wa-lost-answer=/3,wa-reversed', 'wa-lost-answer=/2,wa-server-error=/7', ''),
    ('wa-sandbox=/8,wa-template-paused=3,wa-pair-limit=/6,wa-user-id=/3', 'wa-window=/3,wa-lost-answer-gateway=/4',
     'wa-duplicates,wa-reversed,wa-rate-limit=/2', 'wa-lost-answer=/2'),
    ('wa-lost-answer=/2,wa-user-id=/2,wa-duplicates', 'wa-token=2,wa-window=/2', 'wa-template-paused=/2,wa-lost-answer=/3',
     'wa-server-error=/3,wa-window=/4'),
)


class Tunnel:
    """Brings what a webhook would bring, as the merchant's tunnel does; Twilio is asked instead"""

    def __init__(self, folder, url, provider):
        self.folder, self.url, self.provider = folder, url, provider

    def bring(self):
        if self.provider == 'twilio':
            return
        proof = {'secret': 'app-secret'} if self.provider == 'meta' else {'authorization': 'Bearer own-token'}
        with listening(self.folder, self.url) as own:
            deliver(self.url, provider=self.provider, url=f'{own}/{self.provider}', **proof)


def live_a_bad_day(provider, seed, faults, orders=130, kills=True):
    with Folder() as folder:
        killed = 0
        with practice(folder, '09:00', faults[0], latency=15 if kills else 0, seed=seed, orders=orders) as url:
            folder.call(f'--practice={url}', 'whatsapp', 'set', 'provider', provider)
            tunnel = Tunnel(folder, url, provider)
            for messages in (15, 40) if kills else ():
                killed += press_and_kill(folder, url, '09:00', messages)
            for _ in range(2):
                tunnel.bring()
                press(folder, url, '09:00')
            prove_nobody_twice(ledger(url))
            asked = {message['order'] for message in ledger(url)}
        assert killed or not kills, 'the press was over before it was killed'
        for clock, list_of_faults in zip(('12:00', '13:30', '14:20', '15:05'), (*faults[1:3], '', faults[3])):
            with practice(folder, clock, list_of_faults, latency=5 if kills else 0, orders=orders) as url:
                tunnel = Tunnel(folder, url, provider)
                tunnel.bring()
                if kills:
                    press_and_kill(folder, url, clock, len(ledger(url)) + 4)
                    tunnel.bring()
                press(folder, url, clock)
                prove_nobody_twice(ledger(url))
        with practice(folder, '15:10', orders=orders) as url:
            Tunnel(folder, url, provider).bring()
            press(folder, url, '15:10')
            before = ledger(url)
            again = press(folder, url, '15:10')
            assert ledger(url) == before and step(again, 'messages')['state'] == 'skipped', step(again, 'messages')
            prove_nobody_twice(before)
            found = prove_nobody_forgotten(folder, url, asked)
            print(f'# {provider}, seed {seed}: {len(found)} questions, {len(before)} messages,'
                  f' {Counter(question["state"] for question in found)}', flush=True)


def live_bad_days(provider, shift):
    for seed in SEEDS:
        live_a_bad_day(provider, seed + shift, BAD_DAYS[(seed + shift) % len(BAD_DAYS)])


def check_a_bad_day_on_twilio():
    live_bad_days('twilio', 0)


def check_a_bad_day_on_meta():
    live_bad_days('meta', 1)


def check_a_bad_day_on_360dialog():
    live_bad_days('360dialog', 2)


FAULTS = ('wa-lost-answer=/2', 'wa-lost-answer-gateway=/2', 'wa-rate-limit=/2', 'wa-pair-limit=/2', 'wa-server-error=/2',
          'wa-token=2', 'wa-window=/2', 'wa-duplicates', 'wa-reversed', 'wa-sandbox=/3', 'wa-template-paused=2', 'wa-user-id=/2')


def live_each_fault_alone(orders):
    """Before a release: every fault by itself on every provider, then kills alone"""
    for provider in ('twilio', 'meta', '360dialog'):
        for seed, fault in enumerate(FAULTS):
            print(f'# {fault}', flush=True)
            live_a_bad_day(provider, seed, (fault,) * 4, orders, kills=False)
        print('# kills', flush=True)
        live_a_bad_day(provider, 1, ('',) * 4, orders)


if __name__ == '__main__':
    if '--each' in sys.argv:
        live_each_fault_alone(int(os.environ.get('SAUDA_ORDERS', '60')))
    else:
        tap.main()
