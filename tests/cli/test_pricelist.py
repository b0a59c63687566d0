#!/usr/bin/env python3
"""Price lists as scripts see them: whole, checked, published and read back, compared with Kaspi's, killed."""

import base64
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

import tap
from saudactl import DATA, PROGRAM, Folder, small_memory

CATALOGUE = DATA / 'catalog' / 'M02_SKU_CATALOG.csv'
ACTIVE = DATA / 'pricelist' / 'ACTIVE.xml'
SPACED = 'CL_QZ_MEN_LEG_BLACK_116000005_44/S _(S)'
NS = '{kaspiShopping}'


def ready(folder, trust='full'):
    folder.call('stores', 'add', 'UNIVERSAL', '--merchant-id', '30000001', '--trust', trust, '--reason', 'a shop of the test')
    folder.call('catalog', 'import', CATALOGUE, codes=(1,))


def offers_of(path):
    return {offer.get('sku'): offer for offer in ET.parse(path).getroot().iter(f'{NS}offer')}


def check_the_list_is_whole_and_right():
    with Folder() as folder:
        ready(folder)
        path = Path(folder.name) / 'list.xml'
        report = folder.call('pricelist', 'export', path, codes=(0, 1))
        found = offers_of(path)
        mine = [offer for offer in folder.call('catalog', 'map-api')['offers'] if offer['store'] == 'UNIVERSAL']
        assert len(found) == report['offers'] == len([offer for offer in mine if offer['price']])
        assert SPACED in found, 'SKUs are never rewritten'
        place = found[SPACED].find(f'{NS}availabilities/{NS}availability')
        assert place.get('storeId') == '30000001_PP1'
        assert found[SPACED].find(f'{NS}price').text == '4990'
        checked = folder.call('pricelist', 'check', path)
        assert checked['refused'] == 0 and checked['offers'] == report['offers']
        folder.call('pricelist', 'warehouse', 'PP1', '--city', '750000000')
        folder.call('pricelist', 'warehouse', 'PP2', '--city', '710000000', '--pre-order', '3')
        folder.call('pricelist', 'export', path, codes=(0, 1))
        spaced = offers_of(path)[SPACED]
        assert [city.get('cityId') for city in spaced.iter(f'{NS}cityprice')] == ['750000000', '710000000']
        assert len(list(spaced.iter(f'{NS}availability'))) == 2
        assert [place.get('available') for place in spaced.iter(f'{NS}availability')] == ['yes', 'no'], 'PP2 has no share'
        folder.call('pricelist', 'warehouse', 'PP2', '--share', '25%')
        sheet = Path(folder.name) / 'list.xlsx'
        assert 'pre-order' in folder.sentence('pricelist', 'export', sheet, code=3), 'the sheet cannot say that'
        folder.call('pricelist', 'warehouse', 'PP2', '--pre-order', 0)
        folder.call('pricelist', 'export', sheet, codes=(0, 1))
        assert folder.call('pricelist', 'check', sheet)['offers'] == report['offers']


def counts(folder, sku=SPACED):
    path = Path(folder.name) / 'counts.xml'
    folder.call('pricelist', 'export', path, codes=(0, 1))
    return [(place.get('available'), place.get('stockCount')) for place in offers_of(path)[sku].iter(f'{NS}availability')]


def check_two_warehouses_share_one_shelf():
    with Folder() as folder:
        ready(folder)
        folder.call('stock', 'set', SPACED, 10)
        folder.call('pricelist', 'warehouse', 'PP2', '--city', '710000000')
        folder.call('pricelist', 'warehouse', 'PP1', '--city', '750000000')
        assert counts(folder) == [('yes', '10'), ('no', '0')], "the store's own stays beside one that is named first"
        for share, found in (('30%', ['7', '3']), ('keep:4', ['4', '6']), ('all', ['0', '10']), ('none', ['10', '0'])):
            places = folder.call('pricelist', 'warehouse', 'PP2', '--share', share)['warehouses']
            assert [place['share'] for place in places] == ['rest', share] and places[1]['city'] == '710000000'
            assert [count for _, count in counts(folder)] == found, share
        assert 'twice' in folder.sentence('pricelist', 'warehouse', 'PP2', '--share', 'double', code=4)
        folder.call('pricelist', 'warehouse', 'PP2', '--share', 'double', '--reason', 'the same room has two codes')
        assert counts(folder) == [('yes', '10'), ('yes', '10')]
        assert 'main warehouse' in folder.sentence('pricelist', 'warehouse', 'PP1', '--share', '30%', code=3)
        folder.call('pricelist', 'warehouse', 'PP1', '--off')
        assert counts(folder) == [('no', '0'), ('yes', '10')], 'who sells alone gets the shelf'


