#pragma once

#include "sauda-conversation.h"
#include "sauda-test.h"

G_BEGIN_DECLS

typedef struct _SaudaDatabase SaudaDatabase;

/* Two orders of one buyer, one of another, one without a telephone number; all go at 15:00 of the day. */
#define CONVERSATION_ORDER "900100001"
#define CONVERSATION_SECOND "900100002"
#define CONVERSATION_OTHER "900100003"
#define CONVERSATION_NO_PHONE "900100004"
#define CONVERSATION_SEVERAL "900100005" /* two pieces */

typedef struct {
  SaudaTestFolder folder;
  SaudaDatabase *database;
  SaudaConnection *connection; /* (nullable) within a story */
  gint64 now_ms;
  guint sent;     /* messages that the provider took */
  guint lost;     /* of them, those whose answer did not come */
  guint received; /* messages of buyers */
  gint64 last_id; /* of ours */
  SaudaConversationCounts counts;
} ConversationFixture;

typedef void (*ConversationFunc) (ConversationFixture *fixture, gconstpointer data);

void conversation_fixture_set_up (ConversationFixture *fixture, gconstpointer data);
void conversation_fixture_tear_down (ConversationFixture *fixture, gconstpointer data);
void conversation_fixture_run (ConversationFixture *fixture, ConversationFunc func, gconstpointer data);
void conversation_fixture_act (ConversationFixture *fixture, const char *code, const char *act);
SaudaQuestion *conversation_fixture_get (ConversationFixture *fixture,
                                         const char *code) G_GNUC_WARN_UNUSED_RESULT;
char *conversation_fixture_get_size (ConversationFixture *fixture,
                                     const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
