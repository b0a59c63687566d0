#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_PROXY_WATCH (sauda_proxy_watch_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProxyWatch, sauda_proxy_watch, SAUDA, PROXY_WATCH, GObject)

SaudaProxyWatch *sauda_proxy_watch_new (void) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_proxy_watch_find (SaudaProxyWatch *self, GUri *uri);

G_END_DECLS
