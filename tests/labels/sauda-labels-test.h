#pragma once

#include "sauda-label-order.h"
#include "sauda-test.h"
#include "sauda-waybill-archive.h"

G_BEGIN_DECLS

/* Labels of one day: two stores, 49 files, two of them with two places. */
#define SAUDA_LABELS_TEST_SAMPLES 49
#define SAUDA_LABELS_TEST_PAGES 51

GPtrArray *sauda_labels_test_read (const char *path,
                                   const SaudaWaybillLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_labels_test_samples (void) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_labels_test_code (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_labels_test_save (const char *folder, const char *name, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_labels_test_draw (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_labels_test_picture (GBytes *pdf) G_GNUC_WARN_UNUSED_RESULT;
GBytes *sauda_labels_test_lock (GBytes *pdf) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_labels_test_count_files (const char *folder);
char *sauda_labels_test_list (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_labels_test_content (const char *folder, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