KASPI = ("<?xml version='1.0' encoding='UTF-8'?><kaspi_catalog xmlns='kaspiShopping' date='2026-11-20 10:00' "
         "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='http://kaspi.kz/kaspishopping.xsd'>"
         "<company>30000001</company><merchantid>30000001</merchantid><offers>{}</offers></kaspi_catalog>")
PLACE = "<availability available='{}' storeId='30000001_{}' preOrder='{}' stockCount='{}.0'/>"


def kaspi_offer(sku, brand, places, prices):
    return (f"<offer sku='{sku}'><model>Кофта &amp; шарф</model><brand>{brand}</brand><availabilities>"
            + ''.join(PLACE.format(*place) for place in places) + '</availabilities><cityprices>'
            + ''.join(f"<cityprice cityId='{city}'>{price}</cityprice>" for city, price in prices) + '</cityprices></offer>')


def check_what_is_taken_over_is_said_again():
    almaty, shymkent = '750000000', '511010000'
    with Folder() as folder:
        folder.call('stores', 'add', 'UNIVERSAL', '--merchant-id', '30000001', '--trust', 'full', '--reason', 'test')
        offers = [kaspi_offer('A&amp;B &lt;1&gt;', 'ONLY &amp; FIT', [('yes', 'PP1', 3, 3), ('yes', 'PP2', 0, 5)], [(almaty, 990), (shymkent, 1490)]),
                  kaspi_offer('off sale', '', [('no', 'PP1', 0, 7), ('no', 'PP2', 0, 0)], [(almaty, 990), (shymkent, 990)]),
                  kaspi_offer('no place', '', [], [(almaty, 990), (shymkent, 990)])]
        active = Path(folder.name) / 'ACTIVE.xml'
        active.write_text(KASPI.format(''.join(offers)), encoding='utf-8')
        found = folder.call('pricelist', 'import', active)
        assert found['adopted'] == 3 and found['drift'] == [], found
        mine = Path(folder.name) / 'mine.xml'
        folder.call('pricelist', 'export', mine, codes=(0, 1))
        assert folder.call('pricelist', 'diff', active, mine)['changes'] == []
        first = offers_of(mine)['A&B <1>']
        assert first.findtext(f'{NS}brand') == 'ONLY & FIT'
        assert [place.get('preOrder') for place in first.iter(f'{NS}availability')] == ['3', None]
        text = active.read_text(encoding='utf-8')
        active.write_text(text.replace('>1490<', '>1990<').replace("'5.0'", "'6.0'"), encoding='utf-8')
        found = {(row['field'], row['place']): (row['mine'], row['kaspi']) for row in folder.call('stock', 'drift', active)['drift']}
        assert found == {('price', shymkent): (1490, 1990), ('stock', 'PP2'): (5, 6)}, found
        archive = Path(folder.name) / 'ARCHIVE.xml'
        archive.write_text(KASPI.format(kaspi_offer('old', '', [], [(almaty, 990)]) + kaspi_offer('free', '', [], [(almaty, 0)])), encoding='utf-8')
        assert folder.call('pricelist', 'import', archive)['adopted'] == 2
        report = folder.call('pricelist', 'export', mine)
        assert report['on_sale'] == 1 and report['without_price'] == 0, 'nothing of the archive comes on sale'


