#pragma once

#include "sauda-whatsapp-records.h"
#include "sauda-whatsapp-template.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaWhatsappPoll:
 * @since_ms: everything up to here has been read, UTC ms; 0 for nothing yet
 * @now_ms: UTC ms
 * @known: (nullable) (element-type utf8): ids that are stored, as a set
 */
typedef struct {
  gint64 since_ms;
  gint64 now_ms;
  GHashTable *known;
} SaudaWhatsappPoll;

/**
 * SaudaWhatsappSearch:
 * @to: whom it was for
 * @words: what its text must hold: the order number
 * @text: (nullable): its whole text, where that is known
 * @after_ms: when the attempt began by this machine's clock, UTC ms
 * @now_ms: UTC ms
 * @known: (nullable) (element-type utf8): ids of other messages, as a set
 *
 * A message whose answer was lost.
 */
typedef struct {
  const char *to;
  const char *words;
  const char *text;
  gint64 after_ms;
  gint64 now_ms;
  GHashTable *known;
} SaudaWhatsappSearch;

/**
 * SaudaWhatsappProvider:
 *
 * One account with one carrier of messages. Nothing is kept here and nothing is sent twice: who asks keeps
 * the books. Calls cannot be taken back once they have left.
 */
#define SAUDA_TYPE_WHATSAPP_PROVIDER (sauda_whatsapp_provider_get_type ())
G_DECLARE_INTERFACE (SaudaWhatsappProvider, sauda_whatsapp_provider, SAUDA, WHATSAPP_PROVIDER, GObject)

/**
 * SaudaWhatsappProviderInterface:
 * @get_kind: who it is
 * @send: hands a message over; the task returns its id (char *)
 * @poll: (nullable): reads what came in and what became of messages; returns a #SaudaWhatsappBatch
 * @find: (nullable): looks for a message whose answer was lost; returns its id or "" (char *)
 * @check: asks whether the account works; returns a sentence (char *)
 * @list_templates: (nullable): returns #SaudaWhatsappTemplateInfo in a #GPtrArray
 * @create_template: (nullable): hands a template in for approval; returns its id (char *)
 * @set_webhook: (nullable): says where deliveries are brought; returns the address as it is now (char *)
 *
 * Each takes the task over and returns it once.
 */
struct _SaudaWhatsappProviderInterface {
  GTypeInterface parent;

  SaudaWhatsappKind (*get_kind) (SaudaWhatsappProvider *self);
  void (*send) (SaudaWhatsappProvider *self, const SaudaWhatsappDraft *draft, GTask *task);
  void (*poll) (SaudaWhatsappProvider *self, const SaudaWhatsappPoll *poll, GTask *task);
  void (*find) (SaudaWhatsappProvider *self, const SaudaWhatsappSearch *search, GTask *task);
  void (*follow) (SaudaWhatsappProvider *self, GPtrArray *ids, GTask *task);
  void (*check) (SaudaWhatsappProvider *self, GTask *task);
  void (*list_templates) (SaudaWhatsappProvider *self, GTask *task);
  void (*create_template) (SaudaWhatsappProvider *self, const SaudaWhatsappTemplate *template, GTask *task);
  void (*set_webhook) (SaudaWhatsappProvider *self, const char *url, const char *authorization, GTask *task);
};

SaudaWhatsappKind sauda_whatsapp_provider_get_kind (SaudaWhatsappProvider *self);
gboolean sauda_whatsapp_provider_can_poll (SaudaWhatsappProvider *self);
gboolean sauda_whatsapp_provider_can_find (SaudaWhatsappProvider *self);

void sauda_whatsapp_provider_send_async (SaudaWhatsappProvider *self,
                                         const SaudaWhatsappDraft *draft,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *sauda_whatsapp_provider_send_finish (SaudaWhatsappProvider *self,
                                           GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_poll_async (SaudaWhatsappProvider *self,
                                         const SaudaWhatsappPoll *poll,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SaudaWhatsappBatch *sauda_whatsapp_provider_poll_finish (SaudaWhatsappProvider *self,
                                                         GAsyncResult *result,
                                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_find_async (SaudaWhatsappProvider *self,
                                         const SaudaWhatsappSearch *search,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *sauda_whatsapp_provider_find_finish (SaudaWhatsappProvider *self,
                                           GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_follow_async (SaudaWhatsappProvider *self,
                                           GPtrArray *ids,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
SaudaWhatsappBatch *sauda_whatsapp_provider_follow_finish (SaudaWhatsappProvider *self,
                                                           GAsyncResult *result,
                                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_check_async (SaudaWhatsappProvider *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
char *sauda_whatsapp_provider_check_finish (SaudaWhatsappProvider *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_list_templates_async (SaudaWhatsappProvider *self,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
GPtrArray *sauda_whatsapp_provider_list_templates_finish (SaudaWhatsappProvider *self,
                                                          GAsyncResult *result,
                                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_create_template_async (SaudaWhatsappProvider *self,
                                                    const SaudaWhatsappTemplate *template,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
char *sauda_whatsapp_provider_create_template_finish (SaudaWhatsappProvider *self,
                                                      GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_provider_set_webhook_async (SaudaWhatsappProvider *self,
                                                const char *url,
                                                const char *authorization,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
char *sauda_whatsapp_provider_set_webhook_finish (SaudaWhatsappProvider *self,
                                                  GAsyncResult *result,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
