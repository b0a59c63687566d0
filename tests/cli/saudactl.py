"""Runs the built saudactl the way a script would."""

import json
import os
import resource
import shutil
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

DATA = Path(os.environ['SAUDA_TEST_DATA'])
PROGRAM = os.environ['SAUDACTL']

# One day for the store's clock and the client's, also where the real one ends in the middle of a story.
DAY = (datetime.now(timezone.utc) + timedelta(hours=5)).date().isoformat()

GIGABYTE = 1 << 30


def small_memory():
    """For preexec_fn: a program that needs more than a gigabyte fails. Sanitizers reserve terabytes, and are let be"""
    if os.environ.get('SAUDA_SANITIZED') != '1':
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))


def moment(clock):
    return f'{DAY}T{clock}:00+05:00'


class Folder(tempfile.TemporaryDirectory):
    """A data folder for one story; that of one that ends badly is kept in SAUDA_KEEP, to be looked at"""

    def __enter__(self):
        super().__enter__()
        return self

    def __exit__(self, kind, *failure):
        if kind is not None and 'SAUDA_KEEP' in os.environ:
            shutil.copytree(self.name, Path(os.environ['SAUDA_KEEP']) / Path(self.name).name)
        super().__exit__(kind, *failure)

    def command(self, *words):
        return [PROGRAM, '--data-dir', self.name, '--json', *map(str, words)]

    def call(self, *words, codes=(0,), timeout=120, environment=None):
        """The JSON document of a call that ends with one of the codes"""
        done = subprocess.run(self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=timeout, check=False, env=environment)
        if done.returncode not in codes:
            raise AssertionError(f'saudactl {words}: exit {done.returncode}: {done.stderr[-600:]}{self.tell_crash()}')
        return json.loads(done.stdout) if done.stdout.strip() else None

    def sentence(self, *words, code):
        """What a call that fails says"""
        done = subprocess.run(self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=120, check=False)
        if done.returncode != code:
            raise AssertionError(f'saudactl {words}: exit {done.returncode}, not {code}: {done.stderr[-600:]}')
        return done.stderr

    def tell_crash(self):
        """The functions that a crash was in, as the program left them"""
        return ''.join(f'\n{path.read_text(errors="replace")}' for path in Path(self.name).rglob('crash-report.txt'))

    def ledger(self):
        """What the practice store itself received, by order number"""
        return {order['code']: order for order in self.call('--practice', 'practice', 'ledger')['orders']}


def done_twice(folder):
    """Orders that the practice store saw accepted or assembled more than once"""
    return [code for code, order in folder.ledger().items() if order['accepts'] > 1 or order['assembles'] > 1]
