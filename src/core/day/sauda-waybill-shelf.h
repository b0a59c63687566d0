#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

gboolean sauda_waybill_shelf_save (SaudaWorkspace *workspace,
                                   gint64 order_id,
                                   const char *store,
                                   const char *code,
                                   GBytes *pdf,
                                   const char *source,
                                   GError **error);
GStrv sauda_waybill_shelf_list (SaudaWorkspace *workspace,
                                const char *store,
                                const char *code) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_waybill_shelf_adopt (SaudaWorkspace *workspace, GCancellable *cancellable, GError **error);
void sauda_waybill_shelf_save_async (SaudaWorkspace *workspace,
                                     gint64 order_id,
                                     const char *store,
                                     const char *code,
                                     GBytes *pdf,
                                     const char *source,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *sauda_waybill_shelf_save_finish (GAsyncResult *result,
                                       guint *pages,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