def check_a_list_that_says_things_twice():
    with Folder() as folder:
        folder.call('stores', 'add', 'S', '--merchant-id', '30000001', '--trust', 'full', '--reason', 'test')
        offers = [kaspi_offer('a', '', [('yes', 'PP1', 0, 3)], [('750000000', 1000)]),
                  kaspi_offer('b', '', [('yes', 'PP2', 0, 0)], [('710000000', 2000)]),
                  kaspi_offer('a', '', [('yes', 'PP1', 0, 9)], [('750000000', 5000)]),
                  kaspi_offer('', '', [('yes', 'PP1', 0, 9)], [('750000000', 5000)])]
        active = Path(folder.name) / 'ACTIVE.xml'
        active.write_text(KASPI.format(''.join(offers)), encoding='utf-8')
        found = folder.call('pricelist', 'import', active)
        assert (found['offers'], found['adopted'], found['drift']) == (4, 2, []), found
        assert [(row['sku'], 'different values' in row['reason']) for row in found['warnings']] == [('a', True), ('', False)]
        assert [(place['name'], place['city']) for place in folder.call('pricelist', 'warehouse')['warehouses']] == [
            ('PP1', '750000000'), ('PP2', '710000000')], 'no offer names both warehouses'
        mine = Path(folder.name) / 'mine.xml'
        assert folder.call('pricelist', 'export', mine)['on_sale'] == 2
        places = {offer: [(place.get('available'), place.get('stockCount')) for place in node.iter(f'{NS}availability')]
                  for offer, node in offers_of(mine).items()}
        assert places == {'a': [('yes', '3'), ('no', '0')], 'b': [('no', '0'), ('yes', '0')]}, 'on sale with 0 pieces stays so'
        assert folder.call('stock', 'drift', active)['drift'] == []
        active.write_text(KASPI.format(offers[0].replace("preOrder='0'", "preOrder='5'") + offers[1]), encoding='utf-8')
        assert [(row['field'], row['mine'], row['kaspi']) for row in folder.call('stock', 'drift', active)['drift']] == [('preorder', 0, 5)]
        folder.call('stores', 'add', 'OTHER', '--merchant-id', '40000001')
        assert '30000001' in folder.sentence('pricelist', 'import', active, '--store', 'OTHER', code=3)


def check_drift_has_a_date():
    with Folder() as folder:
        ready(folder)
        report = folder.call('stock', 'drift', ACTIVE)
        assert report['store'] == 'UNIVERSAL' and report['offers'] == 2
        drift = {(row['sku'], row['field']): row for row in report['drift']}
        stock = drift[(SPACED, 'stock')]
        assert (stock['mine'], stock['kaspi'], stock['difference']) == (40, 3, 37), stock
        assert drift[('112000002_372268966', 'unknown')]['mine'] is None, 'that offer is of the other store'
        assert ('112000002_301765406', 'missing') in drift
        again = folder.call('stock', 'drift', ACTIVE)
        assert [row['since'] for row in again['drift']] == [row['since'] for row in report['drift']]
        folder.call('stock', 'set', SPACED, 3)
        after = {(row['sku'], row['field']): row for row in folder.call('stock', 'drift', ACTIVE)['drift']}
        assert (SPACED, 'stock') not in after and (SPACED, 'availability') not in after
        adopted = folder.call('pricelist', 'import', ACTIVE)
        assert adopted['adopted'] == 1
        places = folder.call('pricelist', 'warehouse')['warehouses']
        assert [(place['name'], place['city']) for place in places] == [('PP1', '750000000'), ('PP2', '353263100')], places
        assert not any(row['field'] == 'unknown' for row in folder.call('stock', 'drift', ACTIVE)['drift'])


def check_a_partial_list_needs_a_typed_number():
    with Folder() as folder:
        ready(folder)
        path = Path(folder.name) / 'kaspi.xml'
        text = ACTIVE.read_text(encoding='utf-8')
        offer = '<offer sku="GONE-{}"><model>m</model><price>1000</price></offer>'
        path.write_text(text.replace('</offers>', ''.join(offer.format(n) for n in range(500)) + '</offers>'),
                        encoding='utf-8')
        folder.call('stock', 'drift', path)
        out = Path(folder.name) / 'list.xml'
        said = folder.sentence('pricelist', 'export', out, code=4)
        assert '--confirm 501' in said, said
        assert not out.exists()
        folder.call('pricelist', 'export', out, '--confirm', 501, codes=(0, 1))
        assert '--confirm 501' in folder.sentence('pricelist', 'publish', '--to', out, '--yes', code=4)


