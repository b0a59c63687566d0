#pragma once

#include "sauda-print-queue.h"

G_BEGIN_DECLS

/**
 * SaudaPrintItem:
 * @title: (not nullable): what queues show
 * @path: (not nullable): a PDF file
 * @pages: (not nullable) (element-type guint): pages of it from 0, as they come out
 * @labels: (not nullable) (element-type SaudaPrintLabel): whose each page of the file is
 *
 * A document to print.
 */
typedef struct {
  char *title;
  char *path;
  GArray *pages;
  GPtrArray *labels;
} SaudaPrintItem;

SaudaPrintItem *sauda_print_item_new (const char *title, const char *path, GArray *pages, GPtrArray *labels)
  G_GNUC_WARN_UNUSED_RESULT;
SaudaPrintItem *
sauda_print_item_new_joint (GPtrArray *items, const char *title, const char *path) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_print_item_list_labels (const SaudaPrintItem *item, GArray *pages) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_item_free (SaudaPrintItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPrintItem, sauda_print_item_free)

G_END_DECLS
