#pragma once

#include "sauda-http.h"
#include "sauda-whatsapp-provider.h"

G_BEGIN_DECLS

/**
 * SaudaMetaOptions:
 * @kind: %SAUDA_WHATSAPP_META or %SAUDA_WHATSAPP_360DIALOG
 * @url: (nullable): base address; %NULL for the provider's own. Meta's ends with the version: `…/v23.0`
 * @phone_number_id: (nullable): Meta's id of the sender; 360dialog has none
 * @account: (nullable): Meta's id of the WhatsApp account, for templates
 * @secret: token, or 360dialog's key
 */
typedef struct {
  SaudaWhatsappKind kind;
  const char *url;
  const char *phone_number_id;
  const char *account;
  const char *secret;
} SaudaMetaOptions;

#define SAUDA_TYPE_META (sauda_meta_get_type ())
G_DECLARE_FINAL_TYPE (SaudaMeta, sauda_meta, SAUDA, META, GObject)

SaudaWhatsappProvider *sauda_meta_new (SaudaHttp *http,
                                       const SaudaMetaOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
