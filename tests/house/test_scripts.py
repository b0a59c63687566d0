#!/usr/bin/env python3
"""The scripts are sound, the package list and the README are true, and the counting of tests cannot lie."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

COUNT = tap.ROOT / 'tools' / 'count-tests'
SHELL = re.compile(r'^#!.*\b(ba)?sh\b')
TOP = {'.ci', '.clang-format', '.editorconfig', '.gitignore', 'COPYING', 'HACKING.md', 'README.md', 'bench', 'check', 'data',
       'debian', 'flatpak', 'meson.build', 'meson_options.txt', 'po', 'resources', 'run', 'src', 'tests', 'tools'}


def shell_scripts():
    for path in tap.project_files():
        with path.open('rb') as file:
            first = file.readline().decode(errors='replace')
        if SHELL.match(first) or path.suffix == '.sh' or path.parent.name == 'completions':
            yield path


def packages():
    """{group: [package]} of tools/packages"""
    groups, here = {}, None
    for line in (tap.ROOT / 'tools' / 'packages').read_text(encoding='utf-8').splitlines():
        if line.startswith('['):
            here = groups.setdefault(line.strip('[]'), [])
        elif line and line[0] != '#':
            here.append(line.split()[0])
    return groups


def count(programs, *options):
    """(exit code, last line, whole text) of count-tests for a planted log"""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, 'testlog.json')
        if programs is not None:
            log.write_text('\n'.join(json.dumps(program) for program in programs), encoding='utf-8')
        done = subprocess.run([sys.executable, COUNT, *options, log], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, check=False)
    return done.returncode, done.stdout.splitlines()[-1], done.stdout


def program(result, stdout='', name='base-money', **more):
    return {'name': name, 'result': result, 'stdout': stdout, **more}


def check_shell_scripts_parse():
    scripts = list(shell_scripts())
    names = {path.relative_to(tap.ROOT).as_posix() for path in scripts}
    assert {'run', 'check', '.ci/run', 'tools/house.sh', 'tests/xrun.sh'} <= names, names
    for path in scripts:
        tap.run('bash', '-n', path)


def check_shell_scripts_have_no_traps():
    tap.run('shellcheck', '-x', '-s', 'bash', '-S', 'warning', *shell_scripts(), cwd=tap.ROOT)
    tap.run('shellcheck', '-x', '-s', 'bash', 'run', 'check', 'tools/house.sh', '.ci/run', cwd=tap.ROOT)


def check_python_scripts_parse():
    for path in tap.project_files():
        with path.open('rb') as file:
            first = file.readline()
        if path.suffix == '.py' or first.startswith(b'#!') and b'python' in first:
            compile(path.read_text(encoding='utf-8'), str(path), 'exec')


def check_scripts_can_be_started():
    for path in tap.project_files():
        with path.open('rb') as file:
            if file.read(2) == b'#!':
                assert os.access(path, os.X_OK), f'{path} is not executable'


def check_packages_are_named_once():
    groups = packages()
    assert set(groups) == {'build', 'run', 'test', 'flatpak', 'debian', 'roots'}
    names = [name for group in groups.values() for name in group]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    assert all(re.fullmatch(r'[a-z0-9][a-z0-9.+-]+', name) for name in names)


def check_scripts_read_the_same_packages():
    groups = packages()
    script = f'. tools/house.sh; packages_of {" ".join(groups)}'
    said = tap.run('bash', '-c', f'top="{tap.ROOT}"; {script}', cwd=tap.ROOT).split()
    assert said == [name for group in groups.values() for name in group]


def check_the_debian_package_asks_for_the_same():
    control = (tap.ROOT / 'debian' / 'control').read_text(encoding='utf-8')
    asked = {re.match(r'[a-z0-9.+-]+', name.strip())[0]
             for name in re.search(r'^Build-Depends:(.*?)^\S', control, re.MULTILINE | re.DOTALL)[1].split(',')}
    # build-essential and ninja come with every build and with meson
    needed = set(packages()['build']) - {'build-essential', 'ninja-build'}
    assert needed <= asked, f'debian/control does not ask for {sorted(needed - asked)}'
    depends = re.search(r'^Depends:(.*?)^\S', control, re.MULTILINE | re.DOTALL)[1]
    assert all(name in depends for name in packages()['run']), packages()['run']


def check_missing_packages_are_found():
    with tempfile.TemporaryDirectory() as folder:
        query = Path(folder, 'dpkg-query')
        query.write_text('#!/bin/sh\necho "here installed"\necho "removed config-files"\nexit 1\n', encoding='utf-8')
        query.chmod(0o755)
        said = tap.run('bash', '-c', f'set -euo pipefail; top="{tap.ROOT}"; . tools/house.sh; missing_packages here removed unheard-of',
                       env={'PATH': f'{folder}:{os.environ["PATH"]}'}, cwd=tap.ROOT)
    assert said.split() == ['removed', 'unheard-of'], said


def check_a_bare_machine_is_told_of_its_packages_in_the_language_of_the_person():
    words = {'C.UTF-8': 'there is no sudo', 'ru_RU.UTF-8': 'От имени root', 'kk_KZ.UTF-8': 'root атынан'}
    with tempfile.TemporaryDirectory() as folder:
        for name in ('dpkg-query', 'awk', 'sort', 'comm', 'dirname', 'readlink'):
            Path(folder, name).symlink_to(shutil.which(name))
        Path(folder, 'id').write_text('#!/bin/sh\necho 1000\n', encoding='utf-8')
        Path(folder, 'id').chmod(0o755)
        for locale, word in words.items():
            done = subprocess.run([shutil.which('bash'), '-c', f'set -euo pipefail; top="{tap.ROOT}"; . tools/house.sh\n'
                                   'packages_of() { echo unheard-of-package; }; need_packages build'],
                                  env={'PATH': folder, 'LANG': locale}, cwd=tap.ROOT, stderr=subprocess.PIPE, text=True, check=False)
            assert done.returncode == 1 and word in done.stderr and 'apt-get install' in done.stderr, (locale, done)


def check_readme_is_true():
    text = (tap.ROOT / 'README.md').read_text(encoding='utf-8')
    commands = re.findall(r'^\$? ?(\./[\w./-]+)', text, re.MULTILINE)
    assert {'./run', './check'} <= set(commands), commands
    for document in ('README.md', 'HACKING.md'):
        text = (tap.ROOT / document).read_text(encoding='utf-8')
        for name in re.findall(r'(?<![\w/.~-])\.?/?((?:src|tests|tools|data|po|resources|flatpak)/[\w./-]*[\w/])', text):
            assert (tap.ROOT / name).exists(), f'{document} speaks of {name}, which is not there'
        for target in re.findall(r'\]\((?!https?:|#)([^)]+)\)', text):
            assert (tap.ROOT / target).exists(), f'{document} links to {target}, which is not there'


def check_no_path_of_one_machine():
    # written apart, so that this very file does not hold what it looks for
    own = [str(tap.ROOT)] if len(tap.ROOT.parts) > 2 else []
    places = [*own, '/ho' + 'me/', '/ro' + 'ot/', '/wo' + 'rk/']
    pattern = re.compile('|'.join(re.escape(place) for place in places))
    found = []
    for path in tap.project_files():
        try:
            text = path.read_text(encoding='utf-8')
        except UnicodeDecodeError:
            continue
        found += [f'{path.name}:{number}' for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    assert not found, found


def check_the_top_holds_what_belongs_there():
    # git outside a checkout lists nothing, and where it is missing nothing can be listed
    git = shutil.which('git')
    listed = subprocess.run([git, '-C', tap.ROOT, 'ls-files', '-z'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True, check=False).stdout if git else ''
    found = {name.split('/')[0] for name in listed.split('\0') if name}
    assert found <= TOP, f'left behind by somebody: {sorted(found - TOP)}'


def check_meson_knows_the_options():
    text = (tap.ROOT / 'meson_options.txt').read_text(encoding='utf-8')
    for name in re.findall(r"get_option\('(\w+)'\)", (tap.ROOT / 'meson.build').read_text(encoding='utf-8')):
        if name not in ('prefix', 'localedir', 'bindir', 'datadir', 'debug'):
            assert f"option('{name}'" in text, name


def check_count_of_sound_programs():
    tap_text = 'TAP version 13\n1..3\nok 1 /a\nok 2 /b # SKIP no printer\nok 3 - c\n# ok 4 in a comment\n'
    assert count([program('OK', tap_text), program('OK', 'no TAP at all')])[:2] == (0, '3 passed, 0 failed')


def check_count_sees_failures():
    code, last, text = count([program('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n')], '--result', '1')
    assert (code, last) == (1, '1 passed, 1 failed')
    assert 'FAILED base-money: /b' in text


def check_count_sees_a_crash_after_good_checks():
    for result in ('ERROR', 'TIMEOUT', 'FAIL', 'INTERRUPT', 'UNEXPECTEDPASS'):
        assert count([program(result, '1..9\nok 1 /a\n')], '--result', '1')[:2] == (1, '1 passed, 1 failed')


def check_count_tells_why_a_program_failed():
    said = ''.join(f'ok {number} /check\n# sauda-DEBUG: chat\n' for number in range(99))
    crashed = program('ERROR', '1..99\nnot ok 1 /a\n# because\n' + said, returncode=134, duration=1.5,
                      stderr='noise\n' * 99 + 'ERROR:test.c:7: assertion failed\n')
    lines = count([program('OK', '1..1\nok 1 /fine\n# well\n'), crashed], '--result', '1')[2].splitlines()
    assert lines[0] == '---- base-money: error, code 134, after 1.5 s' and lines[-3].endswith('assertion failed'), lines
    assert len(lines) == 26 and not any('chat' in line or 'well' in line for line in lines), lines
    text = count([program('FAIL', '1..2\nnot ok 1 /a\n# because\n' + said, stderr=None)], '--result', '1')[2]
    assert '     # because' in text, text


def check_count_never_passes_when_nothing_ran():
    assert count([])[:2] == (1, '0 passed, 1 failed')
    assert count(None)[:2] == (1, '0 passed, 1 failed')
    assert count([program('SKIP')])[:2] == (1, '0 passed, 1 failed')


def check_count_believes_meson():
    assert count([program('OK', '1..1\nok 1 /a\n')], '--result', '125')[:2] == (1, '1 passed, 1 failed')


tap.main()
