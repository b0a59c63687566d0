#pragma once

#include "sauda-base-error.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* A row of a file that did not come in, or came in with a doubt. */
typedef struct {
  char *file;   /* (owned) (not nullable) base name */
  guint row;    /* as a spreadsheet numbers it; 0 when it is about the whole file */
  char *column; /* (owned) (nullable) header text */
  char *value;  /* (owned) (nullable) */
  char *reason; /* (owned) (not nullable) a sentence */
} SaudaOrderFileProblem;

typedef struct {
  char *name;                 /* (owned) (not nullable) base name */
  char *sha256;               /* (owned) (nullable) */
  char *store;                /* (owned) (nullable) name of the store */
  char *named_merchant;       /* (owned) (nullable) merchant id that the store had not before this file */
  char *error;                /* (owned) (nullable) why nothing of the file came in */
  const char *amount_meaning; /* "line-total", "order-total", "piece-price", "undecided" */
  gboolean known_file;        /* the very same file came in before */
  guint rows, orders, lines;
  guint new_orders, changed, same, refused;
  gint64 undo_id; /* to take the import back; 0 when nothing changed */
} SaudaOrderFile;

/**
 * SaudaOrderFilesReport:
 *
 * What an import of order spreadsheets did, or would do.
 */
typedef struct {
  GPtrArray *files;    /* (owned) (element-type SaudaOrderFile) */
  GPtrArray *problems; /* (owned) (element-type SaudaOrderFileProblem) */
  gboolean preview;
} SaudaOrderFilesReport;

/**
 * SaudaOrderFilesOptions:
 * @store: (nullable): whose orders they are; %NULL to take it from the warehouse code
 * @names: (nullable) (array zero-terminated=1): header texts of the files as `HEADER=COLUMN`, remembered when
 *   the files come in
 * @amount: (nullable): what «Сумма» means in these files: `line-total`, `order-total` or `piece-price`; %NULL
 * finds it out for each
 * @amounts: (nullable) (element-type filename utf8): the same for single files of these
 * @preview: whether to tell what would happen and write nothing
 *
 * How order spreadsheets are imported.
 */
typedef struct {
  const char *store;
  const char *const *names;
  const char *amount;
  GHashTable *amounts;
  gboolean preview;
} SaudaOrderFilesOptions;

void sauda_order_files_report_free (SaudaOrderFilesReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderFilesReport, sauda_order_files_report_free)

void sauda_order_files_import_async (SaudaWorkspace *workspace,
                                     const char *const *paths,
                                     const SaudaOrderFilesOptions *options,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SaudaOrderFilesReport *sauda_order_files_import_finish (GAsyncResult *result,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
