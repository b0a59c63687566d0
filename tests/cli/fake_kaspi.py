"""A small Kaspi of its own process for days that the practice store does not know: each test says what it answers."""

import base64
import json
import ssl
import sys
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

DAY_MS = 86400000


def order(code, **changes):
    """An order as the API tells it, packed today"""
    attributes = {
        'code': code, 'totalPrice': 4990.0, 'paymentMode': 'PREPAID', 'creationDate': now_ms() - DAY_MS,
        'deliveryCostForSeller': 0.0, 'isKaspiDelivery': True, 'deliveryMode': 'DELIVERY_LOCAL',
        'signatureRequired': False, 'preOrder': False, 'pickupPointId': '30000001_PP1', 'state': 'KASPI_DELIVERY',
        'assembled': False, 'status': 'ACCEPTED_BY_MERCHANT', 'deliveryCost': 0.0,
        'customer': {'id': 'x', 'cellPhone': '7000000000', 'firstName': 'Имя', 'lastName': 'Ф.'},
        'kaspiDelivery': {'waybill': None, 'courierTransmissionDate': None, 'waybillNumber': None,
                          'courierTransmissionPlanningDate': now_ms(), 'express': False, 'returnedToWarehouse': False},
    }
    lines = changes.pop('lines', [('AB-001', 1, 4990)])
    attributes.update(changes)
    return {'attributes': attributes, 'lines': lines}


def now_ms():
    return int(time.time() * 1000)


def identify(text):
    return base64.b64encode(text.encode()).decode().rstrip('=')


def entry(code, number, line):
    sku, quantity, amount, *grams = line
    weighed = {'weight': grams[0], 'unitType': 'MEASURABLE', 'basePrice': amount * 1000 / grams[0]} if grams else {'unitType': 'PIECES'}
    return {'type': 'orderentries', 'id': identify(f'{code}##{number}'),
            'attributes': {'entryNumber': number, 'quantity': quantity, 'totalPrice': amount, 'offer': {'code': sku, 'name': sku}, **weighed}}


class FakeKaspi:
    """Serves self.orders, by the place of their store; self.spoil may answer instead with (status, type, body)"""

    def __init__(self, *stores, certificate=None):
        self.certificate = certificate
        self.stores = [list(orders) for orders in stores] + [[], []]
        self.spoil = lambda request: None
        self.clock_offset = 0
        self.asked = []
        self.writes = []

    def __enter__(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *words):
                pass

            def date_time_string(self, timestamp=None):
                return formatdate(time.time() + fake.clock_offset, usegmt=True)

            def do_GET(self):
                fake.answer(self, None)

            def do_POST(self):
                fake.answer(self, self.rfile.read(int(self.headers['Content-Length'])))

            do_PUT = do_POST

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *words):
                # A client that was killed or hung up, and certificates that it does not trust.
                if not isinstance(sys.exc_info()[1], OSError):
                    super().handle_error(*words)

        self.server = Server(('127.0.0.1', 0), Handler)
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        scheme = 'http' if self.certificate is None else 'https'
        self.url = f'{scheme}://127.0.0.1:{self.server.server_port}/shop/api'
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request, body):
        self.asked.append(request.path)
        if '/shop/api' not in request.path:
            # There is no messenger here.
            request.send_error(404)
            return
        answer = self.spoil(request) or (200, 'application/vnd.api+json', self.change(request, body) if body else self.read(request))
        status, kind, content = answer
        content = content if isinstance(content, bytes) else content.encode()
        request.send_response(status)
        request.send_header('Content-Type', kind)
        request.send_header('Content-Length', str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    def orders_of(self, request):
        token = request.headers['X-Auth-Token'] or ''
        return self.stores[0 if token.endswith('30000001') else 1]

    def read(self, request):
        address = urlparse(request.path)
        query = parse_qs(address.query)
        if address.path.endswith('/entries'):
            return json.dumps({'data': [], 'included': []})
        wanted = query.get('filter[orders][code]')
        from_ms = int(query.get('filter[orders][creationDate][$ge]', ['0'])[0])
        orders = [order for order in self.orders_of(request)
                  if (order['attributes']['code'] == wanted[0] if wanted else order['attributes']['creationDate'] >= from_ms)]
        data, included = [], []
        for found in orders:
            code = found['attributes']['code']
            entries = [entry(code, number, line) for number, line in enumerate(found['lines']) if line[1] > 0]
            included += entries
            data.append({'type': 'orders', 'id': identify(code), 'attributes': found['attributes'],
                         'relationships': {'entries': {'data': [{'type': 'orderentries', 'id': one['id']} for one in entries]}}})
        return json.dumps({'data': data, 'included': included, 'meta': {'pageCount': 1, 'totalCount': len(data)}})

    def change(self, request, body):
        """Takes what comes for an echo and leaves the order as it is, but for lines, which it cancels"""
        document = json.loads(body)
        if 'orderPartialCancel' in request.path:
            for removal in document:
                self.keep(request, removal['entry']['id'], removal['remainedQuantity'])
            self.writes.append(document)
            return json.dumps({'orderCancelEntries': [], 'status': 'INPROGRESS'})
        self.writes.append(document['data']['attributes'])
        if request.path.endswith('orderEntryCancelOperation'):
            wanted = document['data']['relationships']['entry']['data']['id']
            self.keep(request, wanted, document['data']['attributes']['remainedQuantity'])
            document['data']['attributes']['status'] = 'SUCCESSFULL'
        return json.dumps({'data': document['data'], 'included': []})

    def keep(self, request, entry_id, quantity):
        """What stays of a line; the others keep their numbers"""
        for order in self.orders_of(request):
            for number, (sku, _, amount) in enumerate(order['lines']):
                if identify(f"{order['attributes']['code']}##{number}") == entry_id:
                    order['lines'][number] = (sku, quantity, amount)


class ObedientKaspi(FakeKaspi):
    """A Kaspi that does what it is told, as long as it is told the order's number"""

    def change(self, request, body):
        answer = super().change(request, body)
        document = json.loads(body)
        attributes = document['data']['attributes'] if isinstance(document, dict) else {}
        if attributes.get('status') == 'COMPLETED' and not request.headers['X-Security-Code']:
            # The buyer is sent a code.
            return answer
        for found in self.orders_of(request):
            if found['attributes']['code'] == attributes.get('code'):
                found['attributes'].update(self.find_effect(attributes['status'], found['attributes']))
        return answer

    @staticmethod
    def find_effect(status, order):
        if status == 'ACCEPTED_BY_MERCHANT':
            return {'status': status, 'state': 'KASPI_DELIVERY'}
        if status == 'ASSEMBLE':
            return {'assembled': True, 'kaspiDelivery': {**order['kaspiDelivery'], 'waybillNumber': f"1{order['code']}"}}
        if status == 'ARRIVED':
            return {'preOrder': False}
        return {'status': status, 'state': 'ARCHIVE'}
