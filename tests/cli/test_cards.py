#!/usr/bin/env python3
"""Product cards from the sheet to what Kaspi made of each row, on good and bad days of the practice store."""

import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tap
from saudactl import Folder
from test_faults import served

HEAD = 'sku;title;brand;category;weight;images;type;gender;color;size\n'
CATEGORY = 'Master - T-shirts'


def row(sku, title='Футболка', color='Черный|белый', picture='https://example.org/1.jpg'):
    return f'{sku};{title};Sauda;Футболки;0,3;{picture};футболка;мужской;{color};M\n'


def sheet(folder, *rows, name='cards.csv'):
    path = Path(folder.name) / name
    path.write_text(HEAD + ''.join(rows), encoding='utf-8')
    return path


def uploads(folder, url, codes=(0, 1)):
    return folder.call(f'--practice={url}', 'cards', 'status', codes=codes)['uploads']


def received(folder):
    return {card['sku']: card['uploads'] for card in folder.call('--practice', 'practice', 'ledger')['cards']}


def check_categories_are_kept_and_looked_up():
    with Folder() as folder:
        with served(folder) as url:
            found = folder.call(f'--practice={url}', 'cards', 'categories', '--query', 'ФУТБОЛ')
            assert [name['code'] for name in found['categories']] == [CATEGORY], found
            asked = folder.call(f'--practice={url}', 'cards', 'attributes', 'футболки')
            kinds = {attribute['title']: attribute for attribute in asked['attributes']}
            assert kinds['color']['multi_valued'] and kinds['color']['mandatory'] and not kinds['hood']['mandatory']
            assert [value['code'] for value in kinds['gender']['values']] == ['мужской', 'женский', 'унисекс']
            assert 'Kaspi has no category' in folder.sentence(f'--practice={url}', 'cards', 'attributes', 'Шапки', code=3)
        with served(folder, '--faults', 'unauthorized') as url:
            kept = folder.call(f'--practice={url}', 'cards', 'attributes', CATEGORY)
            assert kept == asked
            kept = folder.call(f'--practice={url}', 'cards', 'attributes', CATEGORY, '--refresh')
            assert kept['attributes'] == asked['attributes']


def check_what_was_never_told_is_asked_for():
    def ask(fault, words):
        with Folder() as folder, served(folder, '--faults', fault) as url:
            assert words in folder.sentence(f'--practice={url}', 'cards', 'categories', code=3), fault

    with ThreadPoolExecutor(4) as pool:  # each is tried again and again before it is given up
        list(pool.map(ask, ('unauthorized', 'rate-limit', 'bad-gateway', 'truncated-json'),
                      ('token', 'fewer requests', 'servers', 'broke off')))


def check_every_column_has_its_sentence():
    with Folder() as folder, served(folder) as url:
        wrong = 'B;;;Футболки;тяжело;ftp://x https://a/1 https://a/1;шляпа;мужской|женский;черный|черный;\n'
        path = sheet(folder, row('A 1'), wrong, row('A 1', color='розовый'), row('C' * 65))
        report = folder.call(f'--practice={url}', 'cards', 'check', path, codes=(1,))
        assert (report['cards'], report['good']) == (4, 1), report
        found = {(problem['row'], problem['column'].split('.')[-1]) for problem in report['problems']}
        assert found == {(3, 'title'), (3, 'brand'), (3, 'weight'), (3, 'images'), (3, 'type'), (3, 'gender'), (3, 'color'),
                         (3, 'size'), (4, 'color'), (4, 'sku'), (5, 'sku')}, found
        refused = folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', codes=(3,))
        assert refused['planned'] == 0 and received(folder) == {}
        dry = folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--dry-run', codes=(1,))
        assert dry['good'] == 1 and folder.call('--practice', 'outbox', 'list')['acts'] == []