def check_publishing_reads_back_and_goes_back():
    with Folder() as folder:
        ready(folder)
        place = Path(folder.name) / 'out' / 'list.xml'
        place.parent.mkdir()
        assert 'run out' in folder.sentence('pricelist', 'publish', '--to', place, code=4)
        assert not place.exists()
        first = folder.call('pricelist', 'publish', '--yes')
        assert first['state'] == 'published'
        text = place.read_bytes()
        assert sorted(path.name for path in place.parent.iterdir()) == ['list.xml'], 'nothing is left beside it'
        acts = folder.call('outbox', 'list')['acts']
        assert [act['state'] for act in acts if act['kind'] == 'publish-list'] == ['verified']
        folder.call('stock', 'set', SPACED, 7)
        second = folder.call('pricelist', 'publish', '--yes')
        assert place.read_bytes() != text and second['id'] != first['id']
        back = folder.call('pricelist', 'rollback', first['id'])
        assert back['state'] == 'published' and place.read_bytes() == text
        assert [row['state'] for row in folder.call('pricelist', 'history')['lists']] == ['published'] * 3
        assert 'is a folder' in str(folder.call('pricelist', 'publish', '--yes', '--to', place.parent, codes=(3,)))
        assert not list(place.parent.parent.glob('.*.part')), 'nothing is left there'
        folder.call('pricelist', 'publish', '--yes', '--to', '/proc/nowhere/list.xml', codes=(3,))
        assert folder.call('pricelist', 'history')['lists'][0]['state'] == 'failed'


def check_the_way_back_is_judged_like_a_new_list():
    def offers(numbers):
        return KASPI.format(''.join(kaspi_offer(f'a {n}', '', [('yes', 'PP1', 0, 3)], [('750000000', 1000 + n)]) for n in numbers))

    with Folder() as folder:
        folder.call('stores', 'add', 'S', '--merchant-id', '30000001', '--trust', 'full', '--reason', 'test')
        active, place = Path(folder.name) / 'ACTIVE.xml', Path(folder.name) / 'list.xml'
        for count in (20, 30):
            active.write_text(offers(range(count)), encoding='utf-8')
            folder.call('pricelist', 'import', active)
            folder.call('pricelist', 'publish', '--to', place, '--yes')
        first, second = sorted(row['id'] for row in folder.call('pricelist', 'history')['lists'])
        diff = folder.call('pricelist', 'diff', second)
        assert (diff['offers_before'], diff['offers_after'], [row['change'] for row in diff['changes']]) == (20, 30, ['added'] * 10)
        back = folder.call('pricelist', 'diff', second, first)
        assert [row['change'] for row in back['changes']] == ['removed'] * 10
        assert folder.call('pricelist', 'diff', first, active)['changes'] == diff['changes']
        assert len(folder.call('pricelist', 'diff', first)['changes']) == 20, 'the first list is new as a whole'
        folder.sentence('pricelist', 'diff', second + 7, code=3)
        before = place.read_bytes()
        assert '10' in folder.sentence('pricelist', 'rollback', first, code=4)
        assert '10' in folder.sentence('pricelist', 'rollback', first, '--confirm', 9, code=4)
        assert place.read_bytes() == before
        other = Path(folder.name) / 'other.xml'
        folder.call('pricelist', 'publish', '--to', other, '--yes')
        folder.call('pricelist', 'rollback', first, '--confirm', 10)
        assert place.read_bytes() == before, 'the place of now, not that of then'
        assert len(offers_of(other)) == 20
        last = folder.call('pricelist', 'history')['lists'][0]
        assert (last['offers'], last['on_sale'], last['state'], last['place']) == (20, 20, 'published', str(other)), last
        # a new list has all of them again, and the schema and the loss are judged against the list that lies there
        assert folder.call('pricelist', 'publish', '--yes')['offers'] == 30


