#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiAddress:
 *
 * Where Kaspi (or the practice store) lives, and which other addresses may be asked from there.
 */
typedef struct _SaudaKaspiAddress SaudaKaspiAddress;

SaudaKaspiAddress *sauda_kaspi_address_new (const char *base_url) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_address_free (SaudaKaspiAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiAddress, sauda_kaspi_address_free)

char *sauda_kaspi_address_build (SaudaKaspiAddress *self,
                                 const char *path,
                                 ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
GUri *sauda_kaspi_address_parse (SaudaKaspiAddress *self,
                                 const char *url,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GUri *sauda_kaspi_address_follow (SaudaKaspiAddress *self, GUri *from, const char *location, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_kaspi_address_is_own (SaudaKaspiAddress *self, GUri *uri);

G_END_DECLS
