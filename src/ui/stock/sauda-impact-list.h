#pragma once

#include "sauda-stock-impact.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaImpactList:
 *
 * What an act on the stock does, before and after: a line for each variant, and the offers that it takes off
 * sale or that may come back.
 */
#define SAUDA_TYPE_IMPACT_LIST (sauda_impact_list_get_type ())
G_DECLARE_FINAL_TYPE (SaudaImpactList, sauda_impact_list, SAUDA, IMPACT_LIST, AdwBin)

void sauda_impact_list_show (SaudaImpactList *self, GPtrArray *impacts);
void sauda_impact_list_clear (SaudaImpactList *self);
char *sauda_impact_list_describe (GPtrArray *impacts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
