#include "sauda-stamp-content-private.h"

#include "sauda-stamp-reading-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NESTING 8
/* A page that writes more is no label. */
#define MAX_BYTES (16 * 1024 * 1024)

/* A form is read like the page, while the page is being read. */
static void read_bytes (SaudaStampReading *self, const void *data, gsize length);

/* --- state --- */

static void
save (SaudaStampReading *self)
{
  g_array_append_val (self->stack, self->state);
}

static void
restore (SaudaStampReading *self)
{
  if (self->stack->len == 0) {
    self->page->open = self->page->open && self->nesting > 0;
    return;
  }
  self->state = g_array_index (self->stack, SaudaStampState, self->stack->len - 1);
  g_array_set_size (self->stack, self->stack->len - 1);
}

static void
change_matrix (SaudaStampReading *self)
{
  cairo_matrix_t matrix = sauda_stamp_reading_get_matrix (self);

  cairo_matrix_multiply (&self->state.matrix, &matrix, &self->state.matrix);
}

static void
set_pen (SaudaStampReading *self)
{
  self->state.pen = sauda_stamp_reading_get_number (self, 0);
}

static gboolean
is_white (SaudaStampReading *self)
{
  guint count = self->operands->len;
  double wanted = count == 4 ? 0 : 1;

  for (guint i = 0; i < count; i++)
    if (g_array_index (self->operands, SaudaStampOperand, i).type != SAUDA_STAMP_TOKEN_NUMBER ||
        sauda_stamp_reading_get_number (self, i) != wanted)
      return FALSE;
  return count == 1 || count == 3 || count == 4;
}

static void
set_fill (SaudaStampReading *self)
{
  self->state.white_fill = is_white (self);
}

static void
set_line (SaudaStampReading *self)
{
  self->state.white_line = is_white (self);
}

/* In other colour spaces 1 may mean ink. */
static void
set_other_fill (SaudaStampReading *self)
{
  self->state.white_fill = FALSE;
}

static void
set_other_line (SaudaStampReading *self)
{
  self->state.white_line = FALSE;
}

/* --- pictures and forms --- */

static void
add_picture (SaudaStampReading *self)
{
  sauda_stamp_reading_add_box (self, SAUDA_STAMP_BOX_PICTURE,
                               sauda_stamp_extent_transform (&self->state.matrix, 0, 0, 1, 1), 0);
}

static gboolean
read_matrix (SaudaStampReading *self, qpdf_oh array, cairo_matrix_t *matrix)
{
  double numbers[6];

  if (!qpdf_oh_is_array (self->document, array) || qpdf_oh_get_array_n_items (self->document, array) != 6)
    return FALSE;
  for (int i = 0; i < 6; i++)
    numbers[i] =
      qpdf_oh_get_numeric_value (self->document, qpdf_oh_get_array_item (self->document, array, i));
  cairo_matrix_init (matrix, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  return TRUE;
}

static void
read_form (SaudaStampReading *self, qpdf_oh form)
{
  unsigned char *bytes = NULL;
  size_t length = 0;
  QPDF_BOOL filtered = QPDF_FALSE;

  if (self->nesting < MAX_NESTING &&
      (qpdf_oh_get_stream_data (self->document, form, qpdf_dl_specialized, &filtered, &bytes, &length) &
       QPDF_ERRORS) == 0 &&
      filtered)
    read_bytes (self, bytes, length);
  else
    sauda_stamp_reading_give_up (self);
  free (bytes);
}

static GHashTable *
new_fonts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sauda_stamp_font_free);
}

/* A form has its own names, begins with the page's state and leaves it as it was. */
static void
enter_form (SaudaStampReading *self, qpdf_oh form)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (self->document, form), resources_before = self->resources;
  qpdf_oh resources = qpdf_oh_get_key (self->document, dictionary, "/Resources");
  SaudaStampState state_before = self->state;
  GArray *stack_before = self->stack;
  GHashTable *fonts_before = self->fonts;
  cairo_matrix_t matrix;

  if (read_matrix (self, qpdf_oh_get_key (self->document, dictionary, "/Matrix"), &matrix))
    cairo_matrix_multiply (&self->state.matrix, &matrix, &self->state.matrix);
  if (qpdf_oh_is_dictionary (self->document, resources))
    self->resources = resources;
  self->stack = g_array_new (FALSE, FALSE, sizeof (SaudaStampState));
  self->fonts = new_fonts ();
  self->nesting++;
  read_form (self, form);
  self->nesting--;
  g_array_unref (self->stack);
  g_hash_table_unref (self->fonts);
  self->stack = stack_before;
  self->fonts = fonts_before;
  self->resources = resources_before;
  self->state = state_before;
}

