"""accessible.py SCREENSHOT: opens the practice store, goes to every page and window, and reads what a screen reader
would: everything that can be pressed, switched, chosen or typed into must have a name, and the cells of the orders
must say what they are, and no letter of a window or menu may be underlined twice. Speaks TAP."""

import sys
import tempfile
import time

from stage import PAGES, Stage, data_folder

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as problem:
    print(f'1..0 # SKIP gir1.2-atspi-2.0 and python3-gi are needed: {problem}')
    sys.exit(0)

PATIENCE = 120  # seconds, on a machine that has much else to do
NAMED = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT, Atspi.Role.SPIN_BUTTON, Atspi.Role.SLIDER,
    Atspi.Role.LINK, Atspi.Role.LIST_BOX, Atspi.Role.TABLE,
}
# the others are made of the same parts; a walk through them all takes too long
WALKED = ['plan', 'import', 'print', 'papers', 'proof', 'stamp', 'report', 'pack', 'connect', 'help', 'about', 'shortcuts',
          'ledger']
ROWS, LONG = 4, 30
CELLS = ['Store', 'Order', 'Stage', 'Ship by', 'Product', 'Clicked', 'Decided', 'Pcs', 'Note']


def wait(condition, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            found = condition()
        except GLib.Error:
            found = None  # what is looked at may go away meanwhile
        if found:
            return found
        GLib.MainContext.default().iteration(False)
        time.sleep(0.1)
    raise AssertionError(f'waited for {what}')


def children(node):
    """Of a long list the first rows: the others are made by the same hand, and each costs a question of the bus"""
    found = []
    count = node.get_child_count()
    for index in range(ROWS if count > LONG else count):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:
            child = None
        if child is not None:
            found.append(child)
    return found


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def name_of(node):
    name = node.get_name() or ''
    if not name:
        for relation in node.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                name = relation.get_target(0).get_name() or ''
    return name.strip()


def describe(node):
    """A trail of roles, to find a nameless widget again"""
    trail = []
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        trail.append(f'{node.get_role_name()} “{node.get_name() or ""}”')
        node = node.get_parent()
    return ' in '.join(trail[:6])


def find_application(stage):
    def look():
        assert stage.process.poll() is None, 'the program ended'
        for node in children(Atspi.get_desktop(0)):
            if node.get_process_id() == stage.process.pid:
                return node
        return None
    return wait(look, 'the program on the accessibility bus')


def nameless(roots):
    return sorted({describe(node) for root in roots() for node in walk(root) if node.get_role() in NAMED and not name_of(node)})


def assert_named(roots):
    """What the bus tells comes a little later than what is seen"""
    try:
        wait(lambda: not nameless(roots), 'names', 10)
    except AssertionError:
        raise AssertionError('without a name:\n' + '\n'.join(nameless(roots))) from None


def assert_letters(stage):
    """No letter is underlined twice; in the other languages the layout's test looks"""
    twice = [line for line in stage.ask('measure', '4096', '4096') if line.startswith('same letter')]
    assert not twice, '\n'.join(twice)


def count_windows(application):
    return len(children(application))


def read_cells(application):
    """GTK 4.8 complains where a text is asked for that is not there, and a complaint ends the program"""
    for node in walk(application):
        if node.get_role() == Atspi.Role.LABEL and node.get_state_set().contains(Atspi.StateType.SHOWING) and node.is_text():
            Atspi.Text.get_character_count(node)


def check_page(stage, application, page):
    def is_open():
        return any(node.get_role() == Atspi.Role.LIST_ITEM and node.get_name().lower() == page and
                   node.get_state_set().contains(Atspi.StateType.SELECTED) for node in walk(application))

    stage.ask('page', page)
    wait(is_open, f'the page {page}')
    assert_named(lambda: [application])
    read_cells(application)
    assert_letters(stage)


def check_window(stage, application, window):
    main = children(application)[0]

    # what lies behind it is looked at page by page
    def opened():
        return [node for node in children(application) if node != main]

    stage.open_window(window)
    wait(lambda: any(node.get_role() in NAMED for root in opened() for node in walk(root)), f'the window {window}')
    assert_named(opened)
    assert_letters(stage)
    # the first asks for the day, whose labels the others show
    stage.ask('approve' if window == 'plan' else 'close')
    wait(lambda: count_windows(application) == 1, f'the end of the window {window}')


def check_cells(stage, application):
    def look():
        names = [node.get_name() or '' for node in walk(application)]
        return all(any(name.startswith(title + ': ') for name in names) for title in CELLS)

    stage.ask('page', 'orders')
    wait(look, 'cells that say what they are')


def check_there_is_something_to_check(_stage, application):
    count = sum(node.get_role() in NAMED for node in walk(application))
    assert count > 20, f'only {count} widgets were found'


def main():
    checks = [(f'names in the window {window}', lambda *on, window=window: check_window(*on, window)) for window in WALKED]
    checks += [(f'names on the page {page}', lambda *on, page=page: check_page(*on, page)) for page in PAGES]
    checks += [('cells of the orders', check_cells), ('widgets are seen', check_there_is_something_to_check)]
    print(f'1..{len(checks)}', flush=True)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(sys.argv[1], folder, data=data_folder())
        try:
            Atspi.init()
            application = find_application(stage)
            for number, (name, check) in enumerate(checks, 1):
                try:
                    check(stage, application)
                    print(f'ok {number} {name}', flush=True)
                except AssertionError as problem:
                    failed = True
                    print(f'not ok {number} {name}')
                    print('\n'.join(f'# {line}' for line in str(problem).splitlines()), flush=True)
            stage.end()
        finally:
            stage.kill()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
