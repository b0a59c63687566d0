#!/usr/bin/env python3
"""The stock ledger as scripts see it: opened by the catalogue, moved by orders, counted, undone, killed."""

import signal
import subprocess
from pathlib import Path

import tap
from saudactl import DATA, Folder

CATALOGUE = DATA / 'catalog' / 'M02_SKU_CATALOG.csv'
PRINT_2XL = 'CL_QZ_MEN_PRINT51_BLACK_2XL'
PRINTER = 'ELS_PRINTER_NORD_L100'


def stock(folder, *words):
    return {variant['sku']: variant for variant in folder.call(*words, 'stock', 'list')['variants']}


def check_the_catalogue_opens_the_stock_once():
    with Folder() as folder:
        report = folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        assert any(PRINT_2XL in note for note in report['notes']), report['notes']
        before = stock(folder)
        assert before[PRINT_2XL]['on_hand'] == 2, 'the smallest that the offers tell, above zero'
        assert before[PRINTER]['on_hand'] == 1
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        assert stock(folder) == before
        kinds = {movement['kind'] for movement in folder.call('stock', 'history')['movements']}
        assert kinds == {'opening'}


def check_counts_are_shown_before_written_after_and_taken_back():
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        shown = folder.call('stock', 'set', PRINTER, 0, '--preview')
        assert shown['batch'] is None
        assert shown['variants'][0]['on_hand_before'] == 1 and shown['variants'][0]['on_hand'] == 0
        assert {offer['store'] for offer in shown['variants'][0]['off_sale']} == {'ONLYFIT', 'UNIVERSAL'}
        assert stock(folder)[PRINTER]['on_hand'] == 1, 'a preview writes nothing'
        done = folder.call('stock', 'set', PRINTER, 0, '--reason', 'counted')
        assert stock(folder)[PRINTER]['on_hand'] == 0
        gone = folder.call('stock', 'runout')['offers']
        assert {offer['store'] for offer in gone if offer['variant'] == PRINTER} == {'ONLYFIT', 'UNIVERSAL'}
        confirmed = folder.call('stock', 'runout', '--yes')
        assert confirmed['batch'] and len(confirmed['offers']) == len(gone)
        assert folder.call('stock', 'runout')['offers'] == [], 'nothing is asked twice'
        folder.call('stock', 'set', PRINTER, 4)
        back = folder.call('stock', 'runout', '--back')['offers']
        assert {offer['variant'] for offer in back} == {PRINTER}, back
        folder.call('stock', 'set', PRINTER, 0)
        folder.call('stock', 'undo', confirmed['batch'])
        assert len(folder.call('stock', 'runout')['offers']) == len(gone)
        folder.call('stock', 'undo', done['batch'])
        assert stock(folder)[PRINTER]['on_hand'] == 1
        assert 'undone already' in folder.sentence('stock', 'undo', done['batch'], code=3)


def check_a_stock_file_is_a_count():
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        path = Path(folder.name) / 'stock.csv'
        path.write_text('sku_key,qty_on_hand\n'
                        f'{PRINT_2XL} ,15\n{PRINTER}, 1\nCL_QZ_MEN_PRINT51_BLACK,3\nNOBODY,1\n{PRINT_2XL},16\n'
                        'CL_QZ_MEN_LEG_BLACK_M,2.5\n', encoding='utf-8')
        shown = folder.call('stock', 'import', path, '--preview', codes=(1,))
        assert stock(folder)[PRINT_2XL]['on_hand'] == 2
        done = folder.call('stock', 'import', path, codes=(1,))
        for key in ('rows', 'changed', 'same', 'refused'):
            assert shown[key] == done[key], key
        assert (done['rows'], done['changed'], done['same'], done['refused']) == (6, 1, 1, 4), done
        assert [problem['row'] for problem in done['problems']] == [4, 5, 6, 7]
        assert 'sizes' in done['problems'][0]['reason'], done['problems'][0]
        assert stock(folder)[PRINT_2XL]['on_hand'] == 15
        again = folder.call('stock', 'import', path, codes=(1,))
        assert again['changed'] == 0 and again['batch'] is None


