#pragma once

#include "sauda-whatsapp-error.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaWhatsappKind:
 * @SAUDA_WHATSAPP_TWILIO: Twilio, the only one whose messages a desktop can read without an address of its
 * own
 * @SAUDA_WHATSAPP_META: Meta's Cloud API
 * @SAUDA_WHATSAPP_360DIALOG: 360dialog
 * @SAUDA_WHATSAPP_LINK: no account: a link opens the chat and a person presses Send
 *
 * Who carries the messages.
 */
typedef enum {
  SAUDA_WHATSAPP_TWILIO,
  SAUDA_WHATSAPP_META,
  SAUDA_WHATSAPP_360DIALOG,
  SAUDA_WHATSAPP_LINK,
} SaudaWhatsappKind;

#define SAUDA_WHATSAPP_N_KINDS (SAUDA_WHATSAPP_LINK + 1)

const char *sauda_whatsapp_kind_get_name (SaudaWhatsappKind kind);
const char *sauda_whatsapp_kind_get_title (SaudaWhatsappKind kind);
gboolean sauda_whatsapp_kind_from_name (const char *name, SaudaWhatsappKind *kind);

/**
 * SaudaWhatsappDelivery:
 * @SAUDA_WHATSAPP_DELIVERY_QUEUED: ours, not handed over
 * @SAUDA_WHATSAPP_DELIVERY_OPENED: a link was opened by hand; whether it was sent only the person knows
 * @SAUDA_WHATSAPP_DELIVERY_UNKNOWN: handed over without an answer
 * @SAUDA_WHATSAPP_DELIVERY_ACCEPTED: the provider has it; accepted is not sent
 * @SAUDA_WHATSAPP_DELIVERY_SENDING: on its way to WhatsApp
 * @SAUDA_WHATSAPP_DELIVERY_SENT: WhatsApp has it
 * @SAUDA_WHATSAPP_DELIVERY_DELIVERED: the buyer's telephone has it
 * @SAUDA_WHATSAPP_DELIVERY_READ: the buyer has seen it, if the buyer lets that be told
 * @SAUDA_WHATSAPP_DELIVERY_FAILED: it will not arrive
 *
 * How far a message is, in the order of rank.
 */
typedef enum {
  SAUDA_WHATSAPP_DELIVERY_QUEUED,
  SAUDA_WHATSAPP_DELIVERY_OPENED,
  SAUDA_WHATSAPP_DELIVERY_UNKNOWN,
  SAUDA_WHATSAPP_DELIVERY_ACCEPTED,
  SAUDA_WHATSAPP_DELIVERY_SENDING,
  SAUDA_WHATSAPP_DELIVERY_SENT,
  SAUDA_WHATSAPP_DELIVERY_DELIVERED,
  SAUDA_WHATSAPP_DELIVERY_READ,
  SAUDA_WHATSAPP_DELIVERY_FAILED,
} SaudaWhatsappDelivery;

const char *sauda_whatsapp_delivery_get_name (SaudaWhatsappDelivery delivery);
const char *sauda_whatsapp_delivery_get_title (SaudaWhatsappDelivery delivery);
gboolean sauda_whatsapp_delivery_from_name (const char *name, SaudaWhatsappDelivery *delivery);
SaudaWhatsappDelivery sauda_whatsapp_delivery_merge (SaudaWhatsappDelivery known, SaudaWhatsappDelivery told);

/**
 * SaudaWhatsappContent:
 * @SAUDA_WHATSAPP_CONTENT_TEXT: words, or a button with words
 * @SAUDA_WHATSAPP_CONTENT_MEDIA: picture, video, file, sticker, place or card; its caption is the text
 * @SAUDA_WHATSAPP_CONTENT_VOICE: a voice message
 * @SAUDA_WHATSAPP_CONTENT_REACTION: a sign on a message
 * @SAUDA_WHATSAPP_CONTENT_EDIT: new words for an earlier message
 * @SAUDA_WHATSAPP_CONTENT_REVOKE: an earlier message is taken back
 * @SAUDA_WHATSAPP_CONTENT_SYSTEM: WhatsApp tells something about the buyer, such as a new number
 * @SAUDA_WHATSAPP_CONTENT_UNSUPPORTED: nobody can read it here
 */
typedef enum {
  SAUDA_WHATSAPP_CONTENT_TEXT,
  SAUDA_WHATSAPP_CONTENT_MEDIA,
  SAUDA_WHATSAPP_CONTENT_VOICE,
  SAUDA_WHATSAPP_CONTENT_REACTION,
  SAUDA_WHATSAPP_CONTENT_EDIT,
  SAUDA_WHATSAPP_CONTENT_REVOKE,
  SAUDA_WHATSAPP_CONTENT_SYSTEM,
  SAUDA_WHATSAPP_CONTENT_UNSUPPORTED,
} SaudaWhatsappContent;

