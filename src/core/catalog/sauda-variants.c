#include "sauda-variants.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-range.h"
#include "sauda-connection.h"
#include "sauda-text.h"
#include "sauda-variant-key.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
run (SaudaConnection *connection,
     const char *sql,
     gint64 id,
     const char *first,
     const char *second,
     GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, id);
  sauda_statement_bind_text (statement, 2, first);
  sauda_statement_bind_text (statement, 3, second);
  return sauda_statement_run (statement, error);
}

/* A value of a variant as it is typed, or "" when there is none. */
static char *
format_value (SaudaStatement *row, SaudaVariantField field)
{
  if (sauda_statement_is_null (row, 0))
    return g_strdup ("");
  switch (field) {
  case SAUDA_VARIANT_FIELD_WEIGHT:
    return sauda_catalog_range_format_decimal ((double) sauda_statement_get_int64 (row, 0) / 1000);
  case SAUDA_VARIANT_FIELD_COST:
    return sauda_catalog_range_format_decimal (sauda_statement_get_double (row, 0));
  case SAUDA_VARIANT_FIELD_RETIRED:
    return g_strdup ("1");
  default:
    return g_strdup (sauda_statement_get_text (row, 0));
  }
}

/* A name is the model's: all its sizes get it, and those offers that were called the same. */
static gboolean
set_name (SaudaConnection *connection, gint64 id, const char *before, const char *after, GError **error)
{
  return run (connection,
              "UPDATE offer SET name = ?2 WHERE variant_id IN (SELECT id FROM variant WHERE model_key ="
              " (SELECT model_key FROM variant WHERE id = ?1)) AND search_key (name) = search_key (?3)",
              id, after, before, error) &&
         run (connection,
              "UPDATE variant SET model_name = ?2 WHERE model_key = (SELECT model_key FROM variant WHERE id ="
              " ?1) AND ?3 IS NOT NULL",
              id, after, before, error) &&
         run (connection,
              "UPDATE variant SET search_key = " SAUDA_VARIANT_KEY " WHERE model_key = (SELECT model_key FROM"
              " variant WHERE id = ?1) AND ?2 <> ?3",
              id, "", "-", error);
}

/* The offers' columns of the size follow, so that an export tells the new one. */
static gboolean
set_size (SaudaConnection *connection, gint64 id, const char *after, GError **error)
{
  return run (connection, "UPDATE variant SET size = ?2, size_text = ?2 WHERE id = ?1 AND ?3 IS NULL", id,
              after, NULL, error) &&
         run (connection,
              "UPDATE offer SET our_size = iif (our_size IS NOT NULL OR my_size IS NULL, ?2, our_size),"
              " my_size = iif (our_size IS NULL AND my_size IS NOT NULL, ?2, my_size)"
              " WHERE variant_id = ?1 AND ?3 IS NULL",
              id, after, NULL, error);
}

static gboolean
find_owner (SaudaConnection *connection, const char *code, char **sku, gint64 *id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection,
                                                   "SELECT variant.id, variant.sku FROM variant_barcode JOIN "
                                                   "variant ON variant.id = variant_id WHERE code = ?",
                                                   error);
  gboolean row;

  *id = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, code);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    *id = sauda_statement_get_int64 (find, 0);
    if (sku != NULL)
      *sku = g_strdup (sauda_statement_get_text (find, 1));
  }
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
set_barcodes (SaudaConnection *connection, gint64 id, const char *after, GError **error)
{
  g_auto (GStrv) codes = g_strsplit (after != NULL ? after : "", ", ", -1);

  if (!run (connection, "DELETE FROM variant_barcode WHERE variant_id = ?1 AND ?2 IS ?3", id, NULL, NULL,
            error))
    return FALSE;
  for (gsize i = 0; codes[i] != NULL; i++) {
    g_autofree char *sku = NULL;
    gint64 owner;

    if (*codes[i] == '\0')
      continue;
    if (!find_owner (connection, codes[i], &sku, &owner, error))
      return FALSE;
    if (owner != 0) {
      g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
                   _ ("The bar code %s is that of %s already. A scan must lead to one product."), codes[i],
                   sku);
      return FALSE;
    }
    if (!run (connection, "INSERT INTO variant_barcode (variant_id, code) SELECT ?1, ?2 WHERE ?3 IS NULL", id,
              codes[i], NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
set_number (SaudaConnection *connection, const SaudaVariantEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE variant SET %s = ?2 WHERE id = ?1",
                                          sauda_variant_field_get_column (edit->field));
  SaudaStatement *change = sauda_connection_prepare (connection, sql, error);
  gint64 thousandths = 0;

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, edit->variant_id);
  if (edit->after == NULL || !sauda_catalog_range_read_thousandths (edit->after, &thousandths))
    sauda_statement_bind_null (change, 2);
  else if (edit->field == SAUDA_VARIANT_FIELD_WEIGHT)
    sauda_statement_bind_int64 (change, 2, thousandths);
  else
    sauda_statement_bind_double (change, 2, (double) thousandths / 1000);
  return sauda_statement_run (change, error);
}

static gboolean
set_retired (SaudaConnection *connection, const SaudaVariantEdit *edit, gint64 now_ms, GError **error)
{
  SaudaStatement *change =
    sauda_connection_prepare (connection, "UPDATE variant SET retired_ms = ?2 WHERE id = ?1", error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, edit->variant_id);
  if (sauda_variant_field_equal (edit->after, NULL))
    sauda_statement_bind_null (change, 2);
  else
    sauda_statement_bind_int64 (change, 2, now_ms);
  return sauda_statement_run (change, error);
}

static gboolean
set_text (SaudaConnection *connection, const SaudaVariantEdit *edit, const char *after, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE variant SET %s = ?2 WHERE id = ?1 AND ?3 IS NULL",
                                          sauda_variant_field_get_column (edit->field));

  return run (connection, sql, edit->variant_id, after, NULL, error) &&
         run (connection, "UPDATE variant SET search_key = " SAUDA_VARIANT_KEY " WHERE id = ?1 AND ?2 IS ?3",
              edit->variant_id, NULL, NULL, error);
}

