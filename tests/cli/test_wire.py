#!/usr/bin/env python3
"""Answers of Kaspi as they may look one day, written by hand after kaspi-api.md: nothing is lost, and what is odd is said."""

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

import tap
from fake_kaspi import DAY_MS, FakeKaspi, now_ms
from saudactl import Folder

JSON = 'application/vnd.api+json'
NOW_MS = now_ms()
NONE = '{"data":[],"meta":{"pageCount":0,"totalCount":0}}'

ORDER = '''{"type":"orders","id":"OTAwMTAwMjAw","attributes":{"code":"900100200","totalPrice":12990.0,"paymentMode":"PREPAID",
"plannedDeliveryDate":NOW,"creationDate":YESTERDAY,"deliveryCostForSeller":927.0,"isKaspiDelivery":true,
"deliveryMode":"DELIVERY_REGIONAL_TODOOR","signatureRequired":false,"preOrder":false,"pickupPointId":"30000001_PP1",
"state":"KASPI_DELIVERY","assembled":false,"status":"ACCEPTED_BY_MERCHANT",
"customer":{"id":"x","name":null,"cellPhone":"7010000001","firstName":"Имя","lastName":"Ф."},
"kaspiDelivery":{"waybill":null,"courierTransmissionDate":null,"courierTransmissionPlanningDate":NOW,"waybillNumber":null,
"express":false,"returnedToWarehouse":false,"firstMileCourier":null}},
"relationships":{"entries":{"data":[{"type":"orderentries","id":"ZTE"}]}}}'''
ENTRY = '''{"type":"orderentries","id":"ZTE","attributes":{"entryNumber":0,"quantity":2,"totalPrice":12990.0,"basePrice":6495.0,
"deliveryCost":0,"weight":0,"unitType":"PIECES","category":{"code":"Master - Kettles","title":"Чайники"},
"offer":{"code":"AB-001","name":"Чайник, 1,7 л"}},"relationships":{"product":{"data":{"type":"masterproducts","id":"cA"}}}}'''
LINE = ('AB-001', 2, 12990)
USUAL = {'900100200': ('packing', [LINE])}


def page(orders=ORDER, included=ENTRY, meta='"meta":{"pageCount":1,"totalCount":1}'):
    return f'{{"data":[{orders}],"included":[{included}],{meta}}}'


def entries(*lines):
    return f'{{"data":[{",".join(lines)}],"included":[]}}'


def change(text, **values):
    """The same with members that have other values, as JSON; without those whose value is empty"""
    for member, value in values.items():
        found = re.search(rf'"{member}":("[^"]*"|[^,{{}}\[\]]+|{{[^{{}}]*}})', text)
        assert found, member
        replaced = text[:found.start()] + (f'"{member}":{value}' if value else '') + text[found.end():]
        text = re.sub(r',\s*,', ',', re.sub(r'{\s*,', '{', re.sub(r',\s*}', '}', replaced)))
    return text


