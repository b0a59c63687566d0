#!/usr/bin/env python3
"""Every text that a person may see is listed, and is there in Russian and Kazakh."""

import re
import subprocess
import tempfile
from pathlib import Path

import tap

PO = tap.ROOT / 'po'
PLURALS = {'ru': 3, 'kk': 2}


def listed():
    return [line for line in (PO / 'POTFILES.in').read_text(encoding='utf-8').splitlines() if line and line[0] != '#']


def fresh_texts(folder):
    """The texts of the source as they are now"""
    path = Path(folder, 'fresh.pot')
    said = tap.run(tap.ROOT / 'tools' / 'update-translations', '--pot', path)
    return path, said


def check_every_file_with_texts_is_listed():
    wanted = tap.load(tap.ROOT / 'tools' / 'potfiles').files_with_texts(tap.ROOT)
    missing = sorted(set(wanted) - set(listed()))
    assert not missing, 'po/POTFILES.in does not list these, run tools/update-translations:\n' + '\n'.join(missing)


def check_every_listed_file_has_texts():
    wanted = set(tap.load(tap.ROOT / 'tools' / 'potfiles').files_with_texts(tap.ROOT))
    gone = [name for name in listed() if name not in wanted]
    assert not gone, 'po/POTFILES.in lists files without texts:\n' + '\n'.join(gone)
    assert len(listed()) == len(set(listed())), 'a file is listed twice'


def check_search_finds_every_kind_of_text():
    search = tap.load(tap.ROOT / 'tools' / 'potfiles')
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / 'src').mkdir()
        texts = {
            'src/a.c': 'x = _("A");', 'src/b.c': 'ngettext ("b", "bb", n)', 'src/c.ui': '<p translatable="yes">C</p>',
            'src/no.c': 'my_ ("no"); FOO_("no")', 'src/no.ui': '<p>no</p>', 'src/no.txt': '_("no")',
        }
        for name, text in texts.items():
            (root / name).write_text(text, encoding='utf-8')
        assert search.files_with_texts(root) == ['src/a.c', 'src/b.c', 'src/c.ui']


def check_texts_can_be_taken_out_whole():
    # a macro such as G_GINT64_FORMAT inside _() cuts the text off, and its translation is never found
    with tempfile.TemporaryDirectory() as folder:
        _, said = fresh_texts(folder)
    assert not said.strip(), said


def check_languages():
    names = [line for line in (PO / 'LINGUAS').read_text(encoding='utf-8').splitlines() if line[:1] != '#']
    assert tuple(sorted(' '.join(names).split())) == tap.LANGUAGES


def complete(language):
    path = PO / f'{language}.po'
    said = tap.run('msgfmt', '--check', '--statistics', '--output-file=/dev/null', path, env={'LANGUAGE': 'en'})
    assert 'fuzzy' not in said and 'untranslated' not in said, f'{path.name}: {said}'
    with tempfile.TemporaryDirectory() as folder:
        pot, _ = fresh_texts(folder)
        done = subprocess.run(['msgcmp', str(path), str(pot)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, check=False)
    assert done.returncode == 0, f'run tools/update-translations and translate what is new:\n{done.stdout}'


def check_russian_is_complete():
    complete('ru')


def check_kazakh_is_complete():
    complete('kk')


def check_kazakh_letters_are_underlined_that_have_a_key_of_their_own():
    # the Kazakh layout has these where Alt opens the pages
    text = (PO / 'kk.po').read_text(encoding='utf-8')
    found = re.findall('"[^"\n]*_[әіңғүұқөһӘІҢҒҮҰҚӨҺ][^"\n]*"', text)
    assert not found, '\n'.join(found)


def check_plural_forms():
    for language, forms in PLURALS.items():
        text = (PO / f'{language}.po').read_text(encoding='utf-8')
        assert re.search(rf'"Plural-Forms: nplurals={forms}; plural=', text), f'{language} has {forms} forms'
        assert f'"Language: {language}\\n"' in text


def check_russian_and_kazakh_are_installed_by_the_build():
    for language in tap.LANGUAGES:
        path = tap.BUILD / 'po' / language / 'LC_MESSAGES' / 'sauda.mo'
        assert path.is_file(), f'{path} was not built'


def check_language_is_what_was_asked_for_in_any_locale():
    words = {'ru': 'Команды', 'kk': 'командасы', 'en': 'There is no command'}
    asked = [({'LC_ALL': locale}, ('--lang', language), language)
             for language in words for locale in ('C', 'C.UTF-8', 'xx_YY.UTF-8', '')]
    # a locale that this machine may not have
    asked += [({'LANG': 'ru_RU.UTF-8'}, (), 'ru'), ({'LANG': 'C.UTF-8', 'LANGUAGE': 'kk'}, (), 'kk'),
              ({'LANG': 'C.UTF-8'}, (), 'en'), ({}, (), 'en')]
    for environment, options, language in asked:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([tap.BUILD / 'src' / 'saudactl', *options, 'nothing'], stderr=subprocess.PIPE, text=True,
                                  env={'SAUDA_LOCALEDIR': str(tap.BUILD / 'po'), 'TMPDIR': folder, 'HOME': folder, **environment},
                                  check=False)
            assert done.returncode == 2 and words[language] in done.stderr, (environment, options, done)
            assert not list(Path(folder).iterdir()), 'something was left behind'


def check_language_that_there_is_not_is_told_with_those_there_are():
    environment = {'SAUDA_LOCALEDIR': str(tap.BUILD / 'po'), 'GSETTINGS_BACKEND': 'memory',
                   'GSETTINGS_SCHEMA_DIR': str(tap.BUILD / 'data'), 'PATH': '/usr/bin:/bin'}
    for program, option in (('saudactl', ('--lang', 'de')), ('saudactl', ('--lang=kz',)), ('sauda', ('--lang', 'de')),
                            ('sauda', ('--lang=kz',)), ('sauda', ('-l', 'de'))):
        for locale, word in (('ru_RU.UTF-8', 'казахский'), ('kk_KZ.UTF-8', 'қазақша'), ('C.UTF-8', 'Kazakh')):
            with tempfile.TemporaryDirectory() as folder:
                words = ('nothing',) if program == 'saudactl' else ()
                done = subprocess.run([tap.BUILD / 'src' / program, *option, *words], stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, text=True, check=False,
                                      env={**environment, 'LANG': locale, 'TMPDIR': folder, 'HOME': folder})
            assert done.returncode == 2, (program, option, done)
            assert option[-1][-2:] in done.stderr and 'kk (' in done.stderr and word in done.stderr, (program, option, done)
            assert done.stderr.startswith(program + ': ') and done.stderr.count('\n') == 1, done


tap.main()
