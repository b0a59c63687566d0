"""A gateway between saudactl and the practice store: it counts the requests and breaks off whichever a test names."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlparse

FORWARD, DROP, LOSE_ANSWER = range(3)
OF_ONE_CONNECTION = ('host', 'connection', 'content-length', 'accept-encoding')


class Gateway:
    """Passes on what arrives; self.decide(number, method, path) may break a request off before the store sees it
    (DROP) or after the store has done it (LOSE_ANSWER)"""

    def __init__(self, url, decide=None):
        self.set_behind(url)
        self.decide = decide or (lambda number, method, path: FORWARD)
        self.requests = []
        self.lock = threading.Lock()

    def set_behind(self, url):
        self.behind = urlparse(url)

    def __enter__(self):
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *words):
                pass

            def do_GET(self):
                gateway.pass_on(self)

            do_POST = do_PUT = do_DELETE = do_GET

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # a client that was killed

        self.server = Server(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server.server_port}{self.behind.path}'
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, request):
        body = request.rfile.read(int(request.headers.get('Content-Length') or 0))
        with self.lock:
            self.requests.append((request.command, request.path))
            number = len(self.requests)
        fate = self.decide(number, request.command, request.path)
        if fate == DROP:
            self.break_off(request)
            return
        behind = http.client.HTTPConnection(self.behind.hostname, self.behind.port, timeout=60)
        behind.request(request.command, request.path, body or None,
                       {name: value for name, value in request.headers.items() if name.lower() not in OF_ONE_CONNECTION})
        answer = behind.getresponse()
        content = answer.read().replace(f':{self.behind.port}/'.encode(), f':{self.server.server_port}/'.encode())
        behind.close()
        if fate == LOSE_ANSWER:
            self.break_off(request)
            return
        request.send_response_only(answer.status)
        for name in ('Content-Type', 'Date', 'Retry-After'):
            if answer.headers[name]:
                request.send_header(name, answer.headers[name])
        request.send_header('Content-Length', str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    @staticmethod
    def break_off(request):
        request.close_connection = True
        request.connection.close()
