#pragma once

#include "sauda-variant-field.h"

G_BEGIN_DECLS

/**
 * SaudaBulkKind:
 * @SAUDA_BULK_SET: the same value everywhere
 * @SAUDA_BULK_REPLACE: a part of the text gives way to another
 * @SAUDA_BULK_PERCENT: a number grows or shrinks
 *
 * How many values are changed at once.
 */
typedef enum {
  SAUDA_BULK_SET,
  SAUDA_BULK_REPLACE,
  SAUDA_BULK_PERCENT,
} SaudaBulkKind;

/**
 * SaudaBulkChange:
 * @field: what changes
 * @kind: how
 * @text: (nullable): the value, the part to look for, or the percent as it is typed
 * @replacement: (nullable): what stands there afterwards
 *
 * A change of one column in many rows.
 */
typedef struct {
  SaudaVariantField field;
  SaudaBulkKind kind;
  const char *text;
  const char *replacement;
} SaudaBulkChange;

gboolean sauda_bulk_change_fits (SaudaVariantField field, SaudaBulkKind kind);
gboolean sauda_bulk_change_check (const SaudaBulkChange *change, GError **error);
gboolean
sauda_bulk_change_apply (const SaudaBulkChange *change, const char *before, char **after, GError **error);

G_END_DECLS