def check_inspection_goes_through_the_box():
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        for kind in ('good', 'damaged', 'lost'):
            for words in ((), ('--preview',)):
                said = folder.sentence('stock', 'move', PRINTER, kind, 1, *words, code=3)
                assert f'No piece of “{PRINTER}” waits to be inspected' in said, said
        folder.call('stock', 'move', PRINTER, 'return', 2)
        assert 'Only 2 pieces' in folder.sentence('stock', 'move', PRINTER, 'damaged', 3, code=3)
        assert (stock(folder)[PRINTER]['on_hand'], stock(folder)[PRINTER]['to_inspect']) == (1, 2)
        folder.call('stock', 'move', PRINTER, 'good', 1)
        folder.call('stock', 'move', PRINTER, 'damaged', 1, '--reason', 'cable torn')
        assert (stock(folder)[PRINTER]['on_hand'], stock(folder)[PRINTER]['to_inspect']) == (2, 0)
        folder.call('stock', 'move', PRINTER, 'correction', 3, '--reason', 'found')
        folder.call('stock', 'move', PRINTER, 'correction', -3, '--reason', 'lost again')
        folder.call('stock', 'move', '--reason', '-5', PRINTER, 'sale', 5)
        assert stock(folder)[PRINTER]['on_hand'] == -3, 'less than nothing is allowed, and loud'
        assert PRINTER in {variant['sku'] for variant in folder.call('stock', 'low')['variants']}
        folder.call('stock', 'buffer', 2)
        folder.call('stock', 'buffer', PRINT_2XL, 1)
        assert stock(folder)[PRINTER]['available'] == -5
        assert stock(folder)[PRINT_2XL]['available'] == 1
        folder.sentence('stock', 'move', PRINTER, 'good', 0, code=3)
        folder.sentence('stock', 'move', 'NOBODY', 'good', 1, code=3)


def check_an_order_moves_stock_once():
    with Folder() as folder:
        folder.call('--practice', 'orders', 'fetch')
        before = stock(folder, '--practice')
        report = folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        step = next(step for step in report['steps'] if step['name'] == 'stock')
        after = stock(folder, '--practice')
        moved = {sku: before[sku]['on_hand'] - after[sku]['on_hand'] for sku in before}
        assert step['done'] > 0 and sum(moved.values()) >= step['done'], step
        # what open orders had reserved is what left the shelf: no piece becomes available, none is sold twice
        for sku, pieces in moved.items():
            assert before[sku]['available'] == after[sku]['available'], (sku, before[sku], after[sku])
            assert before[sku]['reserved'] - after[sku]['reserved'] == pieces, (sku, before[sku], after[sku])
        again = folder.call('--practice', 'stock', 'orders')
        assert again['lines'] == 0 and again['sold'] == 0, again
        folder.call('--practice', 'day', 'run', '--yes', '--at', '16:00', codes=(0, 1))
        assert stock(folder, '--practice') == after


def check_killed_counts_are_whole_or_not_there():
    with Folder() as folder:
        folder.call('catalog', 'import', CATALOGUE, codes=(1,))
        skus = sorted(stock(folder))
        path = Path(folder.name) / 'stock.csv'
        killed = 0
        for turn in range(12):
            wanted = 100 + turn
            path.write_text('sku,qty\n' + ''.join(f'{sku},{wanted}\n' for sku in skus), encoding='utf-8')
            process = subprocess.Popen(folder.command('stock', 'import', path), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            try:
                process.wait(0.004 * (turn + 1))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
            levels = {variant['on_hand'] for variant in stock(folder).values()}
            assert levels == {wanted} or wanted not in levels, levels
        assert killed > 0


if __name__ == '__main__':
    tap.main()
