#pragma once

#include "sauda-card-form.h"
#include "sauda-card.h"
#include "sauda-catalog.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

void sauda_card_fill_from_offer (SaudaCard *card, const SaudaCatalogOffer *offer, const SaudaCardForm *form);
gboolean sauda_card_fill (SaudaConnection *connection,
                          SaudaCard *card,
                          const SaudaCardForm *form,
                          gboolean *known,
                          GError **error);

G_END_DECLS
