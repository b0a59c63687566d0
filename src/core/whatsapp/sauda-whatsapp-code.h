#pragma once

#include "sauda-whatsapp-records.h"

G_BEGIN_DECLS

/**
 * SaudaWhatsappFault:
 * @failure: what has to be done
 * @code: the provider's code, 0 for none
 * @reason: a sentence in English, static, marked for translation: whoever shows it, translates it
 *
 * What an error code means.
 */
typedef struct {
  SaudaWhatsappError failure;
  int code;
  const char *reason;
} SaudaWhatsappFault;

SaudaWhatsappFault
sauda_whatsapp_code_read (SaudaWhatsappKind kind, int code, const char *details, guint http_status);
gboolean sauda_whatsapp_code_is_known (SaudaWhatsappKind kind, int code);
gboolean sauda_whatsapp_code_pauses_template (SaudaWhatsappKind kind, int code);
gboolean sauda_whatsapp_code_is_about_buyer (SaudaWhatsappKind kind, int code);
gint64 sauda_whatsapp_code_get_least_pause (SaudaWhatsappKind kind, int code);
int sauda_whatsapp_error_get_code (const GError *error);
GError *sauda_whatsapp_fault_to_error (const SaudaWhatsappFault *fault,
                                       guint http_status) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