static gboolean
write_value (SaudaConnection *connection,
             const SaudaVariantEdit *edit,
             const char *before,
             gint64 now_ms,
             GError **error)
{
  const char *after = sauda_variant_field_equal (edit->after, NULL) ? NULL : edit->after;

  switch (edit->field) {
  case SAUDA_VARIANT_FIELD_NAME:
    return set_name (connection, edit->variant_id, before, after, error);
  case SAUDA_VARIANT_FIELD_SIZE:
    return set_size (connection, edit->variant_id, after, error);
  case SAUDA_VARIANT_FIELD_BARCODES:
    return set_barcodes (connection, edit->variant_id, after, error);
  case SAUDA_VARIANT_FIELD_WEIGHT:
  case SAUDA_VARIANT_FIELD_COST:
    return set_number (connection, edit, error);
  case SAUDA_VARIANT_FIELD_RETIRED:
    return set_retired (connection, edit, now_ms, error);
  default:
    return set_text (connection, edit, after, error);
  }
}

static gboolean
write_event (SaudaConnection *connection,
             const SaudaVariantEdit *edit,
             const char *before,
             const char *who,
             gint64 now_ms,
             GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT INTO variant_event (variant_id, at_ms, field, before, after, who)"
                              " VALUES (?, ?, ?, ?, ?, ?)",
                              error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, edit->variant_id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, sauda_variant_field_get_name (edit->field));
  sauda_statement_bind_text (insert, 4, before);
  sauda_statement_bind_text (insert, 5, edit->after);
  sauda_statement_bind_text (insert, 6, who);
  return sauda_statement_run (insert, error);
}

static gboolean
step_id (SaudaStatement *find, const char *text, gint64 *id, GError **error)
{
  gboolean row;

  *id = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, text);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    *id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_variant_edit_new:
 * @variant_id: the variant
 * @field: what changes
 * @before: (nullable): what the person saw
 * @after: (nullable): what it shall be
 *
 * Returns: (transfer full): a change
 */
SaudaVariantEdit *
sauda_variant_edit_new (gint64 variant_id, SaudaVariantField field, const char *before, const char *after)
{
  SaudaVariantEdit *edit = g_new0 (SaudaVariantEdit, 1);

  edit->variant_id = variant_id;
  edit->field = field;
  edit->before = g_strdup (before);
  edit->after = g_strdup (after);
  return edit;
}

/**
 * sauda_variant_edit_free:
 * @edit: (transfer full) (nullable): a change
 */
