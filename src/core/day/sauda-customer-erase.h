#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/* What erasing a buyer did. */
typedef struct {
  gint64 customer_id;
  guint orders; /* that stay without him */
  guint files;  /* saved waybills that are gone */
  guint labels; /* files of built labels that are gone, with the labels of others in them */
  GStrv
    away; /* (owned) (not nullable) folders of labels that are not there now, a disk that is not plugged in */
} SaudaCustomerErasure;

void sauda_customer_erasure_free (SaudaCustomerErasure *erasure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCustomerErasure, sauda_customer_erasure_free)

gboolean
sauda_customer_erase_again (SaudaDatabase *database, const char *folder, gint64 now_ms, GError **error);
SaudaCustomerErasure *sauda_customer_erase (SaudaWorkspace *workspace,
                                            const char *phone,
                                            gint64 customer_id,
                                            const char *who,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_customer_erase_async (SaudaWorkspace *workspace,
                                 gint64 customer_id,
                                 const char *who,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SaudaCustomerErasure *sauda_customer_erase_finish (SaudaWorkspace *workspace,
                                                   GAsyncResult *result,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
