#pragma once

#include "sauda-practice-journal-private.h"

G_BEGIN_DECLS

gboolean sauda_practice_day_read_or_write (const SaudaPracticeOptions *options,
                                           SaudaPracticeJournal *journal,
                                           SaudaPracticeDay *day,
                                           GError **error);

G_END_DECLS
