#pragma once

#include "sauda-conversation.h"
#include "sauda-day-step.h"
#include "sauda-whatsapp-provider.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

#define SAUDA_TALK_SETTING_PROVIDER "whatsapp-provider"
#define SAUDA_TALK_SETTING_URL "whatsapp-url"
#define SAUDA_TALK_SETTING_ACCOUNT "whatsapp-account"
#define SAUDA_TALK_SETTING_KEY "whatsapp-key"
#define SAUDA_TALK_SETTING_SENDER "whatsapp-sender"
#define SAUDA_TALK_SETTING_PHONE_NUMBER_ID "whatsapp-phone-number-id"
#define SAUDA_TALK_SETTING_LISTEN "whatsapp-listen"
#define SAUDA_TALK_SETTING_PORT "whatsapp-port"
#define SAUDA_TALK_USUAL_PORT "8787" /* a tunnel is set up once; "0" takes any free one */
#define SAUDA_TALK_SETTING_PUBLIC_URL "whatsapp-public-url"
#define SAUDA_TALK_SETTING_MESSAGE_HISTORY "whatsapp-message-history"
#define SAUDA_TALK_SETTING_FIRST_CONTACTS "whatsapp-first-contacts"
#define SAUDA_TALK_SETTING_LINK_STYLE "whatsapp-link-style" /* page, web or desktop */
#define SAUDA_TALK_SECRET "whatsapp-api-key"
#define SAUDA_TALK_SECRET_APP "whatsapp-app-secret"
#define SAUDA_TALK_SECRET_VERIFY "whatsapp-verify-token"
#define SAUDA_TALK_SECRET_AUTH "whatsapp-auth-token" /* of Twilio, which signs webhooks with it alone */
#define SAUDA_TALK_D360_PREFIX "Bearer "

/**
 * SaudaTalk:
 *
 * The merchant's way to buyers by WhatsApp, as the settings have it. Without a provider there is none, and
 * nobody is asked.
 */
#define SAUDA_TYPE_TALK (sauda_talk_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTalk, sauda_talk, SAUDA, TALK, GObject)

gboolean sauda_talk_find_kind (SaudaConnection *connection,
                               SaudaWorkspace *workspace,
                               gboolean *set_up,
                               SaudaWhatsappKind *kind,
                               GError **error);
void sauda_talk_open_async (SaudaWorkspace *workspace,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SaudaTalk *sauda_talk_open_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaWorkspace *sauda_talk_get_workspace (SaudaTalk *self);
SaudaWhatsappProvider *sauda_talk_get_provider (SaudaTalk *self);
gboolean sauda_talk_is_set_up (SaudaTalk *self);
const char *sauda_talk_get_problem (SaudaTalk *self);
const SaudaConversationRules *sauda_talk_get_rules (SaudaTalk *self);

/**
 * SaudaTalkMail:
 *
 * What the provider said of messages and templates, before it has had any effect.
 */
typedef struct _SaudaTalkMail SaudaTalkMail;

void sauda_talk_mail_free (SaudaTalkMail *mail);
const char *sauda_talk_mail_get_problem (const SaudaTalkMail *mail);
void sauda_talk_ask_async (SaudaTalk *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
SaudaTalkMail *sauda_talk_ask_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_talk_mail_is_whole (const SaudaTalkMail *mail);
gboolean sauda_talk_mail_is_refused (const SaudaTalkMail *mail);
void sauda_talk_take_async (SaudaTalk *self,
                            SaudaTalkMail *mail,
                            SaudaDayStep *step,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sauda_talk_take_finish (GAsyncResult *result, SaudaConversationCounts *counts, GError **error);

/* What deciding did. */
typedef struct {
  guint opened;  /* new questions */
  guint advised; /* answered questions with a size */
  SaudaConversationClosed closed;
  guint put_off; /* questions past the cut-off whose answers could not be read */
  guint open;    /* questions that wait for the buyer */
  guint people;  /* questions that wait for a person */
  guint no_phone;
  guint strangers; /* who wrote and has no order here */
} SaudaTalkDecided;

void sauda_talk_decide_async (SaudaTalk *self,
                              SaudaDay day,
                              gboolean tomorrow,
                              gboolean unread,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SaudaTalkDecided *sauda_talk_decide_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_talk_list_due_async (SaudaTalk *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *
sauda_talk_list_due_finish (GAsyncResult *result, gboolean *held, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