const char *sauda_whatsapp_content_get_name (SaudaWhatsappContent content);
gboolean sauda_whatsapp_content_from_name (const char *name, SaudaWhatsappContent *content);

/* What a buyer sent. All texts are valid UTF-8 without U+0000. */
typedef struct {
  char *id;          /* (owned) (not nullable) of the provider */
  char *sender;      /* (owned) (not nullable) digits of a phone, or a business-scoped id "KZ.…" */
  char *phone;       /* (owned) (nullable) "+7…" where it is told */
  char *user_id;     /* (owned) (nullable) business-scoped id */
  char *name;        /* (owned) (nullable) as the buyer calls themselves */
  char *text;        /* (owned) (not nullable) */
  char *payload;     /* (owned) (nullable) of a button */
  char *quoted_id;   /* (owned) (nullable) the message that it answers */
  char *original_id; /* (owned) (nullable) of an edit, a revocation or a reaction */
  char *type;        /* (owned) (not nullable) the provider's own word */
  SaudaWhatsappContent content;
  gint64 at_ms; /* UTC; 0 when not told */
} SaudaWhatsappInbound;

/* What became of a message of ours. */
typedef struct {
  char *id;        /* (owned) (not nullable) of the provider */
  char *reference; /* (owned) (nullable) what we gave along */
  char *recipient; /* (owned) (nullable) as SaudaWhatsappInbound.sender */
  char *text;      /* (owned) (nullable) the body, where the provider shows it */
  SaudaWhatsappDelivery delivery;
  SaudaWhatsappError failure; /* what to do, when it failed */
  int code;                   /* the provider's own, 0 for none */
  char *reason;      /* (owned) (nullable) a sentence in English, marked for translation, when it failed */
  gint64 at_ms;      /* UTC; 0 when not told */
  gint64 created_ms; /* UTC, of the message itself; 0 when not told */
} SaudaWhatsappStatus;

/* Notices that are a fault: of the account, and of a message that nobody can be found for. */
#define SAUDA_WHATSAPP_NOTICE_ERROR "errors"
#define SAUDA_WHATSAPP_NOTICE_UNREADABLE "unreadable"

/* A change of what a buyer allows or of a template, or a fault. */
typedef struct {
  char *field;   /* (owned) (not nullable) the provider's own word */
  char *subject; /* (owned) (nullable) a buyer's id, a template's name, or the code of a fault */
  char *value; /* (owned) (nullable) "stop", "resume", "APPROVED" …; of a fault a sentence in English, marked
                  for translation */
} SaudaWhatsappNotice;

/* What a provider told at once. */
typedef struct {
  GPtrArray
    *inbound; /* (owned) (element-type SaudaWhatsappInbound) oldest first where the provider has an order */
  GPtrArray *statuses; /* (owned) (element-type SaudaWhatsappStatus) */
  GPtrArray *notices;  /* (owned) (element-type SaudaWhatsappNotice) */
  guint ignored;       /* entries that are of no concern: of groups, echoes, unknown fields */
} SaudaWhatsappBatch;

SaudaWhatsappInbound *sauda_whatsapp_inbound_new (const char *id,
                                                  const char *sender) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_inbound_free (SaudaWhatsappInbound *inbound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWhatsappInbound, sauda_whatsapp_inbound_free)

SaudaWhatsappStatus *sauda_whatsapp_status_new (const char *id) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_status_free (SaudaWhatsappStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWhatsappStatus, sauda_whatsapp_status_free)

SaudaWhatsappBatch *sauda_whatsapp_batch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_batch_free (SaudaWhatsappBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWhatsappBatch, sauda_whatsapp_batch_free)
void sauda_whatsapp_batch_add_notice (SaudaWhatsappBatch *batch,
                                      const char *field,
                                      const char *subject,
                                      const char *value);
void sauda_whatsapp_batch_sort (SaudaWhatsappBatch *batch);

char *sauda_whatsapp_address_read (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_whatsapp_address_is_user_id (const char *text);
char *sauda_whatsapp_clean_text (const char *text, gssize length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SaudaWhatsappDraft:
 * @to: "+7…" or a business-scoped id
 * @text: the words, as the buyer will read them; with a template too, for the books
 * @template_id: (nullable): the template as the provider names it: ContentSid or name; %NULL sends @text
 * @language: (nullable): of the template, "ru" or "kk"
 * @values: (nullable) (array zero-terminated=1): of the template, in the order of its places
 * @quoted_id: (nullable): the message that it answers
 * @reference: (nullable): ours; comes back in statuses where the provider does that
 *
 * A message to send.
 */
typedef struct {
  const char *to;
  const char *text;
  const char *template_id;
  const char *language;
  const char *const *values;
  const char *quoted_id;
  const char *reference;
} SaudaWhatsappDraft;

G_END_DECLS
