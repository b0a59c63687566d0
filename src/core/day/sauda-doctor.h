#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaDoctorFinding:
 *
 * A fact about this installation, for whoever helps. Nothing in it is secret: phones, tokens and the name of
 * the home folder are masked.
 */
typedef struct {
  const char *name; /* (not nullable) for machines: `database` */
  char *value;      /* (owned) (not nullable) */
  gboolean ill;     /* something is wrong */
} SaudaDoctorFinding;

void sauda_doctor_finding_free (SaudaDoctorFinding *finding);
GPtrArray *sauda_doctor_examine (const char *folder,
                                 const char *version,
                                 SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_doctor_describe (GPtrArray *findings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
