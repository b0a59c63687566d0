#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A question that only a person can answer (product.md 2): never settled by itself. */
typedef struct {
  gint64 id;
  gint64 line_id;
  gint64 variant_id;
  char *sku;            /* (owned) (not nullable) of the variant */
  char *order_code;     /* (owned) (not nullable) */
  gboolean late_cancel; /* cancelled after the hand-over; FALSE: a return */
  gint64 pieces;
  gint64 asked_ms;
} SaudaStockQuestion;

void sauda_stock_question_free (SaudaStockQuestion *question);

gboolean sauda_stock_question_ask (SaudaConnection *connection,
                                   const SaudaStockQuestion *question,
                                   gboolean *asked,
                                   GError **error);
GPtrArray *sauda_stock_question_list (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_question_answer (SaudaConnection *connection,
                                      gint64 id,
                                      gboolean came_back,
                                      const char *who,
                                      gint64 now_ms,
                                      GError **error);

G_END_DECLS
