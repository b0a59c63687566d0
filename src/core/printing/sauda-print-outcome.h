#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaPrintEnd:
 * @SAUDA_PRINT_END_UNKNOWN: nobody can tell: neither the print server nor the printer knows the job
 * @SAUDA_PRINT_END_GOING_ON: it is not over
 * @SAUDA_PRINT_END_PRINTED: the printer itself says that all of it came out
 * @SAUDA_PRINT_END_HANDED_OVER: the print server gave all of it to the printer, which tells nothing
 * @SAUDA_PRINT_END_STOPPED: it was given up before all of it came out
 *
 * What became of a job, by whoever knows best.
 */
typedef enum {
  SAUDA_PRINT_END_UNKNOWN,
  SAUDA_PRINT_END_GOING_ON,
  SAUDA_PRINT_END_PRINTED,
  SAUDA_PRINT_END_HANDED_OVER,
  SAUDA_PRINT_END_STOPPED,
} SaudaPrintEnd;

/**
 * SaudaPrintOutcome:
 * @end: what became of the job
 * @pages: that came out, as the printer itself counted; 0 when it did not
 */
typedef struct {
  SaudaPrintEnd end;
  guint pages;
} SaudaPrintOutcome;

SaudaPrintOutcome sauda_print_outcome_read (const char *queue, const char *job_name, guint n_pages);

G_END_DECLS
