#!/usr/bin/env python3
"""bench-catalogue.py SAUDACTL SHEET_READ CATALOGUE_IMPORT: 100,000 catalogue rows read, checked and stored, beside pandas
merely reading them: program beside program, start and end included, and import beside reading where both run already."""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import pandas
except ImportError:
    print('python3-pandas is missing', file=sys.stderr)
    sys.exit(77)

HEADER = ('SKU_ID;Kaspi_name_core;MY_SIZE;Size_kaspi;Kaspi_art_1;SKU_ID_KSP;Kaspi_name_source;Initial_KSP_Price;'
          'Stock_entered;SKU_key;Secondary;Product_Type;Sub_Category;Brend;Model;Color;Our_Size;Gender;Season;'
          'BaseCost_CNY;Weight_kg;Gender2;Store_name;Kaspi_art_2;;')


def write_catalogue(path, offers):
    """100,000 rows, so many of them for each product"""
    chance = random.Random(1)
    with path.open('w', encoding='utf-8-sig') as file:
        print(HEADER, file=file)
        for model in range(100000 // 8 // offers):
            key = f'CL_QZ_MEN_MODEL{model}_BLACK'
            for size in ('S', 'M', 'L', 'XL', '2XL', '3XL', '4XL', '5XL'):
                for offer in range(offers):
                    print(f'{key}_{size};Комплект {model} черный;{size};44/{size};{132000000 + model};'
                          f'{key}_{132000000 + model}_{offer}_{size}_({size});Комплект {model} черный 44/{size};'
                          f'{5000 + model % 9000};{chance.randint(0, 99)};{key};;CL;;QZ;M{model};Black;;Men;All;65;0,95;'
                          f'мужской;{"UNIVERSAL" if offer % 2 else "ONLYFIT"};;;', file=file)


def children_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(arguments):
    """Seconds of CPU and of the clock that a program takes"""
    begun, used = time.perf_counter(), children_seconds()
    subprocess.run(arguments, stdout=subprocess.DEVNULL, check=False, env={**os.environ, 'GSETTINGS_BACKEND': 'memory'})
    return children_seconds() - used, time.perf_counter() - begun


def measure_reading(path):
    begun, used = time.perf_counter(), time.process_time()
    pandas.read_csv(path, sep=';')
    return time.process_time() - used, time.perf_counter() - begun


def ask(program, path):
    """What a program measured itself: seconds of CPU and of the clock, a line for each time"""
    done = subprocess.run([program, path], stdout=subprocess.PIPE, check=True, text=True)
    return [tuple(float(word) for word in line.split()) for line in done.stdout.splitlines()]


def measure_all(path, folder):
    saudactl, sheet_read, catalogue_import = sys.argv[1:4]
    imports = [saudactl, '--data-dir', folder, '--json', 'catalog', 'import', path]
    inside = ask(catalogue_import, path)
    return {
        'pandas reads': measure_reading(path),
        'parsing alone': ask(sheet_read, path)[0],
        'import: read, check, store': inside[0],
        'the same again': inside[1],
        'python and pandas, whole program': measure([sys.executable, '-c', f'import pandas; pandas.read_csv({str(path)!r}, sep=";")']),
        'saudactl import, whole program': measure(imports),
        'saudactl import again': measure(imports),
    }


def measure_catalogue(offers):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / 'catalogue.csv'
        write_catalogue(path, offers)
        # the best of some each, in turns: other programs only ever make it longer
        turns = [measure_all(path, f'{name}/data{turn}') for turn in range(4)]
        best = {title: tuple(map(min, *(turn[title] for turn in turns))) for title in turns[0]}
        print(f'{f"100,000 rows, {100000 // offers} products":<34}{"CPU s":>8}{"clock s":>9}{"peer / it: CPU":>17}{"clock":>8}')
        peer = None
        for title, (cpu, clock) in best.items():
            if 'pandas' in title:
                peer = cpu, clock
            print(f'{title:<34}{cpu:>8.3f}{clock:>9.3f}{peer[0] / cpu:>17.2f}{peer[1] / clock:>8.2f}')


def main():
    for offers in (4, 1):
        measure_catalogue(offers)


if __name__ == '__main__':
    main()
