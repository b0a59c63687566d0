#include "sauda-secrets.h"

#include "sauda-base-error.h"
#include "sauda-config.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  SAUDA_APP_ID ".Secret",
  SECRET_SCHEMA_NONE,
  {
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "store", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* `kaspi-token` and `Only Fit` make KASPI_TOKEN_ONLY_FIT. */
static char *
make_variable (const char *kind, const char *store)
{
  g_autofree char *valid = g_utf8_make_valid (store != NULL ? store : "", -1);
  g_autofree char *joined = store != NULL ? g_strconcat (kind, "_", valid, NULL) : g_strdup (kind);
  GString *name = g_string_new (NULL);

  for (const char *p = joined; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (name, g_ascii_isalnum (*p) ? g_ascii_toupper (*p) : '_');
  return g_string_free (name, FALSE);
}

static const char *
look_in_environment (const char *kind, const char *store)
{
  g_autofree char *own = make_variable (kind, store);
  g_autofree char *common = make_variable (kind, NULL);
  const char *value = g_getenv (own);

  if (value == NULL || *value == '\0')
    value = g_getenv (common);
  return value != NULL && *value != '\0' ? value : NULL;
}

/* What a person can do about it. What the keyring itself said is English and technical: the log alone
 * has it. */
static const char *
explain (const GError *cause)
{
  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return N_ (
      "The keyring of this computer is locked, and tokens and keys are in it. Unlock it, then try again.");
  if (cause->domain == SECRET_ERROR)
    return N_ ("The keyring of this computer did not do it. Look in its program, such as Passwords and Keys, "
               "whether there is a keyring and whether it is unlocked, then try again.");
  return N_ (
    "There is no keyring on this computer, and tokens and keys are kept nowhere else. Install one, such as "
    "GNOME Keyring, and log in again. (For saudactl the variable KASPI_TOKEN will do, too.)");
}

static void
return_error (GTask *task, GError *cause)
{
  g_autoptr (GError) local = cause;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&local));
    return;
  }
  g_info ("The keyring failed: %s", cause->message);
  /* libsecret keeps talking to the keyring that it met first: one that was started meanwhile is met anew */
  if (cause->domain != SECRET_ERROR)
    secret_service_disconnect ();
  g_task_return_error (
    task, sauda_base_error_new (SAUDA_BASE_ERROR_SECRET, sauda_reason_new (explain (cause), NULL)));
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  gboolean locked = FALSE;

  for (GList *link = items; link != NULL; link = link->next)
    locked |= is_locked (link->data);
  g_list_free_full (items, g_object_unref);
  if (locked)
    error = g_error_new_literal (SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "It is there, and stayed locked");
  if (error != NULL)
    return_error (task, error);
  else
    g_task_return_pointer (task, NULL, NULL);
}

/* Whoever dismisses the question for the keyring's password is told "none": whether there is one, only a
 * search tells, which unlocks nothing. */
static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (secret != NULL)
    g_task_return_pointer (task, g_strdup (secret), g_free);
  else {
    GHashTable *attributes = g_task_get_task_data (task);
    GCancellable *cancellable = g_task_get_cancellable (task);

    secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, cancellable, on_searched,
                             g_steal_pointer (&task));
  }
  secret_password_free (secret);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  /* %FALSE without an error: there was nothing to clear. */
  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

/* Takes @task. */
static void
look_in_keyring (GTask *task, const char *kind, const char *store)
{
  GHashTable *attributes = secret_attributes_build (&schema, "kind", kind, "store", store, NULL);

  g_task_set_task_data (task, attributes, (GDestroyNotify) g_hash_table_unref);
  secret_password_lookupv (&schema, attributes, g_task_get_cancellable (task), on_looked_up, task);
}

/**
 * sauda_secrets_lookup_async:
 * @kind: what it is, %SAUDA_SECRETS_KASPI_TOKEN
 * @store: name of the store that it belongs to
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks for a secret in the environment (`KASPI_TOKEN_<STORE>`, then `KASPI_TOKEN`; the store's name in upper
 * case,
 * `_` for what is no ASCII letter or digit), then in the keyring.
 */
void
sauda_secrets_lookup_async (const char *kind,
                            const char *store,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *value = look_in_environment (kind, store);

  g_task_set_source_tag (task, sauda_secrets_lookup_async);
  if (value != NULL)
    g_task_return_pointer (task, g_strdup (value), g_free);
  else
    look_in_keyring (g_steal_pointer (&task), kind, store);
}

/**
 * sauda_secrets_lookup_kept_async:
 * @kind: what it is, %SAUDA_SECRETS_KASPI_TOKEN
 * @store: name of the store that it belongs to
 * @cancellable: (nullable): to stop
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks in the keyring alone; ends with sauda_secrets_lookup_finish() too.
 */
void
sauda_secrets_lookup_kept_async (const char *kind,
                                 const char *store,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_secrets_lookup_async);
  look_in_keyring (task, kind, store);
}

/**
 * sauda_secrets_is_given:
 * @kind: what it is, %SAUDA_SECRETS_KASPI_TOKEN
 * @store: name of the store that it belongs to
 *
 * Returns: whether the environment gives it, so that no keyring is asked
 */
gboolean
sauda_secrets_is_given (const char *kind, const char *store)
{
  return look_in_environment (kind, store) != NULL;
}

/**
 * sauda_secrets_lookup_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error when there is none, with
 *   %SAUDA_BASE_ERROR_SECRET when the keyring cannot be used, or with %G_IO_ERROR_CANCELLED
 */
char *
sauda_secrets_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_secrets_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_secrets_save_async:
 * @kind: what it is, %SAUDA_SECRETS_KASPI_TOKEN
 * @store: name of the store that it belongs to
 * @value: (nullable): the secret; %NULL or an empty text forgets it
 * @cancellable: (nullable): to stop
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps a secret in the keyring, in place of an older one.
 */
void
sauda_secrets_save_async (const char *kind,
                          const char *store,
                          const char *value,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *label = g_strdup_printf ("Sauda: %s (%s)", kind, store);

  g_task_set_source_tag (task, sauda_secrets_save_async);
  if (value == NULL || *value == '\0')
    secret_password_clear (&schema, cancellable, on_cleared, task, "kind", kind, "store", store, NULL);
  else
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, value, cancellable, on_saved, task,
                           "kind", kind, "store", store, NULL);
}

/**
 * sauda_secrets_save_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_SECRET or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_secrets_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_secrets_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
