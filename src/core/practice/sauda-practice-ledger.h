#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the simulator received for one order. */
typedef struct {
  char *code;    /* (owned) (not nullable) */
  guint accepts; /* carried out or refused */
  guint assembles;
  guint cancels;
  guint completes; /* with a code of the buyer */
  guint refused;   /* of these: answered with an error */
  guint ignored;   /* besides these: answered 200 and not carried out, because a fault said so */
} SaudaPracticeLedgerOrder;

/* One product whose card the simulator received. */
typedef struct {
  char *sku; /* (owned) (not nullable) */
  guint uploads;
} SaudaPracticeLedgerCard;

/* What the simulator sent on to one buyer. */
typedef struct {
  char *provider; /* (owned) (not nullable) */
  char *to;       /* (owned) (not nullable) */
  char *order;    /* (owned) (nullable): none stands in the text */
  char *text;     /* (owned) (not nullable) */
  guint sends;    /* of these very words; one that the buyer never gets is none */
} SaudaPracticeLedgerMessage;

typedef struct {
  GPtrArray *
    orders; /* (owned) (not nullable) (element-type SaudaPracticeLedgerOrder): those that received anything */
  GPtrArray *messages; /* (owned) (not nullable) (element-type SaudaPracticeLedgerMessage) */
  GPtrArray *cards;    /* (owned) (not nullable) (element-type SaudaPracticeLedgerCard) */
} SaudaPracticeLedger;

SaudaPracticeLedger *sauda_practice_ledger_read (const char *folder,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_ledger_free (SaudaPracticeLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeLedger, sauda_practice_ledger_free)

char *sauda_practice_ledger_to_json (const SaudaPracticeLedger *ledger) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
