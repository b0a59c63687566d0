"""The points at which a proof is tried, each with a chance of its own that its number gives again.

  --points N     the first N of every kind; --points A:B those from A to before B
  --jobs N       so many at a time: most of a practice day is waiting for labels
  --only WORDS   the checks alone whose names have these words
"""

import random
import sys
from concurrent.futures import ThreadPoolExecutor


def get_option(name, without):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else without


def get_points(few):
    """The numbers of the points that are asked for"""
    first, _, end = str(get_option('--points', few)).rpartition(':')
    return range(int(first or 0), int(end))


def at_points(kind, numbers, work):
    """Calls work(number, chance) at each point, and fails with all points where that failed"""
    def find_failure(number):
        try:
            work(number, random.Random(f'{kind}/{number}'))
        except Exception as error:  # the other points are tried all the same
            return f'point {number}: {type(error).__name__} {error}'
        return None

    with ThreadPoolExecutor(int(get_option('--jobs', 1))) as pool:
        failures = [failure for failure in pool.map(find_failure, numbers) if failure]
    print(f'# {kind}: points {numbers}, {len(failures)} failed', flush=True)
    assert not failures, '\n'.join(failures)