# What comes in (a list of orders; the lines of one, where they are asked for); the orders that are known then; words of
# what is said.
SAMPLES = {
    'as ever': (page(), None, USUAL, ()),
    'ids and numbers as numbers': (page(change(ORDER.replace('"OTAwMTAwMjAw"', '900100200').replace('"ZTE"', '17'), code='900100200'), ENTRY.replace('"ZTE"', '17')),
                                   None, USUAL, ()),
    'numbers as texts': (page(change(ORDER, totalPrice='"12990.0"', creationDate='"YESTERDAY"', signatureRequired='"false"', assembled='"false"'),
                              change(ENTRY, quantity='"2"', totalPrice='"12990.00"')), None, USUAL, ()),
    'lines are not included': (page(included=''), entries(ENTRY), USUAL, ()),
    'included lacks one of two lines': (page(ORDER.replace('{"type":"orderentries","id":"ZTE"}', '{"type":"orderentries","id":"ZTE"},{"type":"orderEntries","id":"ZTI"}')),
                                        entries(ENTRY, change(ENTRY.replace('"ZTE"', '"ZTI"').replace('AB-001', 'AB 002 _(S)'), entryNumber='1', quantity='1', totalPrice='0')),
                                        {'900100200': ('packing', [LINE, ('AB 002 _(S)', 1, 0)])}, ()),
    'more is included than asked for': (page(included=ENTRY + ',{"type":"customers","id":"c","attributes":{"cellPhone":"7010000001"}},{"type":"masterproducts","id":"cA"},null,7'),
                                        None, USUAL, ()),
    'no relationships': (page(re.sub(r',\s*"relationships".*$', '}', ORDER, flags=re.S), ''), entries(ENTRY), USUAL, ()),
    'no meta': (page(meta='"links":{}'), None, USUAL, ()),
    'meta counts pages of which none comes': (page(meta='"meta":{"pageCount":1,"totalCount":3}'), None, USUAL, ()),
    'no phone and no buyer': (page(change(ORDER, customer='null')), None, USUAL, ()),
    'a masked phone': (page(change(ORDER, cellPhone='"+0(000)-000-00-00"')), None, USUAL, ()),
    'an unknown status': (page(change(ORDER, status='"WAITING_FOR_DRONE"')), None, {'900100200': ('unknown', [LINE])}, ()),
    'an unknown state': (page(change(ORDER, state='"KASPI_DRONE"')), None, {'900100200': ('unknown', [LINE])}, ()),
    'no status at all': (page(change(ORDER, status='null')), None, {'900100200': ('unknown', [LINE])}, ('900100200', 'how order')),
    'no state at all': (page(change(ORDER, state='')), None, {'900100200': ('unknown', [LINE])}, ('900100200', 'how order')),
    'an order without lines': (page(ORDER.replace('{"type":"orderentries","id":"ZTE"}', ''), ''), entries(), {'900100200': ('packing', [])},
                               ('900100200', 'what is in')),
    'a line without a quantity': (page(included=''), entries(change(ENTRY, quantity='null')), {'900100200': ('packing', [])}, ('900100200', 'what is in')),
    'a line without an offer': (page(included=re.sub(r',\s*"offer":{[^}]*}', '', ENTRY)), None, {'900100200': ('packing', [('', 2, 12990)])}, ()),
    'weighed goods': (page(included=change(ENTRY, quantity='3', totalPrice='5928', basePrice='1560', weight='3800', unitType='"MEASURABLE"')), None,
                      {'900100200': ('packing', [('AB-001', 3, 5928)])}, ()),
    'the same order twice on a page': (page(ORDER + ',' + ORDER, meta='"meta":{"pageCount":1,"totalCount":2}'), None, USUAL, ()),
    'an odd one among others': (page(change(ORDER, status='null') + ',' + ORDER.replace('OTAwMTAwMjAw', 'OTAwMTAwMzAw').replace('900100200', '900100300').replace('ZTE', 'ZTI'),
                                     ENTRY + ',' + ENTRY.replace('ZTE', 'ZTI')), None,
                                {'900100200': ('unknown', [LINE]), '900100300': ('packing', [LINE])}, ('900100200', 'how order')),
    'waybill at the top as in old answers': (page(change(change(ORDER, kaspiDelivery='null', assembled='true'), preOrder='false,"waybillNumber":"100000001","courierTransmissionPlanningDate":NOW')),
                                             None, {'900100200': ('handover', [LINE])}, ()),
    'spaces before the JSON': (' \n' + page(), None, USUAL, ()),
    'an address and a courier of new kinds': (page(change(ORDER, firstMileCourier='{"id":7,"phones":[null]}').replace('"preOrder":false', '"preOrder":false,"deliveryAddress":{"town":"Алматы","isPrivateHouse":true,"floor":null},"novelty":[[{}]]')),
                                              None, USUAL, ()),
}


def answer(body):
    return 200, JSON, body.replace('YESTERDAY', str(NOW_MS - DAY_MS)).replace('NOW', str(NOW_MS))


