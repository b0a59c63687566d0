#pragma once

#include "sauda-template.h"

G_BEGIN_DECLS

GHashTable *sauda_template_sample_new (SaudaTemplateKind kind) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_template_sample_get_title (const char *field);

G_END_DECLS
