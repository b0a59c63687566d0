#pragma once

#include "sauda-size-chart.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaChartSource:
 * @SAUDA_CHART_SOURCE_USUAL: begin anew at the chart that Sauda brings along
 * @SAUDA_CHART_SOURCE_SUPPLIER: typed from a supplier's chart
 * @SAUDA_CHART_SOURCE_MOVED: a person moved a limit
 *
 * Where a chart comes from.
 */
typedef enum {
  SAUDA_CHART_SOURCE_USUAL,
  SAUDA_CHART_SOURCE_SUPPLIER,
  SAUDA_CHART_SOURCE_MOVED,
} SaudaChartSource;

/* A chart that was put in force. */
typedef struct {
  gint64 id;
  SaudaSizeChart chart;
  SaudaChartSource source;
  gint64 at_ms;
  char *who;    /* (owned) (not nullable) */
  char *reason; /* (owned) (nullable) */
} SaudaChartEntry;

void sauda_chart_entry_free (SaudaChartEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaChartEntry, sauda_chart_entry_free)

gboolean sauda_size_charts_get (SaudaConnection *connection,
                                SaudaSizePeople people,
                                SaudaSizeChart *chart,
                                GError **error);
GPtrArray *sauda_size_charts_list (SaudaConnection *connection,
                                   SaudaSizePeople people,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_size_charts_put (SaudaConnection *connection,
                                SaudaSizePeople people,
                                const SaudaChartEntry *entry,
                                GError **error);
void sauda_size_charts_put_async (SaudaDatabase *database,
                                  SaudaSizePeople people,
                                  const SaudaChartEntry *entry,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sauda_size_charts_put_finish (GAsyncResult *result, GError **error);

G_END_DECLS
