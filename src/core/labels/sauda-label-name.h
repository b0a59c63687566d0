#pragma once

#include "sauda-label-order.h"

G_BEGIN_DECLS

char *sauda_label_name_unique (GHashTable *taken, const char *wanted) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_label_name_model (const char *model_name) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_label_name_single (const char *model, const char *size, guint orders) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_label_name_multi_qty (guint number, const char *model, const char *size, guint quantity)
  G_GNUC_WARN_UNUSED_RESULT;
char *sauda_label_name_multi_line (guint number,
                                   const char *const *models,
                                   GPtrArray *lines) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