def check_trust_and_stop_hold():
    with Folder() as folder:
        ready(folder, trust='read')
        place = Path(folder.name) / 'list.xml'
        assert 'trust level' in folder.sentence('pricelist', 'publish', '--to', place, '--yes', code=4)
        assert not place.exists()
    with Folder() as folder:
        ready(folder, trust='limited')
        assert 'prices' in folder.sentence('pricelist', 'publish', '--to', Path(folder.name) / 'list.xml', '--yes', code=4)
    with Folder() as folder:
        ready(folder)
        place = Path(folder.name) / 'list.xml'
        folder.call('stores', 'stop', 'UNIVERSAL')
        assert 'stopped' in folder.sentence('pricelist', 'publish', '--to', place, '--yes', code=4)
        assert not place.exists()


def fetch(url, password):
    key = base64.b64encode(f'kaspi:{password}'.encode()).decode()
    with urllib.request.urlopen(urllib.request.Request(url, headers={'Authorization': f'Basic {key}'})) as answer:
        return answer.read()


def check_the_served_list_asks_for_the_password():
    with Folder() as folder:
        ready(folder)
        folder.call('pricelist', 'publish', '--to', 'served', '--yes')
        process = subprocess.Popen([PROGRAM, '--data-dir', folder.name, 'pricelist', 'serve', '--user', 'kaspi'],
                                   stdout=subprocess.PIPE, text=True,
                                   env={'PRICELIST_PASSWORD': 'geheim', 'GSETTINGS_BACKEND': 'memory'})
        try:
            url = process.stdout.readline().strip() + '30000001.xml'
            assert b'<merchantid>30000001</merchantid>' in fetch(url, 'geheim')
            os.environ['PRICELIST_PASSWORD'] = 'geheim'
            assert folder.call('pricelist', 'verify', url, '--user', 'kaspi')['same'] is True
            os.environ['PRICELIST_PASSWORD'] = 'falsch'
            assert '401' in folder.sentence('pricelist', 'verify', url, '--user', 'kaspi', code=3)
            del os.environ['PRICELIST_PASSWORD']
            for wrong in ('', 'falsch'):
                try:
                    fetch(url, wrong)
                    raise AssertionError('the wrong password was taken')
                except urllib.error.HTTPError as error:
                    assert error.code == 401
            try:
                fetch(url.replace('30000001', '1'), 'geheim')
                raise AssertionError('another list was served')
            except urllib.error.HTTPError as error:
                assert error.code == 404
        finally:
            process.terminate()
            assert process.wait(30) == 0


