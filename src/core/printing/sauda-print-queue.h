#pragma once

#include "sauda-print-kind.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaPrintState:
 * @SAUDA_PRINT_WAITING: written down, and not sent yet
 * @SAUDA_PRINT_SENT: the printing system has it
 * @SAUDA_PRINT_CONFIRMED: all of it came out
 * @SAUDA_PRINT_STOPPED: a part of it came out
 * @SAUDA_PRINT_FAILED: the printing system did not take it, nothing came out
 *
 * How far a job is.
 */
typedef enum {
  SAUDA_PRINT_WAITING,
  SAUDA_PRINT_SENT,
  SAUDA_PRINT_CONFIRMED,
  SAUDA_PRINT_STOPPED,
  SAUDA_PRINT_FAILED,
} SaudaPrintState;

/**
 * SaudaPrintLabelState:
 * @SAUDA_PRINT_LABEL_NOT: never printed, or it did not come out
 * @SAUDA_PRINT_LABEL_SENT: on its way
 * @SAUDA_PRINT_LABEL_CONFIRMED: it came out
 *
 * How far a label is.
 */
typedef enum {
  SAUDA_PRINT_LABEL_NOT,
  SAUDA_PRINT_LABEL_SENT,
  SAUDA_PRINT_LABEL_CONFIRMED,
} SaudaPrintLabelState;

/**
 * SaudaPrintLabel:
 *
 * A page of a job, or a label on it.
 */
typedef struct _SaudaPrintLabel SaudaPrintLabel;
struct _SaudaPrintLabel {
  guint page;  /* of the file, from 1 */
  char *store; /* (owned) (not nullable) */
  char *code;  /* (owned) (not nullable) number of the order; empty: of no order */
  guint place; /* the order's label of this number, from 1 */
  SaudaPrintLabelState state;
  GPtrArray
    *others; /* (owned) (nullable) (element-type SaudaPrintLabel) on the same page, a sheet of several */
};

SaudaPrintLabel *sauda_print_label_new (guint page, const char *store, const char *code, guint place)
  G_GNUC_WARN_UNUSED_RESULT;
SaudaPrintLabel *sauda_print_label_copy (const SaudaPrintLabel *label, guint page) G_GNUC_WARN_UNUSED_RESULT;
void sauda_print_label_free (SaudaPrintLabel *label);
void sauda_print_label_add (SaudaPrintLabel *label, const char *store, const char *code, guint place);
char *sauda_print_label_describe (const SaudaPrintLabel *label) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_print_label_get_count (const SaudaPrintLabel *label);
const SaudaPrintLabel *sauda_print_label_get (const SaudaPrintLabel *label, guint index);
char *sauda_print_label_make_key (const char *store, const char *code, guint place) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SaudaPrintJobDraft:
 * @kind: what is printed
 * @title: what it is called
 * @file: the file it is printed from
 * @printer: where
 * @copies: of each page, at least 1
 * @reason: (nullable): why labels are printed again, in a person's words or as sauda_reason_new() makes it
 * @labels: (not nullable) (element-type SaudaPrintLabel): its pages, as they come out; each label on a sheet
 * of several is written down by itself
 *
 * What sauda_print_queue_add() takes; all is borrowed.
 */
typedef struct {
  SaudaPrintKind kind;
  const char *title;
  const char *file;
  const char *printer;
  guint copies;
  const char *reason;
  GPtrArray *labels;
} SaudaPrintJobDraft;

/**
 * SaudaPrintRecord:
 *
 * A job of the past or on its way.
 */
typedef struct {
  gint64 id;
  gint64 created_ms;
  gint64 changed_ms;
  SaudaPrintKind kind;
  char *title;   /* (owned) (not nullable) */
  char *file;    /* (owned) (not nullable) */
  char *printer; /* (owned) (not nullable) */
  char *reason;  /* (owned) (nullable) as it is kept, see sauda_reason_show() */
  char *error;   /* (owned) (nullable) why it failed */
  guint copies;
  SaudaPrintState state;
  guint n_labels;
  guint n_confirmed;
  GPtrArray *labels; /* (owned) (nullable) (element-type SaudaPrintLabel) only from sauda_print_queue_get() */
} SaudaPrintRecord;

void sauda_print_record_free (SaudaPrintRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPrintRecord, sauda_print_record_free)

const char *sauda_print_state_get_name (SaudaPrintState state);
const char *sauda_print_state_get_title (SaudaPrintState state);

gint64 sauda_print_queue_add (SaudaConnection *connection,
                              const SaudaPrintJobDraft *draft,
                              gint64 now_ms,
                              GError **error);
gboolean sauda_print_queue_set_sent (SaudaConnection *connection, gint64 id, gint64 now_ms, GError **error);
gboolean sauda_print_queue_set_failed (SaudaConnection *connection,
                                       gint64 id,
                                       const char *reason,
                                       gint64 now_ms,
                                       GError **error);
gboolean sauda_print_queue_confirm (SaudaConnection *connection,
                                    gint64 id,
                                    guint printed,
                                    gint64 now_ms,
                                    GError **error);
gboolean sauda_print_queue_rename_store (SaudaConnection *connection,
                                         const char *store,
                                         const char *name,
                                         GError **error);
SaudaPrintRecord *
sauda_print_queue_get (SaudaConnection *connection, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_print_queue_list (SaudaConnection *connection,
                                   gint64 since_ms,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_print_queue_list_labels (SaudaConnection *connection,
                                           gint64 since_ms,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
