#include "sauda-card-cache.h"

#include "sauda-cards-error.h"
#include "sauda-connection.h"

#include <glib/gi18n-lib.h>

static const char *const list_names[] = { "categories", "attributes", "values", "schema" };

/* Runs one statement with up to two texts. */
static gboolean
run (SaudaConnection *connection, const char *sql, const char *first, const char *second, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  if (first != NULL)
    sauda_statement_bind_text (statement, 1, first);
  if (second != NULL)
    sauda_statement_bind_text (statement, 2, second);
  return sauda_statement_run (statement, error);
}

static gboolean
note_read (SaudaConnection *connection,
           SaudaCardList list,
           const char *category,
           const char *attribute,
           const char *text,
           gint64 now_ms,
           GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT OR REPLACE INTO card_source (list, category, attribute, text, read_ms) VALUES (?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_static_text (insert, 1, list_names[list]);
  sauda_statement_bind_text (insert, 2, category);
  sauda_statement_bind_text (insert, 3, attribute);
  if (text != NULL)
    sauda_statement_bind_text (insert, 4, text);
  sauda_statement_bind_int64 (insert, 5, now_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_card_cache_get_read_ms:
 * @connection: inside a transaction
 * @list: what
 * @category: of which category; "" where it is of none
 * @attribute: of which attribute; "" where it is of none
 * @read_ms: (out): when Kaspi told it last, UTC ms; 0: never
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_cache_get_read_ms (SaudaConnection *connection,
                              SaudaCardList list,
                              const char *category,
                              const char *attribute,
                              gint64 *read_ms,
                              GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT read_ms FROM card_source WHERE list = ? AND category = ? AND attribute = ?", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_static_text (find, 1, list_names[list]);
  sauda_statement_bind_text (find, 2, category);
  sauda_statement_bind_text (find, 3, attribute);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  *read_ms = row ? sauda_statement_get_int64 (find, 0) : 0;
  return TRUE;
}

/**
 * sauda_card_cache_write_categories:
 * @connection: inside a transaction
 * @names: (element-type SaudaCardName): every category
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_cache_write_categories (SaudaConnection *connection,
                                   GPtrArray *names,
                                   gint64 now_ms,
                                   GError **error)
{
  if (!run (connection, "DELETE FROM card_category", NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    const SaudaCardName *name = g_ptr_array_index (names, i);

    if (!run (connection,
              "INSERT OR REPLACE INTO card_category (code, title, search) VALUES (?1, ?2, search_key (?2))",
              name->code, name->name, error))
      return FALSE;
  }
  return note_read (connection, SAUDA_CARD_LIST_CATEGORIES, "", "", NULL, now_ms, error);
}

static gboolean
insert_attribute (SaudaConnection *connection,
                  const char *category,
                  const SaudaCardAttribute *attribute,
                  guint position,
                  GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT OR REPLACE INTO card_attribute (category, code, position, type, multi_valued, mandatory)"
    " VALUES (?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, category);
  sauda_statement_bind_text (insert, 2, attribute->code);
  sauda_statement_bind_int64 (insert, 3, position);
  sauda_statement_bind_text (insert, 4, attribute->type);
  sauda_statement_bind_int64 (insert, 5, attribute->multi_valued);
  sauda_statement_bind_int64 (insert, 6, attribute->mandatory);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_card_cache_write_attributes:
 * @connection: inside a transaction
 * @category: a category
 * @attributes: (element-type SaudaCardAttribute): all that it has
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_cache_write_attributes (SaudaConnection *connection,
                                   const char *category,
                                   GPtrArray *attributes,
                                   gint64 now_ms,
                                   GError **error)
{
  if (!run (connection, "DELETE FROM card_attribute WHERE category = ?", category, NULL, error))
    return FALSE;
  for (guint i = 0; i < attributes->len; i++)
    if (!insert_attribute (connection, category, g_ptr_array_index (attributes, i), i, error))
      return FALSE;
  return note_read (connection, SAUDA_CARD_LIST_ATTRIBUTES, category, "", NULL, now_ms, error);
}

/**
 * sauda_card_cache_write_values:
 * @connection: inside a transaction
 * @category: a category
 * @attribute: one of its attributes
 * @names: (element-type SaudaCardName): all that it may be
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_cache_write_values (SaudaConnection *connection,
                               const char *category,
                               const char *attribute,
                               GPtrArray *names,
                               gint64 now_ms,
                               GError **error)
{
  if (!run (connection, "DELETE FROM card_attribute_value WHERE category = ? AND attribute = ?", category,
            attribute, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    const SaudaCardName *name = g_ptr_array_index (names, i);
    SaudaStatement *insert = sauda_connection_prepare (
      connection,
      "INSERT INTO card_attribute_value (category, attribute, position, code, name) VALUES (?, ?, ?, ?, ?)",
      error);

    if (insert == NULL)
      return FALSE;
    sauda_statement_bind_text (insert, 1, category);
    sauda_statement_bind_text (insert, 2, attribute);
    sauda_statement_bind_int64 (insert, 3, i);
    sauda_statement_bind_text (insert, 4, name->code);
    sauda_statement_bind_text (insert, 5, name->name);
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return note_read (connection, SAUDA_CARD_LIST_VALUES, category, attribute, NULL, now_ms, error);
}

/**
 * sauda_card_cache_write_schema:
 * @connection: inside a transaction
 * @text: Kaspi's rules for an upload, as it tells them
 * @now_ms: the clock, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_card_cache_write_schema (SaudaConnection *connection, const char *text, gint64 now_ms, GError **error)
{
  return note_read (connection, SAUDA_CARD_LIST_SCHEMA, "", "", text, now_ms, error);
}

/**
 * sauda_card_cache_list_categories:
 * @connection: inside a transaction
 * @query: (nullable): a part of a title or of a code, in any case
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCardName) (nullable): the categories that are kept, by title;
 *   %NULL with an error of the database
 */
GPtrArray *
sauda_card_cache_list_categories (SaudaConnection *connection, const char *query, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_name_free);
  SaudaStatement *list = sauda_connection_prepare (connection,
                                                   "SELECT code, title FROM card_category"
                                                   " WHERE instr (search, search_key (?1)) > 0 OR instr "
                                                   "(lower (code), lower (?1)) > 0 ORDER BY search, code",
                                                   error);
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, query != NULL ? query : "");
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (
        names, sauda_card_name_new (sauda_statement_get_text (list, 0), sauda_statement_get_text (list, 1)));
  }
  return g_steal_pointer (&names);
}

