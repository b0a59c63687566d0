#pragma once

#include "sauda-stores.h"

G_BEGIN_DECLS

gint64 sauda_stores_rename (SaudaConnection *connection,
                            const char *name,
                            const char *new_name,
                            gint64 now_ms,
                            GError **error);
gboolean
sauda_stores_check_name (SaudaConnection *connection, const char *name, const char *new_name, GError **error);
gboolean sauda_store_names_keep (SaudaConnection *connection,
                                 gint64 store_id,
                                 const char *name,
                                 gint64 now_ms,
                                 GError **error);
gboolean sauda_store_names_release (SaudaConnection *connection, const char *name, GError **error);
char *sauda_stores_clean_merchant_id (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stores_forget_merchant_id (SaudaConnection *connection, gint64 store_id, GError **error);
GStrv sauda_store_names_list (SaudaConnection *connection,
                              const char *store,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_store_names_read_former (SaudaConnection *connection,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
