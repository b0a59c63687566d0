#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaWaybillFile:
 * @name: (not nullable): its name without folders, for showing and for finding an order's number; never a
 * path
 * @pdf: (nullable): its bytes, %NULL when there is a problem
 * @sha256: (nullable): of the bytes, in hexadecimal; %NULL when they could not be read
 * @pages: 0 when there is a problem
 * @problem: (nullable): a sentence: why it is no label, and what to do
 *
 * A label file as it was found.
 */
typedef struct {
  char *name;
  GBytes *pdf;
  char *sha256;
  guint pages;
  char *problem;
} SaudaWaybillFile;

SaudaWaybillFile *sauda_waybill_file_new (const char *name, GBytes *pdf) G_GNUC_WARN_UNUSED_RESULT;
SaudaWaybillFile *sauda_waybill_file_new_problem (const char *name,
                                                  const char *problem) G_GNUC_WARN_UNUSED_RESULT;
void sauda_waybill_file_free (SaudaWaybillFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaWaybillFile, sauda_waybill_file_free)

G_END_DECLS
