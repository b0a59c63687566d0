#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GStrv sauda_waybill_codes_read (GBytes *pdf, guint page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
