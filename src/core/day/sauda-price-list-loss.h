#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaKaspiPriceList SaudaKaspiPriceList;

/* What a list lacks of the one before it: Kaspi would take it off sale. */
typedef struct {
  guint last_offers;   /* in the list before it: published, else Kaspi's own; 0: none */
  guint gone;          /* of these, missing in this one */
  gboolean is_partial; /* fewer than 95 % of them are there: needs a typed confirmation */
} SaudaListLoss;

SaudaKaspiPriceList *sauda_price_list_parse (GBytes *xml, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_price_list_measure_loss (SaudaConnection *connection,
                                        gint64 store_id,
                                        const SaudaKaspiPriceList *list,
                                        SaudaListLoss *loss,
                                        GError **error);
gboolean sauda_price_list_check_loss (const SaudaListLoss *loss, gint confirmed, GError **error);

G_END_DECLS
