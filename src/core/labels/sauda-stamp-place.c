#include "sauda-stamp-place-private.h"

#include "sauda-stamp-ink-private.h"
#include "sauda-stamp-profiles.h"

#include <math.h>

/* Around the ink of a drawn page, where nobody knows what is a bar code. */
#define DRAWN_MARGIN SAUDA_STAMP_POINTS (3)

typedef enum { UNSEEN, RELIABLE, UNRELIABLE } Trust;

struct _SaudaStampLayouts {
  GMutex lock;
  GHashTable *trust;   /* (owned) (not nullable) layout → Trust */
  GPtrArray *profiles; /* (owned) (nullable) (element-type SaudaStampProfile) never changed */
};

struct _SaudaStampPlaces {
  SaudaStampLayouts *layouts; /* (not nullable) borrowed */
  GHashTable *places;         /* (owned) (not nullable) layout → GArray of cairo_rectangle_t, best first */
};

static Trust
get_trust (SaudaStampLayouts *self, guint layout)
{
  Trust trust;

  g_mutex_lock (&self->lock);
  trust = GPOINTER_TO_UINT (g_hash_table_lookup (self->trust, GUINT_TO_POINTER (layout)));
  g_mutex_unlock (&self->lock);
  return trust;
}

static void
set_trust (SaudaStampLayouts *self, guint layout, Trust trust)
{
  g_mutex_lock (&self->lock);
  if (GPOINTER_TO_UINT (g_hash_table_lookup (self->trust, GUINT_TO_POINTER (layout))) != UNRELIABLE)
    g_hash_table_insert (self->trust, GUINT_TO_POINTER (layout), GUINT_TO_POINTER (trust));
  g_mutex_unlock (&self->lock);
}

/* The first page of a layout is drawn: ink outside of its boxes tells that they were misread. */
static gboolean
is_reliable (SaudaStampLayouts *self, guint layout, const SaudaStampPage *page, GBytes *pdf, guint index)
{
  Trust trust = page->sure ? get_trust (self, layout) : UNRELIABLE;

  if (trust == UNSEEN) {
    g_autoptr (SaudaStampInk) drawn = sauda_stamp_ink_new_drawn (pdf, index);
    g_autoptr (SaudaStampInk) told = sauda_stamp_ink_new_from_boxes (page, FALSE);

    trust = drawn != NULL && told != NULL && sauda_stamp_ink_covers (told, drawn) ? RELIABLE : UNRELIABLE;
    set_trust (self, layout, trust);
  }
  return trust == RELIABLE;
}

static gboolean
choose (SaudaStampPlaces *self, guint layout, const SaudaStampInk *ink, cairo_rectangle_t *place)
{
  GArray *known = g_hash_table_lookup (self->places, GUINT_TO_POINTER (layout));

  for (guint i = 0; known != NULL && i < known->len; i++) {
    *place = g_array_index (known, cairo_rectangle_t, i);
    if (sauda_stamp_ink_is_free (ink, place))
      return TRUE;
  }
  if (!sauda_stamp_ink_find_place (ink, place))
    return FALSE;
  if (known == NULL) {
    known = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
    g_hash_table_insert (self->places, GUINT_TO_POINTER (layout), known);
  }
  g_array_append_val (known, *place);
  return TRUE;
}

/**
 * sauda_stamp_layouts_new: (skip)
 * @profiles: (nullable) (element-type SaudaStampProfile): places of the merchant's choice; not changed
 * meanwhile
 *
 * Returns: (transfer full): no layouts yet
 */
SaudaStampLayouts *
sauda_stamp_layouts_new (GPtrArray *profiles)
{
  SaudaStampLayouts *self = g_new0 (SaudaStampLayouts, 1);

  g_mutex_init (&self->lock);
  self->trust = g_hash_table_new (NULL, NULL);
  self->profiles = profiles != NULL ? g_ptr_array_ref (profiles) : NULL;
  return self;
}

/**
 * sauda_stamp_layouts_free: (skip)
 * @self: (transfer full): layouts
 */
void
sauda_stamp_layouts_free (SaudaStampLayouts *self)
{
  g_mutex_clear (&self->lock);
  g_hash_table_unref (self->trust);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_free (self);
}

/**
 * sauda_stamp_places_new: (skip)
 * @layouts: what all groups know; must outlive the places
 *
 * Returns: (transfer full): the places of a group
 */
