#pragma once

#include "sauda-print-paper.h"
#include "sauda-print-portal.h"

G_BEGIN_DECLS

struct _SaudaPrintPaper {
  GObject parent_instance;

  SaudaPrintDocument *document; /* (owned) (nullable) the pages, once they are put together */
  char *title;                  /* (owned) (nullable) once the file is read */
  GArray *pages;                /* (owned) (nullable) (element-type guint) of the file that was asked for */
  GtkPrinter *printer;          /* (owned) (nullable) NULL: the desktop prints */
  GtkPrintSettings *settings;   /* (owned) (nullable) once chosen */
  GtkPageSetup *setup;          /* (owned) (nullable) once chosen */
  SaudaPrintPortal *portal;     /* (owned) (nullable) NULL: we print ourselves */
  gboolean other_paper;         /* somebody agreed to pages of another size than the paper */
};

SaudaPrintPaper *sauda_print_paper_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
