#include "sauda-catalog-imports.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-row.h"
#include "sauda-connection.h"

#include <glib/gi18n-lib.h>

#define SELECT_IMPORTS                                                                                       \
  "SELECT id, at_ms, undone_ms, name, added, changed, same, refused, after_offer, last_offer, "              \
  "after_variant,"                                                                                           \
  " last_variant FROM catalog_import"

/* So many imports keep what was before them. */
#define KEPT 20

static SaudaCatalogImportInfo *
read_info (SaudaStatement *row)
{
  SaudaCatalogImportInfo *info = g_new0 (SaudaCatalogImportInfo, 1);

  info->id = sauda_statement_get_int64 (row, 0);
  info->at_ms = sauda_statement_get_int64 (row, 1);
  info->undone_ms = sauda_statement_get_int64 (row, 2);
  info->name = g_strdup (sauda_statement_get_text (row, 3));
  info->added = (guint) sauda_statement_get_int64 (row, 4);
  info->changed = (guint) sauda_statement_get_int64 (row, 5);
  info->same = (guint) sauda_statement_get_int64 (row, 6);
  info->refused = (guint) sauda_statement_get_int64 (row, 7);
  info->after_offer = sauda_statement_get_int64 (row, 8);
  info->last_offer = sauda_statement_get_int64 (row, 9);
  info->after_variant = sauda_statement_get_int64 (row, 10);
  info->last_variant = sauda_statement_get_int64 (row, 11);
  return info;
}

/* Header texts of the known columns that the file has, or that say something in it, parted by tabs. */
static char *
join_columns (SaudaCatalogRows *rows, gboolean filled)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    g_autofree char *header = sauda_catalog_column_get_header ((SaudaCatalogColumn) i);

    if (filled ? (rows->filled >> i & 1) != 0 : sauda_sheet_columns_has (rows->columns, i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\t" : "", header);
  }
  return g_string_free (text, FALSE);
}

static gboolean
run_with_id (SaudaConnection *connection, const char *sql, gint64 first, gint64 second, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sauda_statement_bind_int64 (statement, 1, first);
  sauda_statement_bind_int64 (statement, 2, second);
  return sauda_statement_run (statement, error);
}

/* A variant that something else leans on stays, without its offers: a sale, a purchase, a question. */
static gboolean
delete_variants (SaudaConnection *connection, const SaudaCatalogImportInfo *info, guint *kept, GError **error)
{
  *kept = 0;
  for (gint64 id = info->after_variant + 1; id <= info->last_variant; id++) {
    SaudaStatement *clear = sauda_connection_prepare (connection, "DELETE FROM variant WHERE id = ?", error);

    if (clear == NULL)
      return FALSE;
    sauda_statement_bind_int64 (clear, 1, id);
    *kept += !sauda_statement_run (clear, NULL);
  }
  return TRUE;
}

/**
 * sauda_catalog_import_info_free:
 * @info: (transfer full) (nullable): an import
 */
void
sauda_catalog_import_info_free (SaudaCatalogImportInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info);
}

static char *
join_names (const char *const *names, const char *const *but)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && (but == NULL || !g_strv_contains (but, names[i]))) {
      g_string_append (text, text->len > 0 ? ", " : "");
      g_string_append_printf (text, _ ("“%s”"), names[i]);
    }
  return g_string_free (text, FALSE);
}

/* A column that is gone, or that is there and says nothing: the stock of a whole catalogue may be lost so. */
static void
note_lost (SaudaCatalogRows *rows,
           const char *const *before,
           const char *const *now,
           const char *const *filled)
{
  for (gsize i = 0; before[i] != NULL; i++) {
    g_autofree char *note = NULL;

    if (g_strv_contains (filled, before[i]))
      continue;
    if (g_strv_contains (now, before[i]))
      note = g_strdup_printf (
        _ ("The column “%s” is empty in every row; in the last catalogue it was not. What is "
           "known of it stays; was it lost when the file was saved?"),
        before[i]);
    else
      note = g_strdup_printf (_ ("The last catalogue had the column “%s”, this one has not. What is known of "
                                 "it stays; was it renamed?"),
                              before[i]);
    sauda_catalog_report_add_note (rows->report, note);
  }
}

