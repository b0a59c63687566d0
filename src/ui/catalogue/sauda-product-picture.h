#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaProductPicture:
 *
 * A picture of the folder of pictures; not there while a product has none.
 */
#define SAUDA_TYPE_PRODUCT_PICTURE (sauda_product_picture_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProductPicture, sauda_product_picture, SAUDA, PRODUCT_PICTURE, AdwBin)

void sauda_product_picture_show (SaudaProductPicture *self, SaudaWorkspace *workspace, const char *name);
void sauda_product_picture_keep_async (SaudaWorkspace *workspace,
                                       const char *path,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *sauda_product_picture_keep_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
