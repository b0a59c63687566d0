#pragma once

#include "sauda-template.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaTemplateItemForm:
 *
 * What can be set of an item of a label.
 *
 * Signals: `changing`: the item is about to change; `changed`: it did.
 */
#define SAUDA_TYPE_TEMPLATE_ITEM_FORM (sauda_template_item_form_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTemplateItemForm,
                      sauda_template_item_form,
                      SAUDA,
                      TEMPLATE_ITEM_FORM,
                      AdwPreferencesGroup)

void sauda_template_item_form_show (SaudaTemplateItemForm *self,
                                    const SaudaTemplate *label,
                                    SaudaTemplateItem *item);

G_END_DECLS
