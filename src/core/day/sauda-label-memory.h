#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaLabelReport SaudaLabelReport;

gboolean sauda_label_memory_save (SaudaWorkspace *workspace,
                                  SaudaDay day,
                                  const char *folder,
                                  const SaudaLabelReport *report,
                                  GError **error);
gboolean sauda_label_memory_add_folder (SaudaWorkspace *workspace, const char *folder, GError **error);
GStrv sauda_label_memory_list_folders (const char *data_folder) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_label_memory_list_codes (SaudaWorkspace *workspace, SaudaDay day) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_memory_load_async (SaudaWorkspace *workspace,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
SaudaLabelReport *sauda_label_memory_load_finish (GAsyncResult *result,
                                                  char **folder,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
