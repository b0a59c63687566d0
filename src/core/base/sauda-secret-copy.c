#include "sauda-secret-copy.h"

/* A secret on its way from one store to another. */
typedef struct {
  char *kind;   /* (owned) (not nullable) */
  char *from;   /* (owned) (not nullable) */
  char *into;   /* (owned) (not nullable) */
  char *secret; /* (owned) (nullable) */
  gboolean replace;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *copying = data;

  g_free (copying->kind);
  g_free (copying->from);
  g_free (copying->into);
  g_free (copying->secret);
  g_free (copying);
}

/* Takes @error. Whoever gives the store its secret by the environment needs no keyring. */
static void
end (GTask *task, SaudaSecretCopy copy, GError *error)
{
  const Copying *copying = g_task_get_task_data (task);

  if (error == NULL) {
    g_task_return_int (task, copy);
  } else if (sauda_secrets_is_given (copying->kind, copying->into)) {
    g_error_free (error);
    g_task_return_int (task, SAUDA_SECRET_COPY_NOTHING);
  } else {
    g_task_return_error (task, error);
  }
  g_object_unref (task);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  sauda_secrets_save_finish (result, &error);
  end (data, SAUDA_SECRET_COPY_DONE, error);
}

static void
put (GTask *task)
{
  const Copying *copying = g_task_get_task_data (task);

  sauda_secrets_save_async (copying->kind, copying->into, copying->secret, NULL, on_saved, task);
}

static void
on_other_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  g_autofree char *secret = sauda_secrets_lookup_finish (result, &error);

  if (error != NULL || secret != NULL)
    end (data, SAUDA_SECRET_COPY_KEPT, error);
  else
    put (data);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Copying *copying = g_task_get_task_data (task);
  GError *error = NULL;

  copying->secret = sauda_secrets_lookup_finish (result, &error);
  if (copying->secret == NULL)
    end (task, SAUDA_SECRET_COPY_NOTHING, error);
  else if (copying->replace)
    put (task);
  else
    sauda_secrets_lookup_kept_async (copying->kind, copying->into, NULL, on_other_looked_up, task);
}

/**
 * sauda_secret_copy_async:
 * @kind: what it is, %SAUDA_SECRETS_KASPI_TOKEN
 * @from: name of the store that it belongs to
 * @into: name of a store that it is to belong to as well
 * @replace: whether it takes the place of one that @into has
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Looks in the keyring alone: what the environment gives is not written there.
 */
void
sauda_secret_copy_async (const char *kind,
                         const char *from,
                         const char *into,
                         gboolean replace,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Copying *copying = g_new0 (Copying, 1);

  g_task_set_source_tag (task, sauda_secret_copy_async);
  copying->kind = g_strdup (kind);
  copying->from = g_strdup (from);
  copying->into = g_strdup (into);
  copying->replace = replace;
  g_task_set_task_data (task, copying, copying_free);
  sauda_secrets_lookup_kept_async (kind, from, NULL, on_looked_up, task);
}

/**
 * sauda_secret_copy_finish:
 * @result: what the callback got
 * @copy: (out): what was done
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_SECRET, and nothing was changed
 */
gboolean
sauda_secret_copy_finish (GAsyncResult *result, SaudaSecretCopy *copy, GError **error)
{
  GError *local = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_secret_copy_async), FALSE);
  *copy = (SaudaSecretCopy) g_task_propagate_int (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}
