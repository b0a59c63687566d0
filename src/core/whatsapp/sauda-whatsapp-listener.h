#pragma once

#include "sauda-whatsapp-records.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SAUDA_WHATSAPP_LISTENER_META_PATH "/whatsapp/meta"
#define SAUDA_WHATSAPP_LISTENER_360DIALOG_PATH "/whatsapp/360dialog"
#define SAUDA_WHATSAPP_LISTENER_TWILIO_PATH "/whatsapp/twilio"

/**
 * SaudaWhatsappListenerOptions:
 * @port: 0 takes any free one
 * @meta_secret: (nullable): Meta's app secret; %NULL closes Meta's address
 * @meta_verify_token: (nullable): what Meta says when it looks whether we are there
 * @d360_header: (nullable): the value of `Authorization` that 360dialog was given; %NULL closes its address
 * @twilio_token: (nullable): Twilio's auth token; %NULL closes its address
 * @twilio_url: (nullable): what Twilio calls, as the tunnel shows it to the world
 */
typedef struct {
  guint port;
  const char *meta_secret;
  const char *meta_verify_token;
  const char *d360_header;
  const char *twilio_token;
  const char *twilio_url;
} SaudaWhatsappListenerOptions;

/* A delivery that waits for its answer. */
typedef struct _SaudaWhatsappDelivered SaudaWhatsappDelivered;

/**
 * SaudaWhatsappDeliveredFunc:
 * @delivered: (transfer full): answer it with sauda_whatsapp_delivered_answer(), soon
 * @kind: who sent it
 * @body: the bytes, whose sender has been proved
 * @data: data of the caller
 *
 * Stores and answers; nothing else is done here (whatsapp-api 3.4, 4).
 */
typedef void (*SaudaWhatsappDeliveredFunc) (SaudaWhatsappDelivered *delivered,
                                            SaudaWhatsappKind kind,
                                            GBytes *body,
                                            gpointer data);

/**
 * SaudaWhatsappListener:
 *
 * Takes what Meta, 360dialog and Twilio bring, on this machine alone: it stands behind the merchant's tunnel
 * or proxy, which does TLS. Belongs to the thread that made it.
 */
#define SAUDA_TYPE_WHATSAPP_LISTENER (sauda_whatsapp_listener_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWhatsappListener, sauda_whatsapp_listener, SAUDA, WHATSAPP_LISTENER, GObject)

SaudaWhatsappListener *sauda_whatsapp_listener_new (const SaudaWhatsappListenerOptions *options,
                                                    SaudaWhatsappDeliveredFunc func,
                                                    gpointer data,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_whatsapp_listener_get_port (SaudaWhatsappListener *self);
void sauda_whatsapp_delivered_answer (SaudaWhatsappDelivered *delivered, gboolean stored);

G_END_DECLS
