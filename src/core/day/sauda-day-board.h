#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaBoardTile:
 *
 * What the merchant counts; each leads to the orders behind it.
 */
typedef enum {
  SAUDA_BOARD_TO_ACCEPT,
  SAUDA_BOARD_TO_ASK,
  SAUDA_BOARD_ASKED,
  SAUDA_BOARD_TO_DECIDE,
  SAUDA_BOARD_TO_SHIP,
  SAUDA_BOARD_OVERDUE,
  SAUDA_BOARD_NO_LABEL,
  SAUDA_BOARD_COURIER,
  SAUDA_BOARD_PRINTED,
  SAUDA_BOARD_HANDED_OVER,
  SAUDA_BOARD_RETURNS,
  SAUDA_BOARD_N_TILES,
} SaudaBoardTile;

#define SAUDA_BOARD_HOURS 24
#define SAUDA_BOARD_DAYS 14
/* Orders over which Kaspi's index of quality is foretold. */
#define SAUDA_BOARD_QUALITY_DAYS 30

/* A store and the time until it hands over. */
typedef struct {
  char *name; /* (owned) (not nullable) */
  gint64 cutoff_ms;
} SaudaBoardStore;

/**
 * SaudaDayBoard:
 *
 * The day in numbers, as the database has it now.
 */
typedef struct {
  SaudaDay day;
  gint64 now_ms;
  guint tiles[SAUDA_BOARD_N_TILES];
  GPtrArray *stores;                /* (owned) (element-type SaudaBoardStore) the next cut-off first */
  guint by_hour[SAUDA_BOARD_HOURS]; /* orders made today, by the hour of Almaty */
  guint by_day[SAUDA_BOARD_DAYS];   /* orders made, today last */
  guint pieces_by_hour[SAUDA_BOARD_HOURS];
  guint pieces_by_day[SAUDA_BOARD_DAYS];
  guint orders;            /* made today */
  guint pieces;            /* of these */
  gint64 money;            /* of these, whole tenge */
  gint64 shipped_money;    /* of what was assembled today, whole tenge */
  guint cancelled;         /* today */
  guint returned;          /* today */
  guint quality_orders;    /* of the last days, those to be shipped included */
  guint quality_cancelled; /* of these, by the merchant's fault */
  guint quality_late;      /* of these, handed over after their day, or not yet */
  guint rating;            /* in tenths, as a person read it in the cabinet; 0 for none */
} SaudaDayBoard;

const char *sauda_board_tile_get_name (SaudaBoardTile tile);
const char *sauda_board_tile_get_title (SaudaBoardTile tile);
gboolean sauda_board_tile_from_name (const char *name, SaudaBoardTile *tile);

void sauda_day_board_free (SaudaDayBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaDayBoard, sauda_day_board_free)

gboolean sauda_day_board_set_rating (SaudaWorkspace *workspace, guint tenths, GError **error);
int sauda_day_board_afford (guint orders, guint bad, guint percent);
SaudaDayBoard *
sauda_day_board_read (SaudaConnection *connection, gint64 now_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_day_board_read_async (SaudaWorkspace *workspace,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SaudaDayBoard *sauda_day_board_read_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_day_board_list (SaudaConnection *connection,
                                  SaudaBoardTile tile,
                                  gint64 now_ms,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_day_board_list_async (SaudaWorkspace *workspace,
                                 SaudaBoardTile tile,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GHashTable *sauda_day_board_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
