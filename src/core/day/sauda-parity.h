#pragma once

#include "sauda-time.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* A field of which the API and the spreadsheet say different things. */
typedef struct {
  char *code;     /* (owned) (not nullable) order number */
  char *store;    /* (owned) (not nullable) */
  char *field;    /* (owned) (not nullable) stable name, such as "status" or "quantity:SKU" */
  char *api;      /* (owned) (nullable) NULL: the API does not tell this line */
  char *file;     /* (owned) (nullable) NULL: the spreadsheet does not tell this line */
  gint64 api_ms;  /* the moment that the API spoke of */
  gint64 file_ms; /* the moment that the spreadsheet spoke of; 0: not known */
} SaudaParityDifference;

/* One Almaty day on which orders were made. */
typedef struct {
  SaudaDay day;         /* %SAUDA_DAY_NONE: neither source tells it */
  guint compared;       /* orders that both sources told */
  GPtrArray *only_api;  /* (owned) (element-type utf8) order numbers */
  GPtrArray *only_file; /* (owned) (element-type utf8) order numbers */
  GPtrArray *differs;   /* (owned) (element-type SaudaParityDifference) */
} SaudaParityDay;

/**
 * SaudaParity:
 *
 * How far the API and the spreadsheets agree, which is what the ladder of trust is built on (product.md 5).
 */
typedef struct {
  GPtrArray *days;  /* (owned) (element-type SaudaParityDay) newest last */
  guint equal_days; /* days on which both told the same orders, and the same of them */
} SaudaParity;

gboolean sauda_parity_day_is_equal (const SaudaParityDay *day);
void sauda_parity_free (SaudaParity *parity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaParity, sauda_parity_free)

const char *sauda_parity_get_field_title (const char *field);
void sauda_parity_read_async (SaudaWorkspace *workspace,
                              gint64 store_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SaudaParity *sauda_parity_read_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaParity *sauda_parity_read (SaudaConnection *connection, gint64 store_id, SaudaDay day, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
