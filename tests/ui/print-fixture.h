#pragma once

#include "sauda-print-run.h"
#include "workspace-fixture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For programs inside test-labels-print-env.sh, whose printer keeps what it gets
 * in SAUDA_TEST_PRINTER/out. */

#define MM (72.0 / 25.4)

void print_fixture_init (int *argc, char ***argv);
void print_fixture_add (const char *name, void (*test) (WorkspaceFixture *, gconstpointer));
const char *print_fixture_get_printer_folder (void);
guint print_fixture_count_received (void);
char *print_fixture_read_received (guint number, const char *option) G_GNUC_WARN_UNUSED_RESULT;
SaudaPrintItem *print_fixture_make_item (WorkspaceFixture *fixture,
                                         const char *title,
                                         guint first_order,
                                         guint count,
                                         guint from) G_GNUC_WARN_UNUSED_RESULT;
SaudaPrintRun *print_fixture_make_run (WorkspaceFixture *fixture,
                                       SaudaPrintItem *first,
                                       SaudaPrintItem *second,
                                       SaudaPrintOptions options) G_GNUC_WARN_UNUSED_RESULT;
void print_fixture_wait_for (SaudaPrintRun *run, SaudaPrintRunState state);
GPtrArray *print_fixture_list_jobs (WorkspaceFixture *fixture) G_GNUC_WARN_UNUSED_RESULT;
gboolean print_fixture_is_newest (WorkspaceFixture *fixture, SaudaPrintState state, guint confirmed);

G_END_DECLS
