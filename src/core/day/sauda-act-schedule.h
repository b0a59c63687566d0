#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint sauda_act_schedule_get_length (gboolean practice);
guint sauda_act_schedule_get_waited_for (gboolean practice);
guint sauda_act_schedule_get_offset (gboolean practice, guint check);
gint64 sauda_act_schedule_get_next (gboolean practice, gint64 sent_ms, gint64 now_ms);

G_END_DECLS
