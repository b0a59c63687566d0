#!/usr/bin/env python3
"""Networks that do not work: what is said, where, and what saudactl ends with."""

import contextlib
import os
import re
import socket
import sqlite3
import threading
from pathlib import Path

import tap
from fake_kaspi import FakeKaspi, order
from saudactl import DATA, PROGRAM, Folder

HOUR_MS = 3600000


@contextlib.contextmanager
def environment(**values):
    """Variables for the programs that are started meanwhile"""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def answering(words):
    """A server that says the same to everybody and hangs up; yields host and port"""
    server = socket.create_server(('127.0.0.1', 0))

    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(words)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield '%s:%d' % server.getsockname()
    finally:
        # Closing alone would not wake who waits in accept.
        server.shutdown(socket.SHUT_RDWR)
        server.close()


@contextlib.contextmanager
def closed_port():
    """An address that refuses connections; it is held meanwhile, so that no other program opens it"""
    with socket.socket() as held:
        held.bind(('127.0.0.1', 0))
        yield '%s:%d' % held.getsockname()


def failed_fetch(folder, url):
    """What a reading says that could not be made: nothing came in, each of the two stores has its reason"""
    report = folder.call(f'--practice={url}', 'orders', 'fetch', codes=(3,))
    assert (report['orders'], report['new'], report['changed']) == (0, 0, 0), report
    assert len(report['problems']) == 2 and all(problem.startswith(('UNIVERSAL: ', 'ONLYFIT: ')) for problem in report['problems']), report
    return report['problems'][0]


def check_an_address_that_is_not_found_is_said():
    with Folder() as folder:
        said = failed_fetch(folder, 'https://kaspi.invalid/shop/api')
        assert 'kaspi.invalid' in said and 'not found' in said and 'internet connection' in said, said


def check_a_closed_port_is_said():
    with Folder() as folder, closed_port() as address:
        said = failed_fetch(folder, f'https://{address}/shop/api')
        assert '127.0.0.1' in said and 'refused' in said and 'later' in said, said


def check_wrong_certificates_are_told_apart_and_nothing_leaves():
    for certificate, words in (('server', ('not trusted',)), ('expired', ('clock',)), ('other-host', ('names another one',))):
        with Folder() as folder, FakeKaspi([order('900000001')], certificate=DATA / 'base' / f'{certificate}.pem') as fake:
            said = failed_fetch(folder, fake.url)
            assert all(word in said for word in (*words, '127.0.0.1', 'nothing was sent')), said
            # The token travels in a header: no request may have got through.
            assert fake.asked == [], fake.asked


def check_a_trusted_certificate_is_no_obstacle_of_the_test_itself():
    with FakeKaspi([order('900000001')], certificate=DATA / 'base' / 'server.pem') as fake:
        import ssl
        import urllib.request
        context = ssl.create_default_context(cafile=DATA / 'base' / 'authority.pem')
        request = urllib.request.Request(fake.url + '/v2/orders', headers={'X-Auth-Token': '30000001'})
        assert b'900000001' in urllib.request.urlopen(request, context=context, timeout=20).read()


def check_a_proxy_that_is_not_there_is_named():
    with Folder() as folder, closed_port() as proxy, environment(https_proxy=f'http://{proxy}', no_proxy=''):
        said = failed_fetch(folder, 'https://kaspi.invalid/shop/api')
        assert f'proxy {proxy}' in said and 'kaspi.invalid' in said and 'network settings' in said, said