/**
 * sauda_card_cache_find_category:
 * @connection: inside a transaction
 * @text: a code, or a title in any case
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the code; %NULL with %SAUDA_CARDS_ERROR_NOT_FOUND when no category has
 *   that name, or several do
 */
char *
sauda_card_cache_find_category (SaudaConnection *connection, const char *text, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection,
                              "SELECT max (code), count (*), max (code = ?1) FROM card_category WHERE code = "
                              "?1 OR (search = search_key (?1)"
                              " AND NOT EXISTS (SELECT 1 FROM card_category WHERE code = ?1))",
                              error);
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, text);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row && sauda_statement_get_int64 (find, 1) == 1)
    return g_strdup (sauda_statement_get_text (find, 0));
  if (row && sauda_statement_get_int64 (find, 1) > 1)
    g_set_error (error, SAUDA_CARDS_ERROR, SAUDA_CARDS_ERROR_NOT_FOUND,
                 _ ("Several categories are called “%s”. Give the code of one."), text);
  else
    g_set_error (error, SAUDA_CARDS_ERROR, SAUDA_CARDS_ERROR_NOT_FOUND,
                 _ ("Kaspi has no category “%s”. Take one from its list."), text);
  return NULL;
}

static gboolean
read_values (SaudaConnection *connection, const char *category, SaudaCardAttribute *attribute, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT code, name FROM card_attribute_value WHERE category = ? AND attribute = ? ORDER BY position",
    error);
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_text (list, 1, category);
  sauda_statement_bind_text (list, 2, attribute->code);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (row)
      g_ptr_array_add (attribute->values, sauda_card_name_new (sauda_statement_get_text (list, 0),
                                                               sauda_statement_get_text (list, 1)));
  }
  return TRUE;
}

static SaudaCardForm *
begin_form (SaudaConnection *connection, const char *category, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT title FROM card_category WHERE code = ?", error);
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, category);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  return sauda_card_form_new (category, row ? sauda_statement_get_text (find, 0) : category);
}

/**
 * sauda_card_cache_read_form:
 * @connection: inside a transaction
 * @category: the code of a category whose attributes are kept
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what its cards are asked; %NULL with an error of the database
 */
SaudaCardForm *
sauda_card_cache_read_form (SaudaConnection *connection, const char *category, GError **error)
{
  g_autoptr (SaudaCardForm) form = begin_form (connection, category, error);
  SaudaStatement *list = form != NULL
                           ? sauda_connection_prepare (connection,
                                                       "SELECT code, type, multi_valued, mandatory FROM "
                                                       "card_attribute WHERE category = ? ORDER BY position",
                                                       error)
                           : NULL;
  gboolean row = TRUE;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, category);
  while (row) {
    if (!sauda_statement_step (list, &row, error))
      return NULL;
    if (row)
      g_ptr_array_add (form->attributes, sauda_card_attribute_new (sauda_statement_get_text (list, 0),
                                                                   sauda_statement_get_text (list, 1),
                                                                   sauda_statement_get_int64 (list, 2) != 0,
                                                                   sauda_statement_get_int64 (list, 3) != 0));
  }
  for (guint i = 0; i < form->attributes->len; i++)
    if (!read_values (connection, category, g_ptr_array_index (form->attributes, i), error))
      return NULL;
  return g_steal_pointer (&form);
}

/**
 * sauda_card_cache_read_schema:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (nullable): Kaspi's rules for an upload as they were told last; %NULL without an
 *   error when they were never
 */
char *
sauda_card_cache_read_schema (SaudaConnection *connection, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT text FROM card_source WHERE list = 'schema'", error);
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return NULL;
  return row ? g_strdup (sauda_statement_get_text (find, 0)) : NULL;
}
