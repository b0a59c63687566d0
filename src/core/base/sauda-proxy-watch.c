#include "sauda-proxy-watch.h"

struct _SaudaProxyWatch {
  GObject parent_instance;

  GProxyResolver *resolver; /* (owned) (not nullable): the system's */
  GHashTable *proxies;      /* (owned) (not nullable) (element-type utf8 utf8) address of the proxy by host */
};

static void sauda_proxy_watch_resolver_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaProxyWatch,
                               sauda_proxy_watch,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, sauda_proxy_watch_resolver_init))

/* Remembers the first answer for the host of @uri: the proxy that is tried first. Its password stays out. */
static void
note (SaudaProxyWatch *self, const char *uri, const char *const *answers)
{
  g_autoptr (GUri) target = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autoptr (GUri) proxy = NULL;

  if (target == NULL || g_uri_get_host (target) == NULL || answers == NULL || answers[0] == NULL)
    return;
  if (g_str_has_prefix (answers[0], "direct"))
    g_hash_table_remove (self->proxies, g_uri_get_host (target));
  else if ((proxy = g_uri_parse (answers[0], G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_HAS_PASSWORD, NULL)) !=
             NULL &&
           g_uri_get_host (proxy) != NULL)
    g_hash_table_replace (self->proxies, g_strdup (g_uri_get_host (target)),
                          g_uri_get_port (proxy) > 0
                            ? g_strdup_printf ("%s:%d", g_uri_get_host (proxy), g_uri_get_port (proxy))
                            : g_strdup (g_uri_get_host (proxy)));
}

static gboolean
sauda_proxy_watch_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
sauda_proxy_watch_lookup (GProxyResolver *resolver,
                          const char *uri,
                          GCancellable *cancellable,
                          GError **error)
{
  SaudaProxyWatch *self = SAUDA_PROXY_WATCH (resolver);
  char **answers = g_proxy_resolver_lookup (self->resolver, uri, cancellable, error);

  note (self, uri, (const char *const *) answers);
  return answers;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GStrv answers = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (answers == NULL) {
    g_task_return_error (task, error);
    return;
  }
  note (g_task_get_source_object (task), g_task_get_task_data (task), (const char *const *) answers);
  g_task_return_pointer (task, answers, (GDestroyNotify) g_strfreev);
}

static void
sauda_proxy_watch_lookup_async (GProxyResolver *resolver,
                                const char *uri,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_proxy_watch_lookup_async);
  g_task_set_task_data (task, g_strdup (uri), g_free);
  g_proxy_resolver_lookup_async (SAUDA_PROXY_WATCH (resolver)->resolver, uri, cancellable, on_looked_up,
                                 task);
}

static char **
sauda_proxy_watch_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sauda_proxy_watch_finalize (GObject *object)
{
  SaudaProxyWatch *self = SAUDA_PROXY_WATCH (object);

  g_object_unref (self->resolver);
  g_hash_table_unref (self->proxies);
  G_OBJECT_CLASS (sauda_proxy_watch_parent_class)->finalize (object);
}

static void
sauda_proxy_watch_resolver_init (GProxyResolverInterface *iface)
{
  iface->is_supported = sauda_proxy_watch_is_supported;
  iface->lookup = sauda_proxy_watch_lookup;
  iface->lookup_async = sauda_proxy_watch_lookup_async;
  iface->lookup_finish = sauda_proxy_watch_lookup_finish;
}

static void
sauda_proxy_watch_class_init (SaudaProxyWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_proxy_watch_finalize;
}

static void
sauda_proxy_watch_init (SaudaProxyWatch *self)
{
  self->resolver = g_object_ref (g_proxy_resolver_get_default ());
  self->proxies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * sauda_proxy_watch_new:
 *
 * The system's proxies, and a memory of which one stands before which server: GIO's errors say that a
 * connection was refused, but not that it was the proxy who refused it. To be used on one thread.
 *
 * Returns: (transfer full): a #GProxyResolver
 */
SaudaProxyWatch *
sauda_proxy_watch_new (void)
{
  return g_object_new (SAUDA_TYPE_PROXY_WATCH, NULL);
}

/**
 * sauda_proxy_watch_find:
 * @self: a watch
 * @uri: an address that was asked for
 *
 * Returns: (nullable): host and port of the proxy that was asked to lead to it; %NULL: none
 */
const char *
sauda_proxy_watch_find (SaudaProxyWatch *self, GUri *uri)
{
  g_return_val_if_fail (SAUDA_IS_PROXY_WATCH (self), NULL);

  return g_hash_table_lookup (self->proxies, g_uri_get_host (uri));
}
