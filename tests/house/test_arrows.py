#!/usr/bin/env python3
"""The rooms of the real tree keep to the table, and arrows.py sees every kind of fault in a planted one."""

import subprocess
import sys
import tempfile
from pathlib import Path

import tap

SOUND = {
    'meson.build': "configure_file(output: 'sauda-config.h', configuration: config)\n",
    'resources/meson.build': "x = gnome.compile_resources(\n  'sauda-sql-resource', 'a.xml')\n",
    'src/core/base/sauda-money.h': '#include <glib.h>\n',
    'src/core/base/sauda-money.c': '#include "sauda-money.h"\n#include "sauda-config.h"\n',
    'src/core/store/sauda-database.h': '#include "sauda-money.h"\n',
    'src/core/store/sauda-database.c': '#include "sauda-database.h"\n#include "sauda-sql-resource.h"\n',
    'src/core/day/sauda-run.h': '#include "sauda-database.h"\n',
    'src/cli/sauda-cli.h': '#include "sauda-run.h"\n',
    'src/ui/shell/sauda-window.h': '#include <gtk/gtk.h>\n#include "sauda-run.h"\n',
    'src/ui/orders/sauda-page.c': '#include "sauda-window.h"\n',
    'src/main.c': '#include "sauda-window.h"\n',
    'src/saudactl.c': '#include "sauda-cli.h"\n',
}


def arrows(root):
    done = subprocess.run([sys.executable, tap.ROOT / 'tests' / 'arrows.py', root], stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def plant(files):
    """What arrows.py says of the sound tree with some files added or replaced"""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**SOUND, **files}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        return arrows(folder)


def expect_fault(files, *words):
    code, text = plant(files)
    faults = [line for line in text.splitlines() if line.startswith('FAULT')]
    assert code == 1, f'the fault was not seen:\n{text}'
    assert len(faults) == 1, f'one fault was planted:\n{text}'
    for word in words:
        assert word in faults[0], f'"{word}" is not in: {faults[0]}'


def check_real_tree():
    code, text = arrows(tap.ROOT)
    assert code == 0, text


def check_sound_tree_passes():
    code, text = plant({})
    assert code == 0, text
    assert 'store     base' in text, text


def check_arrow_that_is_not_in_the_table():
    expect_fault({'src/core/base/sauda-bad.c': '#include "sauda-database.h"\n'}, 'base may not include store', 'sauda-bad.c')


def check_window_never_includes_store():
    expect_fault({'src/ui/orders/sauda-bad.c': '#include "sauda-database.h"\n'}, 'ui may not include store')


def check_practice_shares_no_code_with_kaspi():
    expect_fault({'src/core/kaspi/sauda-kaspi.h': '', 'src/core/practice/sauda-bad.c': '#include "sauda-kaspi.h"\n'},
                 'practice may not include kaspi')


def check_day_never_includes_practice():
    expect_fault({'src/core/practice/sauda-server.h': '', 'src/core/day/sauda-bad.c': '#include "sauda-server.h"\n'},
                 'day may not include practice')


def check_arrow_written_as_a_path():
    expect_fault({'src/core/base/sauda-bad.c': '#include "../store/sauda-database.h"\n'}, 'base may not include store')


def check_arrow_in_angle_brackets():
    expect_fault({'src/core/base/sauda-bad.c': '#  include <sauda-database.h>\n'}, 'base may not include store')


def check_toolkit_in_core():
    for header in ('gtk/gtk.h', 'adwaita.h', 'gdk/gdk.h'):
        expect_fault({'src/core/labels/sauda-bad.c': f'#include <{header}>\n'}, header, 'src/ui only')


def check_toolkit_in_cli():
    expect_fault({'src/cli/sauda-bad.c': '#include <gtk/gtk.h>\n'}, 'src/ui only')


def check_header_from_nowhere():
    expect_fault({'src/core/base/sauda-bad.c': '#include "sauda-nowhere.h"\n'}, 'sauda-nowhere.h', 'no header')


def check_header_in_two_rooms():
    expect_fault({'src/core/labels/sauda-money.h': '', 'src/core/base/sauda-money.c': '',
                  'src/core/store/sauda-database.h': '', 'src/cli/sauda-bad.c': '#include "sauda-money.h"\n'}, 'could be')


def check_file_past_the_end():
    expect_fault({'src/core/base/sauda-long.c': 'int x;\n' * 801}, '801 lines')
    code, text = plant({'src/core/base/sauda-long.c': 'int x;\n' * 800})
    assert code == 0, text


def check_long_test_file():
    expect_fault({'tests/base/test-long.c': 'int x;\n' * 801}, '801 lines')


def check_room_that_nobody_knows():
    expect_fault({'src/core/cellar/sauda-wine.c': ''}, 'no room')


def check_table_of_two_rooms():
    files = {'resources/sql/001.sql': 'CREATE TABLE parcel (id INTEGER);\n',
             'src/core/store/sauda-parcels.c': 'x = "INSERT INTO parcel"\n    " (id) VALUES (?)";\n'}
    expect_fault({**files, 'src/core/day/sauda-bad.c': 'y = "DELETE FROM "\n  "parcel WHERE id = ?";\n'},
                 'parcel', 'day and store', 'sauda-bad.c')
    code, text = plant({**files, 'src/core/day/sauda-good.c': 'y = "SELECT id FROM parcel"; /* "DELETE FROM parcel" */\n'})
    assert code == 0, text


def check_empty_tree():
    with tempfile.TemporaryDirectory() as folder:
        code, text = arrows(folder)
    assert code == 1 and 'no C file' in text, text


tap.main()
