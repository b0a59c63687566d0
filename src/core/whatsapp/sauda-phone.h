#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPhoneKind:
 * @SAUDA_PHONE_NONE: no phone number
 * @SAUDA_PHONE_MOBILE: a Kazakh mobile number
 * @SAUDA_PHONE_LANDLINE: a Kazakh landline; it may have WhatsApp all the same
 * @SAUDA_PHONE_RUSSIAN: a Russian number
 * @SAUDA_PHONE_FOREIGN: a number of another country
 *
 * What kind of number a text holds.
 */
typedef enum {
  SAUDA_PHONE_NONE,
  SAUDA_PHONE_MOBILE,
  SAUDA_PHONE_LANDLINE,
  SAUDA_PHONE_RUSSIAN,
  SAUDA_PHONE_FOREIGN,
} SaudaPhoneKind;

char *sauda_phone_normalize (const char *text, SaudaPhoneKind *kind) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
