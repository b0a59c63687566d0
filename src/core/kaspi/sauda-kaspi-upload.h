#pragma once

#include "sauda-kaspi-change.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiUpload:
 *
 * How far Kaspi is with an upload of cards.
 */
typedef struct {
  char *code;        /* (owned) (not nullable) */
  char *status;      /* (owned) (not nullable) UPLOADED, FINISHED, ABORTED, and whatever comes next */
  char *description; /* (owned) (nullable) Kaspi's own words */
} SaudaKaspiUpload;

/**
 * SaudaKaspiUploadRow:
 *
 * What became of one product of an upload.
 */
typedef struct {
  char *sku;     /* (owned) (not nullable) */
  char *state;   /* (owned) (not nullable) FINISHED; any other is Kaspi's no */
  char *message; /* (owned) (nullable) Kaspi's own words */
} SaudaKaspiUploadRow;

/**
 * SaudaKaspiUploadResult:
 */
typedef struct {
  guint errors;
  guint warnings;
  guint skipped;
  guint total;
  GPtrArray *rows; /* (owned) (element-type SaudaKaspiUploadRow) */
} SaudaKaspiUploadResult;

void sauda_kaspi_upload_free (SaudaKaspiUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiUpload, sauda_kaspi_upload_free)
void sauda_kaspi_upload_result_free (SaudaKaspiUploadResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiUploadResult, sauda_kaspi_upload_result_free)

SaudaKaspiUpload *sauda_kaspi_upload_read (const SaudaHttpResponse *response,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiUploadResult *sauda_kaspi_upload_read_result (const SaudaHttpResponse *response,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_kaspi_upload_read_code (const SaudaHttpResponse *response) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiAnswer sauda_kaspi_upload_judge (const SaudaHttpResponse *response, const char *id, GError **error);

G_END_DECLS
