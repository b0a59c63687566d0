#pragma once

#include "sauda-stage.h"
#include "sauda-time.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* One line of an order, with what the catalogue knows about it. */
typedef struct {
  gint64 id;
  gint position;
  gint64 variant_id; /* 0: the SKU leads to no variant */
  char *sku;         /* (owned) (not nullable) as Kaspi has it */
  char *title;       /* (owned) (nullable) */
  char *model;     /* (owned) (not nullable) the merchant's name of the model, else the title, else the SKU */
  char *model_key; /* (owned) (not nullable) tells physical models apart; the model's name when unlinked */
  char *clicked_size;   /* (owned) (nullable) what the buyer clicked */
  char *decided_size;   /* (owned) (nullable) NULL: ship the clicked one */
  char *decided_by;     /* (owned) (nullable) */
  char *decided_reason; /* (owned) (nullable) see sauda_reason_show() */
  gint64 decided_ms;    /* 0: not decided */
  gint quantity;
  gint64 amount; /* of the line, whole tenge; -1: not known */
} SaudaOrderLineInfo;

const char *sauda_order_line_info_get_size (const SaudaOrderLineInfo *line);

/* One order, with its lines and its saved label. */
typedef struct {
  gint64 id;
  gint64 store_id;
  char *store;    /* (owned) (not nullable) */
  char *code;     /* (owned) (not nullable) */
  char *kaspi_id; /* (owned) (nullable) NULL: known from files alone */
  char *state;    /* (owned) (nullable) API word */
  char *status;   /* (owned) (nullable) API word */
  SaudaStage stage;
  SaudaFact assembled;
  gboolean pre_order, express, signature_required, kaspi_delivery, imei_required, returned_to_warehouse;
  gint64 created_ms; /* 0: not known, as all times here */
  gint64 planned_handover_ms;
  gint64 planned_delivery_ms;
  gint64 handed_over_ms;
  gint64 ship_by_ms;    /* the planned day at the store's cut-off */
  gint64 total;         /* whole tenge; -1: not known */
  char *waybill_number; /* (owned) (nullable) */
  char *waybill_url;    /* (owned) (nullable) good for a short time */
  char *buyer;          /* (owned) (nullable) */
  char *phone;          /* (owned) (nullable) ten digits */
  char *town;           /* (owned) (nullable) */
  char *note;           /* (owned) (not nullable) */
  char *tags;           /* (owned) (not nullable) ", " between them */
  char *hold_reason;    /* (owned) (nullable) */
  SaudaDay hold_until;  /* day from which it is shipped again; 0: not held */
  char *label_path;     /* (owned) (nullable) saved label, relative to the data folder */
  char *label_sha256;   /* (owned) (nullable) */
  guint label_pages;
  GPtrArray *lines; /* (owned) (not nullable) (element-type SaudaOrderLineInfo) */
} SaudaOrderInfo;

gboolean sauda_order_info_may (const SaudaOrderInfo *info, SaudaStageAct act);
SaudaOrderInfo *sauda_order_info_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_order_info_free (SaudaOrderInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaOrderInfo, sauda_order_info_free)

/**
 * SaudaOrderQuery:
 * @stage: a #SaudaStage, or -1 for every one
 * @store_id: a store, or 0 for every one
 * @text: (nullable): words that must all be found in number, product, SKU, buyer or note, in any case
 */
typedef struct {
  int stage;
  gint64 store_id;
  const char *text;
} SaudaOrderQuery;

/* An entry of an order's history. */
typedef struct {
  gint64 at_ms;   /* when Sauda heard of it, UTC ms */
  gint64 told_ms; /* when it happened, as the source says; 0: it does not */
  gint64 line_id; /* 0: the whole order */
  char *kind;     /* (owned) (not nullable) stage, size, note, tags, hold, waybill, erased */
  char *before;   /* (owned) (nullable) */
  char *after;    /* (owned) (nullable) */
  char *who;      /* (owned) (not nullable) */
  char *reason;   /* (owned) (nullable) */
} SaudaOrderEvent;

void sauda_order_event_free (SaudaOrderEvent *event);

/**
 * SaudaOrderEdit:
 * @who: the person, the rule or the deadline
 * @reason: (nullable): why
 * @now_ms: UTC ms
 *
 * What the history keeps of an edit.
 */
typedef struct {
  const char *who;
  const char *reason;
  gint64 now_ms;
} SaudaOrderEdit;

GPtrArray *sauda_orders_list (SaudaConnection *connection,
                              const SaudaOrderQuery *query,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_to_ship (SaudaConnection *connection,
                                      gint64 store_id,
                                      SaudaDay day,
                                      gboolean tomorrow,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_orders_count_overdue (SaudaConnection *connection, SaudaDay day, gint64 *count, GError **error);
GPtrArray *sauda_orders_list_to_accept (SaudaConnection *connection,
                                        gint64 store_id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_to_assemble (SaudaConnection *connection,
                                          gint64 store_id,
                                          SaudaDay day,
                                          gboolean tomorrow,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_without_label (SaudaConnection *connection,
                                            gint64 store_id,
                                            SaudaDay day,
                                            gboolean tomorrow,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_formed (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_of_phone (SaudaConnection *connection,
                                       const char *phone,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_of_customer (SaudaConnection *connection,
                                          gint64 customer_id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaOrderInfo *sauda_orders_find (SaudaConnection *connection,
                                   gint64 store_id,
                                   const char *code,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaOrderInfo *sauda_orders_find_of_line (SaudaConnection *connection,
                                           gint64 line_id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *sauda_orders_list_undecided (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *sauda_orders_find_ids (SaudaConnection *connection,
                               const char *code,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_list_history (SaudaConnection *connection,
                                      gint64 order_id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_order_edit_read_size (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_orders_set_decided_size (SaudaConnection *connection,
                                        gint64 line_id,
                                        const char *size,
                                        const SaudaOrderEdit *edit,
                                        GError **error);
/* The merchant's own texts of an order. */
typedef enum {
  SAUDA_ORDER_TEXT_NOTE,
  SAUDA_ORDER_TEXT_TAGS,
} SaudaOrderText;

#define SAUDA_N_ORDER_TEXTS (SAUDA_ORDER_TEXT_TAGS + 1)

char *sauda_order_edit_read_tags (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_orders_set_text (SaudaConnection *connection,
                                gint64 order_id,
                                SaudaOrderText which,
                                const char *text,
                                const SaudaOrderEdit *edit,
                                GError **error);
gboolean sauda_orders_set_hold (SaudaConnection *connection,
                                gint64 order_id,
                                SaudaDay until,
                                const SaudaOrderEdit *edit,
                                GError **error);
GPtrArray *sauda_orders_list_current (SaudaConnection *connection,
                                      gint64 since_ms,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_orders_count_new (SaudaConnection *connection,
                                 gint64 from_ms,
                                 gint64 to_ms,
                                 gint64 *count,
                                 GError **error);

G_END_DECLS
