#include "sauda-stamp-font-private.h"

#include "sauda-stamp-scanner-private.h"

#include <string.h>

#define UNITS 1000.0
/* What a font that does not say can hardly exceed. */
#define USUAL_ASCENT 1.1
#define USUAL_DESCENT -0.35
#define WIDEST 1.0
#define MAX_ASCENT 2.0

/* Glyphs of consecutive codes. */
typedef struct {
  guint first, last;
  guint widths;  /* index of the first one's width */
  gboolean same; /* whether all have that width */
} WidthRun;

static double
get_number (qpdf_data document, qpdf_oh dictionary, const char *key, double fallback)
{
  qpdf_oh value = qpdf_oh_get_key (document, dictionary, key);

  return qpdf_oh_is_number (document, value) ? qpdf_oh_get_numeric_value (document, value) : fallback;
}

static double
get_array_number (qpdf_data document, qpdf_oh array, int index)
{
  qpdf_oh item = qpdf_oh_get_array_item (document, array, index);

  return qpdf_oh_is_number (document, item) ? qpdf_oh_get_numeric_value (document, item) : 0;
}

static void
read_heights (SaudaStampFont *self, qpdf_data document, qpdf_oh font)
{
  qpdf_oh descriptor = qpdf_oh_get_key (document, font, "/FontDescriptor");
  double ascent = 0, descent = 0;

  if (qpdf_oh_is_dictionary (document, descriptor)) {
    qpdf_oh box = qpdf_oh_get_key (document, descriptor, "/FontBBox");

    ascent = get_number (document, descriptor, "/Ascent", 0) / UNITS;
    descent = get_number (document, descriptor, "/Descent", 0) / UNITS;
    if (qpdf_oh_is_array (document, box) && qpdf_oh_get_array_n_items (document, box) == 4) {
      ascent = MAX (ascent, get_array_number (document, box, 3) / UNITS);
      descent = MIN (descent, get_array_number (document, box, 1) / UNITS);
    }
    self->default_width =
      get_number (document, descriptor, "/MissingWidth", self->default_width * UNITS) / UNITS;
  }
  self->ascent = ascent > 0 && ascent < MAX_ASCENT ? ascent : USUAL_ASCENT;
  self->descent = descent < 0 && descent > -MAX_ASCENT ? descent : USUAL_DESCENT;
}

static void
add_width (SaudaStampFont *self, double width)
{
  double relative = width / UNITS;

  g_array_append_val (self->widths, relative);
}

static gboolean
read_simple_widths (SaudaStampFont *self, qpdf_data document, qpdf_oh font)
{
  qpdf_oh widths = qpdf_oh_get_key (document, font, "/Widths");
  double first = get_number (document, font, "/FirstChar", 0);
  g_auto (SaudaStampScanner) scanner = { 0 };
  SaudaStampToken token;
  WidthRun run = { .first = first >= 0 && first < 256 ? (guint) first : 0 };
  const char *text;

  sauda_stamp_scanner_init (&scanner, NULL, 0);
  if (!qpdf_oh_is_array (document, widths))
    return TRUE;
  text = qpdf_oh_unparse_resolved (document, widths);
  scanner.data = (const guint8 *) text;
  scanner.length = strlen (text);
  while ((token = sauda_stamp_scanner_next (&scanner)) != SAUDA_STAMP_TOKEN_END) {
    if (token == SAUDA_STAMP_TOKEN_WORD)
      return FALSE;
    if (token == SAUDA_STAMP_TOKEN_NUMBER)
      add_width (self, scanner.number);
  }
  run.last = run.first + self->widths->len;
  if (self->widths->len > 0) {
    run.last--;
    g_array_append_val (self->runs, run);
  }
  return TRUE;
}

