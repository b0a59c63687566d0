"""A test program in Python that speaks TAP, as those in C do: every check_… function of a module is one check."""

import os
import re
import subprocess
import sys
import traceback
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get('SAUDA_BUILD', ROOT / 'build'))
APP_ID = 'io.github.sauda.Sauda'
LANGUAGES = ('kk', 'ru')


class Skip(Exception):
    """A check that this machine cannot make"""


def run(*command, **options):
    """stdout and stderr of a command, which must end well"""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', **options.pop('env', {})}, check=False, **options)
    assert done.returncode == 0, f'{" ".join(map(str, command))} ended with {done.returncode}:\n{done.stdout}'
    return done.stdout


def load(path):
    """A script of the project as a module"""
    name = re.sub(r'\W', '_', path.name)
    loader = SourceFileLoader(name, str(path))
    module = module_from_spec(spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def project_files():
    """Paths of everything that belongs to the project: what git knows, else what lies here outside build folders"""
    try:
        listed = subprocess.run(['git', '-C', str(ROOT), 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.decode()
        paths = [ROOT / name for name in listed.split('\0') if name]
    except (OSError, subprocess.CalledProcessError):
        # meson marks its folders, whatever they are called
        built = {path.parent for path in ROOT.glob('*/meson-private')} | {ROOT / '.git'}
        paths = [path for folder in ROOT.iterdir() if folder not in built for path in (folder, *folder.rglob('*'))
                 if '__pycache__' not in path.parts]
    return sorted(path for path in paths if path.is_file())


def main(module_name='__main__'):
    module = sys.modules[module_name]
    only = sys.argv[sys.argv.index('--only') + 1].replace(' ', '_') if '--only' in sys.argv else ''
    checks = [(name, value) for name, value in vars(module).items() if name.startswith('check_') and callable(value) and only in name]
    print(f'1..{len(checks)}')
    failed = 0
    for number, (name, check) in enumerate(checks, 1):
        title = name[len('check_'):].replace('_', ' ')
        try:
            check()
            print(f'ok {number} - {title}')
        except Skip as reason:
            print(f'ok {number} - {title} # SKIP {reason}')
        except Exception as error:  # whatever went wrong, the other checks still run
            failed += 1
            print(f'not ok {number} - {title}')
            text = str(error) if isinstance(error, AssertionError) and str(error) else traceback.format_exc()
            # meson shows what went to the error stream, and keeps the rest to itself
            print(f'{title}: {text}', file=sys.stderr)
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
