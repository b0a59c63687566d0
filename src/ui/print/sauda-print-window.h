#pragma once

#include "sauda-print-run.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPrintGroup:
 * @title: (not nullable): what it is called
 * @path: (not nullable): its PDF file
 * @labels: (not nullable) (element-type SaudaPrintLabel): whose each page is, and how far it is
 *
 * A document that can be chosen to print.
 */
typedef struct {
  char *title;
  char *path;
  GPtrArray *labels;
} SaudaPrintGroup;

SaudaPrintGroup *
sauda_print_group_new (const char *title, const char *path, GPtrArray *labels) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_group_free (SaudaPrintGroup *group);

/**
 * SaudaPrintWindow:
 *
 * Asks what to print of some groups, where and how.
 *
 * Signal: `print` (SaudaPrintRun): the person said yes.
 */
#define SAUDA_TYPE_PRINT_WINDOW (sauda_print_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintWindow, sauda_print_window, SAUDA, PRINT_WINDOW, AdwWindow)

SaudaPrintWindow *sauda_print_window_new (GtkWindow *parent,
                                          SaudaWorkspace *workspace,
                                          SaudaPrintKind kind,
                                          GPtrArray *groups,
                                          guint selected,
                                          const SaudaPrinters *printers);
gboolean sauda_print_window_is_ready (SaudaPrintWindow *self);

G_END_DECLS
