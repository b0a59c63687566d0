#pragma once

#include "sauda-clock.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPracticeOptions:
 *
 * How a practice store is set up. @orders, @seed and the day on @clock count only when the folder is new:
 * after that it keeps its practice day.
 */
typedef struct {
  guint port;                /* 0 takes any free one */
  guint orders;              /* over all stores */
  guint seed;                /* the same seed, day and number make the same orders */
  guint latency_ms;          /* before every answer */
  guint rate_per_second;     /* more requests than this are answered 429; 0 has no limit */
  guint waybill_ttl_seconds; /* how long the address of a label works */
  guint waybill_delay_ms;    /* from assembling to the label; 0 takes 1 to 2 seconds */
  char *faults;              /* (owned) (nullable): see sauda_practice_list_faults() */
  char *folder;              /* (owned) (not nullable when the server starts): where its state lives */
  SaudaClock *clock;         /* (owned) (nullable): NULL shows the machine's time */
} SaudaPracticeOptions;

SaudaPracticeOptions *sauda_practice_options_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaPracticeOptions *
sauda_practice_options_copy (const SaudaPracticeOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_options_free (SaudaPracticeOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeOptions, sauda_practice_options_free)

G_END_DECLS
