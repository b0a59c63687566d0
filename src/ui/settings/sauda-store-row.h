#pragma once

#include "sauda-trust-ladder.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStoreRow:
 *
 * One store in the settings: what it is called, how far it is trusted, until when orders of a day are handed
 * over, and the red Stop.
 *
 * Signals: `changed` (SaudaStoreDraft *) when the merchant set something; `stopped` (gboolean); `compare` for
 * the comparison of API and spreadsheets; `renamed` (string) for another name; `merge`.
 */
#define SAUDA_TYPE_STORE_ROW (sauda_store_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStoreRow, sauda_store_row, SAUDA, STORE_ROW, AdwExpanderRow)

GtkWidget *sauda_store_row_new (const SaudaStoreInfo *store, gboolean takes_token) G_GNUC_WARN_UNUSED_RESULT;
void sauda_store_row_show_store (SaudaStoreRow *self, const SaudaStoreInfo *store);
const char *sauda_store_row_get_store (SaudaStoreRow *self);
gint64 sauda_store_row_get_id (SaudaStoreRow *self);
void sauda_store_row_set_can_merge (SaudaStoreRow *self, gboolean can_merge);
gboolean sauda_store_row_is_read (SaudaStoreRow *self);
void sauda_store_row_forget_token (SaudaStoreRow *self);
void sauda_store_row_ask_token (SaudaStoreRow *self);
void sauda_store_row_set_ladder (SaudaStoreRow *self, const SaudaTrustLadder *ladder);

G_END_DECLS
