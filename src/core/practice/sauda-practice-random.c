#include "sauda-practice-random-private.h"

/* SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
static guint64
next (SaudaPracticeRandom *random)
{
  guint64 z = random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * sauda_practice_random_seed:
 * @random: (out): what to start
 * @seed: chosen by the user
 * @stream: gives each order numbers of its own
 */
void
sauda_practice_random_seed (SaudaPracticeRandom *random, guint64 seed, guint64 stream)
{
  random->state = seed;
  random->state = next (random) ^ (stream * G_GUINT64_CONSTANT (0xd1342543de82ef95));
}

/**
 * sauda_practice_random_below:
 * @random: where the numbers come from
 * @limit: above 0
 *
 * Returns: 0 to @limit - 1
 */
guint
sauda_practice_random_below (SaudaPracticeRandom *random, guint limit)
{
  return (guint) ((next (random) >> 32) * limit >> 32);
}

/**
 * sauda_practice_random_chance:
 * @random: where the numbers come from
 * @per_mille: 0 to 1000
 *
 * Returns: %TRUE in @per_mille of 1000 cases
 */
gboolean
sauda_practice_random_chance (SaudaPracticeRandom *random, guint per_mille)
{
  return sauda_practice_random_below (random, 1000) < per_mille;
}
