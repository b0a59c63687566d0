#pragma once

#include "sauda-price-list-loss.h"
#include "sauda-price-list-publish.h"

G_BEGIN_DECLS

/* A line of a diff or of a drift report, in words and numbers for people. */
typedef struct {
  char *sku;       /* (owned) (not nullable) */
  char *title;     /* (owned) (nullable) */
  char *field;     /* (owned) (not nullable) what differs */
  char *before;    /* (owned) (not nullable) in the list before, or in Kaspi's */
  char *after;     /* (owned) (not nullable) in the list now, or the merchant's own */
  char *change;    /* (owned) (nullable) the difference where it is a number */
  gint64 since_ms; /* 0: not known */
} SaudaListDifference;

/* The price list of one store as it would go out now, and what went out before. */
typedef struct {
  gint64 store_id;
  char *store;       /* (owned) (not nullable) */
  char *merchant_id; /* (owned) (nullable) */
  guint offers;
  guint on_sale;
  guint without_price; /* offers that the list cannot hold */
  SaudaListLoss loss;  /* what it lacks of the list before it */
  guint run_out;       /* offers that go off sale with it */
  gboolean is_first;   /* nothing was published before */
  GPtrArray *warnings; /* (owned) (not nullable) (element-type utf8) sentences; Kaspi's schema among them */
  GPtrArray *differences; /* (owned) (not nullable) (element-type SaudaListDifference) to the published one */
  GPtrArray *history;     /* (owned) (not nullable) (element-type SaudaPriceListInfo) the newest first */
  char *place;            /* (owned) (nullable) where it is published */
} SaudaPriceListDesk;

void sauda_price_list_desk_free (gpointer desk);
SaudaPriceListDesk *sauda_price_list_desk_read (SaudaConnection *connection,
                                                gint64 store_id,
                                                gint64 now_ms,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_price_list_desk_diff (SaudaConnection *connection,
                                       gint64 list_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What publishing an earlier list again would do. */
typedef struct {
  guint changes;      /* against the list that is published now */
  SaudaListLoss loss; /* what it lacks of that */
} SaudaListLookBack;

gboolean sauda_price_list_desk_look_back (SaudaConnection *connection,
                                          gint64 store_id,
                                          gint64 list_id,
                                          SaudaListLookBack *look,
                                          GError **error);
gboolean sauda_price_list_desk_write (SaudaConnection *connection,
                                      gint64 store_id,
                                      const char *path,
                                      gint confirmed_gone,
                                      gint64 now_ms,
                                      GError **error);

/* What a comparison with Kaspi's own list found. */
typedef struct {
  char *summary;       /* (owned) (not nullable) */
  char *store;         /* (owned) (nullable) whose list it is */
  guint unknown;       /* offers that the catalogue lacks */
  GPtrArray *warnings; /* (owned) (not nullable) (element-type utf8) what the list has twice, or not right */
  GPtrArray *differences; /* (owned) (not nullable) (element-type SaudaListDifference) */
} SaudaListDrift;

void sauda_list_drift_free (gpointer drift);
SaudaListDrift *sauda_price_list_desk_compare (SaudaWorkspace *workspace,
                                               const char *path,
                                               const char *store,
                                               gboolean adopt,
                                               GCancellable *cancellable,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
