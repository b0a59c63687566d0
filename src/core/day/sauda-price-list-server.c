#include "sauda-price-list-server.h"

#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-http-listener.h"
#include "sauda-price-list-publish.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

struct _SaudaPriceListServer {
  SaudaHttpListener *listener; /* (owned) (not nullable) */
  SaudaDatabase *database;     /* (owned) (not nullable) */
  char *user;                  /* (owned) (nullable) */
  char *password;              /* (owned) (nullable) */
};

static gpointer
find_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_price_lists_find_served (connection, data, SAUDA_PRICE_LIST_SERVED, error);
}

static gboolean
authorize (SoupAuthDomain *domain,
           SoupServerMessage *message,
           const char *user,
           const char *password,
           gpointer data)
{
  SaudaPriceListServer *self = data;

  return g_strcmp0 (user, self->user) == 0 && g_strcmp0 (password, self->password) == 0;
}

typedef struct {
  SoupServerMessage *message; /* (owned) */
} Answer;

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (error != NULL) {
    soup_server_message_set_status (answer->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
  } else if (xml == NULL) {
    soup_server_message_set_status (answer->message, SOUP_STATUS_NOT_FOUND, NULL);
  } else {
    gsize size;
    const char *text = g_bytes_get_data (xml, &size);

    soup_server_message_set_status (answer->message, SOUP_STATUS_OK, NULL);
    soup_server_message_set_response (answer->message, "application/xml; charset=utf-8", SOUP_MEMORY_COPY,
                                      text, size);
  }
  soup_server_message_unpause (answer->message);
  g_object_unref (answer->message);
  g_free (answer);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  SaudaPriceListServer *self = data;
  const char *method = soup_server_message_get_method (message);
  Answer *answer;

  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD) {
    soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    return;
  }
  if (!g_str_has_suffix (path, ".xml") || strchr (path + 1, '/') != NULL) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    return;
  }
  answer = g_new0 (Answer, 1);
  answer->message = g_object_ref (message);
  soup_server_message_pause (message);
  sauda_database_read_async (self->database, find_work,
                             g_strndup (path + 1, strlen (path) - strlen ("/.xml")), g_free,
                             (GDestroyNotify) g_bytes_unref, NULL, on_found, answer);
}

static void
add_password (SaudaPriceListServer *self)
{
  g_autoptr (SoupAuthDomain) domain =
    soup_auth_domain_basic_new ("realm", "Sauda", "auth-callback", authorize, "auth-data", self, NULL);

  soup_auth_domain_add_path (domain, "/");
  soup_server_add_auth_domain (sauda_http_listener_get_server (self->listener), domain);
}

/**
 * sauda_price_list_server_new:
 * @database: the merchant's database
 * @port: a port of the machine, 0 for any free one
 * @user: (nullable): who may fetch; %NULL for everybody
 * @password: (nullable): with which password
 * @error: return location
 *
 * Listens on every interface of the machine from now on.
 *
 * Returns: (transfer full) (nullable): the server, or %NULL with %SAUDA_DAY_ERROR_NOTHING_READ when the port
 * is taken
 */
SaudaPriceListServer *
sauda_price_list_server_new (SaudaDatabase *database,
                             guint port,
                             const char *user,
                             const char *password,
                             GError **error)
{
  SaudaPriceListServer *self;
  g_autoptr (GError) reason = NULL;
  /* who fetches has nothing to bring */
  SaudaHttpListener *listener = sauda_http_listener_new (SAUDA_HTTP_REACH_EVERYWHERE, port, 0, &reason);

  if (listener == NULL) {
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NOTHING_READ,
                 _ ("The price list cannot be served on port %u: %s. Choose another port."), port,
                 reason->message);
    return NULL;
  }
  self = g_new0 (SaudaPriceListServer, 1);
  self->listener = listener;
  self->database = g_object_ref (database);
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  if (user != NULL)
    add_password (self);
  soup_server_add_handler (sauda_http_listener_get_server (listener), "/", on_request, self, NULL);
  return self;
}

/**
 * sauda_price_list_server_free:
 * @self: (transfer full) (nullable): a server
 *
 * Stops it.
 */
void
sauda_price_list_server_free (SaudaPriceListServer *self)
{
  if (self == NULL)
    return;
  sauda_http_listener_free (self->listener);
  g_object_unref (self->database);
  g_free (self->user);
  g_free (self->password);
  g_free (self);
}

/**
 * sauda_price_list_server_get_port:
 * @self: a server
 *
 * Returns: the port on which it listens
 */
guint
sauda_price_list_server_get_port (SaudaPriceListServer *self)
{
  return sauda_http_listener_get_port (self->listener);
}

/**
 * sauda_price_list_server_get_user:
 * @self: a server
 *
 * Returns: (nullable): who may fetch; %NULL for everybody
 */
const char *
sauda_price_list_server_get_user (SaudaPriceListServer *self)
{
  return self->user;
}
