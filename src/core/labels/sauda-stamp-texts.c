#include "sauda-stamp-reading-private.h"

static void
begin_text (SaudaStampReading *self)
{
  cairo_matrix_init_identity (&self->text);
  self->line = self->text;
}

static void
next_line_at (SaudaStampReading *self, double x, double y)
{
  cairo_matrix_translate (&self->line, x, y);
  self->text = self->line;
}

static void
move_text (SaudaStampReading *self)
{
  next_line_at (self, sauda_stamp_reading_get_number (self, 0), sauda_stamp_reading_get_number (self, 1));
}

static void
move_text_and_lead (SaudaStampReading *self)
{
  self->state.leading = -sauda_stamp_reading_get_number (self, 1);
  move_text (self);
}

static void
set_text_matrix (SaudaStampReading *self)
{
  self->line = self->text = sauda_stamp_reading_get_matrix (self);
}

static void
next_line (SaudaStampReading *self)
{
  next_line_at (self, 0, -self->state.leading);
}

static const SaudaStampFont *
find_font (SaudaStampReading *self, const char *name)
{
  SaudaStampFont *font = g_hash_table_lookup (self->fonts, name);
  qpdf_oh fonts;

  if (font != NULL || !qpdf_oh_is_dictionary (self->document, self->resources))
    return font;
  fonts = qpdf_oh_get_key (self->document, self->resources, "/Font");
  if (!qpdf_oh_is_dictionary (self->document, fonts))
    return NULL;
  font = sauda_stamp_font_new (self->document, qpdf_oh_get_key (self->document, fonts, name));
  if (font != NULL)
    g_hash_table_insert (self->fonts, g_strdup (name), font);
  return font;
}

static void
set_font (SaudaStampReading *self)
{
  const SaudaStampOperand *name =
    self->operands->len == 2 ? &g_array_index (self->operands, SaudaStampOperand, 0) : NULL;

  self->state.font = name != NULL && name->type == SAUDA_STAMP_TOKEN_NAME
                       ? find_font (self, self->texts->str + name->text)
                       : NULL;
  self->state.size = sauda_stamp_reading_get_number (self, 1);
}

/* The pen goes on; what was written is where it left the line and came back to it. */
static void
write_text (SaudaStampReading *self, const SaudaStampOperand *operand)
{
  const SaudaStampState *state = &self->state;
  const SaudaStampFont *font = state->font;
  const guint8 *bytes = (const guint8 *) self->texts->str + operand->text;
  gboolean white = (state->mode == 0 && state->white_fill) || state->mode == 3 || state->mode == 7;
  double x = 0, end = 0;
  cairo_matrix_t matrix;

  if (font == NULL) {
    sauda_stamp_reading_give_up (self);
    return;
  }
  for (gsize i = 0; i + font->code_bytes <= operand->length; i += font->code_bytes) {
    guint code = font->code_bytes == 1 ? bytes[i] : (guint) bytes[i] << 8 | bytes[i + 1];
    double width = sauda_stamp_font_get_width (font, code) * state->size;

    if (font->code_bytes != 1 || code != ' ')
      end = x + width * state->scale;
    x += (width + state->spacing + (font->code_bytes == 1 && code == ' ' ? state->word_spacing : 0)) *
         state->scale;
  }
  cairo_matrix_multiply (&matrix, &self->text, &state->matrix);
  if (!white && end != 0)
    sauda_stamp_reading_add_box (
      self, SAUDA_STAMP_BOX_TEXT,
      sauda_stamp_extent_transform (&matrix, MIN (0, end), state->rise + font->descent * state->size,
                                    MAX (0, end), state->rise + font->ascent * state->size),
      0);
  cairo_matrix_translate (&self->text, x, 0);
}

/* Strings and the steps between them. */
static void
show_text (SaudaStampReading *self)
{
  for (guint i = 0; i < self->operands->len; i++) {
    const SaudaStampOperand *operand = &g_array_index (self->operands, SaudaStampOperand, i);

    if (operand->type == SAUDA_STAMP_TOKEN_STRING)
      write_text (self, operand);
    else if (operand->type == SAUDA_STAMP_TOKEN_NUMBER)
      cairo_matrix_translate (&self->text, -operand->number / 1000 * self->state.size * self->state.scale, 0);
  }
}

static void
show_next_line (SaudaStampReading *self)
{
  next_line (self);
  show_text (self);
}

static void
show_next_line_spaced (SaudaStampReading *self)
{
  self->state.word_spacing = sauda_stamp_reading_get_number (self, 0);
  self->state.spacing = sauda_stamp_reading_get_number (self, 1);
  g_array_remove_range (self->operands, 0, MIN (2, self->operands->len));
  show_next_line (self);
}

static void
set_spacing (SaudaStampReading *self)
{
  self->state.spacing = sauda_stamp_reading_get_number (self, 0);
}

static void
set_word_spacing (SaudaStampReading *self)
{
  self->state.word_spacing = sauda_stamp_reading_get_number (self, 0);
}

static void
set_scale (SaudaStampReading *self)
{
  self->state.scale = sauda_stamp_reading_get_number (self, 0) / 100;
}

static void
set_leading (SaudaStampReading *self)
{
  self->state.leading = sauda_stamp_reading_get_number (self, 0);
}

static void
set_rise (SaudaStampReading *self)
{
  self->state.rise = sauda_stamp_reading_get_number (self, 0);
}

static void
set_mode (SaudaStampReading *self)
{
  self->state.mode = (int) sauda_stamp_reading_get_number (self, 0);
}

/**
 * sauda_stamp_text_words: (skip)
 *
 * Returns: what words about text do, ended by one without a word
 */
const SaudaStampWord *
sauda_stamp_text_words (void)
{
  static const SaudaStampWord words[] = {
    { "BT", begin_text },
    { "Td", move_text },
    { "TD", move_text_and_lead },
    { "Tm", set_text_matrix },
    { "T*", next_line },
    { "Tf", set_font },
    { "Tj", show_text },
    { "TJ", show_text },
    { "'", show_next_line },
    { "\"", show_next_line_spaced },
    { "Tc", set_spacing },
    { "Tw", set_word_spacing },
    { "Tz", set_scale },
    { "TL", set_leading },
    { "Ts", set_rise },
    { "Tr", set_mode },
    { NULL, NULL },
  };

  return words;
}
