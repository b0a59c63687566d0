#pragma once

#include "sauda-stamp-boxes-private.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * SaudaStampLayouts:
 *
 * Layouts of waybills that were met, and whether what their content streams tell can be relied on: each is
 * drawn once to see. May be used from several threads.
 */
typedef struct _SaudaStampLayouts SaudaStampLayouts;

SaudaStampLayouts *sauda_stamp_layouts_new (GPtrArray *profiles) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_layouts_free (SaudaStampLayouts *self);

/**
 * SaudaStampPlaces:
 *
 * Finds places for the marks of one group, the same on all its pages where that is possible.
 */
typedef struct _SaudaStampPlaces SaudaStampPlaces;

SaudaStampPlaces *sauda_stamp_places_new (SaudaStampLayouts *layouts) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_places_free (SaudaStampPlaces *self);
gboolean sauda_stamp_places_find (SaudaStampPlaces *self,
                                  const SaudaStampPage *page,
                                  GBytes *pdf,
                                  guint index,
                                  cairo_rectangle_t *place);
gboolean sauda_stamp_places_is_free (SaudaStampPlaces *self,
                                     const SaudaStampPage *page,
                                     GBytes *pdf,
                                     guint index,
                                     const cairo_rectangle_t *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampLayouts, sauda_stamp_layouts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampPlaces, sauda_stamp_places_free)

G_END_DECLS
