#!/usr/bin/env python3
"""A past day made again with writes off, runs that nobody watches, and the timers of systemd."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import tap
from fake_kaspi import FakeKaspi, order
from practice_day import CUT_OFF, MORNING, PracticeDay
from saudactl import PROGRAM, Folder


def check_a_finished_day_has_no_differences():
    with Folder() as folder:
        for at in ('09:00', '16:00'):
            folder.call('--practice', 'day', 'run', '--yes', '--at', at, codes=(0, 1))
        before = folder.ledger()
        again = folder.call('--practice', 'day', 'run', '--rehearse', '--at', '16:00')
        assert again['differences'] == [] and again['orders'] == again['labels'] == again['pages'] > 60, again
        assert {step['name'] for step in again['steps']} == {'accept', 'assemble', 'label', 'message'}, again
        assert all(step['done'] == step['total'] > 0 for step in again['steps']), again
        # Rehearsing sends nothing and changes nothing.
        assert folder.ledger() == before
        other = folder.call('--practice', 'day', 'run', '--rehearse', '--date', '1.10.25')
        assert other['orders'] == 0 and other['differences'] == [], other


def check_a_buyer_without_whatsapp_is_no_difference():
    # One of this day's numbers takes the question and fails to deliver it.
    with PracticeDay(13, seed=839364) as day:
        day.press(MORNING)
        day.press(CUT_OFF)
        assert 'failed' in {message['delivery'] for message in day.call('--practice', 'messages', 'list')['messages']}
        again = day.call('--practice', 'day', 'run', '--rehearse', '--at', CUT_OFF)
        assert again['differences'] == [] and all(step['done'] == step['total'] > 0 for step in again['steps']), again


def tell(sauda):
    """Every row of every table, and the bytes of every label, of a data folder"""
    with closing(sqlite3.connect(sauda / 'sauda.db')) as database:
        names = [name for name, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        tables = {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}
        schema = sorted(database.execute('SELECT type, name, sql FROM sqlite_schema').fetchall(), key=repr)
    return schema, tables, {path.relative_to(sauda): path.read_bytes() for path in (sauda / 'waybills').rglob('*.pdf')}


def check_a_restored_backup_equals_the_original():
    with PracticeDay(12) as day, Folder() as other:
        day.press(MORNING)
        day.press(CUT_OFF)
        backup = day.call('--practice', 'backup', 'create')
        schema, tables, labels = tell(day.sauda)
        assert len(tables['orders']) == 12 and len(labels) > 5 and tables['message'] and tables['outbox_act'], labels.keys()
        assert day.call('--practice', 'backup', 'verify', backup['file'])['ok']
        # Into a folder that holds nothing, and over one that lost rows and labels.
        other.call('backup', 'restore', backup['file'])
        assert tell(Path(other.name)) == (schema, tables, labels)
        with closing(sqlite3.connect(day.sauda / 'sauda.db')) as database:
            database.execute("UPDATE order_line SET decided_size = 'XS', quantity = 7")
            database.commit()
        for path in (day.sauda / 'waybills').rglob('*.pdf'):
            path.unlink()
        day.call('--practice', 'backup', 'restore', backup['file'])
        assert tell(day.sauda) == (schema, tables, labels)


def check_a_backup_that_cannot_be_copied_leaves_nothing_there():
    with Folder() as folder, Folder() as stick:
        folder.call('stores', 'list')
        first = Path(folder.call('backup', 'create', stick.name)['file'])
        made = datetime.strptime(first.name, 'sauda-%Y-%m-%d-%H%M.backup.zip')
        first.unlink()
        # Folders stand where the next backup would go.
        for minute in range(5):
            (first.parent / (made + timedelta(minutes=minute)).strftime('sauda-%Y-%m-%d-%H%M.backup.zip') / 'full').mkdir(parents=True)
        assert 'not copied' in folder.sentence('backup', 'create', stick.name, code=3)
        assert not list(Path(stick.name).glob('*.part'))


def check_what_was_not_done_is_named():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        due = folder.call('--practice', 'day', 'run', '--rehearse', codes=(1,))
        assert len(due['differences']) > 60 and due['orders'] == 0, due['steps']
        code = next(one['code'] for one in due['differences'] if one['kind'] == 'assemble')
        folder.call('--practice', 'orders', 'assemble', code, '--yes')
        after = folder.call('--practice', 'day', 'run', '--rehearse', codes=(1,))
        left = [[one for one in report['differences'] if one['kind'] == 'assemble'] for report in (due, after)]
        assert len(left[1]) == len(left[0]) - 1
        # It is assembled now, and its label is still to be saved.
        assert (code, 'label') in [(one['code'], one['kind']) for one in after['differences']]
        assert (code, 'assemble') not in [(one['code'], one['kind']) for one in after['differences']]


def check_closed_gates_are_told_and_stop_what_nobody_watches():
    with Folder() as folder, FakeKaspi([order('900000001', totalPrice=100.0, lines=[('NOBODY KNOWS', 1, 100)])]) as fake:
        kaspi = f'--practice={fake.url}'
        assert 'when a gate is closed' in folder.sentence(kaspi, 'day', 'run', '--unattended', code=4)
        assert fake.writes == []
        closed = [alert['kind'] for alert in folder.call(kaspi, 'alerts', 'list')['alerts']]
        assert 'gate-closed' in closed, closed
        # A person who was told may go on.
        report = folder.call(kaspi, 'day', 'run', '--yes', codes=(1,))
        gates = {gate['name']: gate for gate in report['gates']}
        assert not gates['unmapped']['open'] and gates['unmapped']['reason'] and gates['sums']['open'], gates
        assert [write['status'] for write in fake.writes] == ['ASSEMBLE'], fake.writes


def check_an_unattended_run_needs_full_trust():
    with Folder() as folder:
        folder.call('--practice', 'stores', 'trust', 'ONLYFIT', 'limited')
        assert 'below full trust' in folder.sentence('--practice', 'day', 'run', '--unattended', '--at', '16:00', code=4)
        assert folder.ledger() == {}
        folder.call('--practice', 'stores', 'trust', 'ONLYFIT', 'full')
        report = folder.call('--practice', 'day', 'run', '--unattended', '--at', '16:00', codes=(0, 1))
        assert report['labels'] == report['pages'] > 60, report


def check_the_backup_of_the_day_is_made_once():
    with Folder() as folder:
        for _ in range(2):
            folder.call('day', 'run', '--unattended', codes=(0, 1, 3, 4))
            assert len(list((Path(folder.name) / 'backups').glob('*.backup.zip'))) == 1, os.listdir(folder.name)
    with Folder() as folder:
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert not (Path(folder.name) / 'backups').exists()


def check_timers_are_written_and_taken_away():
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, 'XDG_CONFIG_HOME': home, 'PATH': home}
        units = Path(home) / 'systemd' / 'user'

        def call(*words, code):
            done = subprocess.run([PROGRAM, '--json', '--data-dir', '/tmp/a shop $1', 'schedule', *words], env=environment, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            assert done.returncode == code, (words, done)
            return done

        assert 'systemctl' in call('install', '--every', '5', '--run-at', '15:00', code=1).stderr
        assert sorted(path.name for path in units.iterdir()) == ['sauda-day.service', 'sauda-day.timer', 'sauda-fetch.service',
                                                                 'sauda-fetch.timer']
        assert 'OnCalendar=*-*-* 10:00:00 UTC' in (units / 'sauda-day.timer').read_text()
        assert '"/tmp/a shop $$1" day run --unattended' in (units / 'sauda-day.service').read_text()
        assert 'OnCalendar=*:0/5' in (units / 'sauda-fetch.timer').read_text()
        analyze = shutil.which('systemd-analyze')
        if analyze:
            checked = subprocess.run([analyze, 'calendar', '*:0/5', '*-*-* 10:00:00 UTC'], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                     text=True, check=False)
            assert checked.returncode == 0, checked.stderr
        call('install', code=1)
        assert sorted(path.name for path in units.iterdir()) == ['sauda-fetch.service', 'sauda-fetch.timer']
        call('remove', code=0)
        assert list(units.iterdir()) == []
        for words in (('install', '--every', '0'), ('install', '--run-at', '25:00'), ('remove', 'x')):
            call(*words, code=2)


SYSTEMCTL = """#!/bin/sh
case "$*" in
  *"show sauda-fetch.timer"*) echo ActiveState=active; echo "NextElapseUSecRealtime=$([ "$TZ" = UTC ] && echo 'Sat 2026-11-28 07:20:00 UTC' || echo 'Sat 2026-11-28 12:20:00 +05')";;
  *"show sauda-fetch.service"*) echo ActiveState=inactive; echo ExecMainExitTimestamp=@1795849800; echo ExecMainStatus=4; echo Result=success;;
  *"show sauda-day.timer"*) echo ActiveState=inactive; echo NextElapseUSecRealtime=;;
  *"show sauda-day.service"*) echo ActiveState=inactive; echo ExecMainExitTimestamp=; echo ExecMainStatus=0; echo Result=success;;
