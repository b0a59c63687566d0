#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaSizeHandle:
 *
 * The handle of one limit on a ruler. A slider for the keyboard and for screen readers: the arrows move it,
 * with Shift in small steps.
 *
 * Signal `moved` (value).
 */
#define SAUDA_TYPE_SIZE_HANDLE (sauda_size_handle_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSizeHandle, sauda_size_handle, SAUDA, SIZE_HANDLE, GtkWidget)

GtkWidget *sauda_size_handle_new (const char *name, const char *unit) G_GNUC_WARN_UNUSED_RESULT;
void sauda_size_handle_set_value (SaudaSizeHandle *self, double value, double least, double most);
double sauda_size_handle_get_value (SaudaSizeHandle *self);
void sauda_size_handle_move (SaudaSizeHandle *self, double value);
void sauda_size_handle_set_softness (SaudaSizeHandle *self, double softness);
double sauda_size_handle_get_softness (SaudaSizeHandle *self);
void sauda_size_handle_soften (SaudaSizeHandle *self, double softness);

G_END_DECLS
