"""program.py SAUDA DATA DRAG-SOURCE: starts the program itself as a desktop does, hands it files of any name by their
address, and drags them over from another program. It tells its log what it did, keeps its page and size through a crash,
and the report of the crash has nobody in it. Speaks TAP."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE = 60  # seconds, on a machine that has much else to do
APP_ID = 'io.github.sauda.Sauda'


def wait(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f'waited for {what}')


def tell(*command):
    """What a tool says; nothing when it failed or hung, as it may on a busy machine: whoever asks asks again"""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False, timeout=PATIENCE / 4)
    except subprocess.TimeoutExpired:
        return ''
    return done.stdout if done.returncode == 0 else ''


def bus_name():
    names = re.findall(rf"'({re.escape(APP_ID)}[^']*)'", tell('gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/',
                                                              '-m', 'org.freedesktop.DBus.ListNames'))
    return names[0] if names else ''


def call(path, method, *parameters):
    name = bus_name()
    place = '/' + name.replace('.', '/').replace('-', '_') + path
    return name and tell('gdbus', 'call', '--session', '-d', name, '-o', place, '-m', method, *parameters)


def act(name, parameter=''):
    return call('/window/1', 'org.gtk.Actions.Activate', name, f'[{parameter}]', '{}')


def windows():
    """Titles by number"""
    found = tell('xdotool', 'search', '--onlyvisible', '--name', '.').split()
    return {number: tell('xdotool', 'getwindowname', number).strip() for number in found}


def press(window, key):
    if window:
        tell('xdotool', 'windowfocus', window, 'key', key)
    return True


class Program:
    def __init__(self, program, folder, drag_source):
        self.drag_source = drag_source
        self.command = [program, '--practice', f'--data-dir={folder}', '--lang', 'ru']
        self.folder = Path(folder, 'practice')
        self.process = None

    def start(self, *files):
        self.process = subprocess.Popen([*self.command, *files], env={**os.environ, 'GSETTINGS_BACKEND': 'keyfile'})
        wait(lambda: "'page'" in (call('/window/1', 'org.gtk.Actions.List') or ''), 'the window')

    def again(self, *files):
        return subprocess.run([*self.command, *files], timeout=PATIENCE, check=False).returncode

    def quit(self):
        def is_over():
            call('', 'org.gtk.Actions.Activate', 'quit', '[]', '{}')
            return self.process.poll() is not None

        wait(is_over, 'the end of the program')
        assert self.process.returncode == 0, self.process.returncode

    def main_window(self):
        return next((number for number, title in windows().items() if title == 'Sauda'), '')

    def question(self):
        return next((number for number, title in windows().items() if title == 'Импорт'), '')

    def log(self):
        path = self.folder / 'log.jsonl'
        # the last line may be half written
        lines = path.read_text(encoding='utf-8').split('\n')[:-1] if path.exists() else []
        return [record for record in map(json.loads, lines) if record['program'] == 'sauda']


def check_without_a_display_it_says_so(program, _files):
    env = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
    done = subprocess.run(program.command, env=env, stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False)
    said = done.stderr.strip().splitlines()
    assert done.returncode == 1 and said[-1] == 'sauda: Здесь нет экрана, поэтому окно не открыть: ту же работу в терминале делает saudactl.', said


def check_bus_starts_it_for_an_act_alone(program, _files):
    program.process = subprocess.Popen([*program.command, '--gapplication-service'], env={**os.environ, 'GSETTINGS_BACKEND': 'memory'})
    wait(lambda: "'preferences'" in (call('', 'org.gtk.Actions.List') or ''), 'the program on the bus')
    wait(lambda: call('', 'org.gtk.Actions.Activate', 'preferences', '[]', '{}') and program.main_window(), 'the window')
    program.quit()


def check_files_of_any_name_come_by_their_address(program, files):
    program.start(files['orders'].as_uri())
    wait(program.question, 'the question what to import')
    # Return is a yes once the file is read, and nothing before
    def is_imported():
        press(program.question(), 'Return')
        return any('38 new' in record['message'] for record in program.log())

    wait(is_imported, 'the import in the log')
    wait(lambda: press(program.question(), 'Escape') and not program.question(), 'the end of the question')


def check_second_start_hands_over_and_opens_no_other_window(program, files):
    assert program.again() == 0
    assert program.again(files['rubbish'].as_uri(), files['orders'].as_uri()) == 0
    wait(program.question, 'the question what to import again')
    # a tip that lies under the pointer is a window too, with the program's name for a title
    wait(lambda: sorted(title for title in windows().values() if title != 'sauda') == ['Sauda', 'Импорт'], 'the two windows alone')
    wait(lambda: press(program.question(), 'Escape') and not program.question(), 'the end of the question')


def check_files_are_dragged_from_another_program(program, files):
    main = program.main_window()

    def is_in_place():
        tell('xdotool', 'windowsize', main, '1000', '700', 'windowmove', main, '0', '0')
        geometry = tell('xdotool', 'getwindowgeometry', main)
        return 'Position: 0,0' in geometry and 'Geometry: 1000x700' in geometry

    wait(is_in_place, 'the window in the corner')
    source = subprocess.Popen([program.drag_source, files['orders'].as_uri(), files['waybills'].as_uri()])
    try:
        window = wait(lambda: next((number for number, title in windows().items() if title == 'Files'), ''), 'the files')
        wait(lambda: tell('xdotool', 'windowmove', window, '1050', '850') or
             'Position: 1050,850' in tell('xdotool', 'getwindowgeometry', window), 'the files in their corner')

        def is_dropped():
            tell('xdotool', 'mousemove', '1150', '900', 'mousedown', '1')
            for step in range(11):
                tell('xdotool', 'mousemove', str(1150 - 55 * step), str(900 - 50 * step), 'sleep', '0.1')
            tell('xdotool', 'mouseup', '1', 'sleep', '2')
            return program.question()

        wait(is_dropped, 'the question what to import of what was dropped')
    finally:
        source.kill()
        source.wait()
    wait(lambda: press(program.question(), 'Escape') and not program.question(), 'the end of the question')


def check_crash_keeps_page_and_size_and_names_nobody(program, _files):
    keyfile = Path(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings', 'keyfile')
    kept = ("practice-page='stock'", 'window-width=900', 'window-height=640')

    def is_kept():
        act('page', "<'stock'>")
        tell('xdotool', 'windowsize', program.main_window(), '900', '640')
        return keyfile.exists() and all(line in keyfile.read_text(encoding='utf-8') for line in kept)

    wait(is_kept, 'the size on the disk')
    program.process.send_signal(signal.SIGSEGV)
    assert program.process.wait(PATIENCE) == -signal.SIGSEGV
    report = (program.folder / 'crash-report.txt').read_text(encoding='utf-8')
    assert 'signal 11' in report and not re.search(r'[А-Яа-я]|(?<![\da-fx])7\d{9}', report), report
    program.start()
    wait(lambda: (program.folder / 'crash-report.told.txt').exists(), 'the report to be offered')
    wait(lambda: 'Geometry: 900x640' in tell('xdotool', 'getwindowgeometry', program.main_window()), 'the size as it was')
    program.quit()


def main():
    sauda, data, drag_source = sys.argv[1:]
    checks = [value for name, value in globals().items() if name.startswith('check_')]
    failed = False
    print(f'1..{len(checks)}', flush=True)
    with tempfile.TemporaryDirectory() as folder:
        files = {'orders': Path(folder, 'Мои файлы 100% #1', 'Заказы #5.xlsx'), 'rubbish': Path(folder, 'письмо.docx')}
        files['orders'].parent.mkdir()
        shutil.copy(Path(data, 'kaspi', 'ActiveOrders.xlsx'), files['orders'])
        files['rubbish'].write_bytes(b'hello')
        files['waybills'] = Path(folder, 'Мои файлы 100% #1', 'накладные 1.zip')
        shutil.copy(Path(data, 'labels', 'waybill-onlyfit.zip'), files['waybills'])
        program = Program(sauda, Path(folder, 'data'), drag_source)
        for number, check in enumerate(checks, 1):
            title = check.__name__[len('check_'):].replace('_', ' ')
            try:
                assert not failed, 'an earlier part failed'
                check(program, files)
                print(f'ok {number} {title}', flush=True)
            except (AssertionError, subprocess.SubprocessError) as problem:
                failed = True
                print(f'not ok {number} {title}')
                print('\n'.join(f'# {line}' for line in str(problem).splitlines()), flush=True)
        if program.process is not None and program.process.poll() is None:
            program.process.kill()
            program.process.wait()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
