#pragma once

#include "sauda-secrets.h"

G_BEGIN_DECLS

/**
 * SaudaSecretCopy:
 * @SAUDA_SECRET_COPY_NOTHING: the first store has none in the keyring
 * @SAUDA_SECRET_COPY_DONE: the second one has it too now
 * @SAUDA_SECRET_COPY_KEPT: the second one has one of its own, which stays
 */
typedef enum {
  SAUDA_SECRET_COPY_NOTHING,
  SAUDA_SECRET_COPY_DONE,
  SAUDA_SECRET_COPY_KEPT,
} SaudaSecretCopy;

void sauda_secret_copy_async (const char *kind,
                              const char *from,
                              const char *into,
                              gboolean replace,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sauda_secret_copy_finish (GAsyncResult *result, SaudaSecretCopy *copy, GError **error);

G_END_DECLS
