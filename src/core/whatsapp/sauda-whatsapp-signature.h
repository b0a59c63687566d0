#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_whatsapp_signature_check_meta (const char *secret, GBytes *body, const char *header);
char *sauda_whatsapp_signature_make_twilio (const char *token,
                                            const char *url,
                                            const char *form) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_whatsapp_signature_check_twilio (const char *token,
                                                const char *url,
                                                const char *content_type,
                                                GBytes *body,
                                                const char *header);
gboolean sauda_whatsapp_texts_are_equal (const char *a, const char *b);
GPtrArray *sauda_whatsapp_form_read (const char *form) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_whatsapp_form_get (GPtrArray *pairs, const char *name);

/* A field of a form. */
typedef struct {
  char *name;  /* (owned) (not nullable) */
  char *value; /* (owned) (not nullable) */
} SaudaWhatsappField;

G_END_DECLS
