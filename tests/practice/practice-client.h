#pragma once

#include "sauda-practice-server.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The Almaty morning that every test plays. */
#define PRACTICE_NOW "2026-11-24T09:00:00+05:00"

/* A server on a folder of its own, and a client that speaks plain HTTP to it. */
typedef struct {
  char *folder;                  /* (owned) (not nullable) */
  SaudaPracticeOptions *options; /* (owned) (not nullable): change them before the start */
  SaudaPracticeServer *server;   /* (owned) (nullable) */
  SoupSession *session;          /* (owned) (not nullable) */
  const char *accept;            /* (nullable) */
  const char *token;             /* (nullable) */
} PracticeClient;

typedef struct {
  guint status;
  char *content_type; /* (owned) (nullable) */
  char *retry_after;  /* (owned) (nullable) */
  GBytes *body;       /* (owned) (not nullable) */
  JsonNode *json;     /* (owned) (nullable): when the body is JSON */
} PracticeReply;

void practice_client_set_up (PracticeClient *client, gconstpointer data);
void practice_client_tear_down (PracticeClient *client, gconstpointer data);
void practice_client_start (PracticeClient *client, const char *faults);
void practice_client_restart (PracticeClient *client);

PracticeReply *
practice_client_send (PracticeClient *client, SoupMessage *message, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PracticeReply *practice_client_get (PracticeClient *client, const char *path) G_GNUC_WARN_UNUSED_RESULT;
PracticeReply *practice_client_list (PracticeClient *client, const char *more) G_GNUC_WARN_UNUSED_RESULT;
SoupMessage *practice_client_change_message (PracticeClient *client,
                                             const char *code,
                                             const char *status,
                                             const char *more) G_GNUC_WARN_UNUSED_RESULT;
PracticeReply *practice_client_change (PracticeClient *client,
                                       const char *code,
                                       const char *status,
                                       const char *more) G_GNUC_WARN_UNUSED_RESULT;
void practice_client_set_faults (PracticeClient *client, const char *list);
void practice_reply_free (PracticeReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeReply, practice_reply_free)

const char *practice_reply_get_title (PracticeReply *reply);
JsonArray *practice_reply_get_data (PracticeReply *reply);
guint practice_reply_get_total (PracticeReply *reply);
JsonObject *practice_order_attributes (JsonArray *orders, guint position);
char *
practice_find_code (PracticeReply *list, const char *state, const char *status) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *practice_find_order (PracticeReply *list, const char *code);

G_END_DECLS
