#!/usr/bin/env python3
"""arrows.py [FOLDER]: who includes whom among the rooms of src/, and whether they may.

Prints the table of arrows, then every fault: an arrow that is not in the table, a header that resolves nowhere or
twice, GTK behind the wall, a file past 800 lines, a table of the database that two rooms write. Ends with 1 when there
is a fault.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

DOMAIN = (
    'catalog', 'sizing', 'inventory', 'pricing', 'orders', 'decisions', 'kaspi', 'whatsapp', 'labels', 'stationery', 'outbox', 'conversation',
    'printing', 'cards',
)
ARROWS = {
    'base': (),
    'store': ('base',),
    'sheets': ('base',),
    'kaspi': ('base', 'sheets'),
    'whatsapp': ('base',),
    'stationery': ('base',),
    'labels': ('stationery', 'base'),
    'practice': ('base',),
    'catalog': ('store', 'sheets', 'base'),
    'cards': ('store', 'sheets', 'base'),
    'sizing': ('base',),
    'inventory': ('catalog', 'store', 'base'),
    'pricing': ('catalog', 'store', 'base'),
    'orders': ('inventory', 'catalog', 'store', 'base'),
    'decisions': ('sizing', 'orders', 'inventory', 'catalog', 'sheets', 'store', 'base'),
    'outbox': ('store', 'base'),
    'printing': ('store', 'base'),
    'conversation': ('whatsapp', 'outbox', 'orders', 'catalog', 'store', 'base'),
    'day': DOMAIN + ('store', 'sheets', 'base'),
    'cli': DOMAIN + ('day', 'practice', 'base'),
    'ui': (
        'day', 'decisions', 'orders', 'catalog', 'inventory', 'pricing', 'sizing', 'labels', 'stationery', 'outbox', 'printing',
        'cards', 'practice', 'base',
    ),
    # the two programs only start their face
    'sauda': ('ui', 'base'),
    'saudactl': ('cli', 'base'),
}
# prices of offers are changed by pricing, which keeps their history; all else of an offer by catalog
ALSO_WRITES = {('offer', 'pricing')}
PROGRAMS = {'main.c': 'sauda', 'saudactl.c': 'saudactl'}
LONGEST = 800
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
TOOLKIT = re.compile(r'^(gtk|gdk|gsk|adwaita)\b')
GENERATED = re.compile(r"compile_resources\(\s*'([^']+)'|configure_file\([^)]*?output:\s*'([^']+\.h)'")

TABLE = re.compile(r'CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)')
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
TEXTS = re.compile(r'(?:"(?:[^"\\\n]|\\.)*"(?:\s|\\\n)*)+')
TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
WRITES = re.compile(r'\b(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO) (\w+)')


def room_of(path):
    """The room of a path below src/, or None when it lies in no room"""
    parts = path.parts
    if parts[0] == 'core':
        return parts[1] if len(parts) > 2 else None
    if len(parts) > 1:
        return parts[0]
    return PROGRAMS.get(parts[0])


def c_files(folder):
    return sorted(path for path in folder.rglob('*') if path.suffix in ('.c', '.h') and path.is_file())


def generated_headers(root):
    """Headers that meson makes; they belong to no room"""
    names = set()
    for path in [root / 'meson.build', *(root / 'src').rglob('meson.build'), *(root / 'resources').rglob('meson.build')]:
        if path.is_file():
            for resource, header in GENERATED.findall(path.read_text(encoding='utf-8')):
                names.add(header or resource + '.h')
    return names


class House:
    def __init__(self, root):
        self.root = root
        self.source = root / 'src'
        self.files = c_files(self.source)
        self.generated = generated_headers(root)
        self.headers = defaultdict(list)
        for path in self.files:
            if path.suffix == '.h':
                self.headers[path.name].append(path)
        self.found = defaultdict(set)
        self.faults = []

    def resolve(self, path, name):
        """The one header of the project that an include means; None for none or a generated one"""
        if Path(name).name in self.generated:
            return None
        beside = (path.parent / name).resolve()
        if '/' in name and beside.is_file():
            return beside
        places = [place for place in self.headers[Path(name).name] if place.as_posix().endswith('/' + name)]
        if len(places) == 1:
            return places[0]
        where = self.shown(path)
        if not places:
            self.faults.append(f'{where}: "{name}" is no header of src/')
        else:
            self.faults.append(f'{where}: "{name}" could be ' + ' or '.join(self.shown(place) for place in places))
        return None

    def shown(self, path):
        return path.relative_to(self.root).as_posix()

    def check_includes(self, path):
        room = room_of(path.relative_to(self.source))
        if room not in ARROWS:
            self.faults.append(f'{self.shown(path)}: lies in no room of the table')
            return
        wall = room != 'ui' and room != 'sauda'
        for mark, name in INCLUDE.findall(path.read_text(encoding='utf-8')):
            if wall and TOOLKIT.match(name):
                self.faults.append(f'{self.shown(path)}: <{name}> belongs in src/ui only')
            if mark == '<' and Path(name).name not in self.headers:
                continue
            target = self.resolve(path, name)
            other = target and room_of(target.relative_to(self.source))
            if other and other != room:
                self.found[room].add(other)
                if other not in ARROWS[room]:
                    self.faults.append(f'{self.shown(path)}: {room} may not include {other} ("{name}")')

    def check_length(self, path):
        with path.open(encoding='utf-8') as lines:
            length = sum(1 for _ in lines)
        if length > LONGEST:
            self.faults.append(f'{self.shown(path)}: {length} lines, {LONGEST} is the end')

    def check_writers(self):
        """A table is written by the room that owns it; any other may only read it"""
        tables = set()
        for path in (self.root / 'resources').rglob('*.sql'):
            tables.update(TABLE.findall(path.read_text(encoding='utf-8')))
        writers = defaultdict(lambda: defaultdict(set))
        for path in self.files:
            room = room_of(path.relative_to(self.source))
            for texts in TEXTS.findall(COMMENT.sub('', path.read_text(encoding='utf-8'))):
                for table in WRITES.findall(''.join(TEXT.findall(texts))):
                    if table in tables and (table, room) not in ALSO_WRITES:
                        writers[table][room].add(self.shown(path))
        for table, rooms in sorted(writers.items()):
            if len(rooms) > 1:
                places = ', '.join(sorted(place for places in rooms.values() for place in places))
                self.faults.append(f'table {table} is written by {" and ".join(sorted(rooms))}: {places}')

    def check(self):
        for path in self.files:
            self.check_includes(path)
        self.check_writers()
        for path in self.files + c_files(self.root / 'tests'):
            self.check_length(path)

    def print_table(self):
        there = {room_of(path.relative_to(self.source)) for path in self.files}
        print(f'{"room":<10}{"includes":<56}may include as well')
        for room, allowed in ARROWS.items():
            if room not in there:
                print(f'{room:<10}{"(not built yet)":<56}{" ".join(allowed) or "–"}')
                continue
            used = [other for other in ARROWS if other in self.found[room]]
            rest = [other for other in allowed if other not in self.found[room]]
            print(f'{room:<10}{" ".join(used) or "–":<56}{" ".join(rest)}'.rstrip())


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    house = House(root)
    if not house.files:
        print(f'There is no C file under {house.source}.')
        return 1
    house.check()
    house.print_table()
    for fault in house.faults:
        print('FAULT', fault)
    print(f'{len(house.files)} files, {len(house.faults)} faults')
    return 1 if house.faults else 0


if __name__ == '__main__':
    sys.exit(main())
