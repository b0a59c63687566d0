#include "sauda-reply-measure.h"

#include "sauda-reply.h"

/* Rules 4 to 6 of whatsapp-api.md 6.3: what a number may be without a label or unit. */
#define MIN_BARE_HEIGHT 130
#define MAX_BARE_PAIR_WEIGHT 129
#define MIN_BARE_WEIGHT 60
#define MAX_BARE_WEIGHT 110
#define SMALLEST_MEASURE SAUDA_REPLY_MIN_WEIGHT_KG

/* kg/m²; nobody lies outside, so such numbers are slips of the finger. */
#define MIN_BODY_MASS_INDEX 10
#define MAX_BODY_MASS_INDEX 70

#define MAX_ITEMS 32

typedef enum { CLAIM_NONE, CLAIM_HEIGHT, CLAIM_WEIGHT } Claim;

/* A label or a number, in the order of the message. */
typedef struct {
  guint index;   /* of the token */
  Claim label;   /* CLAIM_NONE: a number */
  gboolean weak; /* of a label: a single letter */
  double value;  /* of a number */
  SaudaUnit unit;
  Claim claim; /* of a number: what a label says it is */
} Item;

typedef struct {
  Item items[MAX_ITEMS];
  guint n_items;
  guint n_numbers; /* that can be a measure */
  guint n_small;   /* that are too small for one */
  gboolean wild;   /* one is too large, or there are too many */
} Sheet;

static gint64
skip_marks (GArray *tokens, gint64 index)
{
  while (sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_MARK))
    index++;
  return index;
}

/* «вес пока не знаю», «салмағымды білмеймін»: the label of a number that is not told. */
static gboolean
is_untold (GArray *tokens, guint index)
{
  const guint not_told = SAUDA_WORD_NOT | SAUDA_WORD_HEDGE;
  gint64 next = skip_marks (tokens, (gint64) index + 1);

  if (sauda_reply_tokens_is (tokens, next, SAUDA_TOKEN_WORD) &&
      sauda_reply_tokens_means (tokens, next + 1, SAUDA_WORD_NOT))
    next++;
  return sauda_reply_tokens_means (tokens, next, not_told) &&
         !sauda_reply_tokens_is (tokens, next + 1, SAUDA_TOKEN_NUMBER);
}

/* «182, вес скажу потом»: a clause of its own, and no number in it. */
static gboolean
is_put_off (GArray *tokens, guint index)
{
  const SaudaToken *next = sauda_reply_tokens_get (tokens, (gint64) index + 1);
  gunichar before = sauda_reply_tokens_get_mark (tokens, (gint64) index - 1);

  if ((before != ',' && before != '.' && before != ';' && before != '\n') || next == NULL ||
      next->kind != SAUDA_TOKEN_WORD || (next->meaning & (SAUDA_WORD_FILLER | SAUDA_WORD_HEDGE)) != 0)
    return FALSE;
  for (guint i = index + 1; i < tokens->len; i++)
    if (sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_NUMBER))
      return FALSE;
  return TRUE;
}

/* Whether the word at @index labels a number: рост, or р and кг right before one. */
static Claim
read_label (GArray *tokens, guint index, gboolean *weak)
{
  const guint height = SAUDA_WORD_HEIGHT | SAUDA_WORD_CM, weight = SAUDA_WORD_WEIGHT | SAUDA_WORD_KG;

  *weak = sauda_reply_tokens_means (tokens, index, SAUDA_WORD_WEAK | SAUDA_WORD_CM | SAUDA_WORD_KG);
  if (*weak && !sauda_reply_tokens_is (tokens, skip_marks (tokens, (gint64) index + 1), SAUDA_TOKEN_NUMBER))
    return CLAIM_NONE;
  if (is_untold (tokens, index) || is_put_off (tokens, index))
    return CLAIM_NONE;
  if (sauda_reply_tokens_means (tokens, index, height))
    return CLAIM_HEIGHT;
  return sauda_reply_tokens_means (tokens, index, weight) ? CLAIM_WEIGHT : CLAIM_NONE;
}