def check_prices_by_city_and_pre_orders_reach_the_list():
    with Folder() as folder:
        folder.call('stores', 'add', 'S', '--merchant-id', '30000001')
        path = Path(folder.name) / 'catalogue.csv'
        path.write_text('SKU_ID;SKU_key;Kaspi_name_core;Our_Size;SKU_ID_KSP;Initial_KSP_Price;Stock_entered;Store_name\n'
                        'K_M;K;Футболка;M;a 1;10000;3;S\nK_L;K;Футболка;L;b;12000;4.0;S\n', encoding='utf-8')
        folder.call('catalog', 'import', path, codes=(0, 1))
        for name, city, days in (('PP1', '750000000', '0'), ('PP2', '710000000', '5')):
            folder.call('pricelist', 'warehouse', name, '--store', 'S', '--city', city, '--pre-order', days)
        folder.call('pricelist', 'warehouse', 'PP2', '--store', 'S', '--share', '50%')
        first = folder.call('pricelist', 'city', 'a 1', 'астана', '10500')
        folder.call('pricelist', 'city', 'b', '710000000', '12500')
        folder.call('pricelist', 'preorder', 'b', '7')
        assert '10' in folder.sentence('pricelist', 'city', 'a 1', 'Астана', '99000', code=4)
        assert 'no city' in folder.sentence('pricelist', 'city', 'a 1', 'Atlantis', '10500', code=3)
        assert 'no offer' in folder.sentence('pricelist', 'city', 'x', 'Астана', '10500', code=3)
        assert 'warehouse' in folder.sentence('pricelist', 'city', 'a 1', 'Шымкент', '10400', code=0)
        folder.sentence('pricelist', 'preorder', 'b', '31', code=2)

        def listed():
            out = Path(folder.name) / 'list.xml'
            folder.call('pricelist', 'export', out, '--store', 'S')
            assert folder.call('pricelist', 'check', out)['refused'] == 0
            space = '{kaspiShopping}'
            return {offer.get('sku'): ({price.get('cityId'): price.text for price in offer.iter(space + 'cityprice')},
                                       {place.get('storeId').split('_')[1]: place.get('preOrder') for place in offer.iter(space + 'availability')})
                    for offer in ET.parse(out).getroot().iter(space + 'offer')}

        assert listed() == {'a 1': ({'750000000': '10000', '710000000': '10500'}, {'PP1': None, 'PP2': '5'}),
                            'b': ({'750000000': '12000', '710000000': '12500'}, {'PP1': '7', 'PP2': '7'})}, listed()
        assert [(term['sku'], term['city'], term['city_price'], term['pre_order']) for term in folder.call('pricelist', 'terms')['terms']] == [
            ('a 1', '511010000', 10400, 0), ('a 1', '710000000', 10500, 0), ('b', None, None, 7), ('b', '710000000', 12500, 0)]
        for _ in range(3):
            folder.call('pricelist', 'terms', '--undo')
        assert listed() == {'a 1': ({'750000000': '10000', '710000000': '10500'}, {'PP1': None, 'PP2': '5'}),
                            'b': ({'750000000': '12000', '710000000': '12000'}, {'PP1': None, 'PP2': '5'})}, listed()
        assert folder.call('pricelist', 'terms', '--undo')['undone'] == first['change']
        assert 'take back' in folder.sentence('pricelist', 'terms', '--undo', code=3)
        history = folder.call('pricelist', 'terms', '--history')['changes']
        assert len(history) == 8 and sum(change['undone'] for change in history) == 4
        # A sheet has one price for all cities: that it is not each of them is no difference.
        sheet = Path(folder.name) / 'list.xlsx'
        folder.call('pricelist', 'warehouse', 'PP2', '--store', 'S', '--pre-order', '0')
        folder.call('pricelist', 'export', sheet, '--store', 'S')
        folder.call('pricelist', 'city', 'a 1', 'Астана', '10500')
        assert folder.call('stock', 'drift', sheet, '--store', 'S')['drift'] == []
        for city in ('Алматы', 'Астана'):
            folder.call('pricelist', 'city', 'b', city, '12500')
        assert [(drift['sku'], drift['mine'], drift['kaspi']) for drift in folder.call('stock', 'drift', sheet, '--store', 'S')['drift']] == [('b', 12500, 12000)]
        folder.call('pricelist', 'city', 'b', 'Алматы', 'off')
        folder.call('pricelist', 'city', 'a 1', 'Астана', 'off')
        folder.call('pricelist', 'city', 'b', 'Астана', 'off')
        folder.call('pricelist', 'warehouse', 'PP2', '--store', 'S', '--pre-order', '5')
        folder.call('pricelist', 'preorder', 'b', '7')
        folder.call('pricelist', 'preorder', 'b', '0', '--warehouse', '30000001_PP2')
        folder.call('pricelist', 'preorder', 'a 1', '9', '--warehouse', 'PP1')
        assert [places for _, places in listed().values()] == [{'PP1': '9', 'PP2': '5'}, {'PP1': '7', 'PP2': None}], listed()
        assert [(term['sku'], term['warehouse'], term['pre_order']) for term in folder.call('pricelist', 'terms')['terms']] == [
            ('a 1', 'PP1', 9), ('b', None, 7), ('b', 'PP2', 0)]
        assert 'no warehouse' in folder.sentence('pricelist', 'preorder', 'b', '3', '--warehouse', 'PP9', code=3)
        folder.sentence('pricelist', 'preorder', 'b', 'off', code=2)
        folder.call('pricelist', 'preorder', 'b', 'off', '--warehouse', 'PP2')
        assert [places for _, places in listed().values()] == [{'PP1': '9', 'PP2': '5'}, {'PP1': '7', 'PP2': '7'}], listed()
        folder.call('pricelist', 'preorder', 'a 1', 'off', '--warehouse', 'PP1')
        folder.call('pricelist', 'preorder', 'b', '0')
        folder.call('pricelist', 'city', 'a 1', 'Алматы', '10100')
        folder.call('pricelist', 'city', 'a 1', 'Алматы', 'off')
        assert folder.call('pricelist', 'terms')['terms'] == []
        folder.call('pricelist', 'city', 'a 1', 'Алматы', '10200')
        assert 'three times' in folder.sentence('pricelist', 'city', 'a 1', 'Алматы', '10300', code=4)


