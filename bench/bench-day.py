#!/usr/bin/env python3
"""Measures the day against what latency and rate limit of the practice store allow, and its CPU time.

  bench-day.py SAUDACTL

Ratios alone are judged: wall time against the bound that the store's own settings set, CPU time against its target.

The bound of a day is what its requests take at least. The first act of a plan and the reading of its order go alone,
by the rule of safety (the canary, product.md 5); all others, waybills that are not formed yet included, could always be
four at a time. So it is 2 x latency + (requests - 2) x latency / 4, and with a limit also (requests - limit) / limit.
Buyers' mail and templates, the start of the program, its tables, labels and report have no share in it."""

import json
import resource
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
IN_FLIGHT = 4
ALONE = 2  # the canary and its reading
ALMATY = 5 * 3600
# Reading goes by the computer's own clock: no order may be newer than that, so the store's day is one that came to 15:05.
UNTIL_15_05 = (15 * 60 + 5) * 60


class Store:
    """A practice store of its own process"""

    def __init__(self, orders, latency_ms, rate=0, back=0):
        self.folder = tempfile.TemporaryDirectory()
        self.latency, self.rate = latency_ms / 1000, rate
        clock = time.strftime('%Y-%m-%dT15:05:00+05:00', time.gmtime(time.time() + ALMATY - back))
        self.process = subprocess.Popen([PROGRAM, '--data-dir', self.folder.name, 'practice', 'serve', '--orders', str(orders),
                                         '--latency', str(latency_ms), '--rate', str(rate), '--clock', clock],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()

    def bound(self, requests, alone=0):
        """Seconds that so many requests need at least; a second's worth may come at once"""
        by_latency = ((requests - alone) / IN_FLIGHT + alone) * self.latency
        return max(by_latency, (requests - self.rate) / self.rate) if self.rate else by_latency

    def call(self, *words):
        """What saudactl says, its seconds, and its seconds of CPU"""
        with tempfile.TemporaryDirectory() as folder:
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
            done = subprocess.run([PROGRAM, '--data-dir', folder, '--json', f'--practice={self.url}', *words],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
            wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        return json.loads(done.stdout), wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tell(what, value, bound, target):
    ratio = value / bound
    print(f'{what:58} {value:7.2f} s  {bound:7.2f} s  {ratio:5.2f} x  (target {target})')
    return ratio


def press(orders, latency_ms, rate=0):
    with Store(orders, latency_ms, rate) as store:
        report, wall, cpu = store.call('day', 'run', '--yes', '--at', '15:06')
        assert report['orders'] == report['labels'] == report['pages'] > 0, report
        return report, wall, cpu, store.bound(report['requests'], ALONE)


def main():
    _, _, cpu_100, _ = press(100, 0)
    tell('day of 100 orders, own CPU (user + sys) against 2 s', cpu_100, 2, '1')
    _, _, cpu_1000, _ = press(1000, 0)
    tell('day of 1,000 orders, own CPU against ten days of 100', cpu_1000, 10 * cpu_100, '1.2')
    report, wall, _, bound = press(100, 50)
    tell(f"day of 100 orders, 50 ms, {report['requests']} requests against their bound", wall, bound, '1.15')
    report, wall, _, bound = press(30, 50, 5)
    tell(f"day of 30 orders, 50 ms, 5 a second, {report['requests']} requests", wall, bound, '1.15')
    with Store(10000, 0, back=UNTIL_15_05) as store:
        needed = store.call('orders', 'fetch')[0]['requests']
    with Store(10000, 50, 5, UNTIL_15_05) as store:
        report, wall, _ = store.call('orders', 'fetch')
        assert report['orders'] == 10000 and not report['problems'], report
        # Those that were refused count for nothing.
        tell(f"10,000 orders read, 50 ms, 5 a second, {needed} requests taken", wall, store.bound(needed), '1.3')


if __name__ == '__main__':
    main()