/* One sentence for all of them: a table beside the catalogue has dozens. */
static void
note_new (SaudaCatalogRows *rows, const char *const *now, const char *const *before)
{
  g_autofree char *names = join_names (now, before), *note = NULL;

  if (*names == '\0')
    return;
  note = g_strdup_printf (_ ("New since the last catalogue: %s."), names);
  sauda_catalog_report_add_note (rows->report, note);
}

static void
note_unknown (SaudaCatalogRows *rows)
{
  g_autofree char *names = join_names (sauda_sheet_columns_get_unknown (rows->columns), NULL), *note = NULL;

  if (*names == '\0')
    return;
  note =
    g_strdup_printf (_ ("Not read, because nobody knows these columns: %s. If one of them is another name of "
                        "a column of the catalogue, say so."),
                     names);
  sauda_catalog_report_add_note (rows->report, note);
}

/**
 * sauda_catalog_imports_note_drift:
 * @connection: inside a transaction
 * @rows: a checked file; its report gets a note for every column that the last import had and this file
 *   lacks or has empty, that is new since then, or that nobody knows
 * @whole: whether all of its rows are read
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_imports_note_drift (SaudaConnection *connection,
                                  SaudaCatalogRows *rows,
                                  gboolean whole,
                                  GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT columns FROM catalog_import WHERE undone_ms IS NULL AND columns != '' ORDER BY id DESC LIMIT 1",
    error);
  g_auto (GStrv) before = NULL;
  g_autofree char *now = join_columns (rows, FALSE), *said = join_columns (rows, whole);
  g_auto (GStrv) columns = g_strsplit (now, "\t", -1);
  g_auto (GStrv) filled = g_strsplit (said, "\t", -1);
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    before = g_strsplit (sauda_statement_get_text (find, 0), "\t", -1);
    sauda_statement_reset (find);
    if (!whole || rows->filled != 0)
      note_lost (rows, (const char *const *) before, (const char *const *) columns,
                 (const char *const *) filled);
    note_new (rows, (const char *const *) filled, (const char *const *) before);
  }
  note_unknown (rows);
  return TRUE;
}

/**
 * sauda_catalog_imports_begin:
 * @connection: inside the transaction of the import
 * @rows: a checked file
 * @name: of the file
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: the number of the import, 0 with an error of the store
 */
gint64
sauda_catalog_imports_begin (SaudaConnection *connection,
                             SaudaCatalogRows *rows,
                             const char *name,
                             gint64 now_ms,
                             GError **error)
{
  static const char *const old[] = {
    "DELETE FROM offer_before WHERE import_id <= ?1 - ?2",
    "DELETE FROM variant_before WHERE import_id <= ?1 - ?2",
  };
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO catalog_import (name, at_ms, columns, after_offer, after_variant) VALUES (?, ?, ?,"
    " (SELECT coalesce (max (id), 0) FROM offer), (SELECT coalesce (max (id), 0) FROM variant))",
    error);
  g_autofree char *columns = join_columns (rows, FALSE);
  gint64 id;

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, name);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, columns);
  if (!sauda_statement_run (insert, error))
    return 0;
  id = sauda_connection_get_last_id (connection);
  for (gsize i = 0; i < G_N_ELEMENTS (old); i++)
    if (!run_with_id (connection, old[i], id, KEPT, error))
      return 0;
  return id;
}

