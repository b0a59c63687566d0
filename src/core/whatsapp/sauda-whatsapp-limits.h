#pragma once

#include "sauda-whatsapp-error.h"

G_BEGIN_DECLS

#define SAUDA_WHATSAPP_WINDOW_MS (G_GINT64_CONSTANT (86400000))
#define SAUDA_WHATSAPP_WINDOW_MARGIN_MS (G_GINT64_CONSTANT (120000))
#define SAUDA_WHATSAPP_PAIR_MS (G_GINT64_CONSTANT (6000))
#define SAUDA_WHATSAPP_FIRST_CONTACTS 250
#define SAUDA_WHATSAPP_MOST_TRIES 6

gint64 sauda_whatsapp_window_get_end (gint64 last_inbound_ms);
gboolean sauda_whatsapp_window_is_open (gint64 last_inbound_ms, gint64 now_ms);
gint64 sauda_whatsapp_get_pause (SaudaWhatsappError failure, guint try);

G_END_DECLS
