#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef const char *(*SaudaTextFilterFunc) (gpointer item);

/**
 * SaudaTextFilter:
 *
 * Finds words in rows, in any case and order.
 */
#define SAUDA_TYPE_TEXT_FILTER (sauda_text_filter_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTextFilter, sauda_text_filter, SAUDA, TEXT_FILTER, GtkFilter)

SaudaTextFilter *sauda_text_filter_new (SaudaTextFilterFunc get_key) G_GNUC_WARN_UNUSED_RESULT;
void sauda_text_filter_set_text (SaudaTextFilter *self, const char *text);
const char *sauda_text_filter_get_text (SaudaTextFilter *self);

G_END_DECLS