def serve(fake, listed, lines):
    def spoil(request):
        if not (request.headers['X-Auth-Token'] or '').endswith('30000001'):
            return answer(NONE)
        if '/entries' in request.path:
            return answer(lines) if lines else (404, 'text/html', '<html></html>')
        return answer(listed)

    fake.spoil = spoil


def copy_of(template):
    folder = Folder()
    shutil.copytree(template.name, folder.name, dirs_exist_ok=True)
    return folder


def try_each(samples, prove):
    """Proves each sample in a folder and with a Kaspi of its own"""
    def prove_one(sample):
        with copy_of(template) as folder, FakeKaspi() as fake:
            prove(folder, fake, f'--practice={fake.url}', *sample)

    with Folder() as template, ThreadPoolExecutor(4) as pool:
        template.call('--practice', 'orders', 'list')
        for _ in pool.map(prove_one, samples):
            pass


def prove_odd(folder, fake, kaspi, name, sample):
    listed, lines, wanted, words = sample
    serve(fake, listed, lines)
    report = folder.call(kaspi, 'orders', 'fetch', codes=(0, 1))
    assert bool(report['problems']) == bool(words), (name, report)
    assert all(word in ' '.join(report['problems']) for word in words), (name, report)
    orders = folder.call(kaspi, 'orders', 'list')['orders']
    found = {order['code']: (order['stage'], [(line['sku'], line['quantity'], line['amount']) for line in order['lines']]) for order in orders}
    assert found == wanted, (name, found)
    # Read once more they are the same.
    again = folder.call(kaspi, 'orders', 'fetch', codes=(0, 1))
    assert (again['new'], again['changed'], again['same']) == (0, 0, len(wanted)), (name, again)


def check_odd_answers_lose_nothing_and_are_said():
    try_each(SAMPLES.items(), prove_odd)


# Pages and answers that broke off are tried in test_bad_days.py.
NO_ANSWERS = ('null', '7', '[]', '{}', '{"data":7}', '{"data":[7]}', '{"errors":[{"title":"No."}]}',
              page(change(ORDER, code='null')), page(ORDER.replace('"OTAwMTAwMjAw"', 'null')))


def prove_none(folder, fake, kaspi, body):
    serve(fake, page(), None)
    folder.call(kaspi, 'orders', 'fetch')
    before = folder.call(kaspi, 'orders', 'list')
    serve(fake, body, None)
    report = folder.call(kaspi, 'orders', 'fetch', codes=(1, 3))
    assert len(report['problems']) == 1 and report['problems'][0].startswith('UNIVERSAL: Kaspi'), (body, report)
    assert '<' not in report['problems'][0] and len(report['problems'][0]) < 300, (body, report)
    assert folder.call(kaspi, 'orders', 'list') == before, body


def check_answers_that_are_none_change_nothing():
    try_each([(body,) for body in NO_ANSWERS], prove_none)


def check_what_is_known_stays_where_an_answer_lacks_it():
    with Folder() as folder, FakeKaspi() as fake:
        kaspi = f'--practice={fake.url}'
        serve(fake, page(), None)
        folder.call(kaspi, 'orders', 'fetch')
        serve(fake, page(change(ORDER, cellPhone='null', status='null', totalPrice=''), ''), entries(change(ENTRY, quantity='null')))
        report = folder.call(kaspi, 'orders', 'fetch', codes=(1,))
        assert len(report['problems']) == 2, report
        order = folder.call(kaspi, 'orders', 'list')['orders'][0]
        assert (order['stage'], order['total'], [line['quantity'] for line in order['lines']]) == ('unknown', 12990, [2]), order
        assert '7010000001' in json.dumps(folder.call(kaspi, 'customers', 'list')), 'the phone'
        # As it is told whole again, it goes on as before.
        serve(fake, page(), None)
        folder.call(kaspi, 'orders', 'fetch')
        assert folder.call(kaspi, 'orders', 'list')['orders'][0]['stage'] == 'packing'


if __name__ == '__main__':
    tap.main()
