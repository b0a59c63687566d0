#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_acts_words_needs_form (const char *kind);
const char *sauda_acts_words_get_warning (const char *kind);
char *sauda_acts_words_describe_kind (const char *kind, guint n_orders) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_acts_words_describe_result (GPtrArray *acts,
                                        guint n_problems,
                                        gboolean ledger) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