def real_list(path, count, version=1):
    """A list in the form of the cabinet: SKUs with blanks, empty brands, `3.0` pieces, two warehouses in every second offer"""
    skus = ('14266{0:04} _470819{0:07}', '{1}_{0}', 'AB-{0:04}', 'CL_QZ_{0}_44/S _(S)')
    with path.open('w', encoding='utf-8') as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?><kaspi_catalog date="2026-11-20 09:15" xmlns="kaspiShopping" '
                   'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://kaspi.kz/kaspishopping.xsd">'
                   '<company>30000001</company><merchantid>30000001</merchantid><offers>')
        for n in range(count - (3 if version == 2 else 0)):
            price = 4990 + n * 10 + (500 if version == 2 and n % 50 == 0 else 0)
            stock = n % 7 + (1 if version == 2 and n % 40 == 0 else 0)
            places = f'<availability available="{"yes" if stock else "no"}" storeId="30000001_PP1" preOrder="0" stockCount="{stock}.0"/>'
            prices = f'<cityprice cityId="750000000">{price}</cityprice>'
            if n % 2 == 0:
                places += '<availability available="yes" storeId="30000001_PP2" preOrder="0" stockCount="10000.0"/>'
                prices += f'<cityprice cityId="353263100">{price}</cityprice>'
            file.write(f'<offer sku="{skus[n % 4].format(n, 116000000 + n)}"><model>Товар &amp; {n}</model>'
                       f'{"<brand/>" if n % 3 == 0 else "<brand>QZ</brand>"}<availabilities>{places}</availabilities>'
                       f'<cityprices>{prices}</cityprices></offer>')
        if version == 2:
            file.write('<offer sku="new one"><model>Новый</model><brand/><availabilities><availability available="yes" '
                       'storeId="30000001_PP1" preOrder="0" stockCount="1.0"/></availabilities><cityprices>'
                       '<cityprice cityId="750000000">1990</cityprice></cityprices></offer>')
        file.write('</offers></kaspi_catalog>')
    return path


def check_lists_of_real_size_are_counted_by_hand():
    with Folder() as folder:
        base = Path(folder.name)
        folder.call('stores', 'add', 'S', '--merchant-id', '30000001')
        # Of n offers every second has the second warehouse; of the others every seventh has no piece.
        for count, on_sale in ((408, 408 - len(range(7, 408, 14))), (851, 851 - len(range(7, 851, 14)))):
            report = folder.call('pricelist', 'check', real_list(base / f'{count}.xml', count))
            assert (report['offers'], report['on_sale'], report['refused']) == (count, on_sale, 0), report['on_sale']
        adopted = folder.call('pricelist', 'import', base / '408.xml', '--store', 'S')
        assert adopted['adopted'] == 408 and adopted['drift'] == [], adopted['drift'][:3]
        again = folder.call('pricelist', 'import', base / '408.xml', '--store', 'S')
        assert again['adopted'] == 0 and again['drift'] == []
        out = base / 'mine.xml'
        assert folder.call('pricelist', 'export', out, '--store', 'S', codes=(0, 1))['offers'] == 408
        assert folder.call('pricelist', 'check', out)['refused'] == 0
        assert set(offers_of(out)) == set(offers_of(base / '408.xml'))
        drift = folder.call('stock', 'drift', out, '--store', 'S')['drift']
        assert drift == [], drift[:3]
        second = folder.call('stock', 'drift', real_list(base / 'second.xml', 408, 2), '--store', 'S')
        fields = {}
        for row in second['drift']:
            fields.setdefault(row['field'], []).append(row['sku'])
        # 408 - 3 offers stay: every 50th costs more, every 40th has a piece more, three are gone, one is new.
        # Of those with a piece more, the first and the 280th had none in PP1 but 10000 in PP2: PP1 alone comes on sale.
        assert {field: len(skus) for field, skus in fields.items()} == {
            'price': len(range(0, 405, 50)), 'stock': len(range(0, 405, 40)), 'missing': 3, 'unknown': 1, 'availability': len(range(0, 405, 280))}, {f: len(s) for f, s in fields.items()}


