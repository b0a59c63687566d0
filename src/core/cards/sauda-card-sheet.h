#pragma once

#include "sauda-card-form.h"
#include "sauda-card.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GPtrArray *
sauda_card_sheet_read (const char *path, GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
sauda_card_sheet_write (const char *path, const SaudaCardForm *form, GPtrArray *cards, GError **error);

G_END_DECLS
