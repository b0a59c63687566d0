#pragma once

#include "sauda-act.h"
#include "sauda-channel.h"
#include "sauda-day-step.h"

G_BEGIN_DECLS

/* Where an act is sent from. */
typedef struct {
  SaudaWorkspace *workspace; /* (not nullable) */
  SaudaDayStep *step;        /* (not nullable): takes what failed and what waits */
  GCancellable *cancellable; /* (nullable): ends the waiting for an unclear answer */
} SaudaActJobPlace;

/* @error is one of the ledger itself, and is taken. */
typedef void (*SaudaActJobFunc) (const SaudaAct *act, SaudaActState state, GError *error, gpointer data);

void sauda_act_job_start (const SaudaActJobPlace *place,
                          SaudaChannel *channel,
                          SaudaAct *act,
                          SaudaActJobFunc func,
                          gpointer data);

G_END_DECLS
