#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a source says of a yes-or-no question; not every source can answer every one. */
typedef enum {
  SAUDA_FACT_UNKNOWN = 0,
  SAUDA_FACT_NO,
  SAUDA_FACT_YES,
} SaudaFact;

/**
 * SaudaStage:
 * @SAUDA_STAGE_NEW: to be accepted
 * @SAUDA_STAGE_SIGNING: the buyer has papers to sign; nothing may be handed over
 * @SAUDA_STAGE_PREORDER: on the way to the warehouse
 * @SAUDA_STAGE_PACKING: to be assembled, or the source cannot tell whether it is
 * @SAUDA_STAGE_HANDOVER: assembled, waits for the courier
 * @SAUDA_STAGE_DELIVERY: the courier has it
 * @SAUDA_STAGE_PICKUP: the buyer comes to the merchant's own shop
 * @SAUDA_STAGE_OWN_DELIVERY: the merchant delivers
 * @SAUDA_STAGE_CANCELLING: cancelled, the parcel is on its way back
 * @SAUDA_STAGE_CANCELLED: cancelled
 * @SAUDA_STAGE_RETURN_REQUESTED: the buyer sends it back
 * @SAUDA_STAGE_RETURNED: sent back
 * @SAUDA_STAGE_COMPLETED: the buyer has it
 * @SAUDA_STAGE_UNKNOWN: the source does not tell, or uses a word that Sauda does not know
 *
 * Where an order is in its life, from the merchant's side (kaspi-api 3.3).
 */
typedef enum {
  SAUDA_STAGE_NEW,
  SAUDA_STAGE_SIGNING,
  SAUDA_STAGE_PREORDER,
  SAUDA_STAGE_PACKING,
  SAUDA_STAGE_HANDOVER,
  SAUDA_STAGE_DELIVERY,
  SAUDA_STAGE_PICKUP,
  SAUDA_STAGE_OWN_DELIVERY,
  SAUDA_STAGE_CANCELLING,
  SAUDA_STAGE_CANCELLED,
  SAUDA_STAGE_RETURN_REQUESTED,
  SAUDA_STAGE_RETURNED,
  SAUDA_STAGE_COMPLETED,
  SAUDA_STAGE_UNKNOWN,
} SaudaStage;

#define SAUDA_N_STAGES (SAUDA_STAGE_UNKNOWN + 1)

/**
 * SaudaStageFacts:
 *
 * What a stage is derived from. Texts are borrowed.
 */
typedef struct {
  const char *state;         /* (nullable) as the API names it; NULL: not known */
  const char *status;        /* (nullable) as the API names it */
  const char *delivery_mode; /* (nullable) as the API names it */
  SaudaFact kaspi_delivery;
  SaudaFact signature_required;
  SaudaFact pre_order;
  SaudaFact assembled;
  gboolean has_waybill; /* Kaspi has formed one, which it does for assembled orders alone */
  gboolean handed_over; /* the courier has it */
} SaudaStageFacts;

/* What a merchant may ask Kaspi to do with an order (kaspi-api 3.2). */
typedef enum {
  SAUDA_STAGE_ACT_ACCEPT,
  SAUDA_STAGE_ACT_ASSEMBLE,
  SAUDA_STAGE_ACT_COMPLETE,
  SAUDA_STAGE_ACT_CANCEL,
  SAUDA_STAGE_ACT_ARRIVED,
  SAUDA_STAGE_ACT_ARRIVED_BACKWARD,
} SaudaStageAct;

#define SAUDA_STAGE_N_ACTS (SAUDA_STAGE_ACT_ARRIVED_BACKWARD + 1)

/* The API's words for a status of the cabinet's spreadsheets (kaspi-api 9.1). */
typedef struct {
  const char *state;  /* (nullable) static; NULL: the spreadsheet does not tell */
  const char *status; /* (nullable) static; NULL: a word that Sauda does not know */
  SaudaFact pre_order;
  gboolean handed_over;
} SaudaExportStatus;

const char *sauda_stage_get_name (SaudaStage stage);
const char *sauda_stage_get_title (SaudaStage stage);
const char *sauda_stage_get_reason (SaudaStage stage);
gboolean sauda_stage_from_name (const char *name, SaudaStage *stage);
SaudaStage sauda_stage_derive (const SaudaStageFacts *facts);
gboolean sauda_stage_may (const SaudaStageFacts *facts, SaudaStageAct act);
gboolean sauda_stage_read_export (const char *status_text,
                                  const char *delivery_text,
                                  gboolean kaspi_delivery,
                                  SaudaExportStatus *status);

G_END_DECLS
