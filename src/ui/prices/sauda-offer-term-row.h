#pragma once

#include "sauda-offer-term-sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_OFFER_TERM_ROW (sauda_offer_term_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOfferTermRow, sauda_offer_term_row, SAUDA, OFFER_TERM_ROW, AdwActionRow)

SaudaOfferTermRow *sauda_offer_term_row_new (const SaudaOfferTermSheet *sheet, guint line);
gboolean sauda_offer_term_row_read (SaudaOfferTermRow *self);
char *sauda_offer_term_row_format (const SaudaOfferTermLine *line, gint64 value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
