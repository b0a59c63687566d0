#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the journal and the ledger write down by its name, in a person's words. */
const char *sauda_report_words_step (const char *name);
const char *sauda_report_words_state (const char *name);
const char *sauda_report_words_act (const char *kind);
const char *sauda_report_words_who (const char *who);

G_END_DECLS
