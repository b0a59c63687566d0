#include "sauda-card-drafts.h"

#include "sauda-card-uploads.h"
#include "sauda-connection.h"

#include <string.h>

static gboolean
write_card (SaudaConnection *connection, SaudaCard *card, gint64 now_ms, GError **error)
{
  const char *const texts[] = { card->sku,      card->title,       card->brand,
                                card->category, card->description, card->weight };
  SaudaStatement *write = sauda_connection_prepare (
    connection,
    "INSERT INTO card (store_id, changed_ms, sku, title, brand, category, description, weight)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (store_id, sku) DO UPDATE SET changed_ms = ?2,"
    " title = ?4, brand = ?5, category = ?6, description = ?7, weight = ?8",
    error);
  SaudaStatement *find;
  gboolean row;

  if (write == NULL)
    return FALSE;
  sauda_statement_bind_int64 (write, 1, card->store_id);
  sauda_statement_bind_int64 (write, 2, now_ms);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    sauda_statement_bind_text (write, (int) i + 3, texts[i]);
  if (!sauda_statement_run (write, error))
    return FALSE;
  find = sauda_connection_prepare (connection, "SELECT id FROM card WHERE store_id = ? AND sku = ?", error);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, card->store_id);
  sauda_statement_bind_text (find, 2, card->sku);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  card->id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  return TRUE;
}

/* Replaces what a list of the card holds. */
static gboolean
write_texts (SaudaConnection *connection,
             gint64 card_id,
             const char *sql,
             const char *attribute,
             GPtrArray *texts,
             GError **error)
{
  for (guint i = 0; i < texts->len; i++) {
    SaudaStatement *insert = sauda_connection_prepare (connection, sql, error);

    if (insert == NULL)
      return FALSE;
    sauda_statement_bind_int64 (insert, 1, card_id);
    sauda_statement_bind_int64 (insert, 2, i);
    sauda_statement_bind_text (insert, 3, g_ptr_array_index (texts, i));
    if (attribute != NULL)
      sauda_statement_bind_text (insert, 4, attribute);
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
run_for_card (SaudaConnection *connection, const char *sql, gint64 card_id, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, card_id);
  return sauda_statement_run (statement, error);
}

/**
 * sauda_card_drafts_save:
 * @connection: inside a transaction
 * @card: a card of a store; its @id is set
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Keeps a card; one of the same SKU in the same store is replaced.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_drafts_save (SaudaConnection *connection, SaudaCard *card, gint64 now_ms, GError **error)
{
  if (!write_card (connection, card, now_ms, error) ||
      !run_for_card (connection, "DELETE FROM card_field WHERE card_id = ?", card->id, error) ||
      !run_for_card (connection, "DELETE FROM card_image WHERE card_id = ?", card->id, error))
    return FALSE;
  for (guint i = 0; i < card->fields->len; i++) {
    const SaudaCardField *field = g_ptr_array_index (card->fields, i);

    if (!write_texts (
          connection, card->id,
          "INSERT OR REPLACE INTO card_field (card_id, position, value, attribute) VALUES (?, ?, ?, ?)",
          field->attribute, field->values, error))
      return FALSE;
  }
  return write_texts (connection, card->id,
                      "INSERT INTO card_image (card_id, position, url) VALUES (?, ?, ?)", NULL, card->images,
                      error);
}

static gboolean
read_fields (SaudaConnection *connection, SaudaCard *card, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT attribute, value FROM card_field WHERE card_id = ? ORDER BY attribute, position",
    error);
  SaudaCardField *field = NULL;
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, card->id);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      break;
    if (field == NULL || !g_str_equal (field->attribute, sauda_statement_get_text (list, 0)))
      field = sauda_card_add_field (card, sauda_statement_get_text (list, 0));
    g_ptr_array_add (field->values, g_strdup (sauda_statement_get_text (list, 1)));
  }
  return TRUE;
}

static gboolean
read_images (SaudaConnection *connection, SaudaCard *card, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT url FROM card_image WHERE card_id = ? ORDER BY position", error);
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, card->id);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (row)
      g_ptr_array_add (card->images, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return TRUE;
}

static SaudaCard *
read_card (SaudaStatement *row)
{
  SaudaCard *card = sauda_card_new (sauda_statement_get_text (row, 2));

  card->id = sauda_statement_get_int64 (row, 0);
  card->store_id = sauda_statement_get_int64 (row, 1);
  sauda_card_take (&card->title, sauda_statement_get_text (row, 3));
  sauda_card_take (&card->brand, sauda_statement_get_text (row, 4));
  sauda_card_take (&card->category, sauda_statement_get_text (row, 5));
  sauda_card_take (&card->description, sauda_statement_get_text (row, 6));
  sauda_card_take (&card->weight, sauda_statement_get_text (row, 7));
  card->state = g_strdup (sauda_statement_get_text (row, 8));
  card->message = g_strdup (sauda_statement_get_text (row, 9));
  return card;
}

/**
 * sauda_card_drafts_list:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCard) (nullable): its cards by SKU, each with what Kaspi said
 * of it last; %NULL with an error of the database
 */
GPtrArray *
sauda_card_drafts_list (SaudaConnection *connection, gint64 store_id, GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT card.id, card.store_id, card.sku, card.title, brand, category, card.description, weight, "
    "said.state,"
    " said.message FROM card LEFT JOIN card_upload_row said ON said.id ="
    " (SELECT max (row.id) FROM card_upload_row row JOIN card_upload upload ON upload.id = row.upload_id"
    "  WHERE row.sku = card.sku AND upload.store_id = card.store_id AND upload.sent_ms IS NOT NULL)"
    " WHERE card.store_id = ? ORDER BY card.sku",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, store_id);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (cards, read_card (list));
  }
  for (guint i = 0; i < cards->len; i++)
    if (!read_fields (connection, g_ptr_array_index (cards, i), error) ||
        !read_images (connection, g_ptr_array_index (cards, i), error))
      return NULL;
  return g_steal_pointer (&cards);
}

/**
 * sauda_card_drafts_remove:
 * @connection: inside a transaction
 * @card_id: a card
 * @error: return location
 *
 * Forgets a card. What was uploaded stays in the list of uploads.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_drafts_remove (SaudaConnection *connection, gint64 card_id, GError **error)
{
  return run_for_card (connection, "DELETE FROM card WHERE id = ?", card_id, error);
}

/**
 * sauda_card_drafts_is_open:
 * @card: a card of sauda_card_drafts_list()
 *
 * Returns: whether it is still to be uploaded: it never was, or Kaspi refused it or said nothing of it
 */
gboolean
sauda_card_drafts_is_open (const SaudaCard *card)
{
  return card->state == NULL || (*card->state != '\0' && strcmp (card->state, SAUDA_CARD_STATE_MADE) != 0);
}
