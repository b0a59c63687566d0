#pragma once

#include "sauda-order-acts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A line of the order whose parts are cancelled. */
typedef struct {
  const char *sku;
  const char *title;
  gint quantity;
} SaudaActsFormLine;

/**
 * SaudaActsForm:
 *
 * What an act on orders needs to know beside the orders: the reason of a cancellation, how many parcels, what
 * stays of which line, the buyer's code.
 *
 * Signals: `changed` when the merchant entered something.
 */
#define SAUDA_TYPE_ACTS_FORM (sauda_acts_form_get_type ())
G_DECLARE_FINAL_TYPE (SaudaActsForm, sauda_acts_form, SAUDA, ACTS_FORM, AdwBin)

void sauda_acts_form_set_kind (SaudaActsForm *self, const char *kind);
void sauda_acts_form_add_line (SaudaActsForm *self, const SaudaActsFormLine *line);
gboolean sauda_acts_form_is_complete (SaudaActsForm *self);
const char *sauda_acts_form_get_code (SaudaActsForm *self);
void sauda_acts_form_wait_for_code (SaudaActsForm *self, const char *sentence);
void sauda_acts_form_fill (SaudaActsForm *self, SaudaOrderActsRequest *request);

G_END_DECLS
