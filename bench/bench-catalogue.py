#!/usr/bin/env python3
"""bench-catalogue.py SAUDACTL SHEET_READ: 100,000 catalogue rows read, checked and stored, beside pandas merely reading them."""

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


def write_catalogue(path):
    chance = random.Random(1)
    with path.open('w', encoding='utf-8-sig') as file:
        print(HEADER, file=file)
        for model in range(3125):
            key = f'CL_QZ_MEN_MODEL{model}_BLACK'
            for size in ('S', 'M', 'L', 'XL', '2XL', '3XL', '4XL', '5XL'):
                for offer in range(4):
                    print(f'{key}_{size};Комплект {model} черный;{size};44/{size};{132000000 + model};'
                          f'{key}_{132000000 + model}_{offer}_{size}_({size});Комплект {model} черный 44/{size};'
                          f'{5000 + model % 9000};{chance.randint(0, 99)};{key};;CL;;QZ;M{model};Black;;Men;All;65;0,95;'
                          f'мужской;{"UNIVERSAL" if offer % 2 else "ONLYFIT"};;;', file=file)


def children_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(program, folder, path):
    """Seconds of CPU and of the clock that an import takes"""
    begun, used = time.perf_counter(), children_seconds()
    subprocess.run([program, '--data-dir', folder, '--json', 'catalog', 'import', path], stdout=subprocess.DEVNULL,
                   check=False, env={**os.environ, 'GSETTINGS_BACKEND': 'memory'})
    return children_seconds() - used, time.perf_counter() - begun


def measure_peer(path):
    begun, used = time.perf_counter(), time.process_time()
    pandas.read_csv(path, sep=';')
    return time.process_time() - used, time.perf_counter() - begun


def measure_parsing(path):
    done = subprocess.run([sys.argv[2], path], stdout=subprocess.PIPE, check=True, text=True)
    return tuple(float(word) for word in done.stdout.split())


def main():
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / 'catalogue.csv'
        write_catalogue(path)
        # the best of three each, in turns: other programs only ever make it longer
        peer, first, again, parse = (tuple(map(min, *times)) for times in zip(*(
            (measure_peer(path), measure(sys.argv[1], f'{name}/data{turn}', path),
             measure(sys.argv[1], f'{name}/data{turn}', path), measure_parsing(path)) for turn in range(3))))
        print(f'{"100,000 rows":<34}{"CPU s":>8}{"clock s":>9}')
        for title, (cpu, clock) in (('pandas reads', peer), ('parsing alone', parse), ('first import: read, check, store', first),
                                    ('the same again', again)):
            print(f'{title:<34}{cpu:>8.2f}{clock:>9.2f}')
        for title, (cpu, clock) in (('parsing alone', parse), ('first import', first), ('the same again', again)):
            print(f'pandas reading / {title}: CPU {peer[0] / cpu:.2f}, clock {peer[1] / clock:.2f}')


if __name__ == '__main__':
    main()