static void
add_item (Sheet *sheet, Item item)
{
  if (sheet->n_items < MAX_ITEMS)
    sheet->items[sheet->n_items++] = item;
  else
    sheet->wild = TRUE;
}

/* "вес 8" is a slip of the finger, the 5 of "175/80, 5 штук" is something else. */
static gboolean
is_behind_label (const Sheet *sheet, guint index)
{
  const Item *last = sheet->n_items > 0 ? &sheet->items[sheet->n_items - 1] : NULL;

  return last != NULL && last->label != CLAIM_NONE && last->index + 2 >= index;
}

static void
add_number (Sheet *sheet, guint index, const SaudaToken *token)
{
  gboolean small = token->value < SMALLEST_MEASURE;

  if (token->value > SAUDA_REPLY_MAX_HEIGHT_CM || (small && is_behind_label (sheet, index))) {
    sheet->wild = TRUE;
  } else if (small) {
    sheet->n_small++;
  } else {
    add_item (sheet, (Item){ .index = index, .value = token->value, .unit = token->unit });
    sheet->n_numbers++;
  }
}

static void
collect (GArray *tokens, gboolean with_weak, Sheet *sheet)
{
  *sheet = (Sheet){ 0 };
  for (guint i = 0; i < tokens->len; i++) {
    const SaudaToken *token = sauda_reply_tokens_get (tokens, i);
    gboolean weak;
    Claim label = read_label (tokens, i, &weak);

    if (token->kind == SAUDA_TOKEN_NUMBER)
      add_number (sheet, i, token);
    else if (label != CLAIM_NONE && (with_weak || !weak))
      add_item (sheet, (Item){ .index = i, .label = label, .weak = weak });
  }
}

/* Said twice is said once: "175/80, рост 175 вес 80". */
static void
drop_repeated (Sheet *sheet)
{
  guint kept = 0;

  for (guint i = 0; i < sheet->n_items; i++) {
    gboolean repeated = FALSE;

    for (guint j = 0; j < kept && sheet->items[i].label == CLAIM_NONE && sheet->n_numbers > 2; j++)
      repeated |= sheet->items[j].label == CLAIM_NONE && sheet->items[j].value == sheet->items[i].value;
    if (repeated)
      sheet->n_numbers--;
    else
      sheet->items[kept++] = sheet->items[i];
  }
  sheet->n_items = kept;
}

static gboolean
fits (double value, Claim claim)
{
  if (claim == CLAIM_HEIGHT)
    return value >= SAUDA_REPLY_MIN_HEIGHT_CM && value <= SAUDA_REPLY_MAX_HEIGHT_CM;
  return value >= SAUDA_REPLY_MIN_WEIGHT_KG && value <= SAUDA_REPLY_MAX_WEIGHT_KG;
}

/* What a number may be that nothing names. */
static gboolean
fits_bare (double value, Claim claim)
{
  if (claim == CLAIM_HEIGHT)
    return value >= MIN_BARE_HEIGHT && value <= SAUDA_REPLY_MAX_HEIGHT_CM;
  return value >= SAUDA_REPLY_MIN_WEIGHT_KG && value <= MAX_BARE_PAIR_WEIGHT;
}

static gboolean
is_body (double height_cm, double weight_kg)
{
  double index = weight_kg / (height_cm * height_cm / 10000);

  return index >= MIN_BODY_MASS_INDEX && index <= MAX_BODY_MASS_INDEX;
}

/* «вес 182 см» */
static gboolean
contradicts (const Item *item, Claim claim)
{
  return item->unit != SAUDA_UNIT_NONE && (item->unit == SAUDA_UNIT_CM) != (claim == CLAIM_HEIGHT);
}

/* Gives every label the number beside it; a unit speaks where no label does, and of what stands before one
 * alone: «182 см вес потом». */