def check_a_proxy_that_wants_a_password_is_named_and_its_own_is_not():
    with Folder() as folder, answering(b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n') as proxy:
        with environment(https_proxy=f'http://aida:secret@{proxy}', no_proxy=''):
            said = failed_fetch(folder, 'https://kaspi.invalid/shop/api')
        assert f'proxy {proxy}' in said and 'secret' not in said and 'password' in said, said


def check_a_proxy_that_refuses_is_named():
    with Folder() as folder, answering(b'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n') as proxy:
        with environment(https_proxy=f'http://{proxy}', no_proxy=''):
            said = failed_fetch(folder, 'https://kaspi.invalid/shop/api')
        assert f'proxy {proxy}' in said and 'does not lead to kaspi.invalid' in said, said


def check_a_server_that_hangs_up_is_said():
    with Folder() as folder, answering(b'') as server:
        said = failed_fetch(folder, f'http://{server}/shop/api')
        assert 'without an answer' in said, said


def check_a_server_that_is_no_web_server_is_said():
    with Folder() as folder, answering(b'220 mail ready\r\n') as server:
        said = failed_fetch(folder, f'https://{server}/shop/api')
        assert '127.0.0.1' in said and 'safe connection' in said, said


def check_what_was_read_before_stays_and_the_alert_names_the_reason():
    with Folder() as folder, FakeKaspi([order('900000001')]) as fake, closed_port() as address:
        folder.call(f'--practice={fake.url}', 'orders', 'fetch')
        database = sqlite3.connect(next(Path(folder.name).rglob('sauda.db')))
        with database:
            database.execute('UPDATE store SET last_sync_ms = last_sync_ms - ?', (HOUR_MS,))
        database.close()
        failed_fetch(folder, f'https://{address}/shop/api')
        assert [found['code'] for found in folder.call(f'--practice={fake.url}', 'orders', 'list')['orders']] == ['900000001']
        alerts = [alert for alert in folder.call(f'--practice={fake.url}', 'alerts', 'list')['alerts'] if alert['kind'] == 'sync-stopped']
        assert len(alerts) == 2 and all(re.search(r'for (6\d|[7-9]\d|1[01]\d) minutes', alert['text']) and 'refused the connection' in alert['text'] for alert in alerts), alerts
        stores = folder.call(f'--practice={fake.url}', 'stores', 'list')['stores']
        assert all('refused' in store['sync_problem'] for store in stores), stores
        # Once it can be read again, all of it is over.
        folder.call(f'--practice={fake.url}', 'orders', 'fetch')
        assert all(store['sync_problem'] is None for store in folder.call(f'--practice={fake.url}', 'stores', 'list')['stores'])
        assert not [alert for alert in folder.call(f'--practice={fake.url}', 'alerts', 'list')['alerts'] if alert['kind'] == 'sync-stopped']


def russian():
    """The environment of a person who reads Russian"""
    return {**os.environ, 'LANGUAGE': 'ru', 'SAUDA_LOCALEDIR': str(Path(PROGRAM).parent.parent / 'po')}


def alerts_of(folder, url, kind, environment=None):
    return [alert for alert in folder.call(f'--practice={url}', 'alerts', 'list', environment=environment)['alerts'] if alert['kind'] == kind]


def check_the_reason_is_told_in_the_language_of_whoever_reads():
    with Folder() as folder, closed_port() as address:
        url = f'https://{address}/shop/api'
        folder.call(f'--practice={url}', 'orders', 'fetch', codes=(3,), environment=russian())
        database = sqlite3.connect(next(Path(folder.name).rglob('sauda.db')))
        with database:
            database.execute('UPDATE store SET failing_ms = failing_ms - ?', (3 * HOUR_MS,))
        database.close()
        folder.call(f'--practice={url}', 'orders', 'fetch', codes=(3,), environment=russian())
        alerts = alerts_of(folder, url, 'sync-stopped')
        assert len(alerts) == 2 and all('The server 127.0.0.1 refused the connection.' in alert['text'] for alert in alerts), alerts
        stores = folder.call(f'--practice={url}', 'stores', 'list')['stores']
        assert all('refused the connection' in store['sync_problem'] for store in stores), stores
        alerts = alerts_of(folder, url, 'sync-stopped', environment=russian())
        assert all('Сервер 127.0.0.1' in alert['text'] and 'refused' not in alert['text'] for alert in alerts), alerts
        # What the server said has its number, and silence its seconds, in either language.
    with Folder() as folder, FakeKaspi() as fake:
        fake.spoil = lambda request: (503, 'text/html', '<html></html>')
        folder.call(f'--practice={fake.url}', 'orders', 'fetch', codes=(3,), environment=russian())
        stores = folder.call(f'--practice={fake.url}', 'stores', 'list')['stores']
        assert all('(status 503)' in store['sync_problem'] for store in stores), stores
        stores = folder.call(f'--practice={fake.url}', 'stores', 'list', environment=russian())['stores']
        assert all('(статус 503)' in store['sync_problem'] for store in stores), stores


def check_a_refused_token_is_an_alert_of_its_own():
    for status, words, russian_words in ((401, 'does not accept the token', 'не принимает токен'), (403, 'forbids this request', 'запрещает')):
        with Folder() as folder, FakeKaspi() as fake:
            fake.spoil = lambda request, status=status: (status, 'text/html', '<html><body>marker</body></html>')
            said = failed_fetch(folder, fake.url)
            assert words in said, said
            alerts = alerts_of(folder, fake.url, 'token')
            assert sorted(alert['store'] for alert in alerts) == ['ONLYFIT', 'UNIVERSAL'], alerts
            assert all(words in alert['text'] and alert['severity'] == 'urgent' for alert in alerts), alerts
            assert all(russian_words in alert['text'] for alert in alerts_of(folder, fake.url, 'token', environment=russian()))
            # The same is not said again as orders that are not read, also when somebody waved it away.
            database = sqlite3.connect(next(Path(folder.name).rglob('sauda.db')))
            with database:
                database.execute('UPDATE store SET failing_ms = failing_ms - ?', (3 * HOUR_MS,))
            failed_fetch(folder, fake.url)
            assert not alerts_of(folder, fake.url, 'sync-stopped')
            folder.call(f'--practice={fake.url}', 'alerts', 'ack', '--all')
            failed_fetch(folder, fake.url)
            assert not alerts_of(folder, fake.url, 'sync-stopped')
            assert all(alert['acknowledged'] for alert in alerts_of(folder, fake.url, 'token'))
            # Each day without a token is worse than the one before: the alert with the button for the token is said again.
            with database:
                database.execute('UPDATE alert SET first_seen_ms = first_seen_ms - ?', (25 * HOUR_MS,))
            for acknowledged in (False, True, True):
                failed_fetch(folder, fake.url)
                alerts = alerts_of(folder, fake.url, 'token')
                assert [bool(alert['acknowledged']) for alert in alerts] == [acknowledged] * 2, alerts
                assert all(words in alert['text'] for alert in alerts) and not alerts_of(folder, fake.url, 'sync-stopped')
                folder.call(f'--practice={fake.url}', 'alerts', 'ack', '--all')
            # It is over as soon as Kaspi was read; a store that works from files needs no token.
            with database:
                database.execute("UPDATE store SET trust = 'files' WHERE name = 'ONLYFIT'")
            database.close()
            folder.call(f'--practice={fake.url}', 'orders', 'fetch', codes=(1, 3))
            assert [alert['store'] for alert in alerts_of(folder, fake.url, 'token')] == ['UNIVERSAL']
            fake.spoil = lambda request: None
            folder.call(f'--practice={fake.url}', 'orders', 'fetch', codes=(0, 1, 3))
            assert not alerts_of(folder, fake.url, 'token')


def check_a_missing_token_is_asked_for():
    """To read again would help nobody: the alert's button asks for the token. A store of files alone is let be."""
    with Folder() as folder, environment(SECRET_BACKEND='file', SECRET_FILE_TEST_PASSWORD='test',
                                         SECRET_FILE_TEST_PATH=f'{folder.name}/none.keyring'):
        folder.call('stores', 'add', 'KIDS', '--merchant-id', '30000003')
        folder.call('stores', 'add', 'FILES', '--merchant-id', '30000004')
        folder.call('stores', 'trust', 'KIDS', 'read')
        for _ in range(2):
            folder.call('orders', 'fetch', codes=(0, 1, 3))
            alerts = folder.call('alerts', 'list')['alerts']
            assert [(alert['kind'], alert['store']) for alert in alerts] == [('token', 'KIDS')], alerts
            assert 'There is no API token' in alerts[0]['text'], alerts
        folder.call('stores', 'trust', 'KIDS', 'files')
        assert folder.call('alerts', 'list')['alerts'] == []
        # There is nobody to ask: left alone by the trust of the stores, which is no failure.
        folder.call('orders', 'fetch', codes=(4,))


def check_a_store_that_never_could_be_read_is_no_secret():
    with Folder() as folder, closed_port() as address:
        url = f'https://{address}/shop/api'
        failed_fetch(folder, url)
        database = sqlite3.connect(next(Path(folder.name).rglob('sauda.db')))
        with database:
            database.execute('UPDATE store SET failing_ms = failing_ms - ?', (3 * HOUR_MS,))
        database.close()
        # Failing again does not begin the count anew.
        failed_fetch(folder, url)
        alerts = [alert for alert in folder.call(f'--practice={url}', 'alerts', 'list')['alerts'] if alert['kind'] == 'sync-stopped']
        assert len(alerts) == 2 and all('3 hours' in alert['text'] and alert['severity'] == 'urgent' for alert in alerts), alerts


if __name__ == '__main__':
    tap.main()
