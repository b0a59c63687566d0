#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_WHATSAPP_LINK_MOST 2000

/**
 * SaudaWhatsappLinkStyle:
 * @SAUDA_WHATSAPP_LINK_PAGE: wa.me, which leads on to whatever there is
 * @SAUDA_WHATSAPP_LINK_WEB: WhatsApp Web at once
 * @SAUDA_WHATSAPP_LINK_DESKTOP: a program on this computer
 */
typedef enum {
  SAUDA_WHATSAPP_LINK_PAGE,
  SAUDA_WHATSAPP_LINK_WEB,
  SAUDA_WHATSAPP_LINK_DESKTOP,
} SaudaWhatsappLinkStyle;

char *sauda_whatsapp_link_make (const char *phone,
                                const char *text,
                                SaudaWhatsappLinkStyle style) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
