#pragma once

#include "sauda-kaspi-change.h"
#include "sauda-kaspi-transport.h"

G_BEGIN_DECLS

/* What is known after a write, with its reason. */
typedef struct {
  SaudaKaspiAnswer answer;
  GError *reason; /* (owned) (nullable) */
  char *receipt;  /* (owned) (nullable) what an accepted write is asked for by */
} SaudaKaspiOutcome;

void sauda_kaspi_outcome_free (SaudaKaspiOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiOutcome, sauda_kaspi_outcome_free)

/**
 * SaudaKaspiWrite:
 *
 * One request that changes something at Kaspi.
 */
typedef struct {
  const char *path;          /* (not nullable) below the base */
  GBytes *body;              /* (not nullable) */
  const char *id;            /* (not nullable) of the order */
  const char *method;        /* (nullable) NULL: POST */
  const char *accept;        /* (nullable) NULL: the JSON:API's */
  const char *content_type;  /* (nullable) NULL: as @accept */
  const char *security_code; /* (nullable) */
  SaudaKaspiAnswer (*judge) (const SaudaHttpResponse *response, const char *id, GError **error);
  char *(*read_receipt) (const SaudaHttpResponse *response); /* (nullable) */
} SaudaKaspiWrite;

void sauda_kaspi_write_async (SaudaKaspiTransport *transport,
                              const SaudaKaspiWrite *write,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SaudaKaspiOutcome *sauda_kaspi_write_finish (SaudaKaspiTransport *transport,
                                             GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
