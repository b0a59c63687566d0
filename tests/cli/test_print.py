#!/usr/bin/env python3
"""What was printed, as scripts see it. The window prints; here its rows are written by hand."""

import sqlite3
from contextlib import closing
from pathlib import Path

import tap
from saudactl import Folder

LATE_MS = 253402300799000  # in the year 9999: of today or later


def add_job(folder, labels):
    """A job of so many labels that was sent"""
    with closing(sqlite3.connect(Path(folder.name) / 'sauda.db')) as db, db:
        job = db.execute(
            "INSERT INTO print_job (created_ms, kind, title, file, printer, state, changed_ms)"
            " VALUES (?, 'waybills', 'Принт 5в1 черный 2XL', 'g.pdf', 'Labels', 'sent', 0)", (LATE_MS,)).lastrowid
        db.executemany("INSERT INTO print_label VALUES (?, ?, ?, 'OnlyFit', ?, 1, 'sent')",
                       [(job, n, n, str(900000000 + n)) for n in range(1, labels + 1)])
    return job


def check_nothing_was_printed():
    with Folder() as folder:
        assert folder.call('print', 'list') == {'jobs': []}


def check_a_job_is_listed_and_marked():
    with Folder() as folder:
        folder.call('print', 'list')
        job = add_job(folder, 12)
        listed, = folder.call('print', 'list')['jobs']
        assert (listed['id'], listed['state'], listed['labels'], listed['printed']) == (job, 'sent', 12, 0), listed
        assert (listed['printer'], listed['title']) == ('Labels', 'Принт 5в1 черный 2XL'), listed
        part = folder.call('print', 'mark', job, '--printed', 7)
        assert (part['state'], part['printed']) == ('stopped', 7), part
        whole = folder.call('print', 'mark', job)
        assert (whole['state'], whole['printed']) == ('confirmed', 12), whole


def check_wrong_calls_are_said():
    with Folder() as folder:
        assert 'no such print job' in folder.sentence('print', 'mark', 7, code=3)
        for words in (('mark',), ('mark', 'x'), ('mark', 1, '--printed', -4), ('list', '--days', 0)):
            folder.sentence('print', *words, code=2)


if __name__ == '__main__':
    tap.main()
