#!/usr/bin/env python3
"""saudactl reply parse: the texts and the keys that scripts see."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'cli'))

import tap
from saudactl import DATA, Folder

REPLIES = DATA / 'whatsapp' / 'replies.tsv'


def number(text):
    return float(text) if text else None


def check_file_is_read_line_by_line():
    with Folder() as folder:
        found = folder.call('reply', 'parse', '--file', REPLIES)['replies']
        rows = [line.split('\t') for line in REPLIES.read_text(encoding='utf-8').splitlines()[1:]]
        assert [(reply['text'], reply['height_cm'], reply['weight_kg'], reply['size'] or '', reply['intent'])
                for reply in found] == [(text, number(height), number(weight), size, intent)
                                        for text, height, weight, size, intent in rows]


def check_one_text_is_one_object():
    with Folder() as folder:
        reply = folder.call('reply', 'parse', 'рост 175 вес 72,5 эльку')
        assert reply == {'text': 'рост 175 вес 72,5 эльку', 'height_cm': 175, 'weight_kg': 72.5, 'size': 'L',
                         'intent': 'measurements'}, reply
        assert folder.call('reply', 'parse', '-')['intent'] == 'ambiguous'
        assert list(Path(folder.name).iterdir()) == []


def check_wrong_calls_are_told():
    with Folder() as folder:
        assert 'reply parse TEXT' in folder.sentence('reply', 'parse', code=2)
        assert 'reply parse TEXT' in folder.sentence('reply', 'parse', '--file', REPLIES, 'да', code=2)
        assert 'missing.tsv' in folder.sentence('reply', 'parse', '--file', 'missing.tsv', code=3)


if __name__ == '__main__':
    tap.main()
