#pragma once

#include "sauda-whatsapp-records.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_MESSAGE_MANUAL "manual"

/* A message of a conversation, ours or the buyer's. */
typedef struct {
  gint64 id;
  SaudaWhatsappKind provider;
  char *provider_id; /* (owned) (nullable) not accepted yet */
  gint64 contact_id;
  gint64 question_id; /* 0: of no question */
  gint64 act_id;      /* of the ledger, 0: the buyer's */
  char *order;        /* (owned) (nullable) number of the order */
  char *phone;        /* (owned) (nullable) */
  gboolean outbound;
  char *purpose;  /* (owned) (nullable) of ours */
  char *content;  /* (owned) (not nullable) */
  char *text;     /* (owned) (not nullable) */
  char *template; /* (owned) (nullable) */
  SaudaWhatsappDelivery delivery;
  gboolean first_contact;
  int code;
  char *error;  /* (owned) (nullable) a sentence */
  char *intent; /* (owned) (nullable) of the buyer's */
  double height_cm;
  double weight_kg;
  char *size; /* (owned) (nullable) */
  gint64 at_ms;
  gint64 edited_ms;
  gint64 revoked_ms;
} SaudaMessage;

void sauda_message_free (SaudaMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaMessage, sauda_message_free)

/* What we send, before it is written; texts are borrowed. */
typedef struct {
  SaudaWhatsappKind provider;
  gint64 contact_id;
  gint64 question_id; /* 0: of no question */
  gint64 act_id;
  const char *purpose;  /* (not nullable) */
  const char *text;     /* (not nullable) */
  const char *template; /* (nullable) */
  gboolean first_contact;
  SaudaWhatsappDelivery delivery;
} SaudaMessageDraft;

gint64 sauda_messages_add_outbound (SaudaConnection *connection,
                                    const SaudaMessageDraft *draft,
                                    gint64 now_ms,
                                    GError **error);
gboolean sauda_messages_add_inbound (SaudaConnection *connection,
                                     SaudaWhatsappKind provider,
                                     const SaudaWhatsappInbound *inbound,
                                     gint64 contact_id,
                                     gint64 now_ms,
                                     gint64 *message_id,
                                     GError **error);
gboolean sauda_messages_set_reading (SaudaConnection *connection,
                                     gint64 message_id,
                                     gint64 question_id,
                                     const char *intent,
                                     double height_cm,
                                     double weight_kg,
                                     const char *size,
                                     GError **error);
gboolean sauda_messages_set_delivery (SaudaConnection *connection,
                                      gint64 message_id,
                                      SaudaWhatsappDelivery delivery,
                                      const char *provider_id,
                                      int code,
                                      const char *reason,
                                      gint64 at_ms,
                                      GError **error);
gboolean sauda_messages_mark (SaudaConnection *connection,
                              gint64 message_id,
                              gboolean revoked,
                              const char *text,
                              gint64 now_ms,
                              GError **error);
SaudaMessage *
sauda_messages_get (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_messages_find (SaudaConnection *connection,
                            SaudaWhatsappKind provider,
                            const char *provider_id,
                            GError **error);
gint64 sauda_messages_find_by_act (SaudaConnection *connection, gint64 act_id, GError **error);
GPtrArray *sauda_messages_list (SaudaConnection *connection,
                                gint64 contact_id,
                                gint64 question_id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_messages_list_underway (SaudaConnection *connection,
                                         SaudaWhatsappKind provider,
                                         gint64 since_ms,
                                         guint most,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_messages_list_ids (SaudaConnection *connection,
                                     SaudaWhatsappKind provider,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_messages_get_watermark (SaudaConnection *connection, SaudaWhatsappKind provider, GError **error);
int sauda_messages_count_purpose (SaudaConnection *connection,
                                  gint64 question_id,
                                  const char *purpose,
                                  int *live,
                                  GError **error);
int sauda_messages_count_first_contacts (SaudaConnection *connection, gint64 since_ms, GError **error);
int sauda_messages_count_sent (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error);
int sauda_messages_count_received (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error);

G_END_DECLS