esac
"""


def check_the_status_of_the_timers_is_told():
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, 'XDG_CONFIG_HOME': home, 'PATH': home}

        def call(*words, code):
            done = subprocess.run([PROGRAM, '--json', 'schedule', *words], env=environment, text=True, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, check=False)
            assert done.returncode == code, (words, done)
            return done

        none = call('status', code=0)
        assert json.loads(none.stdout)['timers'] == [] and 'schedule install' in none.stderr, none
        call('install', code=1)
        absent = call('status', code=1)
        assert 'systemd cannot be asked' in absent.stderr and json.loads(absent.stdout)['active'] is False, absent
        (Path(home) / 'systemctl').write_text(SYSTEMCTL)
        (Path(home) / 'systemctl').chmod(0o755)
        told = call('status', code=0)
        assert json.loads(told.stdout)['timers'] == [
            {'name': 'sauda-fetch', 'title': 'Reading orders', 'active': True, 'next_ms': 1795850400000, 'last_ms': 1795849800000,
             'status': 4, 'result': 'left for you by a gate or a safety rule; alerts name it'}], told
        assert 'Reading orders: next at 28.11.26 12:20; last at 28.11.26 12:10: left for you' in told.stderr + told.stdout, told
        call('install', '--run-at', '15:00', code=0)
        told = json.loads(call('status', code=1).stdout)
        assert told['active'] is False and told['timers'][1]['result'] == 'has not run yet', told
        call('status', 'x', code=2)


if __name__ == '__main__':
    tap.main()
