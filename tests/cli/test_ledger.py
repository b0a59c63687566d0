#!/usr/bin/env python3
"""The ledger of acts: plans that wait, are approved once and read back; what may be sent again, and what never."""

import json
import os
import random
import re
import subprocess
from pathlib import Path

import tap
from fake_kaspi import FakeKaspi, ObedientKaspi, order
from saudactl import PROGRAM, Folder
from test_faults import served


def stage_of(folder, stage, store=None):
    """Numbers of the practice store's orders at a stage"""
    words = ('--store', store) if store else ()
    return [order['code'] for order in folder.call('--practice', 'orders', 'list', '--stage', stage, *words)['orders']]


def states(folder, *words):
    return [(act['kind'], act['state']) for act in folder.call(*words, 'outbox', 'list')['acts']]


def check_a_plan_waits_for_its_approval():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        code = stage_of(folder, 'new')[0]
        planned = folder.call('--practice', 'orders', 'cancel', code, '--reason', 'out-of-stock', codes=(4,))
        assert [act['state'] for act in planned['acts']] == ['planned'], planned
        assert code not in folder.ledger()
        done = folder.call('--practice', 'outbox', 'approve', planned['plan'])
        assert [act['state'] for act in done['acts']] == ['verified'], done
        assert folder.ledger()[code]['cancels'] == 1
        folder.call('--practice', 'outbox', 'approve', planned['plan'], codes=(4,))
        assert folder.ledger()[code]['cancels'] == 1
        assert 'no plan' in folder.sentence('--practice', 'outbox', 'approve', '77', code=3)


def check_two_processes_apply_a_plan_once():
    with Folder() as folder, served(folder, '--latency', '40') as url:
        folder.call(f'--practice={url}', 'orders', 'fetch')
        orders = folder.call(f'--practice={url}', 'orders', 'list', '--stage', 'new')['orders']
        codes = [order['code'] for order in orders[:12]]
        for start in range(0, 12, 3):
            plan = folder.call(f'--practice={url}', 'orders', 'cancel', *codes[start:start + 3], '--reason', 'buyer', codes=(4,))['plan']
            both = [subprocess.Popen(folder.command(f'--practice={url}', 'outbox', 'approve', plan), stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL) for _ in range(2)]
            assert sorted(process.wait(60) for process in both) == [0, 4]
        ledger = folder.ledger()
        assert [ledger[code]['cancels'] for code in codes] == [1] * 12
        assert [ledger[code]['refused'] for code in codes] == [0] * 12


