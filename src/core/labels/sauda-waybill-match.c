#include "sauda-waybill-match.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-join.h"
#include "sauda-waybill-codes.h"
#include "sauda-waybill-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of the numbers that Kaspi gives to orders (kaspi-api 3). */
#define NUMBER_DIGITS 9

/* The order that a page belongs to. */
typedef struct {
  guint index;      /* of the page in its file */
  const char *code; /* (nullable) borrowed from the page: NULL when it names no order */
  gboolean known;
  gboolean shared;              /* the page has the labels of other orders as well */
  const SaudaWaybillPage *page; /* (not nullable) borrowed */
} Claim;

typedef struct {
  const SaudaWaybillFile *file; /* (not nullable) */
  GHashTable *codes;            /* (not nullable) borrowed */
  GStrv named;                  /* (owned) (not nullable) known orders in the name */
  GPtrArray *pages;             /* (owned) (nullable) NULL: the text cannot be read */
  GArray *claims;               /* (owned) (not nullable) */
  GPtrArray *orders;            /* (owned) (not nullable) numbers that the text claims, borrowed, each once */
  GPtrArray *labels;            /* (owned) (not nullable) */
  GStrvBuilder *problems;       /* (owned) (not nullable) */
} Matching;

static void
label_free (gpointer data)
{
  SaudaWaybillLabel *label = data;

  g_free (label->code);
  g_bytes_unref (label->pdf);
  g_free (label);
}

static void
add_label (Matching *matching, const char *code, GBytes *pdf, guint pages, guint places)
{
  SaudaWaybillLabel *label = g_new0 (SaudaWaybillLabel, 1);

  label->code = g_strdup (code);
  label->pdf = g_bytes_ref (pdf);
  label->pages = pages;
  label->places = places;
  g_ptr_array_add (matching->labels, label);
}

static void G_GNUC_PRINTF (2, 3) add_problem (Matching *matching, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (matching->problems, problem);
}

/* Kaspi's numbers have nine digits; a lone digit printed before one is no part of it. */
static const char *
most_likely_number (GStrv numbers)
{
  for (guint i = 0; numbers[i] != NULL; i++)
    if (strlen (numbers[i]) == NUMBER_DIGITS)
      return numbers[i];
  return numbers[0];
}

static const char *
only_known_run (Matching *matching, GStrv runs)
{
  const char *found = NULL;

  for (guint i = 0; runs[i] != NULL; i++) {
    if (!g_hash_table_contains (matching->codes, runs[i]))
      continue;
    if (found != NULL)
      return NULL;
    found = runs[i];
  }
  return found;
}

/* `1900110392` may be a lone digit and `900110392`: two readings of one number. */
static gboolean
is_other_number (const char *a, const char *b)
{
  return !g_str_has_suffix (a, b) && !g_str_has_suffix (b, a);
}

/* What a label prints as its number is that of an order, here or elsewhere; shorter readings are parts
 * of it. */
static gboolean
names_order (Matching *matching, const char *number)
{
  return strlen (number) == NUMBER_DIGITS || g_hash_table_contains (matching->codes, number);
}

/* The number as labels print it is proof; a bare run of digits counts only where there is no such number. */
static Claim
read_claim (Matching *matching, guint index)
{
  const SaudaWaybillPage *page = g_ptr_array_index (matching->pages, index);
  Claim claim = { .index = index, .page = page };

  for (guint i = 0; page->numbers[i] != NULL; i++) {
    gboolean known = g_hash_table_contains (matching->codes, page->numbers[i]);

    if (!names_order (matching, page->numbers[i]))
      continue;
    claim.shared |= claim.code != NULL && is_other_number (claim.code, page->numbers[i]);
    if (claim.code == NULL || (known && !claim.known))
      claim.code = page->numbers[i];
    claim.known |= known;
  }
  if (claim.code != NULL)
    return claim;
  if (page->numbers[0] != NULL) {
    claim.code = most_likely_number (page->numbers);
    return claim;
  }
  claim.code = only_known_run (matching, page->runs);
  claim.known = claim.code != NULL;
  return claim;
}

