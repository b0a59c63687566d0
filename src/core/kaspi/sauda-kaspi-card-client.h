#pragma once

#include "sauda-kaspi-card.h"
#include "sauda-kaspi-client.h"
#include "sauda-kaspi-upload.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiCardData:
 * @SAUDA_KASPI_CARD_CATEGORIES: (element-type SaudaKaspiName) every category
 * @SAUDA_KASPI_CARD_ATTRIBUTES: (element-type SaudaKaspiAttribute) those of a category
 * @SAUDA_KASPI_CARD_VALUES: (element-type SaudaKaspiName) what an attribute of a category may be
 * @SAUDA_KASPI_CARD_SCHEMA: a text: the rules for an upload
 * @SAUDA_KASPI_CARD_UPLOAD: a #SaudaKaspiUpload: how far an upload is
 * @SAUDA_KASPI_CARD_RESULT: a #SaudaKaspiUploadResult: what became of it
 *
 * What Kaspi tells about product cards.
 */
typedef enum {
  SAUDA_KASPI_CARD_CATEGORIES,
  SAUDA_KASPI_CARD_ATTRIBUTES,
  SAUDA_KASPI_CARD_VALUES,
  SAUDA_KASPI_CARD_SCHEMA,
  SAUDA_KASPI_CARD_UPLOAD,
  SAUDA_KASPI_CARD_RESULT,
} SaudaKaspiCardData;

void sauda_kaspi_client_read_cards_async (SaudaKaspiClient *self,
                                          SaudaKaspiCardData what,
                                          const char *key,
                                          const char *attribute,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gpointer sauda_kaspi_client_read_cards_finish (SaudaKaspiClient *self,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_client_upload_cards_async (SaudaKaspiClient *self,
                                            GBytes *cards,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
SaudaKaspiAnswer sauda_kaspi_client_upload_cards_finish (SaudaKaspiClient *self,
                                                         GAsyncResult *result,
                                                         char **code,
                                                         GError **error);

G_END_DECLS