def check_a_killed_approval_does_nothing_twice():
    chance = random.Random(20261124)
    with Folder() as folder, served(folder, '--latency', '30') as url:
        folder.call(f'--practice={url}', 'orders', 'fetch')
        codes = [order['code'] for order in folder.call(f'--practice={url}', 'orders', 'list', '--stage', 'new')['orders']][:30]
        killed = 0
        for start in range(0, 30, 6):
            plan = folder.call(f'--practice={url}', 'orders', 'cancel', *codes[start:start + 6], '--reason', 'buyer', codes=(4,))['plan']
            process = subprocess.Popen(folder.command(f'--practice={url}', 'outbox', 'approve', plan), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            try:
                process.wait(chance.uniform(0.1, 0.4))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
        assert killed > 0
        # The next press settles by reading what the killed ones left open.
        folder.call(f'--practice={url}', 'day', 'run', '--yes', codes=(0, 1))
        acts = {act['target']: act['state'] for act in folder.call(f'--practice={url}', 'outbox', 'list')['acts'] if act['kind'] == 'cancel'}
        assert set(acts.values()) <= {'verified', 'failed', 'approved', 'planned'}, acts
        ledger = folder.ledger()
        for code, state in acts.items():
            sent = ledger.get(code, {'cancels': 0, 'refused': 0})
            assert (sent['cancels'], sent['refused']) == ((1, 0) if state == 'verified' else (0, 0)), (code, state, sent)


def check_refused_acts_can_be_tried_again():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        code = stage_of(folder, 'pickup')[0]
        sent = folder.call('--practice', 'orders', 'complete', code, '--yes')
        assert [act['kind'] for act in sent['acts']] == ['send-code'], sent
        wrong = folder.call('--practice', 'orders', 'complete', code, '--code', '0000', '--yes', codes=(1,))['acts'][0]
        assert wrong['state'] == 'refused' and 'code' in wrong['error'], wrong
        again = folder.call('--practice', 'outbox', 'retry', wrong['id'])
        assert [act['state'] for act in again['acts']] == ['planned'], again
        folder.call('--practice', 'outbox', 'approve', again['plan'], codes=(1,))
        right = folder.call('--practice', 'orders', 'complete', code, '--code', code[-4:], '--yes')['acts'][0]
        assert (right['state'], right['attempts']) == ('verified', 3), right
        assert folder.ledger()[code]['completes'] >= 1
        # What is done is never sent again.
        folder.call('--practice', 'outbox', 'retry', wrong['id'], codes=(4,))
        folder.call('--practice', 'outbox', 'retry', '99', codes=(3,))


def check_unclear_acts_are_settled_and_never_sent_again():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        kaspi = f'--practice={fake.url}'
        folder.call(kaspi, 'orders', 'fetch')

        def lose(request):
            """Does the work, then answers as a gateway; the order cannot be read either"""
            return (502, 'text/html', '<html></html>') if fake.writes or request.command == 'POST' else None

        def count(request):
            if request.command == 'POST':
                fake.writes.append(request.path)
            return lose(request)

        fake.spoil = count
        act = folder.call(kaspi, 'orders', 'cancel', '900000001', '--reason', 'buyer', '--yes', codes=(1,))['acts'][0]
        assert act['state'] == 'unknown' and len(fake.writes) == 1, act
        folder.call(kaspi, 'outbox', 'retry', act['id'], codes=(4,))
        folder.call(kaspi, 'orders', 'cancel', '900000001', '--reason', 'buyer', '--yes', codes=(3,))
        folder.sentence(kaspi, 'outbox', 'settle', act['id'], 'verified', code=2)
        folder.call(kaspi, 'outbox', 'settle', act['id'], 'failed', '--reason', 'not in the cabinet')
        assert states(folder, kaspi) == [('cancel', 'failed')]
        folder.sentence(kaspi, 'outbox', 'settle', act['id'], 'verified', '--reason', 'changed my mind', code=4)
        assert folder.call(kaspi, 'outbox', 'retry', act['id'])['acts'][0]['state'] == 'planned'
        assert len(fake.writes) == 1


def check_a_reading_settles_what_is_unclear():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        kaspi = f'--practice={fake.url}'
        folder.call(kaspi, 'orders', 'fetch')
        posts = []

        def lose(request):
            """Does the work and answers as a gateway; from then on nothing can be read"""
            if request.command == 'POST':
                posts.append(request.path)
                fake.stores[0][0]['attributes'].update(status='CANCELLED', state='ARCHIVE')
            return (502, 'text/html', '<html></html>') if posts else None

        fake.spoil = lose
        act = folder.call(kaspi, 'orders', 'cancel', '900000001', '--reason', 'buyer', '--yes', codes=(1,))['acts'][0]
        assert act['state'] == 'unknown', act
        fake.spoil = lambda request: None
        for _ in range(20):
            folder.call(kaspi, 'orders', 'fetch')
            if states(folder, kaspi) == [('cancel', 'verified')]:
                break
        assert states(folder, kaspi) == [('cancel', 'verified')] and len(posts) == 1


def check_a_refused_token_keeps_the_other_acts_back():
    with Folder() as folder, FakeKaspi([order(f'9000000{n:02}') for n in range(1, 21)]) as fake:
        kaspi = f'--practice={fake.url}'
        folder.call(kaspi, 'orders', 'fetch')
        posts = []

        def revoke(request):
            """The first act is done, then the token is taken back"""
            if request.command != 'POST':
                return None
            posts.append(request.path)
            if len(posts) > 1:
                return 401, 'application/json', '{"errors":[{"title":"Token is not valid."}]}'
            fake.stores[0][0]['attributes'].update(status='CANCELLED', state='ARCHIVE')
            return None

        fake.spoil = revoke
        codes = [f'9000000{n:02}' for n in range(1, 21)]
        acts = folder.call(kaspi, 'orders', 'cancel', *codes, '--reason', 'buyer', '--yes', codes=(1,))['acts']
        found = sorted(act['state'] for act in acts)
        # Eight may be under way at once; the others are never sent.
        assert found.count('verified') == 1 and 1 <= found.count('refused') <= 8 and found.count('approved') >= 11, found
        assert len(posts) == 1 + found.count('refused')
        folder.call(kaspi, 'orders', 'fetch')
        alerts = folder.call(kaspi, 'alerts', 'list')['alerts']
        assert [(alert['kind'], alert['store']) for alert in alerts if alert['kind'] == 'failed-acts'] == [('failed-acts', 'UNIVERSAL')], alerts
        # A press that was told so says it as loud as a reading; the reading above ended it.
        history = folder.call(kaspi, 'alerts', 'list', '--all')['alerts']
        assert [(alert['store'], alert['resolved'] is not None) for alert in history if alert['kind'] == 'token'] == [('UNIVERSAL', True)], history
        # What one raised in English another reads in Russian, beside the store that it is about.
        russian = {**os.environ, 'LANGUAGE': 'ru', 'SAUDA_LOCALEDIR': str(Path(PROGRAM).parent.parent / 'po')}
        words = [word for word in folder.command(kaspi, 'alerts', 'list') if word != '--json']
        told = subprocess.run(words, env=russian, stdout=subprocess.PIPE, text=True, timeout=120, check=True).stdout
        assert re.search(r'UNIVERSAL +[1-8] действи[еяй] .* не подействовал', told), told
        # So is what became of an act.
        told = subprocess.run(folder.command(kaspi, 'outbox', 'list'), env=russian, stdout=subprocess.PIPE, text=True, timeout=120, check=True)
        for act, english in zip(json.loads(told.stdout)['acts'], folder.call(kaspi, 'outbox', 'list')['acts'], strict=True):
            assert act['id'] == english['id'] and (act['error'] is None) == (english['error'] is None), (act, english)
            assert not act['error'] or (re.search('[а-я]', act['error']) and not re.search('[а-я]', english['error'])), (act, english)
        folder.call(kaspi, 'alerts', 'ack', '--all')
        assert all(alert['acknowledged'] for alert in folder.call(kaspi, 'alerts', 'list')['alerts'])
        folder.sentence(kaspi, 'alerts', 'ack', '77', code=3)
        folder.sentence(kaspi, 'alerts', 'ack', code=2)


def check_the_first_act_of_a_plan_goes_alone():
    codes = [[str(first + number) for number in range(3)] for first in (900000051, 910000051)]
    stores = [[order(code, state='NEW', status='APPROVED_BY_BANK') for code in of_store] for of_store in codes]
    with Folder() as folder, ObedientKaspi(*stores) as kaspi:
        where = f'--practice={kaspi.url}'
        folder.call(where, 'orders', 'fetch')
        asked = []
        kaspi.spoil = lambda request: asked.append(request.command)
        acts = folder.call(where, 'orders', 'accept', *codes[0], *codes[1], '--yes')['acts']
        assert {act['state'] for act in acts} == {'verified'} and len(acts) == 6, acts
        # Of two stores as of one: read back before anything else is sent (product.md 5).
        first = asked.index('POST')
        assert asked[first:first + 2] == ['POST', 'GET'] and asked.count('POST') == 6, asked


def check_gates_keep_a_plan_as_it_is():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        code = stage_of(folder, 'new', 'UNIVERSAL')[0]
        plan = folder.call('--practice', 'orders', 'cancel', code, '--reason', 'out-of-stock', codes=(4,))['plan']
        folder.call('--practice', 'stores', 'stop', 'UNIVERSAL')
        assert 'Stop' in folder.sentence('--practice', 'outbox', 'approve', plan, code=4)
        folder.call('--practice', 'stores', 'resume', 'UNIVERSAL')
        folder.call('--practice', 'stores', 'trust', 'UNIVERSAL', 'read')
        assert 'trust' in folder.sentence('--practice', 'outbox', 'approve', plan, code=4)
        assert states(folder, '--practice') == [('cancel', 'planned')] and code not in folder.ledger()
        folder.call('--practice', 'stores', 'trust', 'UNIVERSAL', 'limited')
        folder.call('--practice', 'outbox', 'approve', plan)


def check_nothing_is_planned_for_a_store_that_may_not_write():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        stages = {stage: stage_of(folder, stage, 'UNIVERSAL')[0] for stage in ('new', 'packing', 'preorder')}
        elsewhere = stage_of(folder, 'new', 'ONLYFIT')[0]
        folder.call('--practice', 'orders', 'cancel', stages['new'], '--reason', 'buyer', codes=(4,))
        for level in ('read', 'files'):
            folder.call('--practice', 'stores', 'trust', 'UNIVERSAL', level)
            for words in (('accept', stages['new']), ('assemble', stages['packing']), ('arrived', stages['preorder']),
                          ('complete', stages['packing']), ('cancel', stages['new'], '--reason', 'buyer'), ('accept', stages['new'], '--yes')):
                said = folder.call('--practice', 'orders', *words, codes=(4,))
                assert 'plan' not in said and [order['code'] for order in said['orders']] == [words[1]], said
                assert 'trust level' in said['orders'][0]['problem'] and 'Settings' in said['orders'][0]['problem'], said
        # Another store's orders are planned all the same.
        mixed = folder.call('--practice', 'orders', 'accept', stages['new'], elsewhere, codes=(4,))
        assert [act['target'] for act in mixed['acts']] == [elsewhere] and mixed['plan'], mixed
        assert folder.ledger().keys() == set(), folder.ledger()


def check_an_act_is_not_planned_again_for_a_store_that_may_not_write():
    with Folder() as folder, FakeKaspi([order('900000021')]) as kaspi:
        where = f'--practice={kaspi.url}'
        kaspi.spoil = lambda request: request.command == 'POST' and (400, 'application/vnd.api+json', '{"errors":[{"title":"No"}]}')
        folder.call(where, 'orders', 'fetch')
        act = folder.call(where, 'orders', 'cancel', '900000021', '--reason', 'buyer', '--yes', codes=(1,))['acts'][0]
        assert act['state'] == 'refused', act
        folder.call(where, 'stores', 'trust', 'UNIVERSAL', 'read')
        said = folder.call(where, 'outbox', 'retry', act['id'], codes=(4,))
        assert 'plan' not in said and 'trust level' in said['problems'][0], said
        folder.call(where, 'stores', 'trust', 'UNIVERSAL', 'limited')
        assert folder.call(where, 'outbox', 'retry', act['id'])['plan']


def check_orders_are_accepted_and_assembled_one_by_one():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        new, packing = stage_of(folder, 'new')[0], stage_of(folder, 'packing')[0]
        folder.sentence('--practice', 'orders', 'assemble', packing, '--places', '0', code=2)
        assert folder.call('--practice', 'orders', 'accept', new, '--yes')['acts'][0]['state'] == 'verified'
        act = folder.call('--practice', 'orders', 'assemble', packing, '--places', '2', '--yes')['acts'][0]
        assert act['state'] == 'verified' and packing in stage_of(folder, 'handover'), act
        assert folder.call('--practice', 'orders', 'assemble', packing, '--yes', codes=(3,))['orders'][0]['problem']
        ledger = folder.ledger()
        assert (ledger[new]['accepts'], ledger[packing]['assembles']) == (1, 1), ledger


def check_stages_forbid_what_kaspi_would_refuse():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        preorder, back, packing = (stage_of(folder, stage)[0] for stage in ('preorder', 'cancelling', 'packing'))
        for words in (('complete', packing), ('arrived', packing), ('arrived', packing, '--backward'),
                      ('cancel', back, '--reason', 'buyer'), ('complete', 'nothing')):
            refused = folder.call('--practice', 'orders', *words, '--yes', codes=(3,))
            assert refused['orders'][0]['problem'], words
        assert folder.ledger() == {}
        folder.call('--practice', 'orders', 'arrived', preorder, '--yes')
        folder.call('--practice', 'orders', 'arrived', back, '--backward', '--yes')
        assert preorder in stage_of(folder, 'packing') and back in stage_of(folder, 'cancelled')


def check_an_order_that_moved_on_meanwhile_is_not_touched():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake:
        kaspi = f'--practice={fake.url}'
        folder.call(kaspi, 'orders', 'fetch')
        plan = folder.call(kaspi, 'orders', 'cancel', '900000001', '--reason', 'buyer', codes=(4,))['plan']
        fake.stores[0][0]['attributes'].update(assembled=True)
        act = folder.call(kaspi, 'outbox', 'approve', plan, codes=(1,))['acts'][0]
        assert (act['state'], act['attempts']) == ('expired', 0) and act['error'], act
        assert fake.writes == []


def check_lines_are_cancelled_one_or_several():
    lines = [('A 1', 3, 300), ('B', 1, 100), ('C=2', 2, 200)]
    with Folder() as folder, FakeKaspi([order('900000001', lines=lines)]) as fake:
        words = f'--practice={fake.url}', 'orders', 'cancel', '900000001', '--reason', 'out-of-stock', '--yes'
        folder.call(f'--practice={fake.url}', 'orders', 'fetch')
        one = folder.call(*words, '--line', 'A 1=2')['acts'][0]
        assert one['state'] == 'verified' and fake.writes[0]['remainedQuantity'] == 2, (one, fake.writes)
        several = folder.call(*words, '--line', 'A 1=1', '--line', 'C=2=0')
        assert several['acts'][0]['state'] == 'verified', several
        assert [removal['remainedQuantity'] for removal in fake.writes[1]] == [1, 0], fake.writes
        for line in ('A 1=1', 'B=5', 'nothing=0'):
            assert folder.call(*words, '--line', line, codes=(3,))['orders'][0]['problem'], line
        folder.sentence(*words, '--line', 'B', code=2)
        assert len(fake.writes) == 2
        left = folder.call(f'--practice={fake.url}', 'orders', 'list')['orders'][0]['lines']
        assert [(line['sku'], line['quantity']) for line in left] == [('A 1', 1), ('B', 1)], left


if __name__ == '__main__':
    tap.main()