void
sauda_variant_edit_free (SaudaVariantEdit *edit)
{
  if (edit == NULL)
    return;
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

/**
 * sauda_variants_find:
 * @connection: inside a transaction
 * @sku: SKU_ID
 * @id: (out): the variant, 0 when there is none
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_variants_find (SaudaConnection *connection, const char *sku, gint64 *id, GError **error)
{
  return step_id (sauda_connection_prepare (connection, "SELECT id FROM variant WHERE sku = ?", error), sku,
                  id, error);
}

/**
 * sauda_variants_find_barcode:
 * @connection: inside a transaction
 * @code: what a scanner read
 * @id: (out): the variant, 0 when nobody has that code
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_variants_find_barcode (SaudaConnection *connection, const char *code, gint64 *id, GError **error)
{
  return find_owner (connection, code, NULL, id, error);
}

/**
 * sauda_variants_read_value:
 * @connection: inside a transaction
 * @id: a variant
 * @field: what to read
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the value as it is typed, "" for none; %NULL with
 * %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
char *
sauda_variants_read_value (SaudaConnection *connection, gint64 id, SaudaVariantField field, GError **error)
{
  const char *column = sauda_variant_field_get_column (field);
  g_autofree char *sql =
    column != NULL
      ? g_strdup_printf ("SELECT %s FROM variant WHERE id = ?", column)
      : g_strdup ("SELECT (SELECT group_concat (code, ', ') FROM (SELECT code FROM variant_barcode WHERE"
                  " variant_id = variant.id ORDER BY code)) FROM variant WHERE id = ?");
  SaudaStatement *find = sauda_connection_prepare (connection, sql, error);
  char *value = NULL;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row)
    value = format_value (find, field);
  else
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
                         _ ("This product is not in the catalogue any more."));
  sauda_statement_reset (find);
  return value;
}

/**
 * sauda_variants_set:
 * @connection: inside a transaction
 * @edit: the change
 * @who: who makes it
 * @now_ms: UTC ms
 * @error: return location
 *
 * Writes one value and notes it in the history, as long as the value is still what the person saw: whoever
 * was first wins, and the other is told.
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_CONFLICT, %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_variants_set (SaudaConnection *connection,
                    const SaudaVariantEdit *edit,
                    const char *who,
                    gint64 now_ms,
                    GError **error)
{
  g_autofree char *now = sauda_variants_read_value (connection, edit->variant_id, edit->field, error);

  if (now == NULL)
    return FALSE;
  if (sauda_variant_field_equal (now, edit->after))
    return TRUE;
  if (!sauda_variant_field_equal (now, edit->before)) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
                 _ ("%s is “%s” by now, because somebody changed it meanwhile. Your “%s” was not kept."),
                 _ (sauda_variant_field_get_title (edit->field)), now,
                 edit->after != NULL ? edit->after : "");
    return FALSE;
  }
  return write_value (connection, edit, now, now_ms, error) &&
         write_event (connection, edit, now, who, now_ms, error);
}

/**
 * sauda_variants_add:
 * @connection: inside a transaction
 * @sku: SKU_ID, which nothing else has
 * @model_key: (nullable): SKU_key; %NULL for the SKU without the size behind it
 * @name: name of the model
 * @size: (nullable): size
 * @who: who adds it
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: the new variant, or 0 with %SAUDA_CATALOG_ERROR_CONFLICT, %SAUDA_CATALOG_ERROR_INVALID_VALUE or an
 * error of the store
 */
gint64
sauda_variants_add (SaudaConnection *connection,
                    const char *sku,
                    const char *model_key,
                    const char *name,
                    const char *size,
                    const char *who,
                    gint64 now_ms,
                    GError **error)
{
  g_autofree char *key = sauda_text_squeeze (model_key), *tail = g_strconcat ("_", size, NULL);
  g_autofree char *title = NULL, *word = NULL, *trimmed = sauda_text_squeeze (sku);
  SaudaVariantEdit event = { .field = SAUDA_VARIANT_FIELD_NAME };
  SaudaStatement *insert;
  gint64 id;

  if (*trimmed == '\0') {
    g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
                         _ ("A product needs an SKU: what the shelf and the stock know it by."));
    return 0;
  }
  if (!sauda_variant_field_read (SAUDA_VARIANT_FIELD_NAME, name, &title, error) ||
      !sauda_variant_field_read (SAUDA_VARIANT_FIELD_SIZE, size, &word, error) ||
      !sauda_variants_find (connection, trimmed, &id, error))
    return 0;
  if (id != 0) {
    g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
                 _ ("There is a product %s already. Choose another SKU, or change that product."), trimmed);
    return 0;
  }
  if (*key == '\0') {
    g_free (key);
    key = size != NULL && g_str_has_suffix (trimmed, tail) && strlen (trimmed) > strlen (tail)
            ? g_strndup (trimmed, strlen (trimmed) - strlen (tail))
            : g_strdup (trimmed);
  }
  insert = sauda_connection_prepare (connection,
                                     "INSERT INTO variant (sku, model_key, model_name, size, size_text,"
                                     " search_key) VALUES (?1, ?2, ?3, nullif (?4, ''), nullif (?4, ''),"
                                     " search_key (?3 || ' ' || ?1))",
                                     error);
  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, trimmed);
  sauda_statement_bind_text (insert, 2, key);
  sauda_statement_bind_text (insert, 3, title);
  sauda_statement_bind_text (insert, 4, word);
  if (!sauda_statement_run (insert, error))
    return 0;
  event.variant_id = sauda_connection_get_last_id (connection);
  event.after = title;
  return write_event (connection, &event, NULL, who, now_ms, error) ? event.variant_id : 0;
}
