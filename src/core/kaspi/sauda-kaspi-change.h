#pragma once

#include "sauda-http.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiChange:
 *
 * One change of an order's status (kaspi-api 5). Start from a zeroed structure and set what the change needs:
 * a field that is %NULL is not sent. @code goes along always, since Kaspi loses some orders without it.
 */
typedef struct {
  const char *order_id;             /* (not nullable) opaque */
  const char *code;                 /* (not nullable) the number that people see */
  const char *status;               /* (not nullable) ACCEPTED_BY_MERCHANT, ASSEMBLE … */
  const char *number_of_space;      /* (nullable) places, for ASSEMBLE; a text, as the guide writes it */
  const char *cancellation_reason;  /* (nullable) for CANCELLED */
  const char *cancellation_comment; /* (nullable) for CANCELLED; cut at %SAUDA_KASPI_MAX_COMMENT characters */
  const char *security_code;        /* (nullable) for COMPLETED: the buyer's code; "" asks Kaspi to send it */
} SaudaKaspiChange;

#define SAUDA_KASPI_MAX_COMMENT 1000

/**
 * SaudaKaspiAnswer:
 * @SAUDA_KASPI_ANSWER_ACCEPTED: Kaspi echoed the change; only reading the order again tells whether it was
 * made
 * @SAUDA_KASPI_ANSWER_REFUSED: the change was not made: Kaspi said no, or the request never left. With
 *   %SAUDA_KASPI_ERROR_RATE_LIMITED, _NETWORK, _ADDRESS or %G_IO_ERROR_CANCELLED nobody judged the change
 * itself, so it may be planned again
 * @SAUDA_KASPI_ANSWER_UNCLEAR: it may have been made; read the order again, never send again blindly
 *
 * What is known after a change was sent.
 */
typedef enum {
  SAUDA_KASPI_ANSWER_ACCEPTED,
  SAUDA_KASPI_ANSWER_REFUSED,
  SAUDA_KASPI_ANSWER_UNCLEAR,
} SaudaKaspiAnswer;

GBytes *sauda_kaspi_change_format (const SaudaKaspiChange *change) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiAnswer
sauda_kaspi_change_judge (const SaudaHttpResponse *response, const char *order_id, GError **error);
SaudaKaspiAnswer
sauda_kaspi_change_judge_code (const SaudaHttpResponse *response, const char *order_id, GError **error);
SaudaKaspiAnswer
sauda_kaspi_change_judge_unechoed (const SaudaHttpResponse *response, GError *cause, GError **error);
SaudaKaspiAnswer sauda_kaspi_change_judge_failure (const GError *failure, gboolean left, GError **error);

G_END_DECLS
