#!/usr/bin/env python3
"""The guide names buttons, menus and columns as the window does, in every language: what stands in bold there is a
text, in that language, of those parts of the window of which the page speaks, and the other languages name the same."""

import re

import tap

GUIDE = tap.ROOT / 'resources' / 'guide'
# of its own words, no names of controls
GLOSSARY = 'glossary'
# the folders of src/ui and resources/ui of which a page speaks; the shell is everywhere
PARTS = {
    'day-one': ('welcome', 'day', 'settings'), 'the-day': ('day',), 'orders': ('orders', 'grid', 'acts'),
    'decisions': ('decisions',), 'conversations': ('conversations', 'settings', 'sizes'),
    'labels': ('labels', 'print', 'settings'), 'packing': ('pack',), 'catalogue': ('catalogue', 'cards', 'grid'),
    'stock': ('stock', 'grid'), 'prices': ('prices', 'profit', 'catalogue', 'grid'), 'customers': ('customers', 'grid'),
    'settings': ('settings',), 'trouble': ('labels', 'print', 'settings', 'acts'),
}
# names that are the same in every language and stand in no list of texts
UNTRANSLATED = {'whatsapp'}
# keys, and what is a heading of its own line: "- **Morning**: …" of the day, "- **The power went off.** …"
KEY = re.compile(r'[0-9↓↑←→]')
HEADED = 'the-day'
BOLD = re.compile(r'\*\*([^*]+)\*\*')


def plain(text):
    """As it is read: no underline for a key, no marks for code"""
    return re.sub(r'\s+', ' ', text.replace('\\"', '"').replace('_', '').replace('%%', '%')).strip(' .:').casefold()


def entries(path):
    """(files, source, translations) of a file of translations"""
    block, key = {}, None
    for line in [*path.read_text(encoding='utf-8').splitlines(), '']:
        match = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?|msgctxt) "(.*)"$', line)
        if line.startswith('#:'):
            block['files'] = f'{block.get("files", "")}{line[2:]}'
        elif match:
            key = match[1]
            block[key] = match[2]
        elif line.startswith('"') and key:
            block[key] += line[1:-1]
        elif not line:
            if 'msgid' in block:
                yield block.get('files', ''), block['msgid'], [text for name, text in block.items() if name.startswith('msgstr')]
            block, key = {}, None


def names(texts, language, parts):
    """What those parts of the window say in a language, and of which texts it is the translation"""
    known = {name: {name} for name in UNTRANSLATED}
    for files, source, translated in texts:
        if any(f'/ui/{part}/' in files for part in (*parts, 'shell')):
            for text in [source] if language == 'en' else translated:
                known.setdefault(plain(text), set()).add(source)
                # a key that the name tells as well: "Earlier (Alt+Up)"
                known.setdefault(re.sub(r' \([a-z+↑↓]+\)$', '', plain(text)), set()).add(source)
    return known


def said(path):
    """Bold texts of a page that name controls: (line, name)"""
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        for match in BOLD.finditer(line):
            heads = line.startswith('- **') and match.start() == 2 and (match[1].endswith('.') or HEADED in path.name)
            if not KEY.fullmatch(match[1]) and not heads:
                yield number, match[1]


def sources(name, known):
    """The texts that a name may be: its own, one with numbers in it, or the way through several: "Settings, Printers\""""
    whole = plain(name)
    found = set(known.get(whole, ()))
    for text, texts in known.items():
        if '%' in text and len(text) > 8 and re.fullmatch(re.sub('%[a-z]', '.+', re.escape(text)), whole):
            found |= texts
    parts = whole.split(', ')
    if not found and len(parts) > 1 and all(part in known for part in parts):
        found = set().union(*(known[part] for part in parts))
    return found


def named():
    """(page, language, line, name, texts that it may be)"""
    for language in ('en', *tap.LANGUAGES):
        texts = list(entries(tap.ROOT / 'po' / ('ru.po' if language == 'en' else f'{language}.po')))
        for path in sorted((GUIDE / language).glob('*.md')):
            if GLOSSARY not in path.name:
                known = names(texts, language, PARTS[path.stem[3:]])
                for number, name in said(path):
                    yield path.name, language, number, name, sources(name, known)


def check_controls_bear_the_names_of_the_guide():
    faults = [f'{language}/{page}:{number}: {name}' for page, language, number, name, found in named() if not found]
    assert not faults, 'the window has no such text where the page looks:\n' + '\n'.join(faults)


def check_every_language_names_the_same_controls():
    pages = {}
    for page, language, _, name, found in named():
        pages.setdefault(page, {}).setdefault(language, []).append((name, found))
    faults = []
    for page, told in pages.items():
        for language in tap.LANGUAGES:
            left = list(told[language])
            for name, found in told['en']:
                same = next((other for other in left if other[1] & found), None)
                if same:
                    left.remove(same)
                else:
                    faults.append(f'{language}/{page}: nothing for “{name}”')
            faults += [f'{language}/{page}: “{name}” is not in English' for name, _ in left]
    assert not faults, 'other controls than in English:\n' + '\n'.join(faults)


def check_words_of_the_glossary_stand_in_the_window():
    """By the beginnings of their words, for they are declined there"""
    faults, counts = [], {}
    for language in ('en', *tap.LANGUAGES):
        page = next((GUIDE / language).glob(f'*{GLOSSARY}*'))
        texts = [plain(text) for files, source, translated in entries(tap.ROOT / 'po' / ('ru.po' if language == 'en' else f'{language}.po'))
                 if '/ui/' in files or '/core/' in files for text in ([source] if language == 'en' else translated)]
        words = [plain(word) for word in BOLD.findall(page.read_text(encoding='utf-8'))]
        counts[language] = len(words)
        faults += [f'{language}/{page.name}: {word}' for word in words
                   if not any(all(part[:4] in text for part in word.split()) for text in texts)]
    assert not faults, 'the window does not say:\n' + '\n'.join(faults)
    assert len(set(counts.values())) == 1, f'words that are explained: {counts}'


if __name__ == '__main__':
    tap.main()
