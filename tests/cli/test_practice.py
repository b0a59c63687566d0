#!/usr/bin/env python3
"""The practice day: three presses of the one button."""

import html
import os
import re
import shutil
import subprocess
import zipfile
from datetime import date, timedelta
from pathlib import Path

import tap
from saudactl import DAY, PROGRAM, Folder, done_twice


def check_a_day_ends_complete():
    with Folder() as folder:
        report = folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert report['orders'] >= 80, report['orders']
        assert report['orders'] == len({order for order, entry in folder.ledger().items() if entry['assembles'] == 1})
        assert report['labels'] == report['pages'] > 0 and report['missing'] == [], report['missing']
        assert all(group['labels'] == group['pages'] for group in report['groups'])
        assert done_twice(folder) == []


def check_another_press_changes_nothing():
    with Folder() as folder:
        first = folder.call('--practice', 'day', 'run', '--yes', '--at', '15:05', codes=(0, 1))
        before = folder.ledger()
        second = folder.call('--practice', 'day', 'run', '--yes', '--at', '15:10', codes=(0, 1))
        assert (second['orders'], second['labels'], second['pages']) == (first['orders'], first['labels'], first['pages'])
        assert folder.ledger() == before


def check_who_asks_the_buyers_is_said():
    """Nobody waits for answers to questions that nobody asked: least of all where a person opens the chats"""
    for provider, before, after in ((None, 'their buyers have not been asked yet', 'wait for their buyers until 15:00'),
                                    ('link', 'write to their buyers on the page Conversations', 'write to their buyers on the page Conversations')):
        with Folder() as folder:
            if provider:
                folder.call('--practice', 'whatsapp', 'set', 'provider', provider)
            folder.call('--practice', 'orders', 'fetch')
            waiting = folder.call('--practice', 'day', 'status')['waiting']
            assert before in waiting[0] and not any('wait for their buyers until' in sentence for sentence in waiting), waiting
            told = folder.call('--practice', 'day', 'run', '--yes', codes=(0, 1))['waiting']
            waiting = folder.call('--practice', 'day', 'status')['waiting']
            assert any(after in sentence for sentence in waiting), waiting
            assert told == waiting, told


def check_orders_wait_for_their_buyers_until_the_cut_off():
    with Folder() as folder:
        morning = folder.call('--practice', 'day', 'run', '--yes')
        asked = {message['order'] for message in folder.call('--practice', 'practice', 'ledger')['messages']}
        missing = {order['code']: order['reason'] for order in morning['missing']}
        assert len(asked) > 60 and len(missing) > 60 and set(missing) <= asked, (len(asked), len(missing))
        assert all(reason == "Waiting for the buyer until 15:00." for reason in missing.values()), missing
        assert all(state['assembles'] == (code not in missing) for code, state in folder.ledger().items() if state['assembles'] or code in missing)
        assert morning['labels'] == morning['pages'] == morning['orders'] - len(missing)
        script = folder.call('--practice', 'practice', 'script')['script']
        assert script == sorted(script, key=lambda line: line['at_ms']) and {line['order'] for line in script} <= asked, script
        assert len({line['order'] for line in script}) > len(asked) / 2 and any(line['content'] == 'text' and line['text'] for line in script)
        # A size that is decided ships with the next press, before the cut-off too.
        order = next(order for order in folder.call('--practice', 'orders', 'list', '--stage', 'packing')['orders']
                     if order['code'] in missing and len(order['lines']) == 1)
        folder.call('--practice', 'conversation', 'answer', order['code'], f"размер {order['lines'][0]['clicked_size']}")
        noon = folder.call('--practice', 'day', 'run', '--yes', '--at', '10:05', codes=(0, 1))
        assert folder.ledger()[order['code']]['assembles'] == 1 and noon['labels'] == morning['labels'] + 1
        # Without a time the practice day goes on at its cut-off.
        done = folder.call('--practice', 'day', 'run', '--yes', codes=(0, 1))
        assert done['missing'] == [] and done['orders'] == done['labels'] == done['pages'] == morning['orders'], done['missing']


