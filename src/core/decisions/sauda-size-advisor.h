#pragma once

#include "sauda-line-advice.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;
typedef struct _SaudaDatabase SaudaDatabase;

/**
 * SaudaSizeAdvisor:
 *
 * Advises sizes from what the database remembers, and learns the chart anew after every 25 decided orders, in
 * a thread of its own. One per workspace; safe in every thread.
 */
#define SAUDA_TYPE_SIZE_ADVISOR (sauda_size_advisor_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSizeAdvisor, sauda_size_advisor, SAUDA, SIZE_ADVISOR, GObject)

SaudaSizeAdvisor *sauda_size_advisor_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaLineAdvice *sauda_size_advisor_advise (SaudaSizeAdvisor *self,
                                            SaudaConnection *connection,
                                            gint64 line_id,
                                            double height_cm,
                                            double weight_kg,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaLineAdvice *sauda_size_advisor_recommend (SaudaSizeAdvisor *self,
                                               SaudaConnection *connection,
                                               SaudaSizePeople people,
                                               const char *product,
                                               double height_cm,
                                               double weight_kg,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_size_advisor_prepare (SaudaSizeAdvisor *self, SaudaDatabase *database, GError **error);
void sauda_size_advisor_prepare_async (SaudaSizeAdvisor *self,
                                       SaudaDatabase *database,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean sauda_size_advisor_prepare_finish (SaudaSizeAdvisor *self, GAsyncResult *result, GError **error);

G_END_DECLS
