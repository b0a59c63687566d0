#include "sauda-card-sheet.h"

#include "sauda-cards-error.h"
#include "sauda-sheet-columns.h"
#include "sauda-sheet-writer.h"
#include "sauda-sheet.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

enum {
  COLUMN_SKU,
  COLUMN_TITLE,
  COLUMN_BRAND,
  COLUMN_CATEGORY,
  COLUMN_DESCRIPTION,
  COLUMN_WEIGHT,
  COLUMN_IMAGES,
  N_COLUMNS
};

static const SaudaSheetColumn table[N_COLUMNS] = {
  [COLUMN_SKU] = { "sku|SKU_ID_KSP|code|Артикул", TRUE },
  [COLUMN_TITLE] = { "title|name|Название|Наименование", TRUE },
  [COLUMN_BRAND] = { "brand|Brend|Бренд", FALSE },
  [COLUMN_CATEGORY] = { "category|Категория", TRUE },
  [COLUMN_DESCRIPTION] = { "description|Описание", FALSE },
  [COLUMN_WEIGHT] = { "weight|Weight_kg|Вес|Вес, кг", FALSE },
  [COLUMN_IMAGES] = { "images|image|Фото|Картинки|Изображения", FALSE },
};

typedef struct {
  SaudaSheetColumns *columns; /* (owned) (not nullable) */
  GStrv titles;               /* (owned) (nullable) of the columns that are attributes; "" for the others */
  guint n_titles;
  GPtrArray *cards; /* (owned) (not nullable) (element-type SaudaCard) */
} Reading;

/* Every column that is not known is an attribute under the name that stands above it. */
static void
take_titles (Reading *reading, const char *const *cells, guint n_cells)
{
  const char *const *unknown = sauda_sheet_columns_get_unknown (reading->columns);

  reading->titles = g_new0 (char *, n_cells + 1);
  reading->n_titles = n_cells;
  for (guint i = 0; i < n_cells; i++) {
    g_autofree char *squeezed = sauda_text_squeeze (cells[i]);

    reading->titles[i] =
      g_strv_contains (unknown, squeezed) ? g_strstrip (g_strdup (cells[i])) : g_strdup ("");
  }
}

static gboolean
take_row (guint number, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Reading *reading = data;
  SaudaCard *card;
  gboolean is_data;

  if (!sauda_sheet_columns_take_row (reading->columns, number, cells, n_cells, &is_data, error))
    return FALSE;
  if (!is_data) {
    if (sauda_sheet_columns_get_header_row (reading->columns) == number)
      take_titles (reading, cells, n_cells);
    return TRUE;
  }
  card = sauda_card_new ("");
  card->row = number;
  sauda_card_take (&card->sku, sauda_sheet_columns_get_cell (reading->columns, COLUMN_SKU, cells, n_cells));
  sauda_card_take (&card->title,
                   sauda_sheet_columns_get_cell (reading->columns, COLUMN_TITLE, cells, n_cells));
  sauda_card_take (&card->brand,
                   sauda_sheet_columns_get_cell (reading->columns, COLUMN_BRAND, cells, n_cells));
  sauda_card_take (&card->category,
                   sauda_sheet_columns_get_cell (reading->columns, COLUMN_CATEGORY, cells, n_cells));
  sauda_card_take (&card->description,
                   sauda_sheet_columns_get_cell (reading->columns, COLUMN_DESCRIPTION, cells, n_cells));
  sauda_card_take (&card->weight,
                   sauda_sheet_columns_get_cell (reading->columns, COLUMN_WEIGHT, cells, n_cells));
  sauda_card_set_images (card,
                         sauda_sheet_columns_get_cell (reading->columns, COLUMN_IMAGES, cells, n_cells));
  for (guint i = 0; i < MIN (n_cells, reading->n_titles); i++)
    if (*reading->titles[i] != '\0')
      sauda_card_set_field (card, reading->titles[i], cells[i]);
  g_ptr_array_add (reading->cards, card);
  return TRUE;
}

/* The error of the sheets room becomes one of this room; its sentence stays. */
static void
convert_error (GError **error, GError *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, failure);
    return;
  }
  g_set_error_literal (error, SAUDA_CARDS_ERROR, SAUDA_CARDS_ERROR_FILE, failure->message);
  g_error_free (failure);
}

