#!/usr/bin/env python3
"""No window has a letter underlined twice, in any language: Alt and the letter would do the one or the other."""

import gettext
import re
import xml.etree.ElementTree as ElementTree

import tap

TEMPLATES = tap.ROOT / 'resources' / 'ui'
SOURCES = tap.ROOT / 'src' / 'ui'
TEXT = r'"((?:[^"\\]|\\.)*)"'


class Label:
    """An underlined text, what it stands on, and the pages of stacks that it lies in"""

    def __init__(self, text, owner, pages):
        self.text, self.owner, self.pages = text, owner, pages

    def may_meet(self, other):
        """Not on two pages of one stack, nor where one takes the other's place"""
        return self.owner != other.owner and not any(
            stack == other_stack and page != other_page
            for stack, page in self.pages for other_stack, other_page in other.pages)


def find_classes():
    found = {}
    for path in sorted(TEMPLATES.rglob('*.ui')):
        for template in ElementTree.parse(path).getroot().iter('template'):
            found[template.get('class')] = (template, path)
    return found


CLASSES = find_classes()


def list_in_code(path, pages):
    """What the file of a template sets on its buttons, and the buttons that it makes"""
    for source in sorted(SOURCES.rglob(f'{path.stem}*.c')):
        if source.stem != path.stem and (source.parent / f'{source.stem}.h').exists():
            continue
        code = source.read_text(encoding='utf-8')
        for name, words in re.findall(r'button_set_label \(self->(\w+),(.*?)\);', code, re.S):
            for text in re.findall(rf'_ \({TEXT}\)', words):
                yield Label(text, (path, name), pages)
        for words in re.findall(r'button_new_with_mnemonic \((.*?)\);', code, re.S):
            for text in re.findall(rf'_ \({TEXT}\)', words):
                yield Label(text, (source, words), pages)


def list_below(node, path, pages):
    """The underlined texts below @node, but for menus, which have letters of their own"""
    kind = node.get('class', '')
    if node.tag == 'menu' or (node.tag == 'object' and kind.endswith('Popover')):
        return
    properties = {child.get('name'): child.text or '' for child in node.findall('property')}
    if properties.get('use-underline', '').lower() in ('true', '1', 'yes'):
        for text in (properties.get('label', ''), properties.get('title', '')):
            if '_' in text:
                yield Label(text, (path, node.get('id', id(node))), tuple(pages))
    if node.tag == 'object' and kind in CLASSES:
        yield from list_class(kind, pages)
    for child in node:
        inner = pages
        if kind in ('GtkStack', 'AdwViewStack') and child.tag == 'child':
            inner = pages + ((id(node), id(child)),)
        yield from list_below(child, path, inner)


def list_class(name, pages=()):
    template, path = CLASSES[name]
    yield from list_below(template, path, pages)
    yield from list_in_code(path, pages)


def letters_of(label, translate):
    text = translate(label.text)
    place = text.find('_')
    return text, text[place + 1].lower() if place >= 0 else ''


def list_twice(labels, translate):
    found = []
    for number, label in enumerate(labels):
        text, letter = letters_of(label, translate)
        for other in labels[number + 1:]:
            other_text, other_letter = letters_of(other, translate)
            if letter and letter == other_letter and text != other_text and label.may_meet(other):
                found.append(' and '.join(sorted((f'“{text}”', f'“{other_text}”'))))
    return found


def hold(language):
    translate = str
    if language != 'en':
        with open(tap.BUILD / 'po' / language / 'LC_MESSAGES' / 'sauda.mo', 'rb') as file:
            translate = gettext.GNUTranslations(file).gettext
    found = set()
    # what stands beside every page: not the page of a window that could not open
    around = [label for label in list_class('SaudaWindow') if not label.pages]
    for name, (template, path) in CLASSES.items():
        # what is a part of another is looked at there
        if name.endswith('Page') and path.stem.endswith('-page'):
            labels = around + list(list_class(name))
        elif template.get('parent') in ('AdwWindow', 'GtkWindow', 'AdwApplicationWindow'):
            labels = list(list_class(name))
        else:
            continue
        found |= {f'{path.name}: {twice}' for twice in list_twice(labels, translate)}
    assert not found, 'the same letter is underlined twice:\n' + '\n'.join(sorted(found))


def check_labels_are_found():
    texts = {label.text for label in list_class('SaudaOrdersPage')}
    assert {'_Import…', 'Import _Files…'} <= texts, texts
    texts = {label.text for label in list_class('SaudaImportWindow')}
    assert {'_Import', '_Close', 'Co_lumns…'} <= texts, texts


def check_english():
    hold('en')


def check_russian():
    hold('ru')


def check_kazakh():
    hold('kk')


if __name__ == '__main__':
    tap.main()
