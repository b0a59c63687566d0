#include "sauda-template-store.h"

#include "sauda-connection.h"

/**
 * sauda_template_store_find:
 * @connection: inside a transaction
 * @provider: whose template
 * @name: its name
 * @language: "ru" or "kk"
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what a message names; %NULL when it is not approved, or with an error
 * of the store
 */
char *
sauda_template_store_find (SaudaConnection *connection,
                           SaudaWhatsappKind provider,
                           const char *name,
                           const char *language,
                           GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection,
                              "SELECT provider_id FROM whatsapp_template"
                              " WHERE provider = ? AND name = ? AND language = ? AND status = 'approved'",
                              error);
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (find, 2, name);
  sauda_statement_bind_text (find, 3, language);
  if (!sauda_statement_step (find, &row, error) || !row)
    return NULL;
  return g_strdup (sauda_statement_get_text (find, 0));
}

/* Of several of the same name an approved one counts: a refused one stays with the provider for ever. */
static gboolean
keep_template (SaudaConnection *connection,
               SaudaWhatsappKind provider,
               const SaudaWhatsappTemplateInfo *info,
               gint64 now_ms,
               GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO whatsapp_template (provider, name, language, provider_id, status, category, reason, "
    "checked_ms)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (provider, name, language) DO UPDATE SET"
    " provider_id = excluded.provider_id, status = excluded.status, category = excluded.category,"
    " reason = excluded.reason, checked_ms = excluded.checked_ms"
    " WHERE excluded.status = 'approved' OR status <> 'approved' OR provider_id = excluded.provider_id",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (insert, 2, info->name);
  sauda_statement_bind_text (insert, 3, info->language);
  sauda_statement_bind_text (insert, 4, info->id);
  sauda_statement_bind_text (insert, 5, info->status);
  sauda_statement_bind_text (insert, 6, info->category);
  sauda_statement_bind_text (insert, 7, info->reason);
  sauda_statement_bind_int64 (insert, 8, now_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_template_store_keep:
 * @connection: inside a transaction
 * @provider: whose templates
 * @templates: (element-type SaudaWhatsappTemplateInfo): as the provider has them now
 * @now_ms: UTC ms
 * @error: return location
 *
 * Keeps the state and the category that the provider returns, not the one that was asked for
 * (whatsapp-api 1.4).
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_template_store_keep (SaudaConnection *connection,
                           SaudaWhatsappKind provider,
                           GPtrArray *templates,
                           gint64 now_ms,
                           GError **error)
{
  for (guint i = 0; i < templates->len; i++)
    if (!keep_template (connection, provider, g_ptr_array_index (templates, i), now_ms, error))
      return FALSE;
  return TRUE;
}

/**
 * sauda_template_store_pause:
 * @connection: inside a transaction
 * @provider: whose template
 * @name: its name
 * @now_ms: UTC ms
 * @error: return location
 *
 * A message of it was refused because it is paused: no other is tried before the provider says again that it
 * is approved.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_template_store_pause (SaudaConnection *connection,
                            SaudaWhatsappKind provider,
                            const char *name,
                            gint64 now_ms,
                            GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE whatsapp_template SET status = 'paused', checked_ms = ? WHERE provider = ? AND name = ?"
    " AND status = 'approved'",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_text (update, 2, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (update, 3, name);
  return sauda_statement_run (update, error);
}

/**
 * sauda_template_store_is_approved:
 * @connection: inside a transaction
 * @provider: whose template
 * @name: its name
 * @approved: (out): whether it is, in any language
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_template_store_is_approved (SaudaConnection *connection,
                                  SaudaWhatsappKind provider,
                                  const char *name,
                                  gboolean *approved,
                                  GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT 1 FROM whatsapp_template WHERE provider = ? AND name = ? AND status = 'approved'",
    error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (find, 2, name);
  if (!sauda_statement_step (find, approved, error))
    return FALSE;
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_template_store_list:
 * @connection: inside a transaction
 * @provider: whose templates
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaWhatsappTemplateInfo) (nullable): templates as they were last
 * seen
 */
GPtrArray *
sauda_template_store_list (SaudaConnection *connection, SaudaWhatsappKind provider, GError **error)
{
  g_autoptr (GPtrArray) templates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_template_info_free);
  SaudaStatement *list =
    sauda_connection_prepare (connection,
                              "SELECT provider_id, name, language, status, category, reason"
                              " FROM whatsapp_template WHERE provider = ?"
                              " ORDER BY name, language",
                              error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, sauda_whatsapp_kind_get_name (provider));
  while (sauda_statement_step (list, &row, error)) {
    SaudaWhatsappTemplateInfo *info;

    if (!row)
      return g_steal_pointer (&templates);
    info = sauda_whatsapp_template_info_new (
      sauda_statement_get_text (list, 0), sauda_statement_get_text (list, 1),
      sauda_statement_get_text (list, 2), sauda_statement_get_text (list, 3));
    info->category = g_strdup (sauda_statement_get_text (list, 4));
    info->reason = g_strdup (sauda_statement_get_text (list, 5));
    g_ptr_array_add (templates, info);
  }
  return NULL;
}
