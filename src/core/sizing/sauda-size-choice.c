#include "sauda-size-choice.h"

#include <string.h>

/* A person now and then ships another size than the chart says, most often the next one. */
#define LAPSE 0.03
#define LAPSE_TO_NEIGHBOURS 0.9

/* The sizes that exist, in order, and where every size of the chart goes. */
typedef struct {
  guint count;
  guint8 sizes[SAUDA_SIZE_MOST_SIZES];
  guint8 nearest[SAUDA_SIZE_MOST_SIZES]; /* place in @sizes */
} Shelf;

static void
shelf_init (Shelf *shelf, guint n_sizes, guint32 exists)
{
  guint next = 0;

  if ((exists & ((1u << n_sizes) - 1)) == 0)
    exists = SAUDA_SIZE_ALL;
  shelf->count = 0;
  for (guint i = 0; i < n_sizes; i++)
    if ((exists & (1u << i)) != 0)
      shelf->sizes[shelf->count++] = (guint8) i;
  for (guint i = 0; i < n_sizes; i++) {
    while (next + 1 < shelf->count && shelf->sizes[next] < i)
      next++;
    /* Too large is worn, too small comes back: of two equally near sizes the larger one. */
    shelf->nearest[i] = (guint8) next;
    if (next > 0 && shelf->sizes[next] > i && i - shelf->sizes[next - 1] < shelf->sizes[next] - i)
      shelf->nearest[i]--;
  }
}

/* What of a size on the shelf goes to another one, and to each of its neighbours on top of that. */
static void
get_lapse (guint count, guint place, double *stays, double *elsewhere, double *neighbour)
{
  guint neighbours = (place > 0) + (place + 1 < count);

  *elsewhere = LAPSE * (1 - LAPSE_TO_NEIGHBOURS) / count;
  *neighbour = neighbours > 0 ? LAPSE * LAPSE_TO_NEIGHBOURS / neighbours : 0;
  *stays = 1 - LAPSE + (neighbours == 0 ? LAPSE * LAPSE_TO_NEIGHBOURS : 0);
}

/* The sizes on the shelf; those that are more likely gone than there hand over what they cannot keep. */
static void
hand_over (guint n_sizes, const double *presence, Shelf *shelf, double *probabilities)
{
  double moved[SAUDA_SIZE_MOST_SIZES] = { 0 };
  guint32 exists = 0;

  for (guint i = 0; i < n_sizes; i++)
    exists |= presence[i] >= 0.5 ? 1u << i : 0;
  shelf_init (shelf, n_sizes, exists);
  for (guint i = 0; i < n_sizes; i++) {
    guint place = shelf->nearest[i];
    double goes = (1 - presence[i]) * probabilities[i];

    if (goes <= 0 || exists == 0)
      continue;
    if (shelf->sizes[place] == i && place + 1 < shelf->count)
      place++;
    else if (shelf->sizes[place] == i && place > 0)
      place--;
    moved[i] -= goes;
    moved[shelf->sizes[place]] += goes;
  }
  for (guint i = 0; i < n_sizes; i++)
    probabilities[i] += moved[i];
}

/**
 * sauda_size_choice_apply:
 * @n_sizes: number of sizes of the chart
 * @presence: (nullable) (array length=n_sizes): how probable it is that the product has each size, 0 to 1;
 *   %NULL when it has all
 * @probabilities: (array length=n_sizes) (inout): of the sizes that fit by the chart; takes those of the
 * sizes that get shipped
 *
 * Sizes that do not exist hand their probability to the nearest one that does. Three in a hundred decisions
 * are lapses, mainly to the next size (sizing.md "The model").
 */
void
sauda_size_choice_apply (guint n_sizes, const double *presence, double *probabilities)
{
  double fitting[SAUDA_SIZE_MOST_SIZES];
  Shelf shelf;

  if (presence != NULL)
    hand_over (n_sizes, presence, &shelf, probabilities);
  else
    shelf_init (&shelf, n_sizes, SAUDA_SIZE_ALL);
  memcpy (fitting, probabilities, n_sizes * sizeof *fitting);
  for (guint i = 0; i < shelf.count; i++) {
    double stays, elsewhere, neighbour, fits = fitting[shelf.sizes[i]];

    get_lapse (shelf.count, i, &stays, &elsewhere, &neighbour);
    probabilities[shelf.sizes[i]] += (stays - 1) * fits + elsewhere;
    if (i > 0)
      probabilities[shelf.sizes[i - 1]] += neighbour * fits;
    if (i + 1 < shelf.count)
      probabilities[shelf.sizes[i + 1]] += neighbour * fits;
  }
}

/* Whether @outcome of @size agrees with @needed. */
static gboolean
agrees (guint needed, guint size, SaudaSizeOutcome outcome)
{
  switch (outcome) {
  case SAUDA_SIZE_OUTCOME_TOO_SMALL:
    return needed > size;
  case SAUDA_SIZE_OUTCOME_TOO_LARGE:
    return needed < size;
  case SAUDA_SIZE_OUTCOME_WRONG:
    return needed != size;
  case SAUDA_SIZE_OUTCOME_SHIPPED:
  case SAUDA_SIZE_OUTCOME_EXCHANGED:
  default:
    return needed == size;
  }
}

/**
 * sauda_size_choice_weigh:
 * @n_sizes: number of sizes of the chart
 * @exists: bit per size that the product had
 * @size: place of the size of the order
 * @outcome: what became of it
 * @weights: (array length=n_sizes) (out caller-allocates): how probable the outcome is for a buyer whom the
 * chart gives each size
 *
 * The other way round than sauda_size_choice_apply(), for learning. What came back for its size tells of the
 * buyer and not of the shelf, so there all sizes count.
 */
void
sauda_size_choice_weigh (guint n_sizes, guint32 exists, guint size, SaudaSizeOutcome outcome, double *weights)
{
  double shelf_weights[SAUDA_SIZE_MOST_SIZES];
  Shelf shelf;

  if (outcome == SAUDA_SIZE_OUTCOME_SHIPPED || outcome == SAUDA_SIZE_OUTCOME_EXCHANGED)
    exists |= exists != 0 ? 1u << size : 0;
  else
    exists = SAUDA_SIZE_ALL;
  shelf_init (&shelf, n_sizes, exists);
  for (guint i = 0; i < shelf.count; i++) {
    double stays, elsewhere, neighbour;

    get_lapse (shelf.count, i, &stays, &elsewhere, &neighbour);
    shelf_weights[i] = 0;
    for (guint j = 0; j < shelf.count; j++) {
      if (!agrees (shelf.sizes[j], size, outcome))
        continue;
      shelf_weights[i] += elsewhere + (i == j ? stays : 0) + (i + 1 == j || j + 1 == i ? neighbour : 0);
    }
  }
  for (guint i = 0; i < n_sizes; i++)
    weights[i] = shelf_weights[shelf.nearest[i]];
}
