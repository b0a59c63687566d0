#pragma once

#include "sauda-stage.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_ORDER_SOURCE_FILE,
  SAUDA_ORDER_SOURCE_API,
} SaudaOrderSource;

/**
 * SaudaOrderLineRecord:
 *
 * One line of an order as a source tells it.
 */
typedef struct {
  char *sku;   /* (owned) (not nullable) the merchant SKU, never trimmed; "" when the source has none */
  char *title; /* (owned) (nullable) */
  char *seller_title;   /* (owned) (nullable) name in the merchant's own system */
  char *category;       /* (owned) (nullable) */
  char *kaspi_entry_id; /* (owned) (nullable) */
  char *unit_type;      /* (owned) (nullable) */
  gint quantity;
  gint64 amount; /* of the line, whole tenge; -1: not known */
} SaudaOrderLineRecord;

/**
 * SaudaOrderRecord:
 *
 * An order as a source tells it: whatever is %NULL, 0, -1 or %SAUDA_FACT_UNKNOWN the source does not know,
 * and the merge keeps what others said.
 */
typedef struct {
  SaudaOrderSource source;
  char *origin;    /* (owned) (nullable) name of the file, for the history */
  gint64 as_of_ms; /* the moment that the source speaks of: when the API answered, when the file was made; 0
                      unknown */
  char *code;      /* (owned) (not nullable) the number that people see */
  char *kaspi_id;  /* (owned) (nullable) */
  char *state;     /* (owned) (nullable) API word; NULL: not told */
  char *status;    /* (owned) (nullable) API word, or the source's own when Sauda does not know it */
  char *delivery_mode;        /* (owned) (nullable) API word or the export's text */
  char *payment_mode;         /* (owned) (nullable) */
  char *cancellation_reason;  /* (owned) (nullable) */
  char *waybill_number;       /* (owned) (nullable) */
  char *waybill_url;          /* (owned) (nullable) good for a short time */
  char *pickup_point;         /* (owned) (nullable) warehouse code */
  char *town;                 /* (owned) (nullable) */
  char *address;              /* (owned) (nullable) */
  char *buyer;                /* (owned) (nullable) name */
  char *phone;                /* (owned) (nullable) ten digits; NULL when masked */
  char *extra;                /* (owned) (nullable) JSON of what Sauda does not know */
  gint64 created_ms;          /* 0: not known, as all times here */
  gint64 planned_handover_ms; /* an export's day as the start of that day */
  gint64 planned_delivery_ms;
  gint64 status_changed_ms; /* for the history of the stage; an export's day as the start of that day */
  gint64 handed_over_ms;
  gboolean handed_over; /* the source says so without a time; set by handed_over_ms too */
  SaudaFact assembled;
  SaudaFact pre_order;
  SaudaFact express;
  SaudaFact signature_required;
  SaudaFact kaspi_delivery;
  SaudaFact imei_required;
  SaudaFact returned_to_warehouse;
  gint64 total;                    /* whole tenge; -1: not known */
  gint64 delivery_cost;            /* -1: not known */
  gint64 delivery_cost_for_seller; /* -1: not known */
  GPtrArray
    *lines; /* (owned) (not nullable) (element-type SaudaOrderLineRecord); empty: the source told none */
} SaudaOrderRecord;

SaudaOrderRecord *sauda_order_record_new (SaudaOrderSource source,
                                          const char *code) G_GNUC_WARN_UNUSED_RESULT;
void sauda_order_record_free (SaudaOrderRecord *record);
SaudaOrderLineRecord *sauda_order_record_add_line (SaudaOrderRecord *record, const char *sku, gint quantity);
gint64 sauda_order_record_find_total (const SaudaOrderRecord *record);
char *sauda_order_record_read_phone (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderRecord, sauda_order_record_free)

G_END_DECLS
