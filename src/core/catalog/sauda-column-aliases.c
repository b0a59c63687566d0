#include "sauda-column-aliases.h"

#include "sauda-catalog-columns.h"
#include "sauda-connection.h"

/**
 * sauda_column_alias_free:
 * @alias: (transfer full) (nullable): an alias
 */
void
sauda_column_alias_free (SaudaColumnAlias *alias)
{
  if (alias == NULL)
    return;
  g_free (alias->header);
  g_free (alias->field);
  g_free (alias);
}

/**
 * sauda_column_aliases_check:
 * @override: `HEADER=FIELD`
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_COLUMNS when it names no column of a catalogue
 */
gboolean
sauda_column_aliases_check (const char *override, GError **error)
{
  const char *const overrides[] = { override, NULL };
  g_autoptr (SaudaSheetColumns) columns = sauda_catalog_columns_new (overrides, error);

  return columns != NULL;
}

/**
 * sauda_column_aliases_list:
 * @connection: inside a transaction
 * @kind: which files: %SAUDA_ALIASES_CATALOGUE …
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaColumnAlias) (nullable): the merchant's own names, by header
 */
GPtrArray *
sauda_column_aliases_list (SaudaConnection *connection, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) aliases = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_column_alias_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT header, field FROM column_alias WHERE kind = ? ORDER BY header", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, kind);
  for (;;) {
    SaudaColumnAlias *alias;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&aliases);
    alias = g_new0 (SaudaColumnAlias, 1);
    alias->header = g_strdup (sauda_statement_get_text (select, 0));
    alias->field = g_strdup (sauda_statement_get_text (select, 1));
    g_ptr_array_add (aliases, alias);
  }
}

/**
 * sauda_column_aliases_set:
 * @connection: inside a transaction
 * @kind: which files
 * @header: header text of the merchant's files
 * @field: (nullable): the column that it is; %NULL forgets the name
 * @now_ms: UTC ms
 * @error: return location
 *
 * A header text stands for one column, however it is spaced and whatever its letters.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_column_aliases_set (SaudaConnection *connection,
                          const char *kind,
                          const char *header,
                          const char *field,
                          gint64 now_ms,
                          GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM column_alias WHERE kind = ?1 AND search_key (header) = search_key (?2) AND ?3 IS ?3 AND ?4 "
    "IS ?4",
    "INSERT INTO column_alias (kind, header, field, set_ms) VALUES (?1, ?2, ?3, ?4)",
  };

  for (gsize i = 0; i < (field != NULL ? G_N_ELEMENTS (steps) : 1); i++) {
    SaudaStatement *change = sauda_connection_prepare (connection, steps[i], error);

    if (change == NULL)
      return FALSE;
    sauda_statement_bind_text (change, 1, kind);
    sauda_statement_bind_text (change, 2, header);
    sauda_statement_bind_text (change, 3, field);
    sauda_statement_bind_int64 (change, 4, now_ms);
    if (!sauda_statement_run (change, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_column_aliases_read_overrides:
 * @connection: inside a transaction
 * @kind: which files
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the names as `HEADER=FIELD`
 */
GStrv
sauda_column_aliases_read_overrides (SaudaConnection *connection, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) aliases = sauda_column_aliases_list (connection, kind, error);
  g_autoptr (GStrvBuilder) overrides = g_strv_builder_new ();

  if (aliases == NULL)
    return NULL;
  for (guint i = 0; i < aliases->len; i++) {
    const SaudaColumnAlias *alias = g_ptr_array_index (aliases, i);
    g_autofree char *override = g_strjoin ("=", alias->header, alias->field, NULL);

    g_strv_builder_add (overrides, override);
  }
  return g_strv_builder_end (overrides);
}