static void
claim_numbers (Sheet *sheet, int step)
{
  for (guint i = 0; i < sheet->n_items; i++)
    sheet->items[i].claim = CLAIM_NONE;
  for (gint64 i = 0; i < sheet->n_items; i++) {
    gint64 beside = i + step;

    if (sheet->items[i].label != CLAIM_NONE && beside >= 0 && beside < sheet->n_items &&
        sheet->items[beside].label == CLAIM_NONE &&
        (step > 0 || !contradicts (&sheet->items[beside], sheet->items[i].label)))
      sheet->items[beside].claim = sheet->items[i].label;
  }
  for (guint i = 0; i < sheet->n_items; i++) {
    Item *item = &sheet->items[i];

    if (item->claim == CLAIM_NONE && item->unit != SAUDA_UNIT_NONE)
      item->claim = item->unit == SAUDA_UNIT_CM ? CLAIM_HEIGHT : CLAIM_WEIGHT;
  }
}

static gboolean
take (const Item *item, Claim claim)
{
  return item->claim == claim ? fits (item->value, claim)
                              : item->claim == CLAIM_NONE && fits_bare (item->value, claim);
}

/* Two numbers as height and weight, when only one order of them is possible. */
static gboolean
take_pair (const Item *a, const Item *b, double *height_cm, double *weight_kg)
{
  gboolean straight = take (a, CLAIM_HEIGHT) && take (b, CLAIM_WEIGHT) && is_body (a->value, b->value);
  gboolean reversed = take (b, CLAIM_HEIGHT) && take (a, CLAIM_WEIGHT) && is_body (b->value, a->value);

  if (straight == reversed)
    return FALSE;
  *height_cm = straight ? a->value : b->value;
  *weight_kg = straight ? b->value : a->value;
  return TRUE;
}

static gboolean
take_single (const Item *item, double *height_cm, double *weight_kg)
{
  Claim claim = item->claim;

  if (claim == CLAIM_NONE && fits_bare (item->value, CLAIM_HEIGHT))
    claim = CLAIM_HEIGHT;
  else if (claim == CLAIM_NONE && item->value >= MIN_BARE_WEIGHT && item->value <= MAX_BARE_WEIGHT)
    claim = CLAIM_WEIGHT;
  if (claim == CLAIM_NONE || !fits (item->value, claim) || contradicts (item, claim))
    return FALSE;
  *(claim == CLAIM_HEIGHT ? height_cm : weight_kg) = item->value;
  return TRUE;
}

static gboolean
take_numbers (const Sheet *sheet, double *height_cm, double *weight_kg)
{
  const Item *numbers[2] = { NULL, NULL };
  guint n = 0;

  for (guint i = 0; i < sheet->n_items; i++)
    if (sheet->items[i].label == CLAIM_NONE && n < 2)
      numbers[n++] = &sheet->items[i];
  return n == 2 ? take_pair (numbers[0], numbers[1], height_cm, weight_kg)
                : take_single (numbers[0], height_cm, weight_kg);
}

/* "рост/вес: 175/80": two labels with nothing but small words between them say what order the
 * numbers have. */
static gboolean
is_heading (GArray *tokens, const Sheet *sheet)
{
  if (sheet->n_items < 3 || sheet->items[0].label == CLAIM_NONE || sheet->items[1].label == CLAIM_NONE ||
      sheet->items[0].label == sheet->items[1].label || sheet->items[2].label != CLAIM_NONE)
    return FALSE;
  for (guint i = sheet->items[0].index + 1; i < sheet->items[1].index; i++)
    if (!sauda_reply_tokens_is (tokens, i, SAUDA_TOKEN_MARK) &&
        !sauda_reply_tokens_means (tokens, i, SAUDA_WORD_FILLER))
      return FALSE;
  return TRUE;
}

static void
claim_by_heading (Sheet *sheet, gboolean in_order)
{
  claim_numbers (sheet, 0);
  for (guint i = 0; in_order && i < 2 && i + 2 < sheet->n_items; i++)
    if (sheet->items[i + 2].label == CLAIM_NONE)
      sheet->items[i + 2].claim = sheet->items[i].label;
}

