"""The window as an actor: starts sauda-screenshot --serve and gives it commands. Imported by what looks at it."""

import os
import subprocess

PAGES = ['day', 'orders', 'decisions', 'labels', 'catalogue', 'sizes', 'stock', 'prices', 'profit', 'conversations',
         'customers', 'settings']
# the pages with a table, whose rows can be selected
TABLES = ['orders', 'catalogue', 'stock', 'prices', 'profit', 'customers']
# a window: the page it is opened from, and how, a command after another. The first asks for the day, whose labels
# others need
WINDOWS = {
    'plan': ('day', ('act', 'win.ship')),
    'import': ('orders', ('import', '{data}/kaspi/ActiveOrders.xlsx')),
    'print': ('labels', ('act', 'labels.print')),
    'papers': ('labels', ('act', 'labels.papers', 'product')),
    'template': ('labels', ('act', 'labels.papers', 'product'), ('window',), ('press', 'edit_label')),
    'sheet': ('labels', ('act', 'labels.papers', 'product'), ('window',), ('press', 'sheet'), ('press', 'edit_sheet')),
    'jobs': ('labels', ('act', 'labels.jobs')),
    'walk': ('labels', ('act', 'labels.walk')),
    'proof': ('labels', ('act', 'labels.proof')),
    'stamp': ('labels', ('act', 'labels.edit-stamp')),
    'cover': ('labels', ('act', 'labels.edit-cover')),
    'report': ('day', ('act', 'win.report')),
    'rehearsal': ('day', ('act', 'win.report'), ('window',), ('press', 'rehearse')),
    'alerts': ('day', ('act', 'win.alerts')),
    'pack': ('orders', ('act', 'win.pack')),
    'ledger': ('orders', ('act', 'win.ledger')),
    'cancel': ('orders', ('choose', 'all'), ('act', 'win.cancel-orders')),
    'erase': ('customers', ('choose', 'first'), ('act', 'customers.erase')),
    'returned-size': ('sizes', ('press', 'returned_button')),
    'supplier': ('sizes', ('press', 'supplier_button')),
    'new-product': ('catalogue', ('act', 'catalogue.add')),
    'change-products': ('catalogue', ('choose', 'all'), ('act', 'catalogue.change')),
    'retire': ('catalogue', ('choose', 'first'), ('act', 'catalogue.retire')),
    'cards': ('catalogue', ('act', 'catalogue.cards')),
    'receive': ('stock', ('choose', 'first'), ('act', 'stock.act', 'purchase')),
    'damaged': ('stock', ('choose', 'all'), ('act', 'stock.act', 'damaged')),
    'off-sale': ('stock', ('act', 'stock.off-sale')),
    'questions': ('stock', ('act', 'stock.questions')),
    'purchases': ('stock', ('act', 'stock.reorder')),
    'count': ('stock', ('act', 'stock.count')),
    'kept-back': ('stock', ('choose', 'first'), ('act', 'stock.buffer')),
    'change-prices': ('prices', ('choose', 'all'), ('act', 'prices.bulk')),
    'terms': ('prices', ('choose', 'first'), ('act', 'prices.terms')),
    'rates': ('prices', ('act', 'prices.rates')),
    'price-list': ('prices', ('act', 'prices.list')),
    'warehouses': ('prices', ('act', 'prices.list'), ('window',), ('press', 'warehouses')),
    'connect': ('settings', ('act', 'win.connect-store')),
    'parity': ('settings', ('press', 'compare_button')),
    'merge': ('settings', ('press', 'merge_button')),
    'help': ('day', ('act', 'app.help')),
    'about': ('day', ('act', 'app.about')),
    'shortcuts': ('day', ('act', 'win.show-help-overlay')),
}


class Stage:
    """One running window; a command that fails raises AssertionError"""

    def __init__(self, program, folder, *options, data):
        self.data = data
        self.process = subprocess.Popen([program, '--practice', f'--data-dir={folder}', '--serve', *options],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        """Gives a command; returns the lines that were said before the answer"""
        self.process.stdin.write('\t'.join(words) + '\n')
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            line = line.rstrip('\n')
            if line == 'ready':
                return said
            if line == 'failed':
                break
            said.append(line)
        raise AssertionError(f'{" ".join(words)}: {"failed" if self.process.poll() is None else "the program ended"}')

    def open_window(self, name):
        page, *commands = WINDOWS[name]
        self.ask('page', page)
        for command in commands:
            self.ask(*(word.format(data=self.data) for word in command))
        self.ask('window')

    def end(self):
        self.process.stdin.close()
        self.process.stdout.read()
        code = self.process.wait()
        assert code == 0, f'the program ended with {code}'
        self.process.stdout.close()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def data_folder():
    return os.environ.get('SAUDA_TEST_DATA', '')
