#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_CARD_STATE_MADE "FINISHED" /* Kaspi's word for a card (kaspi-api 8) */
#define SAUDA_CARD_STATE_ABORTED                                                                             \
  "ABORTED" /* Kaspi's word for an upload that it gave up, and so for its cards */
#define SAUDA_CARD_STATE_REFUSED "REFUSED" /* ours: Kaspi did not take the upload */
#define SAUDA_CARD_STATE_UNNAMED                                                                             \
  "UNNAMED" /* ours: the upload ended, and its result does not name the card                                 \
             */

/**
 * SaudaCardUploadRow:
 *
 * One card of an upload.
 */
typedef struct {
  char *sku;   /* (owned) (not nullable) */
  char *title; /* (owned) (not nullable) */
  char *
    state; /* (owned) (not nullable) one of the above or another word of Kaspi's; "" while nothing is known */
  char *message; /* (owned) (nullable) why, in Kaspi's words */
} SaudaCardUploadRow;

/**
 * SaudaCardUpload:
 *
 * One batch of cards, from its plan to its end.
 */
typedef struct {
  gint64 id;
  gint64 act_id; /* in the ledger */
  gint64 store_id;
  char *store;       /* (owned) (not nullable) */
  char *code;        /* (owned) (nullable) Kaspi's number of it; NULL: not accepted yet */
  char *status;      /* (owned) (not nullable) Kaspi's word; "" while nothing is known */
  char *description; /* (owned) (nullable) Kaspi's words */
  gint64 planned_ms;
  gint64 sent_ms;       /* 0: not yet */
  gint64 next_check_ms; /* when its status is read next; 0: it is not */
  gint64 ended_ms;      /* 0: not yet */
  guint cards;
  guint refused;   /* of these, by Kaspi */
  guint unnamed;   /* of these, of which the result of an upload that ended says nothing */
  GPtrArray *rows; /* (owned) (nullable) (element-type SaudaCardUploadRow) */
} SaudaCardUpload;

void sauda_card_upload_free (SaudaCardUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCardUpload, sauda_card_upload_free)
SaudaCardUploadRow *sauda_card_upload_row_new (const char *sku,
                                               const char *title,
                                               const char *state,
                                               const char *message) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_upload_row_free (SaudaCardUploadRow *row);
gboolean sauda_card_upload_row_is_refused (const SaudaCardUploadRow *row);
char *sauda_card_state_describe (const char *state, const char *message) G_GNUC_WARN_UNUSED_RESULT;

gint64 sauda_card_uploads_add (SaudaConnection *connection,
                               gint64 act_id,
                               gint64 store_id,
                               GPtrArray *rows,
                               gint64 now_ms,
                               GError **error);
gboolean sauda_card_uploads_set_accepted (SaudaConnection *connection,
                                          gint64 act_id,
                                          const char *code,
                                          gint64 now_ms,
                                          gint64 next_check_ms,
                                          GError **error);
gboolean sauda_card_uploads_set_refused (SaudaConnection *connection,
                                         gint64 act_id,
                                         const char *reason,
                                         gint64 now_ms,
                                         GError **error);
gboolean sauda_card_uploads_set_status (SaudaConnection *connection,
                                        gint64 id,
                                        const char *status,
                                        const char *description,
                                        gint64 next_check_ms,
                                        GError **error);
gboolean sauda_card_uploads_end (SaudaConnection *connection,
                                 gint64 id,
                                 GPtrArray *rows,
                                 gint64 now_ms,
                                 GError **error);
GPtrArray *sauda_card_uploads_list (SaudaConnection *connection,
                                    gboolean open_alone,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