def check_hostile_lists_are_refused_with_a_sentence():
    head = '<?xml version="1.0"?>{}<kaspi_catalog xmlns="kaspiShopping" date="x"><company>{}</company>'
    entities = '<!DOCTYPE l [<!ENTITY a "aaaa">' + ''.join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + ']>'
    with Folder() as folder:
        base = Path(folder.name)
        with (base / 'line.xml').open('wb') as file:
            file.write(head.format('', 'a').encode())
            for _ in range(1024):
                file.write(b'one line without an end ' * 43691)
        (base / 'entities.xml').write_text(head.format(entities, '&a11;') + '</kaspi_catalog>', encoding='utf-8')
        (base / 'file.xml').write_text(head.format('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '&a;'), encoding='utf-8')
        (base / 'nul.xml').write_text(head.format('', 'a\0b') + '</kaspi_catalog>', encoding='utf-8')
        (base / 'deep.xml').write_text(head.format('', 'a') + '<a>' * 100000, encoding='utf-8')
        (base / 'tag.xml').write_text(head.format('', 'a') + '<offers><offer ' + ' '.join(f'a{n}=">"' for n in range(200000))
                                      + ' sku="A"/></offers></kaspi_catalog>', encoding='utf-8')
        (base / 'cut.xml').write_text(head.format('', 'a') + '<offers><offer sku="A"><model>m</model>', encoding='utf-8')
        (base / 'formula.xml').write_text(head.format('', 'a') + '<merchantid>1</merchantid><offers><offer sku="=cmd|\' /C calc\'!A0">'
                                          '<model>m</model><price>5000</price></offer></offers></kaspi_catalog>', encoding='utf-8')

        for name in ('line', 'entities', 'file', 'nul', 'deep', 'tag', 'cut', 'formula'):
            for words in (('pricelist', 'check'), ('pricelist', 'import', '--store', 'S'), ('stock', 'drift', '--store', 'S')):
                done = subprocess.run(folder.command(*words, base / f'{name}.xml'), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                      text=True, timeout=120, check=False, preexec_fn=small_memory)
                assert done.returncode == 3 and len(done.stderr) > 30, (name, words, done.returncode, done.stderr[-300:])
                assert 'root:' not in done.stderr + done.stdout


def check_killed_publishing_leaves_the_old_or_the_new_list():
    with Folder() as folder:
        ready(folder)
        place = Path(folder.name) / 'list.xml'
        folder.call('pricelist', 'publish', '--to', place, '--yes')
        killed = 0
        for turn in range(14):
            folder.call('stock', 'set', SPACED, 100 + turn)
            process = subprocess.Popen(folder.command('pricelist', 'publish', '--yes'), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            begun = time.monotonic()
            while time.monotonic() - begun < 0.004 * (turn + 1) and process.poll() is None:
                time.sleep(0.001)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
            process.wait()
            assert len(offers_of(place)) > 50, 'never a part of a list'
            assert folder.call('pricelist', 'check', place)['refused'] == 0
        assert killed > 0
        assert folder.call('pricelist', 'publish', '--yes')['state'] == 'published'
        states = [row['state'] for row in folder.call('pricelist', 'history')['lists']]
        assert 'sending' not in states, states


if __name__ == '__main__':
    tap.main()
