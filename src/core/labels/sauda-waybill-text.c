#include "sauda-waybill-text.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-source-private.h"
#include "sauda-pdf-view-private.h"
#include "sauda-text.h"

#include <stdlib.h>
#include <string.h>

/* Shorter runs are quantities, routes, weights. */
#define MIN_DIGITS 6

static void
add_distinct (GPtrArray *texts, char *text)
{
  if (g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (texts, text);
}

static GStrv
to_strv (GPtrArray *texts)
{
  g_ptr_array_add (texts, NULL);
  return (GStrv) g_ptr_array_free (texts, FALSE);
}

static const GRegex *
get_number_pattern (void)
{
  static gsize pattern;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern,
                       (gsize) g_regex_new ("(?<!\\d)(\\d{1,3}(?:\\h\\d{3}){2,4})\\h?-\\h?(\\d{1,3})(?!\\d)",
                                            G_REGEX_OPTIMIZE, 0, NULL));
  return (const GRegex *) pattern;
}

static const GRegex *
get_places_pattern (void)
{
  static gsize pattern;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (
      &pattern, (gsize) g_regex_new ("(?<!\\S)(\\d{1,3})/(\\d{1,3})(?!\\S)", G_REGEX_OPTIMIZE, 0, NULL));
  return (const GRegex *) pattern;
}

/* `1 900 110 392` → `1900110392`, `900110392`, `110392`. */
static void
add_number_readings (GPtrArray *numbers, const char *grouped)
{
  g_auto (GStrv) groups = sauda_text_digit_runs (grouped, 1);
  guint n = g_strv_length (groups);

  for (guint first = 0; first + 2 <= n; first++) {
    g_autofree char *joined = g_strjoinv ("", groups + first);

    if (strlen (joined) >= MIN_DIGITS)
      add_distinct (numbers, g_steal_pointer (&joined));
  }
}

static void
find_number (SaudaWaybillPage *page)
{
  GPtrArray *numbers = g_ptr_array_new ();
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (get_number_pattern (), page->text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *grouped = g_match_info_fetch (match, 1);
    g_autofree char *place = g_match_info_fetch (match, 2);

    add_number_readings (numbers, grouped);
    if (page->place == 0)
      page->place = (guint) atoi (place);
  }
  page->numbers = to_strv (numbers);
}

/* `1/3` beside the number: the first fraction that tells this page's own place. */
static void
find_places (SaudaWaybillPage *page)
{
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (get_places_pattern (), page->text, 0, &match);
  for (; page->place > 0 && g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *place = g_match_info_fetch (match, 1);
    g_autofree char *places = g_match_info_fetch (match, 2);

    if ((guint) atoi (place) != page->place || atoi (places) < atoi (place))
      continue;
    page->places = (guint) atoi (places);
    return;
  }
}

static void
add_runs (GPtrArray *codes, const char *text)
{
  g_auto (GStrv) runs = sauda_text_digit_runs (text, MIN_DIGITS);

  for (guint i = 0; runs[i] != NULL; i++)
    add_distinct (codes, g_strdup (runs[i]));
}

static SaudaWaybillPage *
read_page (PopplerDocument *document, int index)
{
  PopplerPage *page = poppler_document_get_page (document, index);
  g_autofree char *text = page != NULL ? poppler_page_get_text (page) : NULL;

  g_clear_object (&page);
  return sauda_waybill_page_parse (text != NULL ? text : "");
}

/**
 * sauda_waybill_page_free:
 * @self: (transfer full): a page
 */
void
sauda_waybill_page_free (SaudaWaybillPage *self)
{
  g_strfreev (self->numbers);
  g_strfreev (self->runs);
  g_free (self->text);
  g_free (self);
}

/**
 * sauda_waybill_page_parse:
 * @text: text of a page
 *
 * Returns: (transfer full): what it says about the order (kaspi-api 6)
 */
SaudaWaybillPage *
sauda_waybill_page_parse (const char *text)
{
  SaudaWaybillPage *page = g_new0 (SaudaWaybillPage, 1);
  GPtrArray *runs = g_ptr_array_new ();

  page->text = g_utf8_make_valid (text, -1);
  find_number (page);
  find_places (page);
  add_runs (runs, page->text);
  page->runs = to_strv (runs);
  return page;
}

/**
 * sauda_waybill_text_read:
 * @pdf: a sound PDF
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaWaybillPage) (nullable): what stands on its pages, or %NULL
 * with %SAUDA_LABELS_ERROR_DAMAGED or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
sauda_waybill_text_read (GBytes *pdf, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_waybill_page_free);
  PopplerDocument *document = sauda_pdf_view_open (pdf, NULL);
  int n = document != NULL ? poppler_document_get_n_pages (document) : 0;
  gboolean cancelled = FALSE;

  for (int i = 0; i < n && !cancelled; i++) {
    cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
    if (!cancelled)
      g_ptr_array_add (pages, read_page (document, i));
  }
  g_clear_object (&document);
  if (n == 0)
    sauda_pdf_source_set_damaged (error);
  return n > 0 && !cancelled ? g_steal_pointer (&pages) : NULL;
}

/**
 * sauda_waybill_text_codes:
 * @pdf: a sound PDF
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): everything in its text that may be an order's number, the printed
 * order numbers first, each once; or %NULL with %SAUDA_LABELS_ERROR_DAMAGED or %G_IO_ERROR_CANCELLED
 */
GStrv
sauda_waybill_text_codes (GBytes *pdf, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pages = sauda_waybill_text_read (pdf, cancellable, error);
  GPtrArray *codes;

  if (pages == NULL)
    return NULL;
  codes = g_ptr_array_new ();
  for (guint i = 0; i < pages->len; i++) {
    const SaudaWaybillPage *page = g_ptr_array_index (pages, i);

    for (guint j = 0; page->numbers[j] != NULL; j++)
      add_distinct (codes, g_strdup (page->numbers[j]));
  }
  for (guint i = 0; i < pages->len; i++)
    add_runs (codes, ((const SaudaWaybillPage *) g_ptr_array_index (pages, i))->text);
  return to_strv (codes);
}

/**
 * sauda_waybill_name_codes:
 * @name: name of a file
 * @codes: (element-type utf8 utf8): set of known order numbers
 *
 * Looks up every run of digits, and runs with single blanks between them as one. Only a whole run is a
 * number: `29001103921` does not hold order `900110392`.
 *
 * Returns: (transfer full): the known numbers that the name holds, each once
 */
GStrv
sauda_waybill_name_codes (const char *name, GHashTable *codes)
{
  GPtrArray *found = g_ptr_array_new ();

  for (const char *p = name; *p != '\0';) {
    g_autoptr (GString) joined = NULL;
    const char *run = p;
    gsize length = strspn (p, "0123456789");

    if (length == 0) {
      p++;
      continue;
    }
    joined = g_string_new_len (run, (gssize) length);
    p += length;
    if (g_hash_table_contains (codes, joined->str))
      add_distinct (found, g_strdup (joined->str));
    for (run += length; *run == ' ' && g_ascii_isdigit (run[1]); run += length) {
      run++;
      length = strspn (run, "0123456789");
      g_string_append_len (joined, run, (gssize) length);
      if (g_hash_table_contains (codes, joined->str))
        add_distinct (found, g_strdup (joined->str));
    }
  }
  return to_strv (found);
}