def check_a_part_of_an_order_is_cancelled():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')

        def find(code):
            return next(order for order in folder.call('--practice', 'orders', 'list')['orders'] if order['code'] == code)

        def cancel(code, *lines, codes=(0,)):
            words = [word for line in lines for word in ('--line', line)]
            return folder.call('--practice', 'orders', 'cancel', code, '--reason', 'out-of-stock', *words, '--yes', codes=codes)

        packing = folder.call('--practice', 'orders', 'list', '--stage', 'packing')['orders']
        long = next(order for order in packing if len(order['lines']) > 3)
        pieces = next(order for order in packing if len(order['lines']) == 1 and order['lines'][0]['quantity'] > 1)
        # Several lines go by one request, a single one by another.
        gone, kept = long['lines'][1:3], [long['lines'][0], *long['lines'][3:]]
        cancel(long['code'], *(f"{line['sku']}=0" for line in gone))
        left = find(long['code'])
        assert [line['sku'] for line in left['lines']] == [line['sku'] for line in kept], left
        assert left['total'] == long['total'] - sum(line['amount'] for line in gone), left
        line = pieces['lines'][0]
        cancel(pieces['code'], f"{line['sku']}=1")
        left = find(pieces['code'])
        assert [(one['quantity'], one['amount']) for one in left['lines']] == [(1, line['amount'] // line['quantity'])], left
        # What would leave nothing is no part.
        assert cancel(pieces['code'], f"{line['sku']}=0", codes=(1,))['acts'][0]['state'] == 'refused'
        assert find(pieces['code']) == left


def check_without_approval_nothing_is_sent():
    with Folder() as folder:
        folder.call('--practice', 'day', 'run', codes=(4,))
        assert all(order['accepts'] == order['assembles'] == 0 for order in folder.ledger().values())


def check_the_red_stop_stops():
    with Folder() as folder:
        folder.call('--practice', 'stores', 'stop')
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert all(order['accepts'] == order['assembles'] == 0 for order in folder.ledger().values())
        folder.call('--practice', 'stores', 'resume', 'UNIVERSAL')
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert any(order['assembles'] == 1 for order in folder.ledger().values())
        stores = {order['code']: order['store'] for order in folder.call('--practice', 'orders', 'list')['orders']}
        assert {stores[code] for code, order in folder.ledger().items() if order['assembles']} == {'UNIVERSAL'}


def check_a_store_that_may_only_be_read_is_not_written_to():
    with Folder() as folder:
        for store in ('UNIVERSAL', 'ONLYFIT'):
            folder.call('--practice', 'stores', 'trust', store, 'read')
        report = folder.call('--practice', 'orders', 'fetch')
        assert report['orders'] > 0, report
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert all(order['accepts'] == order['assembles'] == 0 for order in folder.ledger().values())


def check_every_act_is_in_the_ledger():
    with Folder() as folder:
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        acts = folder.call('--practice', 'outbox', 'list')['acts']
        sent = {(act['kind'], act['target']) for act in acts if act['state'] == 'verified'}
        seen = folder.ledger()
        assert sent == ({('accept', code) for code, order in seen.items() if order['accepts']} |
                        {('assemble', code) for code, order in seen.items() if order['assembles']} |
                        {('message', message['order']) for message in
                         folder.call('--practice', 'practice', 'ledger')['messages']})


def must_have_whole_titles(folder):
    """The longest words stand over the narrowest columns in Russian."""
    path = Path(folder.name, 'titles.pdf')
    russian = {**os.environ, 'LANGUAGE': 'ru', 'SAUDA_LOCALEDIR': str(Path(PROGRAM).parent.parent / 'po')}
    folder.call('--practice', 'day', 'report', '--out', path, codes=(0, 1), environment=russian)
    if shutil.which('pdftotext') is not None:
        text = subprocess.run(['pdftotext', '-layout', path, '-'], stdout=subprocess.PIPE, text=True, check=True).stdout
        assert re.search(r'Заказ +Магазин +Этап .* Отгрузить до +Накладная', text), text[:2000]


def check_labels_and_report_lie_where_they_should():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        later = max(folder.call('--practice', 'orders', 'list', '--stage', 'packing')['orders'], key=lambda order: order['planned_handover'])
        folder.call('--practice', 'orders', 'assemble', later['code'], '--yes')
        report = folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert Path(report['report']).is_file(), report['report']
        assert Path(report['report']).is_relative_to(Path(folder.name, 'practice'))
        assert list(Path(folder.name, 'practice', 'labels').glob('Today/*/NORMAL_singles/*.pdf'))
        must_have_whole_titles(folder)
        # A waybill that is formed for another day is not printed yet, and saved as long as Kaspi gives it out.
        assert not list(Path(folder.name, 'practice', 'labels').rglob(f"*{later['code']}*"))
        assert list(Path(folder.name, 'practice', 'waybills').rglob(f"{later['code']}-*.pdf")), later


def check_decisions_are_told_in_the_language_of_whoever_reads():
    with Folder() as folder:
        for clock in ('11:00', '16:00'):
            folder.call('--practice', 'day', 'run', '--yes', '--at', clock, codes=(0, 1))
        report = folder.call('--practice', 'day', 'report', codes=(0, 1))
        rows = next(section['rows'] for section in report['sections'] if section['title'] == 'Decisions')
        reasons = {row['Reason'] for row in rows}
        assert any('earlier order' in reason or 'limit of' in reason for reason in reasons), reasons
        assert any(reason.startswith('No reply by') for reason in reasons), reasons
        for language, words in (('ru', ('границы', 'Следующий')), ('kk', ('шегінен', 'Келесісі'))):
            path = Path(folder.name, f'{language}.xlsx')
            reader = {**os.environ, 'LANGUAGE': language, 'SAUDA_LOCALEDIR': str(Path(PROGRAM).parent.parent / 'po')}
            folder.call('--practice', 'day', 'report', '--out', path, codes=(0, 1), environment=reader)
            with zipfile.ZipFile(path) as book:
                text = ''.join(book.read(name).decode() for name in book.namelist() if name.endswith('.xml'))
            assert [reason for reason in reasons if html.escape(reason, quote=False) in text] == []
            assert [word for word in words if word not in text] == [], language
            assert not re.search(r'%[0-9]*\$?[su]', text), language


def check_the_report_counts_what_the_labels_were_proved_against():
    # The orders of the practice store are those of today, of which yesterday knows nothing without being told to.
    yesterday = date.fromisoformat(DAY) - timedelta(days=1)
    with Folder() as folder:
        counts = []
        for words in ((), ('--tomorrow',), ()):
            run = folder.call('--practice', 'day', 'run', '--yes', '--at', f'{yesterday}T16:00:00+05:00', *words, codes=(0, 1))
            report = folder.call('--practice', 'day', 'report', '--date', yesterday, codes=(0, 1))
            proved = [(told['orders'], told['labels'], told['pages']) for told in (run, report)]
            assert proved[0] == proved[1], (words, proved)
            counts.append(run['orders'])
        assert counts[1] > counts[0] == counts[2], counts


def check_fetching_twice_finds_nothing_new():
    with Folder() as folder:
        first = folder.call('--practice', 'orders', 'fetch')
        assert first['new'] == first['orders'] >= 90 and first['requests'] > 0, first
        second = folder.call('--practice', 'orders', 'fetch')
        assert (second['new'], second['changed'], second['same']) == (0, 0, first['orders']), second


if __name__ == '__main__':
    tap.main()
