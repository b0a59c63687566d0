#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaStampMode:
 * @SAUDA_STAMP_AUTO: the mark goes where the most room is
 * @SAUDA_STAMP_FIXED: it goes to a place of the merchant's choice wherever that is free
 * @SAUDA_STAMP_NONE: such waybills get none
 */
typedef enum {
  SAUDA_STAMP_AUTO,
  SAUDA_STAMP_FIXED,
  SAUDA_STAMP_NONE,
} SaudaStampMode;

/**
 * SaudaStampProfile:
 * @name: (not nullable): for people
 * @width: of the page as it is seen, millimetres
 * @height: likewise
 * @layout: (nullable): of waybills of that layout alone, see #SaudaStampLook; %NULL for all of that size
 * @mode: where the mark goes
 * @place: for %SAUDA_STAMP_FIXED: millimetres from the left and the top of the page
 *
 * Where the mark goes on waybills of one kind.
 */
typedef struct {
  char *name;
  double width, height;
  char *layout;
  SaudaStampMode mode;
  cairo_rectangle_t place;
} SaudaStampProfile;

/**
 * SaudaStampLook:
 * @pdf: the waybill on the paper that it has in a group
 * @width: of the page as it is seen, millimetres
 * @height: likewise
 * @layout: (not nullable): what waybills have in common whose pictures and shapes lie in the same places
 * @has_place: whether there is room for a mark
 * @place: where Sauda would put it, millimetres from the left and the top
 *
 * A waybill's page as an editor of profiles needs it.
 */
typedef struct {
  GBytes *pdf;
  double width, height;
  char *layout;
  gboolean has_place;
  cairo_rectangle_t place;
} SaudaStampLook;

SaudaStampProfile *
sauda_stamp_profile_new (const char *name, double width, double height) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_profile_free (SaudaStampProfile *self);

GPtrArray *sauda_stamp_profiles_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stamp_profiles_save (GPtrArray *profiles, const char *path, GError **error);
const SaudaStampProfile *
sauda_stamp_profiles_find (GPtrArray *profiles, double width, double height, const char *layout);

SaudaStampLook *sauda_stamp_look_at (GBytes *pdf, guint page, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stamp_look_free (SaudaStampLook *self);
gboolean sauda_stamp_look_is_free (GBytes *pdf, guint page, const cairo_rectangle_t *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampProfile, sauda_stamp_profile_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStampLook, sauda_stamp_look_free)

G_END_DECLS
