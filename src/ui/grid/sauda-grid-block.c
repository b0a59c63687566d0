#include "sauda-grid-block.h"

#include <string.h>

/* Where a cell that spreadsheets put in quotation marks ends. They do so only when a tab or a line break
 * stands in it; any other mark at the beginning of a cell belongs to its text. */
static const char *
find_end_of_quoted (const char *cell)
{
  gboolean needed = FALSE;

  for (const char *p = cell + 1; *p != '\0'; p++) {
    needed |= strchr ("\t\r\n", *p) != NULL;
    if (*p != '"')
      continue;
    if (p[1] != '"')
      return needed && (p[1] == '\0' || strchr ("\t\r\n", p[1]) != NULL) ? p + 1 : NULL;
    p++;
  }
  return NULL;
}

/* One line, as the cells of the table are: a break or a tab becomes one space. */
static char *
take_text (const char *from, const char *to, gboolean quoted)
{
  GString *text = g_string_new (NULL);

  if (quoted) {
    from++;
    to--;
  }
  for (const char *p = from; p < to; p++) {
    gboolean gap = strchr ("\t\r\n", *p) != NULL;

    if (gap && text->len > 0 && text->str[text->len - 1] == ' ')
      continue;
    g_string_append_c (text, gap ? ' ' : *p);
    if (quoted && *p == '"')
      p++;
  }
  return g_string_free (text, FALSE);
}

static const char *
skip_break (const char *p)
{
  if (*p == '\r')
    p++;
  return *p == '\n' ? p + 1 : p;
}

/*
 * sauda_grid_block_read:
 * @self: to be filled
 * @text: cells with tabs between them, a line for each row
 */
void
sauda_grid_block_read (SaudaGridBlock *self, const char *text)
{
  const char *p = text;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->width = 1;
  do {
    g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
    guint width = 0;

    for (;; p++) {
      const char *quoted = *p == '"' ? find_end_of_quoted (p) : NULL;
      const char *end = quoted != NULL ? quoted : p + strcspn (p, "\t\r\n");
      g_autofree char *cell = take_text (p, end, quoted != NULL);

      g_strv_builder_add (cells, cell);
      width++;
      p = end;
      if (*p != '\t')
        break;
    }
    p = skip_break (p);
    g_ptr_array_add (self->rows, g_strv_builder_end (cells));
    self->width = MAX (self->width, width);
  } while (*p != '\0');
}

void
sauda_grid_block_clear (SaudaGridBlock *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

/*
 * sauda_grid_block_get:
 * @self: a block
 * @row: from 0; the block goes on below itself
 * @column: likewise to the right
 *
 * Returns: (nullable): the text; %NULL: nothing for that cell
 */
const char *
sauda_grid_block_get (const SaudaGridBlock *self, guint row, guint column)
{
  GStrv cells = g_ptr_array_index (self->rows, row % self->rows->len);

  column %= self->width;
  return column < g_strv_length (cells) ? cells[column] : NULL;
}