/**
 * sauda_catalog_imports_end:
 * @connection: inside the transaction of the import
 * @rows: a file that was written; one that is written while it is read has told all of its columns only now
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_imports_end (SaudaConnection *connection, SaudaCatalogRows *rows, GError **error)
{
  const SaudaCatalogReport *report = rows->report;
  g_autofree char *columns = join_columns (rows, TRUE);
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    "UPDATE catalog_import SET columns = ?6, added = ?2, changed = ?3, same = ?4, refused = ?5,"
    " last_offer = (SELECT coalesce (max (id), 0) FROM offer),"
    " last_variant = (SELECT coalesce (max (id), 0) FROM variant) WHERE id = ?1",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, report->import_id);
  sauda_statement_bind_text (change, 6, columns);
  sauda_statement_bind_int64 (change, 2, report->added);
  sauda_statement_bind_int64 (change, 3, report->changed);
  sauda_statement_bind_int64 (change, 4, report->same);
  sauda_statement_bind_int64 (change, 5, report->refused);
  return sauda_statement_run (change, error);
}

/**
 * sauda_catalog_imports_list:
 * @connection: inside a transaction
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCatalogImportInfo) (nullable): imports, the newest first
 */
GPtrArray *
sauda_catalog_imports_list (SaudaConnection *connection, guint limit, GError **error)
{
  g_autoptr (GPtrArray) imports =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_catalog_import_info_free);
  SaudaStatement *select =
    sauda_connection_prepare (connection, SELECT_IMPORTS " ORDER BY id DESC LIMIT ?", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, limit);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&imports);
    g_ptr_array_add (imports, read_info (select));
  }
}

/**
 * sauda_catalog_import_info_left_something:
 * @info: an import
 *
 * Returns: whether it brought or changed products; a file that said what was known already did not
 */
gboolean
sauda_catalog_import_info_left_something (const SaudaCatalogImportInfo *info)
{
  return info->added > 0 || info->changed > 0 || info->last_offer > info->after_offer ||
         info->last_variant > info->after_variant;
}

/**
 * sauda_catalog_imports_undo:
 * @connection: inside a transaction
 * @info: the newest import that holds; what it opened in the stock ledger is gone already
 * @now_ms: UTC ms
 * @kept: (out): variants that came with it and stay, because something leans on them
 * @error: return location
 *
 * Offers that came with the import go, offers and variants that it changed are as they were before.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_imports_undo (SaudaConnection *connection,
                            const SaudaCatalogImportInfo *info,
                            gint64 now_ms,
                            guint *kept,
                            GError **error)
{
  static const char *const restore[] = {
    "UPDATE variant SET (model_key, model_name, size, size_text, brand, model, color, gender, season, "
    "product_type,"
    " sub_category, weight_grams, cost_cny, search_key) = (SELECT model_key, model_name, size, size_text, "
    "brand,"
    " model, color, gender, season, product_type, sub_category, weight_grams, cost_cny, search_key FROM"
    " variant_before AS before WHERE before.import_id = ?1 AND before.id = variant.id)"
    " WHERE id IN (SELECT id FROM variant_before WHERE import_id = ?1) AND ?2 <> 0",
    "UPDATE offer SET (variant_id, title, kaspi_code, kaspi_code_2, size_on_kaspi, price, stock_entered, "
    "name, my_size,"
    " our_size, secondary, gender_text) = (SELECT variant_id, title, kaspi_code, kaspi_code_2, "
    "size_on_kaspi, price,"
    " stock_entered, name, my_size, our_size, secondary, gender_text FROM offer_before AS before"
    " WHERE before.import_id = ?1 AND before.id = offer.id)"
    " WHERE id IN (SELECT id FROM offer_before WHERE import_id = ?1) AND ?2 <> 0",
    "UPDATE catalog_import SET undone_ms = ?2 WHERE id = ?1",
  };

  if (!run_with_id (connection, "DELETE FROM offer WHERE id > ?1 AND id <= ?2", info->after_offer,
                    info->last_offer, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (restore); i++)
    if (!run_with_id (connection, restore[i], info->id, now_ms, error))
      return FALSE;
  return delete_variants (connection, info, kept, error);
}
