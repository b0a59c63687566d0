"""layout.py SCREENSHOT LANGUAGE: opens the practice store at 1024 x 700, goes to every page and window, and fails where
one needs more room than that, or where a text is cut and no tip says the whole, with letters of the usual size, twice as
large, and from right to left; the same with rows of a table selected; where a screen reader would tell a name twice or
with an underline, or nothing of a row; where a letter is underlined twice, in the menu of the rows too; where libadwaita says something in English; where a window with fields begins at
Cancel; and where hands without a mouse do not reach everything in a window, or Escape does not lead back out of it.
Speaks TAP."""

import sys
import tempfile

from stage import PAGES, TABLES, WINDOWS, Stage, data_folder

WIDTH, HEIGHT = 1024, 700
VARIANTS = {'usual': ('text', '100'), 'large': ('text', '200'), 'mirrored': ('direction', 'rtl'),
            'selected': ('text', '100'), 'selected large': ('text', '200')}
# GTK's own windows, which grow with their letters
OTHERS = {('large', 'shortcuts')}


# what libadwaita 1.2 has no Kazakh for
ENGLISH = {'Apply', 'Back', 'Close', 'Credits', 'Details', 'Hide Text', 'Legal', 'Show Text'}


def english(stage):
    if sys.argv[2] == 'en':
        return []
    return [f'in English: {line}' for line in stage.ask('texts') if line.split('\t')[-1].replace('_', '') in ENGLISH]


def faults(stage):
    return stage.ask('measure', str(WIDTH), str(HEIGHT))


def check_page(stage, page):
    stage.ask('page', page)
    found = faults(stage)
    assert not found, '\n'.join(found)


def check_rows(stage, page):
    stage.ask('page', page)
    found = []
    for rows in ('first', 'all'):
        stage.ask('choose', rows)
        # of one row the page may show a card, and the menu
        if rows == 'first':
            stage.ask('menu')
            if page == 'orders':
                stage.ask('act', 'orders.card')
        found += faults(stage)
    assert not found, '\n'.join(found)


def check_window(stage, window):
    try:
        stage.open_window(window)
        found = stage.ask('begin') + faults(stage) + english(stage)
        # keys are the same in every language
        if sys.argv[2] == 'ru':
            found += stage.ask('walk')
        assert not found, '\n'.join(found)
        if sys.argv[2] == 'ru':
            found = stage.ask('escape')
        assert not found, '\n'.join(found)
    finally:
        stage.ask('close')


def start(folder):
    return Stage(sys.argv[1], folder, f'--lang={sys.argv[2]}', f'--width={WIDTH}', f'--height={HEIGHT}', data=data_folder())


def main():
    failed = 0
    # a window that has room with large letters has it with small ones; English, the shortest, is here for its letters
    windows = {'usual': list(WINDOWS)[1:] if sys.argv[2] == 'en' else ['shortcuts'], 'large': list(WINDOWS)[1:]}
    wanted = [(variant, check, name) for variant in VARIANTS if sys.argv[2] != 'en' or variant in ('usual', 'selected')
              for check, names in ([(check_rows, TABLES)] if variant.startswith('selected') else
                                   [(check_page, PAGES), (check_window, windows.get(variant, []))])
              for name in names if (variant, name) not in OTHERS]
    print(f'1..{len(wanted)}', flush=True)
    with tempfile.TemporaryDirectory() as folder:
        stage = start(folder)
        try:
            stage.open_window('plan')
            stage.ask('approve')
            last = None
            for number, (variant, check, name) in enumerate(wanted, 1):
                # what is selected stays so: those come last, in a window of their own
                if variant == 'selected' and last != variant:
                    stage.end()
                    stage = start(folder)
                if variant != last:
                    stage.ask('text', '100')
                    stage.ask(*VARIANTS[variant])
                    last = variant
                try:
                    check(stage, name)
                    print(f'ok {number} {variant} {name}', flush=True)
                except AssertionError as problem:
                    failed += 1
                    print(f'not ok {number} {variant} {name}')
                    print('\n'.join(f'# {line}' for line in str(problem).splitlines()), flush=True)
            stage.end()
        finally:
            stage.kill()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
