#pragma once

#include "sauda-kaspi-client.h"

#include <libsoup/soup.h>

/* A local server that answers as one test wants, and remembers what it was asked. */

typedef struct {
  char *method;
  char *path;
  GHashTable *query;   /* decoded */
  char *token;         /* X-Auth-Token, NULL when it was not sent */
  char *send_code;     /* X-Send-Code, NULL when it was not sent */
  char *security_code; /* X-Security-Code, NULL when it was not sent */
  char *accept;
  char *content_type;
  char *user_agent;
  char *body;
  gint64 at_us;
} KaspiAsked;

typedef struct _KaspiServer KaspiServer;
typedef void (*KaspiHandler) (KaspiServer *server,
                              SoupServerMessage *message,
                              const KaspiAsked *asked,
                              gpointer data);

struct _KaspiServer {
  SoupServer *soup;
  char *url; /* without a slash at its end */
  GPtrArray *asked;
  KaspiHandler handler;
  gpointer data;
};

KaspiServer *kaspi_server_new (GTlsCertificate *certificate, KaspiHandler handler, gpointer data);
void kaspi_server_free (KaspiServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KaspiServer, kaspi_server_free)
const KaspiAsked *kaspi_server_get_asked (KaspiServer *server, guint index);
void kaspi_server_reply (SoupServerMessage *message,
                         guint status,
                         const char *type,
                         const char *body,
                         gssize length);
void kaspi_server_reply_file (SoupServerMessage *message, guint status, const char *name);
void kaspi_server_stay_silent (SoupServerMessage *message);
void kaspi_server_drop (SoupServerMessage *message);

char *kaspi_test_load (const char *name);
SaudaKaspiClient *kaspi_test_client (KaspiServer *server);
void kaspi_test_keep_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *kaspi_test_wait (GAsyncResult **result);
GPtrArray *kaspi_test_list (SaudaKaspiClient *client, gint64 from_ms, gint64 to_ms, GError **error);
SaudaKaspiOrder *kaspi_test_find (SaudaKaspiClient *client, const char *code, GError **error);
SaudaKaspiAnswer kaspi_test_change (SaudaKaspiClient *client, GError **error);
GBytes *kaspi_test_download (SaudaKaspiClient *client, const char *url, GError **error);