/* `900110392-1`, `KS|900110392|1|2`: the only known order among the digits of all codes of the page. */
static const char *
find_in_codes (Matching *matching, guint index)
{
  g_auto (GStrv) texts = sauda_waybill_codes_read (matching->file->pdf, index);
  const char *found = NULL;

  for (guint i = 0; texts[i] != NULL; i++) {
    g_auto (GStrv) named = sauda_waybill_name_codes (texts[i], matching->codes);

    for (guint j = 0; named[j] != NULL; j++) {
      const char *known = NULL;

      /* the set's own text, which outlives this page */
      g_hash_table_lookup_extended (matching->codes, named[j], (gpointer *) &known, NULL);
      if (found != NULL && !g_str_equal (found, known))
        return NULL;
      found = known;
    }
  }
  return found;
}

/* A label that is a picture has no text; where its name tells no order, its bar codes do. */
static void
read_codes (Matching *matching)
{
  for (guint i = 0; i < matching->claims->len; i++) {
    Claim *claim = &g_array_index (matching->claims, Claim, i);

    if (claim->code != NULL)
      continue;
    claim->code = find_in_codes (matching, i);
    claim->known = claim->code != NULL;
    if (claim->known && !g_ptr_array_find_with_equal_func (matching->orders, claim->code, g_str_equal, NULL))
      g_ptr_array_add (matching->orders, (gpointer) claim->code);
  }
}

static void
read_claims (Matching *matching)
{
  for (guint i = 0; matching->pages != NULL && i < matching->pages->len; i++) {
    Claim claim = read_claim (matching, i);

    g_array_append_val (matching->claims, claim);
    if (claim.code != NULL &&
        !g_ptr_array_find_with_equal_func (matching->orders, claim.code, g_str_equal, NULL))
      g_ptr_array_add (matching->orders, (gpointer) claim.code);
  }
}

static char *
join_orders (GPtrArray *orders)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < orders->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (orders, i));
  return g_string_free (text, FALSE);
}

/* A name that tells another order than the paper: one of them is wrong, and only a person knows which. */
static gboolean
find_conflict (Matching *matching)
{
  for (guint i = 0; i < matching->orders->len; i++) {
    g_autofree char *named = NULL, *printed = NULL;

    if (*matching->named == NULL ||
        g_strv_contains ((const char *const *) matching->named, g_ptr_array_index (matching->orders, i)))
      continue;
    named = g_strjoinv (", ", matching->named);
    printed = join_orders (matching->orders);
    add_problem (
      matching,
      _ ("The file is named after order %s, but the label in it is that of order %s. It was not taken: "
         "look at it, rename it and import it again."),
      named, printed);
    return TRUE;
  }
  if (matching->orders->len > 0 || g_strv_length (matching->named) < 2)
    return FALSE;
  {
    g_autofree char *named = g_strjoinv (", ", matching->named);

    add_problem (
      matching,
      _ ("The file's name holds the numbers of several orders (%s) and its text names none. Rename it after "
         "its order and import it again."),
      named);
  }
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Claim *claim_a = a, *claim_b = b;

  if (claim_a->page->place != claim_b->page->place)
    return claim_a->page->place < claim_b->page->place ? -1 : 1;
  return claim_a->index < claim_b->index ? -1 : 1;
}

/* Leaves each place once: the same label may have been packed twice. */
static void
drop_repeats (Matching *matching, GArray *claims, const char *code)
{
  for (guint i = 1; i < claims->len;) {
    const Claim *before = &g_array_index (claims, Claim, i - 1), *claim = &g_array_index (claims, Claim, i);

    if (claim->page->place == 0 || claim->page->place != before->page->place) {
      i++;
      continue;
    }
    if (!g_str_equal (claim->page->text, before->page->text))
      add_problem (
        matching,
        _ ("Pages %u and %u are both place %u of order %s and differ. The first was taken; compare them "
           "with the order."),
        before->index + 1, claim->index + 1, claim->page->place, code);
    g_array_remove_index (claims, i);
  }
}

