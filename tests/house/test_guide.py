#!/usr/bin/env python3
"""The guide names buttons, menus and columns as the window does, in every language: what stands in bold there is a
text of the window in that language."""

import re

import tap

GUIDE = tap.ROOT / 'resources' / 'guide'
# of its own words, no names of controls
GLOSSARY = 'glossary'
# keys, and what is a heading of its own line: "- **Morning**: …", "- **The power went off.** …"
KEY = re.compile(r'[0-9↓↑←→]')
HEADING = re.compile(r'^(?:- |\d+\. )?\*\*([^*]+)\*\*(?=[:.]?\s)', re.M)
BOLD = re.compile(r'\*\*([^*]+)\*\*')


def plain(text):
    """As it is read: no underline for a key, no dots that announce a window, no marks for code"""
    return re.sub(r'\s+', ' ', text.replace('_', '').replace('…', '').replace('%%', '%')).strip(' .:').casefold()


def entries(path):
    """(source, translations) of a file of translations"""
    block, key = {}, None
    for line in [*path.read_text(encoding='utf-8').splitlines(), '']:
        match = re.match(r'(msgid_plural|msgid|msgstr(?:\[\d\])?|msgctxt) "(.*)"$', line)
        if match:
            key = match[1]
            block[key] = match[2]
        elif line.startswith('"') and key:
            block[key] += line[1:-1]
        elif not line:
            if 'msgid' in block:
                yield block['msgid'], [text for name, text in block.items() if name.startswith('msgstr')]
            block, key = {}, None


def names(language):
    known = set()
    for source, translated in entries(tap.ROOT / 'po' / ('ru.po' if language == 'en' else f'{language}.po')):
        known |= {plain(text.replace('\\"', '"')) for text in ([source] if language == 'en' else translated)}
    # what is no sentence to translate
    for path in (tap.ROOT / 'resources' / 'ui').rglob('*.ui'):
        known |= {plain(text) for text in re.findall(r'<property name="(?:title|label)">([^<]+)<', path.read_text(encoding='utf-8'))}
    return known


def said(path):
    """Bold texts of a page that name controls: (line, name)"""
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        heading = HEADING.match(line)
        for match in BOLD.finditer(line):
            whole = match[1]
            if KEY.fullmatch(whole) or (heading and match.start(1) == heading.start(1) and line.lstrip().startswith('- ')):
                continue
            yield number, whole


def is_known(name, known, patterns):
    """A name of its own, a name with numbers in it, or the way through several: "Settings, Printers\""""
    return plain(name) in known or any(pattern.fullmatch(plain(name)) for pattern in patterns) or \
        (', ' in name and all(plain(part) in known for part in name.split(', ')))


def check_controls_bear_the_names_of_the_guide():
    faults = []
    for language in ('en', *tap.LANGUAGES):
        known = names(language)
        # a key that the name tells as well: "Earlier (Alt+Up)"
        known |= {re.sub(r' \([a-z+↑↓]+\)$', '', name) for name in known}
        patterns = [re.compile(re.sub('%[a-z]', '.+', re.escape(name))) for name in known if '%' in name and len(name) > 8]
        for path in sorted((GUIDE / language).glob('*.md')):
            if GLOSSARY not in path.name:
                faults += [f'{language}/{path.name}:{number}: {name}' for number, name in said(path) 
                           if not is_known(name, known, patterns)]
    assert not faults, 'the window has no such text:\n' + '\n'.join(faults)


def check_every_language_names_as_many_controls():
    counts = {}
    for path in (GUIDE / 'en').glob('*.md'):
        for language in ('en', *tap.LANGUAGES):
            counts.setdefault(path.name, []).append(len(BOLD.findall((GUIDE / language / path.name).read_text(encoding='utf-8'))))
    uneven = {name: found for name, found in counts.items() if len(set(found)) > 1}
    assert not uneven, f'names in bold in English, Kazakh and Russian: {uneven}'


if __name__ == '__main__':
    tap.main()