def check_a_batch_goes_up_once_and_is_followed():
    with Folder() as folder, served(folder) as url:
        path = sheet(folder, row('A 1'), row('B-2'))
        plan = folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT')
        assert plan['planned'] == 2 and [act['state'] for act in plan['acts']] == ['planned'] and received(folder) == {}
        done = folder.call(f'--practice={url}', 'outbox', 'approve', plan['plan'])
        assert [act['state'] for act in done['acts']] == ['verified'], done
        assert received(folder) == {'A 1': 1, 'B-2': 1}
        upload, = uploads(folder, url, codes=(0,))
        assert upload['status'] == 'FINISHED' and {one['sku']: one['state'] for one in upload['rows']} == {'A 1': 'FINISHED', 'B-2': 'FINISHED'}
        assert 'never sent twice' in folder.sentence(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', code=4)
        assert received(folder) == {'A 1': 1, 'B-2': 1}


def check_kaspis_own_form_goes_up_too():
    with Folder() as folder, served(folder) as url:
        path = Path(folder.name) / 'cards.json'
        attributes = [{'code': f'T-shirts*Obsie harakteristiki.{name}', 'value': value}
                      for name, value in (('type', 'поло'), ('gender', 'унисекс'), ('color', ['белый']), ('size', ['M', 'L']))]
        card = {'sku': 'J', 'title': 'Поло', 'brand': 'Sauda', 'category': CATEGORY, 'attributes': attributes,
                'images': [{'url': 'https://example.org/1.jpg'}]}
        path.write_text(json.dumps([card]), encoding='utf-8')
        done = folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes')
        assert [act['state'] for act in done['acts']] == ['verified']
        kept, = Path(folder.name).glob('practice/**/uploads/*.json')
        assert json.loads(kept.read_text(encoding='utf-8'))['products'] == [card]
        path.write_text('[{"sku": "K"}]', encoding='utf-8')
        assert 'Product 1 of the file' in folder.sentence(f'--practice={url}', 'cards', 'check', path, code=3)


def check_refused_rows_are_told_one_by_one():
    with Folder() as folder, served(folder, '--faults', 'cards-refused') as url:
        path = sheet(folder, row('A'), row('B'), row('C'))
        folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes')
        upload, = uploads(folder, url, codes=(1,))
        assert upload['refused'] == 1
        assert [(one['sku'], one['state'], bool(one['error'])) for one in upload['rows']] == [
            ('A', 'FINISHED', False), ('B', 'FINISHED', False), ('C', 'ERROR', True)], upload


def check_a_card_that_the_result_leaves_out_is_named():
    with Folder() as folder, served(folder, '--faults', 'cards-unnamed') as url:
        path = sheet(folder, row('A'), row('B'))
        folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', codes=(0, 1))
        upload, = uploads(folder, url, codes=(1,))
        assert (upload['status'], upload['refused'], upload['unnamed']) == ('FINISHED', 0, 1), upload
        assert [(one['sku'], one['state'], bool(one['error'])) for one in upload['rows']] == [
            ('A', 'FINISHED', False), ('B', 'UNNAMED', True)], upload
        act, = folder.call('--practice', 'outbox', 'list')['acts']
        assert act['state'] == 'verified', act
        # Of a whole upload without a word nobody knows whether it had an effect: a person says so, and nothing repeats it.
        alone = sheet(folder, row('C'), name='alone.csv')
        folder.call(f'--practice={url}', 'cards', 'upload', alone, '--store', 'ONLYFIT', '--yes', codes=(0, 1))
        states = [one['state'] for one in folder.call('--practice', 'outbox', 'list')['acts']]
        assert sorted(states) == ['unknown', 'verified'], states
        folder.call(f'--practice={url}', 'cards', 'upload', alone, '--store', 'ONLYFIT', '--yes', codes=(4,))
        assert received(folder) == {'A': 1, 'B': 1, 'C': 1}


def check_a_refused_batch_is_told_in_words_about_cards():
    with Folder() as folder:
        with served(folder) as url:
            folder.call(f'--practice={url}', 'cards', 'attributes', CATEGORY)
        with served(folder, '--faults', 'no-accept-html,unauthorized') as url:
            folder.call(f'--practice={url}', 'cards', 'upload', sheet(folder, row('A')), '--store', 'ONLYFIT', '--yes', codes=(1,))
            upload, = uploads(folder, url, codes=(1,))
            one, = upload['rows']
            assert (upload['status'], one['state']) == ('REFUSED', 'REFUSED') and 'token' in one['error'], upload
        # Once it can go, it goes from its own row, which forgets what was said before.
        with served(folder) as url:
            act, = folder.call('--practice', 'outbox', 'list')['acts']
            folder.call(f'--practice={url}', 'outbox', 'retry', act['id'], '--yes')
            upload, = uploads(folder, url, codes=(0,))
            assert upload['status'] == 'FINISHED' and received(folder) == {'A': 1}


def check_a_slow_kaspi_is_waited_for_by_reading():
    with Folder() as folder, served(folder, '--faults', 'cards-slow') as url:
        path = sheet(folder, row('A'))
        process = subprocess.Popen(folder.command(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes'),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while received(folder) == {}:
            assert time.monotonic() < until
        time.sleep(0.3)
        process.kill()
        process.wait()
        # Whatever the killed one left: the ledger's act is never sent again, and reading settles it when it can be.
        state = 'UPLOADED'
        while state == 'UPLOADED':
            assert time.monotonic() < until
            upload, = uploads(folder, url)
            if upload['code'] is None:
                break
            state = upload['status']
        act, = folder.call('--practice', 'outbox', 'list')['acts']
        assert act['state'] in (('verified',) if upload['code'] else ('sending', 'unknown')), act
        assert received(folder) == {'A': 1}


def check_an_upload_that_kaspi_gave_up_can_be_planned_again():
    with Folder() as folder, served(folder, '--faults', 'cards-aborted=1') as url:
        path = sheet(folder, row('A'))
        folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', codes=(1,))
        act, = folder.call('--practice', 'outbox', 'list')['acts']
        assert act['state'] == 'failed', act
        upload, = uploads(folder, url, codes=(1,))
        assert [one['state'] for one in upload['rows']] == ['ABORTED'] and upload['refused'] == 1, upload
        done = folder.call(f'--practice={url}', 'outbox', 'retry', act['id'], '--yes')
        assert [one['state'] for one in done['acts']] == ['verified'], done
        upload, = uploads(folder, url, codes=(0,))
        assert upload['status'] == 'FINISHED' and received(folder) == {'A': 2}


def check_a_lost_answer_is_settled_by_a_person():
    with Folder() as folder, served(folder, '--faults', 'lost-answer=1') as url:
        path = sheet(folder, row('A'))
        folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', codes=(1,))
        act, = folder.call('--practice', 'outbox', 'list')['acts']
        assert act['state'] == 'unknown' and 'merchant cabinet' in act['error'], act
        # Neither a day nor another call sends it again, or looks for an order of that name.
        folder.call(f'--practice={url}', 'day', 'run', '--yes', codes=(0, 1))
        folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', codes=(4,))
        folder.call(f'--practice={url}', 'outbox', 'retry', act['id'], codes=(4,))
        same, = [one for one in folder.call('--practice', 'outbox', 'list')['acts'] if one['kind'] == 'cards']
        assert same['state'] == 'unknown' and received(folder) == {'A': 1}, same
        folder.call(f'--practice={url}', 'outbox', 'settle', act['id'], 'failed', '--reason', 'not in the history')
        folder.call(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes')
        assert received(folder) == {'A': 2}


def check_too_many_requests_do_nothing_and_are_tried_again():
    with Folder() as folder:
        with served(folder) as url:
            folder.call(f'--practice={url}', 'cards', 'attributes', CATEGORY)
        with served(folder, '--faults', 'rate-limit=2') as url:
            folder.call(f'--practice={url}', 'cards', 'upload', sheet(folder, row('A')), '--store', 'ONLYFIT', '--yes')
            act, = folder.call('--practice', 'outbox', 'list')['acts']
            assert (act['state'], act['attempts'], received(folder)) == ('verified', 3, {'A': 1}), act


def check_trust_and_stop_hold_cards_back():
    with Folder() as folder, served(folder) as url:
        path = sheet(folder, row('A'))
        folder.call(f'--practice={url}', 'stores', 'trust', 'ONLYFIT', 'limited')
        assert 'trust level' in folder.sentence(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', code=4)
        folder.call(f'--practice={url}', 'stores', 'trust', 'ONLYFIT', 'full', codes=(0, 4))
        folder.call(f'--practice={url}', 'stores', 'stop', 'ONLYFIT')
        assert 'Stop' in folder.sentence(f'--practice={url}', 'cards', 'upload', path, '--store', 'ONLYFIT', '--yes', code=4)
        assert received(folder) == {}
        assert 'Name the one' in folder.sentence(f'--practice={url}', 'cards', 'upload', path, code=3)


def check_a_sheet_to_fill_in_is_read_back():
    with Folder() as folder, served(folder) as url:
        for name in ('blank.csv', 'blank.xlsx'):
            path = Path(folder.name) / name
            made = folder.call(f'--practice={url}', 'cards', 'template', 'Футболки', path, '--store', 'ONLYFIT', '--query', 'Принт')
            assert made['cards'] > 5, made
            report = folder.call(f'--practice={url}', 'cards', 'check', path, codes=(1,))
            missing = {problem['column'].split('.')[-1] for problem in report['problems']}
            assert report['cards'] == made['cards'] and 'images' in missing and 'title' not in missing, missing


if __name__ == '__main__':
    tap.main()