static GBytes *
cut_out (Matching *matching, GArray *claims, GError **error)
{
  g_autoptr (SaudaPdfJoin) join = NULL;
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean whole = claims->len == matching->pages->len;

  for (guint i = 0; i < claims->len; i++) {
    guint index = g_array_index (claims, Claim, i).index;

    whole &= index == i;
    g_array_append_val (pages, index);
  }
  if (whole)
    return g_bytes_ref (matching->file->pdf);
  join = sauda_pdf_join_new ();
  if (!sauda_pdf_join_add_pages (join, matching->file->pdf, pages, error))
    return NULL;
  return sauda_pdf_join_write_bytes (join, error);
}

/* A page without a number belongs to the order only when the file has no other. */
static gboolean
take_order (Matching *matching, const char *code, GError **error)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  g_autoptr (GBytes) pdf = NULL;
  gboolean alone = matching->orders->len == 1, unsorted = FALSE;
  guint places = 0;

  for (guint i = 0; i < matching->claims->len; i++) {
    Claim claim = g_array_index (matching->claims, Claim, i);

    if (claim.code == NULL ? !alone : !g_str_equal (claim.code, code))
      continue;
    unsorted |= claim.page->place == 0;
    places = MAX (places, claim.page->places);
    g_array_append_val (claims, claim);
  }
  if (!unsorted) {
    g_array_sort (claims, compare_places);
    drop_repeats (matching, claims, code);
  }
  pdf = cut_out (matching, claims, error);
  if (pdf == NULL)
    return FALSE;
  add_label (matching, code, pdf, claims->len, places);
  return TRUE;
}

static gboolean
take_orders (Matching *matching, GError **error)
{
  for (guint i = 0; i < matching->orders->len; i++) {
    const char *code = g_ptr_array_index (matching->orders, i);

    if (!g_hash_table_contains (matching->codes, code))
      add_problem (matching,
                   _ ("The label is that of order %s, which is not known here. Import its order first."),
                   code);
    else if (!take_order (matching, code, error))
      return FALSE;
  }
  for (guint i = 0; matching->orders->len > 1 && i < matching->claims->len; i++)
    if (g_array_index (matching->claims, Claim, i).code == NULL)
      add_problem (matching, _ ("Page %u names no order, so it was left out. Look at it."), i + 1);
  return TRUE;
}

/* Whoever got such a page on the parcel would stick the labels of other parcels on it. */
static gboolean
find_shared_page (Matching *matching)
{
  for (guint i = 0; i < matching->claims->len; i++) {
    const Claim *claim = &g_array_index (matching->claims, Claim, i);
    g_autoptr (GPtrArray) codes = g_ptr_array_new ();
    g_autofree char *orders = NULL;

    if (!claim->shared)
      continue;
    for (guint j = 0; claim->page->numbers[j] != NULL; j++)
      if (names_order (matching, claim->page->numbers[j]))
        g_ptr_array_add (codes, claim->page->numbers[j]);
    orders = join_orders (codes);
    add_problem (
      matching,
      _ ("Page %u holds the labels of several orders (%s). It was not taken: download the labels one "
         "on a page, 100 x 150 mm, and import them again."),
      i + 1, orders);
    return TRUE;
  }
  return FALSE;
}

static gboolean
match_sound_file (Matching *matching, GError **error)
{
  if (matching->orders->len > 0)
    return take_orders (matching, error);
  if (*matching->named != NULL) {
    add_label (matching, *matching->named, matching->file->pdf, matching->file->pages, 0);
    return TRUE;
  }
  add_problem (
    matching,
    _ ("Neither the file's name nor its text nor its bar codes hold the number of a known order. Import the "
       "orders first; the file is kept and is given to its order then."));
  return TRUE;
}

