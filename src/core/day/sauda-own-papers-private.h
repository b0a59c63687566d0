#pragma once

#include "sauda-own-papers.h"
#include "sauda-template-library.h"

G_BEGIN_DECLS

/* A paper being written, on a thread of its own. */
typedef struct {
  SaudaWorkspace *workspace;     /* (owned) (not nullable) */
  SaudaOwnPaperOptions options;  /* its texts are owned */
  GStrv items;                   /* (owned) (nullable) */
  SaudaTemplateLibrary *library; /* (owned) (nullable) */
  SaudaOwnPaperReport *report;   /* (owned) (nullable) */
  GCancellable *cancellable;     /* (nullable) borrowed */
} SaudaOwnPaperRun;

void sauda_own_paper_run_put (GHashTable *fields, const char *name, const char *text);
void sauda_own_paper_run_add_problem (SaudaOwnPaperRun *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean sauda_own_paper_run_print (SaudaOwnPaperRun *self,
                                    const SaudaTemplate *label,
                                    GPtrArray *copies,
                                    GError **error);
gboolean sauda_own_paper_run_write_products (SaudaOwnPaperRun *self, GError **error);
gboolean sauda_own_paper_run_write_orders (SaudaOwnPaperRun *self, GError **error);

G_END_DECLS
