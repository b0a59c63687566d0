#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An answer that was written by hand from the contract. */
typedef struct {
  guint status; /* 0 breaks the connection instead */
  const char *body;
} CannedAnswer;

/* A request as it came in. */
typedef struct {
  char *method;
  char *path;          /* with the query */
  char *authorization; /* (nullable) */
  char *key;           /* (nullable) of 360dialog */
  char *type;          /* (nullable) */
  char *body;
} CannedRequest;

typedef struct _CannedServer CannedServer;

CannedServer *canned_server_new (const CannedAnswer *answers, guint n_answers) G_GNUC_WARN_UNUSED_RESULT;
void canned_server_free (CannedServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CannedServer, canned_server_free)

char *canned_server_get_url (CannedServer *server) G_GNUC_WARN_UNUSED_RESULT;
guint canned_server_count (CannedServer *server);
const CannedRequest *canned_server_get (CannedServer *server, guint i);

G_END_DECLS