/**
 * sauda_card_sheet_read:
 * @path: CSV or XLSX: a card in each row, with SKU, title, brand, category, description, weight, pictures,
 *   and a column for every attribute, headed by its code or its readable end
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Several values of an attribute stand in one cell with `|` between them. Blocks.
 *
 * Returns: (transfer full) (element-type SaudaCard) (nullable): the cards; %NULL with %SAUDA_CARDS_ERROR_FILE
 */
GPtrArray *
sauda_card_sheet_read (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaSheetColumns) columns = sauda_sheet_columns_new (table, N_COLUMNS);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  Reading reading = { .columns = columns, .cards = cards };
  GError *failure = NULL;
  gboolean read = sauda_sheet_read (path, NULL, take_row, &reading, cancellable, &failure) &&
                  sauda_sheet_columns_check (columns, &failure);

  g_strfreev (reading.titles);
  if (!read) {
    convert_error (error, failure);
    return NULL;
  }
  if (cards->len > 0)
    return g_steal_pointer (&cards);
  g_set_error_literal (error, SAUDA_CARDS_ERROR, SAUDA_CARDS_ERROR_FILE,
                       _ ("The file has columns, but not one card below them. Write a card in each row."));
  return NULL;
}

static gboolean
write_card (SaudaSheetWriter *writer, const SaudaCardForm *form, const SaudaCard *card, GError **error)
{
  guint n_cells = N_COLUMNS + form->attributes->len;
  g_autofree SaudaSheetCell *cells = g_new0 (SaudaSheetCell, n_cells);
  g_autofree char *images = sauda_card_get_images_text (card);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  cells[COLUMN_SKU] = SAUDA_CELL_TEXT (card->sku);
  cells[COLUMN_TITLE] = SAUDA_CELL_TEXT (card->title);
  cells[COLUMN_BRAND] = SAUDA_CELL_TEXT (card->brand);
  cells[COLUMN_CATEGORY] = SAUDA_CELL_TEXT (form->category->code);
  cells[COLUMN_DESCRIPTION] = SAUDA_CELL_TEXT (card->description);
  cells[COLUMN_WEIGHT] = SAUDA_CELL_TEXT (card->weight);
  cells[COLUMN_IMAGES] = SAUDA_CELL_TEXT (images);
  for (guint i = 0; i < form->attributes->len; i++) {
    const SaudaCardAttribute *attribute = g_ptr_array_index (form->attributes, i);

    g_ptr_array_add (texts, sauda_card_get_field_text (card, attribute->code));
    cells[N_COLUMNS + i] = SAUDA_CELL_TEXT (g_ptr_array_index (texts, i));
  }
  return sauda_sheet_writer_append (writer, cells, n_cells, error);
}

/**
 * sauda_card_sheet_write:
 * @path: `.csv` or `.xlsx`
 * @form: of one category
 * @cards: (element-type SaudaCard): cards of it to begin with; may be empty
 * @error: return location
 *
 * Writes a sheet to fill in, with a column for every attribute, that sauda_card_sheet_read() reads. Blocks.
 *
 * Returns: %FALSE with %SAUDA_CARDS_ERROR_FILE
 */
gboolean
sauda_card_sheet_write (const char *path, const SaudaCardForm *form, GPtrArray *cards, GError **error)
{
  static const char *const names[N_COLUMNS] = { "sku",         "title",  "brand", "category",
                                                "description", "weight", "images" };
  const SaudaSheetWriteOptions options = { .bom = TRUE, .defuse = TRUE };
  guint n_titles = N_COLUMNS + form->attributes->len;
  g_autofree SaudaSheetTitle *titles = g_new0 (SaudaSheetTitle, n_titles);
  GError *failure = NULL;
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, &options, &failure);
  gboolean written;

  for (guint i = 0; i < N_COLUMNS; i++)
    titles[i].text = names[i];
  for (guint i = 0; i < form->attributes->len; i++)
    titles[N_COLUMNS + i].text = ((SaudaCardAttribute *) g_ptr_array_index (form->attributes, i))->code;
  written =
    writer != NULL && sauda_sheet_writer_begin (writer, form->category->name, titles, n_titles, &failure);
  for (guint i = 0; i < cards->len && written; i++)
    written = write_card (writer, form, g_ptr_array_index (cards, i), &failure);
  if (written && sauda_sheet_writer_finish (writer, &failure))
    return TRUE;
  convert_error (error, failure);
  return FALSE;
}
