"""accessible.py SAUDA: starts the program on the practice store, goes to every page, and reads what a screen
reader would: everything that can be pressed, switched, chosen or typed into must have a name, and the cells of the
orders must say what they are. Speaks TAP."""

import subprocess
import sys
import tempfile
import time

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, Gio, GLib
except (ImportError, ValueError) as problem:
    print(f'1..0 # SKIP gir1.2-atspi-2.0 and python3-gi are needed: {problem}')
    sys.exit(0)

PATIENCE = 30  # seconds
PAGES = ['day', 'orders', 'decisions', 'labels', 'stock', 'sizes', 'conversations', 'customers', 'settings']
NAMED = {
    Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT, Atspi.Role.SPIN_BUTTON, Atspi.Role.SLIDER,
    Atspi.Role.LINK, Atspi.Role.LIST_BOX, Atspi.Role.TABLE,
}
CELLS = ['Store', 'Order', 'Stage', 'Ship by', 'Product', 'Clicked', 'Decided', 'Pcs', 'Note']


def wait(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        GLib.MainContext.default().iteration(False)
        time.sleep(0.02)
    raise AssertionError(f'waited for {what}')


def children(node):
    found = []
    for index in range(node.get_child_count()):
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


def find_application(process):
    def look():
        assert process.poll() is None, 'the program ended'
        for node in children(Atspi.get_desktop(0)):
            if node.get_process_id() == process.pid:
                return node
        return None
    return wait(look, 'the program on the accessibility bus')


def activate(action, *parameters):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

    def call(*what):
        return bus.call_sync(*what, None, Gio.DBusCallFlags.NONE, 5000, None).unpack()

    def own_name():
        # each data folder has a program of its own
        names, = call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ListNames', None)
        return next((name for name in names if name.startswith('io.github.sauda.Sauda')), None)

    name = wait(own_name, 'the program on the session bus')
    path = '/' + name.replace('.', '/').replace('-', '_')
    call(name, f'{path}/window/1', 'org.gtk.Actions', 'Activate',
         GLib.Variant('(sava{sv})', (action, list(parameters), {})))


def show(page):
    activate('page', GLib.Variant('s', page))


def find_row(application, page):
    """The row of the sidebar that leads to a page, selected once the page is open"""
    for node in walk(application):
        if node.get_role() == Atspi.Role.LIST_ITEM and node.get_name().lower() == page:
            return node
    return None


def assert_named(application):
    nameless = [describe(node) for node in walk(application) if node.get_role() in NAMED and not name_of(node)]
    assert not nameless, 'without a name:\n' + '\n'.join(sorted(set(nameless)))


def check_page(application, page):
    def is_open():
        row = find_row(application, page)
        return row is not None and row.get_state_set().contains(Atspi.StateType.SELECTED)

    wait(lambda: find_row(application, page), f'the row of {page}')
    show(page)
    wait(is_open, f'the page {page}')
    assert_named(application)


def check_cells(application):
    # the run of the day reads the practice store's orders, then asks in a window of its own
    show('day')
    activate('ship')
    show('orders')

    def look():
        names = [node.get_name() or '' for node in walk(application)]
        return all(any(name.startswith(title + ': ') for name in names) for title in CELLS)
    wait(look, 'cells that say what they are')
    wait(lambda: len(children(application)) > 1, 'the question of the day')
    assert_named(application)


def check_there_is_something_to_check(application):
    count = sum(node.get_role() in NAMED for node in walk(application))
    assert count > 20, f'only {count} widgets were found'


def main():
    checks = [(f'names on the page {page}', lambda app, page=page: check_page(app, page)) for page in PAGES]
    checks += [('cells of the orders', check_cells), ('widgets are seen', check_there_is_something_to_check)]
    print(f'1..{len(checks)}')
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([sys.argv[1], '--practice', '--data-dir', folder])
        try:
            Atspi.init()
            application = find_application(process)
            for number, (name, check) in enumerate(checks, 1):
                try:
                    check(application)
                    print(f'ok {number} {name}', flush=True)
                except AssertionError as problem:
                    failed = True
                    print(f'not ok {number} {name}')
                    print('\n'.join(f'# {line}' for line in str(problem).splitlines()), flush=True)
        finally:
            process.terminate()
            process.wait()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