SaudaStampPlaces *
sauda_stamp_places_new (SaudaStampLayouts *layouts)
{
  SaudaStampPlaces *self = g_new0 (SaudaStampPlaces, 1);

  self->layouts = layouts;
  self->places = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * sauda_stamp_places_free: (skip)
 * @self: (transfer full): the places of a group
 */
void
sauda_stamp_places_free (SaudaStampPlaces *self)
{
  g_hash_table_unref (self->places);
  g_free (self);
}

/* Its ink with the room around it: as the content stream tells it, else as it is drawn. */
static SaudaStampInk *
read_ink (SaudaStampPlaces *self, const SaudaStampPage *page, GBytes *pdf, guint index, gboolean draw)
{
  g_autoptr (SaudaStampInk) drawn = NULL;

  if (!draw && is_reliable (self->layouts, sauda_stamp_page_hash_layout (page), page, pdf, index))
    return sauda_stamp_ink_new_from_boxes (page, TRUE);
  drawn = sauda_stamp_ink_new_drawn (pdf, index);
  if (drawn == NULL || fabs (drawn->width - page->width) > 1 || fabs (drawn->height - page->height) > 1)
    return NULL;
  sauda_stamp_ink_spread (drawn, DRAWN_MARGIN);
  return g_steal_pointer (&drawn);
}

static const SaudaStampProfile *
find_profile (SaudaStampPlaces *self, const SaudaStampPage *page)
{
  g_autofree char *layout = NULL;

  if (self->layouts->profiles == NULL || self->layouts->profiles->len == 0)
    return NULL;
  layout = sauda_stamp_page_name_layout (page);
  return sauda_stamp_profiles_find (self->layouts->profiles, page->width / SAUDA_STAMP_POINTS (1),
                                    page->height / SAUDA_STAMP_POINTS (1), layout);
}

/**
 * sauda_stamp_places_is_free: (skip)
 * @self: the places of a group
 * @page: the page as its content stream tells it
 * @pdf: the file it came from
 * @index: number of the page in @pdf from 0
 * @place: a rectangle in points from the left and the top of the page
 *
 * Returns: whether a mark may stand there
 */
gboolean
sauda_stamp_places_is_free (SaudaStampPlaces *self,
                            const SaudaStampPage *page,
                            GBytes *pdf,
                            guint index,
                            const cairo_rectangle_t *place)
{
  for (guint draw = 0; page->open && draw < 2; draw++) {
    g_autoptr (SaudaStampInk) ink = read_ink (self, page, pdf, index, draw);

    if (ink != NULL && sauda_stamp_ink_is_free (ink, place))
      return TRUE;
  }
  return FALSE;
}

/**
 * sauda_stamp_places_find: (skip)
 * @self: the places of a group
 * @page: the page as its content stream tells it
 * @pdf: the file it came from
 * @index: number of the page in @pdf from 0
 * @place: (out): a rectangle in points from the left and the top of the page
 *
 * Looks for room on this very page, whatever other pages of its layout look like: first where the merchant
 * wants the mark, then anywhere. Where the content stream cannot be relied on or leaves no room, the page is
 * drawn.
 *
 * Returns: %FALSE when there is no room, or the merchant wants no mark
 */
gboolean
sauda_stamp_places_find (SaudaStampPlaces *self,
                         const SaudaStampPage *page,
                         GBytes *pdf,
                         guint index,
                         cairo_rectangle_t *place)
{
  guint layout = sauda_stamp_page_hash_layout (page);
  const SaudaStampProfile *profile = page->open ? find_profile (self, page) : NULL;

  if (!page->open || (profile != NULL && profile->mode == SAUDA_STAMP_NONE))
    return FALSE;
  if (profile != NULL && profile->mode == SAUDA_STAMP_FIXED) {
    *place =
      (cairo_rectangle_t){ SAUDA_STAMP_POINTS (profile->place.x), SAUDA_STAMP_POINTS (profile->place.y),
                           SAUDA_STAMP_POINTS (profile->place.width),
                           SAUDA_STAMP_POINTS (profile->place.height) };
    if (sauda_stamp_places_is_free (self, page, pdf, index, place))
      return TRUE;
  }
  for (guint draw = 0; draw < 2; draw++) {
    g_autoptr (SaudaStampInk) ink = read_ink (self, page, pdf, index, draw);

    if (ink != NULL && choose (self, layout, ink, place))
      return TRUE;
  }
  return FALSE;
}