/* Labels stand before their numbers (рост 175 вес 80) or behind them (175 рост 80 вес); the first way that
   gives a body counts. */
static gboolean
take_labelled (GArray *tokens, Sheet *sheet, double *height_cm, double *weight_kg)
{
  gboolean number_first = sheet->items[0].label == CLAIM_NONE;
  gboolean label_last = sheet->items[sheet->n_items - 1].label != CLAIM_NONE;

  if (is_heading (tokens, sheet)) {
    claim_by_heading (sheet, sheet->n_numbers == 2);
    if (take_numbers (sheet, height_cm, weight_kg))
      return TRUE;
    claim_by_heading (sheet, FALSE);
    return take_numbers (sheet, height_cm, weight_kg);
  }
  claim_numbers (sheet, number_first && label_last ? -1 : 1);
  if (take_numbers (sheet, height_cm, weight_kg))
    return TRUE;
  claim_numbers (sheet, number_first && label_last ? 1 : -1);
  return number_first && take_numbers (sheet, height_cm, weight_kg);
}

static SaudaMeasures
read_sheet (GArray *tokens, Sheet *sheet, double *height_cm, double *weight_kg)
{
  gboolean named = FALSE;

  drop_repeated (sheet);
  for (guint i = 0; i < sheet->n_items; i++)
    named |= sheet->items[i].label != CLAIM_NONE || sheet->items[i].unit != SAUDA_UNIT_NONE;
  if (sheet->wild || sheet->n_numbers > 2 || (sheet->n_small > 0 && sheet->n_numbers < 2 && !named))
    return SAUDA_MEASURES_UNCLEAR;
  if (sheet->n_numbers == 0)
    return sheet->n_small > 0 ? SAUDA_MEASURES_UNCLEAR : SAUDA_MEASURES_NONE;
  return take_labelled (tokens, sheet, height_cm, weight_kg) ? SAUDA_MEASURES_FOUND : SAUDA_MEASURES_UNCLEAR;
}

/* «вес не 80», «салмағым 80 емес»: a number that is taken back (rule 5). */
static gboolean
is_refused (GArray *tokens, guint index)
{
  return sauda_reply_tokens_is (tokens, index, SAUDA_TOKEN_NUMBER) &&
         (sauda_reply_tokens_means (tokens, (gint64) index - 1, SAUDA_WORD_NOT) ||
          sauda_reply_tokens_means (tokens, (gint64) index + 1, SAUDA_WORD_NOT_SO));
}

/**
 * sauda_reply_measure_read:
 * @tokens: (element-type SaudaToken): a message whose numbers and sizes are read
 * @height_cm: (out): cm, 0 when not given
 * @weight_kg: (out): kg, 0 when not given
 *
 * Labels first, then units, then what the values themselves allow (rules 4 to 6 of whatsapp-api.md 6.3).
 *
 * Returns: whether there is a height or a weight beyond doubt
 */
SaudaMeasures
sauda_reply_measure_read (GArray *tokens, double *height_cm, double *weight_kg)
{
  Sheet sheet;
  SaudaMeasures found;

  *height_cm = *weight_kg = 0;
  collect (tokens, TRUE, &sheet);
  for (guint i = 0; i < tokens->len && sheet.n_numbers + sheet.n_small > 0; i++)
    if (sauda_reply_tokens_means (tokens, i, SAUDA_WORD_FOREIGN_UNIT | SAUDA_WORD_TENS) ||
        is_refused (tokens, i))
      return SAUDA_MEASURES_UNCLEAR;
  if (sheet.n_numbers == 1)
    collect (tokens, FALSE, &sheet);
  found = read_sheet (tokens, &sheet, height_cm, weight_kg);
  if (found == SAUDA_MEASURES_UNCLEAR && !sheet.wild) {
    collect (tokens, FALSE, &sheet);
    found = read_sheet (tokens, &sheet, height_cm, weight_kg);
  }
  return found;
}