static SaudaWaybillMatch *
finish (Matching *matching, SaudaWaybillMatchKind kind)
{
  SaudaWaybillMatch *match = g_new0 (SaudaWaybillMatch, 1);

  match->kind = kind;
  match->labels = g_ptr_array_ref (matching->labels);
  match->problems = g_strv_builder_end (matching->problems);
  return match;
}

static void
matching_clear (Matching *matching)
{
  g_strfreev (matching->named);
  g_clear_pointer (&matching->pages, g_ptr_array_unref);
  g_array_unref (matching->claims);
  g_ptr_array_unref (matching->orders);
  g_ptr_array_unref (matching->labels);
  g_strv_builder_unref (matching->problems);
}

static SaudaWaybillMatch *
match_file (Matching *matching, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (matching->file->problem != NULL) {
    add_problem (matching, "%s", matching->file->problem);
    return finish (matching, SAUDA_WAYBILL_UNKNOWN);
  }
  matching->pages = sauda_waybill_text_read (matching->file->pdf, cancellable, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  read_claims (matching);
  if (matching->orders->len == 0 && g_strv_length (matching->named) != 1)
    read_codes (matching);
  if (find_shared_page (matching) || find_conflict (matching))
    return finish (matching, SAUDA_WAYBILL_CONFLICT);
  if (!match_sound_file (matching, error))
    return NULL;
  return finish (matching, matching->labels->len > 0 ? SAUDA_WAYBILL_MATCHED : SAUDA_WAYBILL_UNKNOWN);
}

/**
 * sauda_waybill_match:
 * @file: a label file
 * @codes: (element-type utf8 utf8): set of known order numbers
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Finds the order of a label: by every run of digits in the file's name, and by the page's text, which must
 * not say otherwise; where neither tells it, by the bar codes. A file with the labels of several orders is
 * cut into one for each (product.md 3).
 *
 * Returns: (transfer full) (nullable): the orders, or %NULL with %G_IO_ERROR_CANCELLED or
 * %SAUDA_LABELS_ERROR_DAMAGED
 */
SaudaWaybillMatch *
sauda_waybill_match (const SaudaWaybillFile *file,
                     GHashTable *codes,
                     GCancellable *cancellable,
                     GError **error)
{
  Matching matching = {
    .file = file,
    .codes = codes,
    .named = sauda_waybill_name_codes (file->name, codes),
    .claims = g_array_new (FALSE, FALSE, sizeof (Claim)),
    .orders = g_ptr_array_new (),
    .labels = g_ptr_array_new_with_free_func (label_free),
    .problems = g_strv_builder_new (),
  };
  SaudaWaybillMatch *match = match_file (&matching, cancellable, error);

  matching_clear (&matching);
  return match;
}

/**
 * sauda_waybill_match_find_other:
 * @file: a sound label file
 * @code: number of the order that it is taken for
 * @other: (out) (nullable) (transfer full): the order that one of its pages names instead, %NULL when none
 * does
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * A page that prints no number as labels do says nothing against the order.
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_DAMAGED or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_waybill_match_find_other (const SaudaWaybillFile *file,
                                const char *code,
                                char **other,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (GPtrArray) pages = sauda_waybill_text_read (file->pdf, cancellable, error);

  *other = NULL;
  for (guint i = 0; pages != NULL && i < pages->len && *other == NULL; i++) {
    const SaudaWaybillPage *page = g_ptr_array_index (pages, i);

    if (page->numbers[0] != NULL && !g_strv_contains ((const char *const *) page->numbers, code))
      *other = g_strdup (most_likely_number (page->numbers));
  }
  return pages != NULL;
}

/**
 * sauda_waybill_match_free:
 * @self: (transfer full): a match
 */
void
sauda_waybill_match_free (SaudaWaybillMatch *self)
{
  g_ptr_array_unref (self->labels);
  g_strfreev (self->problems);
  g_free (self);
}
