#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaWhatsappError:
 * @SAUDA_WHATSAPP_ERROR_RETRY: not processed; the same may be sent again after a pause
 * @SAUDA_WHATSAPP_ERROR_PAIR: too many messages to this one buyer; again after 4^n seconds
 * @SAUDA_WHATSAPP_ERROR_LATER: a limit of hours; not again before
 * @SAUDA_WHATSAPP_ERROR_TEMPLATE: the 24-hour window is closed: a template is needed
 * @SAUDA_WHATSAPP_ERROR_CONFIGURATION: account, key, sender or template is wrong: nothing more is sent
 * @SAUDA_WHATSAPP_ERROR_NEVER: this message will never arrive
 * @SAUDA_WHATSAPP_ERROR_OPTED_OUT: the buyer wants no messages
 * @SAUDA_WHATSAPP_ERROR_UNKNOWN: nobody knows whether it was processed; look before anything is sent again
 * @SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED: the provider has no way to do it
 * @SAUDA_WHATSAPP_ERROR_INVALID: what should be sent breaks a rule of WhatsApp; nothing was sent
 * @SAUDA_WHATSAPP_ERROR_BAD_ANSWER: an answer to a question is not in the provider's form
 *
 * Errors of the whatsapp room, by what has to be done (whatsapp-api 1.7). Every message is a translated
 * sentence.
 */
typedef enum {
  SAUDA_WHATSAPP_ERROR_RETRY,
  SAUDA_WHATSAPP_ERROR_PAIR,
  SAUDA_WHATSAPP_ERROR_LATER,
  SAUDA_WHATSAPP_ERROR_TEMPLATE,
  SAUDA_WHATSAPP_ERROR_CONFIGURATION,
  SAUDA_WHATSAPP_ERROR_NEVER,
  SAUDA_WHATSAPP_ERROR_OPTED_OUT,
  SAUDA_WHATSAPP_ERROR_UNKNOWN,
  SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED,
  SAUDA_WHATSAPP_ERROR_INVALID,
  SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
} SaudaWhatsappError;

#define SAUDA_WHATSAPP_ERROR (sauda_whatsapp_error_quark ())
GQuark sauda_whatsapp_error_quark (void);

G_END_DECLS
