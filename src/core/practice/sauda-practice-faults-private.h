#pragma once

#include "sauda-practice-faults.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_PRACTICE_FAULT_NO_ACCEPT_HTML,
  SAUDA_PRACTICE_FAULT_SILENT_AGENTS,
  SAUDA_PRACTICE_FAULT_UNAUTHORIZED,
  SAUDA_PRACTICE_FAULT_RATE_LIMIT,
  SAUDA_PRACTICE_FAULT_RATE_LIMIT_RETRY_AFTER,
  SAUDA_PRACTICE_FAULT_BAD_GATEWAY,
  SAUDA_PRACTICE_FAULT_SERVER_ERROR,
  SAUDA_PRACTICE_FAULT_HANG,
  SAUDA_PRACTICE_FAULT_SLOW_BODY,
  SAUDA_PRACTICE_FAULT_TRUNCATED_JSON,
  SAUDA_PRACTICE_FAULT_ACCEPT_NOOP,
  SAUDA_PRACTICE_FAULT_ASSEMBLE_NOOP,
  SAUDA_PRACTICE_FAULT_LOST_ANSWER,
  SAUDA_PRACTICE_FAULT_LOST_ANSWER_GATEWAY,
  SAUDA_PRACTICE_FAULT_EXPIRED_WAYBILL,
  SAUDA_PRACTICE_FAULT_WAYBILL_HTML,
  SAUDA_PRACTICE_FAULT_SHIFTING_PAGE,
  SAUDA_PRACTICE_FAULT_MISSING_INCLUDED,
  SAUDA_PRACTICE_FAULT_NO_CODE_404,
  SAUDA_PRACTICE_N_FAULTS,
} SaudaPracticeFaultKind;

/* Which faults strike, and how often each has been asked for. */
typedef struct _SaudaPracticeFaults SaudaPracticeFaults;

SaudaPracticeFaults *sauda_practice_faults_new (const char *list, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_faults_free (SaudaPracticeFaults *faults);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeFaults, sauda_practice_faults_free)

gboolean sauda_practice_faults_strike (SaudaPracticeFaults *faults, SaudaPracticeFaultKind kind);
char *sauda_practice_faults_get_list (SaudaPracticeFaults *faults) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
