#pragma once

#include "sauda-card.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/**
 * SaudaCardRequest:
 * @text: (nullable) (owned): what is looked for: words, a category or a SKU
 * @cards: (nullable) (owned) (element-type SaudaCard): what is filled or kept
 * @store_id: the store whose cards they are
 * @card_id: a draft; 0: none
 * @good_only: whether cards that Kaspi would refuse are left out of a plan
 * @now_ms: the time, UTC ms
 *
 * What the windows of cards want of the database, for work on its thread.
 */
typedef struct {
  char *text;
  GPtrArray *cards;
  gint64 store_id;
  gint64 card_id;
  gboolean good_only;
  gint64 now_ms;
} SaudaCardRequest;

SaudaCardRequest *sauda_card_request_new (gint64 store_id, const char *text) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_request_free (gpointer data);
gpointer sauda_card_request_categories (SaudaConnection *connection,
                                        gpointer data,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_form (SaudaConnection *connection,
                                  gpointer data,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_fill (SaudaConnection *connection,
                                  gpointer data,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_draft (SaudaConnection *connection,
                                   gpointer data,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_keep (SaudaConnection *connection,
                                  gpointer data,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_forget (SaudaConnection *connection,
                                    gpointer data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_open_drafts (SaudaConnection *connection,
                                         gpointer data,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_check (SaudaConnection *connection,
                                   gpointer data,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer sauda_card_request_plan (SaudaConnection *connection,
                                  gpointer data,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