static void
draw_object (SaudaStampReading *self)
{
  const SaudaStampOperand *name =
    self->operands->len == 1 ? &g_array_index (self->operands, SaudaStampOperand, 0) : NULL;
  qpdf_oh object, subtype;

  if (name == NULL || name->type != SAUDA_STAMP_TOKEN_NAME ||
      !qpdf_oh_is_dictionary (self->document, self->resources))
    return;
  object = qpdf_oh_get_key (self->document, self->resources, "/XObject");
  if (!qpdf_oh_is_dictionary (self->document, object))
    return;
  object = qpdf_oh_get_key (self->document, object, self->texts->str + name->text);
  if (!qpdf_oh_is_stream (self->document, object))
    return;
  subtype = qpdf_oh_get_key (self->document, qpdf_oh_get_dict (self->document, object), "/Subtype");
  if (qpdf_oh_is_name_and_equals (self->document, subtype, "/Form"))
    enter_form (self, object);
  else
    add_picture (self);
}

/* --- the stream --- */

static const SaudaStampWord state_words[] = {
  { "q", save },
  { "Q", restore },
  { "cm", change_matrix },
  { "w", set_pen },
  { "g", set_fill },
  { "rg", set_fill },
  { "k", set_fill },
  { "G", set_line },
  { "RG", set_line },
  { "K", set_line },
  { "cs", set_other_fill },
  { "sc", set_other_fill },
  { "scn", set_other_fill },
  { "CS", set_other_line },
  { "SC", set_other_line },
  { "SCN", set_other_line },
  { "Do", draw_object },
  { NULL, NULL },
};

static GHashTable *
get_words (void)
{
  static gsize table;

  if (g_once_init_enter (&table)) {
    const SaudaStampWord *const lists[] = { state_words, sauda_stamp_path_words (),
                                            sauda_stamp_text_words () };
    GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal);

    for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
      for (const SaudaStampWord *word = lists[i]; word->word != NULL; word++)
        g_hash_table_insert (words, (gpointer) word->word, (gpointer) word);
    g_once_init_leave (&table, (gsize) words);
  }
  return (GHashTable *) table;
}

static void
keep_operand (SaudaStampReading *self, SaudaStampToken token, const SaudaStampScanner *scanner)
{
  SaudaStampOperand operand = { token, scanner->number, self->texts->len, scanner->text->len };

  if (token != SAUDA_STAMP_TOKEN_NUMBER) {
    g_string_append_len (self->texts, scanner->text->str, (gssize) scanner->text->len);
    g_string_append_c (self->texts, '\0');
  }
  g_array_append_val (self->operands, operand);
}

static void
obey (SaudaStampReading *self, SaudaStampScanner *scanner)
{
  const SaudaStampWord *word = g_hash_table_lookup (get_words (), scanner->text->str);

  if (word != NULL)
    word->act (self);
  else if (g_str_equal (scanner->text->str, "ID")) {
    add_picture (self);
    sauda_stamp_scanner_skip_picture (scanner);
  }
  g_array_set_size (self->operands, 0);
  g_string_truncate (self->texts, 0);
}

static void
read_bytes (SaudaStampReading *self, const void *data, gsize length)
{
  g_auto (SaudaStampScanner) scanner = { 0 };
  SaudaStampToken token;

  self->bytes += length;
  if (self->bytes > MAX_BYTES) {
    sauda_stamp_reading_give_up (self);
    self->page->open = self->page->open && self->nesting > 0;
    length = 0;
  }
  sauda_stamp_scanner_init (&scanner, data, length);
  while ((token = sauda_stamp_scanner_next (&scanner)) != SAUDA_STAMP_TOKEN_END) {
    if (token == SAUDA_STAMP_TOKEN_WORD)
      obey (self, &scanner);
    else if (token != SAUDA_STAMP_TOKEN_BRACKET)
      keep_operand (self, token, &scanner);
  }
}

static void
clear (SaudaStampReading *self)
{
  g_array_unref (self->stack);
  g_array_unref (self->operands);
  g_array_unref (self->segments);
  g_array_unref (self->subpaths);
  g_string_free (self->texts, TRUE);
  g_hash_table_unref (self->fonts);
}

/**
 * sauda_stamp_content_read: (skip)
 * @page: a page whose measures are known
 * @document: its file
 * @object: the page in the file
 *
 * Reads what the page draws, and fills @page with it.
 */
void
sauda_stamp_content_read (SaudaStampPage *page, qpdf_data document, qpdf_oh object)
{
  SaudaStampReading self = {
    .page = page,
    .document = document,
    .stack = g_array_new (FALSE, FALSE, sizeof (SaudaStampState)),
    .operands = g_array_new (FALSE, FALSE, sizeof (SaudaStampOperand)),
    .texts = g_string_new (NULL),
    .fonts = new_fonts (),
    .segments = g_array_new (FALSE, FALSE, sizeof (SaudaStampExtent)),
    .subpaths = g_array_new (FALSE, FALSE, sizeof (SaudaStampExtent)),
    .resources = qpdf_oh_get_key (document, object, "/Resources"),
  };
  unsigned char *bytes = NULL;
  size_t length = 0;

  self.state.matrix = page->to_sight;
  self.state.clip = (SaudaStampExtent){ TRUE, 0, 0, page->width, page->height };
  self.state.pen = self.state.scale = 1;
  if ((qpdf_oh_get_page_content_data (document, object, &bytes, &length) & QPDF_ERRORS) == 0)
    read_bytes (&self, bytes, length);
  else
    page->sure = page->open = FALSE;
  page->depth = self.stack->len;
  free (bytes);
  clear (&self);
}
