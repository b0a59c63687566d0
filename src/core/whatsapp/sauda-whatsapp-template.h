#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_WHATSAPP_MOST_VALUES 6

/**
 * SaudaWhatsappPurpose:
 * @SAUDA_WHATSAPP_PURPOSE_ASK: height and weight?
 * @SAUDA_WHATSAPP_PURPOSE_REMIND: the same once more
 * @SAUDA_WHATSAPP_PURPOSE_MORE: half of it is missing
 * @SAUDA_WHATSAPP_PURPOSE_PROPOSE: this size; right?
 * @SAUDA_WHATSAPP_PURPOSE_DECIDED: this size is sent
 *
 * What Sauda writes to a buyer.
 */
typedef enum {
  SAUDA_WHATSAPP_PURPOSE_ASK,
  SAUDA_WHATSAPP_PURPOSE_REMIND,
  SAUDA_WHATSAPP_PURPOSE_MORE,
  SAUDA_WHATSAPP_PURPOSE_PROPOSE,
  SAUDA_WHATSAPP_PURPOSE_DECIDED,
} SaudaWhatsappPurpose;

#define SAUDA_WHATSAPP_N_PURPOSES (SAUDA_WHATSAPP_PURPOSE_DECIDED + 1)

/**
 * SaudaWhatsappTemplate:
 * @name: as it is handed in; %NULL: only ever sent as free text
 * @language: "ru" or "kk"
 * @body: words with places {{1}}, {{2}} …
 * @samples: (array zero-terminated=1): a value for each place
 *
 * A message that WhatsApp approves beforehand.
 */
typedef struct {
  const char *name;
  const char *language;
  const char *body;
  const char *samples[SAUDA_WHATSAPP_MOST_VALUES + 1];
} SaudaWhatsappTemplate;

/* A template as a provider has it. */
typedef struct {
  char *id;       /* (owned) (not nullable) what a message names: ContentSid or name */
  char *name;     /* (owned) (not nullable) */
  char *language; /* (owned) (not nullable) */
  char *status;   /* (owned) (not nullable) lower case: "approved", "pending", "rejected", "paused" … */
  char *category; /* (owned) (nullable) as the provider has it, whatever was asked for */
  char *reason;   /* (owned) (nullable) why it was refused */
} SaudaWhatsappTemplateInfo;

SaudaWhatsappTemplateInfo *sauda_whatsapp_template_info_new (const char *id,
                                                             const char *name,
                                                             const char *language,
                                                             const char *status) G_GNUC_WARN_UNUSED_RESULT;
void sauda_whatsapp_template_info_free (SaudaWhatsappTemplateInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWhatsappTemplateInfo, sauda_whatsapp_template_info_free)

const char *sauda_whatsapp_purpose_get_name (SaudaWhatsappPurpose purpose);
gboolean sauda_whatsapp_purpose_from_name (const char *name, SaudaWhatsappPurpose *purpose);
const SaudaWhatsappTemplate *sauda_whatsapp_template_find (SaudaWhatsappPurpose purpose,
                                                           const char *language);
const SaudaWhatsappTemplate *sauda_whatsapp_template_list (guint *count);
guint sauda_whatsapp_template_count_values (const char *body);
char *sauda_whatsapp_template_fill (const char *body, const char *const *values) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_whatsapp_template_clean_value (const char *value) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_whatsapp_template_check (const SaudaWhatsappTemplate *template, GError **error);

G_END_DECLS