/* `first [w w …]` and `first last w` (ISO 32000-1, 9.7.4.3). */
static gboolean
parse_composite_widths (SaudaStampFont *self, const char *text)
{
  g_auto (SaudaStampScanner) scanner = { 0 };
  SaudaStampToken token;
  guint numbers[3] = { 0 }, count = 0, depth = 0;

  sauda_stamp_scanner_init (&scanner, text, strlen (text));
  while ((token = sauda_stamp_scanner_next (&scanner)) != SAUDA_STAMP_TOKEN_END) {
    if (token == SAUDA_STAMP_TOKEN_BRACKET && scanner.bracket == '[') {
      if (++depth == 2 && count != 1)
        return FALSE;
      if (depth == 2)
        g_array_append_vals (self->runs, &(WidthRun){ numbers[0], numbers[0], self->widths->len, FALSE }, 1);
    } else if (token == SAUDA_STAMP_TOKEN_BRACKET && scanner.bracket == ']') {
      if (depth-- == 2) {
        WidthRun *run = &g_array_index (self->runs, WidthRun, self->runs->len - 1);

        if (self->widths->len == run->widths)
          g_array_set_size (self->runs, self->runs->len - 1);
        else
          run->last = run->first + self->widths->len - run->widths - 1;
        count = 0;
      }
    } else if (token != SAUDA_STAMP_TOKEN_NUMBER)
      return FALSE;
    else if (depth == 2)
      add_width (self, scanner.number);
    else {
      numbers[count++] = scanner.number > 0 ? (guint) scanner.number : 0;
      if (count == 3) {
        g_array_append_vals (self->runs, &(WidthRun){ numbers[0], numbers[1], self->widths->len, TRUE }, 1);
        add_width (self, scanner.number);
        count = 0;
      }
    }
    if (depth > 2)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_composite (SaudaStampFont *self, qpdf_data document, qpdf_oh font)
{
  qpdf_oh descendants = qpdf_oh_get_key (document, font, "/DescendantFonts");
  qpdf_oh descendant, widths;

  self->code_bytes = 2;
  if (!qpdf_oh_is_name_and_equals (document, qpdf_oh_get_key (document, font, "/Encoding"), "/Identity-H") ||
      !qpdf_oh_is_array (document, descendants) || qpdf_oh_get_array_n_items (document, descendants) != 1)
    return FALSE;
  descendant = qpdf_oh_get_array_item (document, descendants, 0);
  if (!qpdf_oh_is_dictionary (document, descendant))
    return FALSE;
  read_heights (self, document, descendant);
  self->default_width = get_number (document, descendant, "/DW", UNITS) / UNITS;
  widths = qpdf_oh_get_key (document, descendant, "/W");
  return !qpdf_oh_is_array (document, widths) ||
         parse_composite_widths (self, qpdf_oh_unparse_resolved (document, widths));
}

static gboolean
read_simple (SaudaStampFont *self, qpdf_data document, qpdf_oh font)
{
  self->code_bytes = 1;
  self->default_width = WIDEST;
  read_heights (self, document, font);
  return read_simple_widths (self, document, font);
}

/**
 * sauda_stamp_font_new: (skip)
 * @document: a file
 * @font: a font of it
 *
 * Returns: (transfer full) (nullable): its measures, or %NULL when it is of a kind whose measures the file
 * does not tell plainly
 */
SaudaStampFont *
sauda_stamp_font_new (qpdf_data document, qpdf_oh font)
{
  g_autoptr (SaudaStampFont) self = g_new0 (SaudaStampFont, 1);
  qpdf_oh subtype;
  gboolean known;

  self->runs = g_array_new (FALSE, FALSE, sizeof (WidthRun));
  self->widths = g_array_new (FALSE, FALSE, sizeof (double));
  if (!qpdf_oh_is_dictionary (document, font))
    return NULL;
  subtype = qpdf_oh_get_key (document, font, "/Subtype");
  if (qpdf_oh_is_name_and_equals (document, subtype, "/Type3"))
    return NULL;
  known = qpdf_oh_is_name_and_equals (document, subtype, "/Type0") ? read_composite (self, document, font)
                                                                   : read_simple (self, document, font);
  return known ? g_steal_pointer (&self) : NULL;
}

/**
 * sauda_stamp_font_free: (skip)
 * @self: (transfer full): a font
 */
void
sauda_stamp_font_free (SaudaStampFont *self)
{
  g_array_unref (self->runs);
  g_array_unref (self->widths);
  g_free (self);
}

/**
 * sauda_stamp_font_get_width: (skip)
 * @self: a font
 * @code: of a glyph
 *
 * Returns: how far the pen goes, in sizes of the font
 */
double
sauda_stamp_font_get_width (const SaudaStampFont *self, guint code)
{
  for (guint i = 0; i < self->runs->len; i++) {
    const WidthRun *run = &g_array_index (self->runs, WidthRun, i);

    if (code >= run->first && code <= run->last)
      return g_array_index (self->widths, double, run->widths + (run->same ? 0 : code - run->first));
  }
  return self->default_width;
}
