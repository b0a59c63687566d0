#pragma once

#include "sauda-http.h"
#include "sauda-whatsapp-provider.h"

G_BEGIN_DECLS

/**
 * SaudaTwilioOptions:
 * @url: (nullable): base address of the API; %NULL for Twilio's own
 * @content_url: (nullable): base address of the templates' API; %NULL for Twilio's own
 * @account: account SID, `AC…`
 * @key: (nullable): API key SID, `SK…`; %NULL signs in with the account itself
 * @secret: auth token, or the key's secret
 * @sender: the WhatsApp sender, "+7…"
 */
typedef struct {
  const char *url;
  const char *content_url;
  const char *account;
  const char *key;
  const char *secret;
  const char *sender;
} SaudaTwilioOptions;

#define SAUDA_TYPE_TWILIO (sauda_twilio_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTwilio, sauda_twilio, SAUDA, TWILIO, GObject)

SaudaWhatsappProvider *sauda_twilio_new (SaudaHttp *http,
                                         const SaudaTwilioOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
