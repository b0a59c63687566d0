#pragma once

#include "sauda-card-check.h"

G_BEGIN_DECLS

GPtrArray *sauda_card_records_from_names (GPtrArray *names) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_card_records_from_attributes (GPtrArray *attributes) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_records_read_limits (const char *schema, SaudaCardLimits *limits);
GPtrArray *sauda_card_records_parse (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_card_records_format (GPtrArray *cards, GHashTable *forms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
