#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupMessage *sauda_http_redirect_dup_message (SoupMessage *answered);

G_END_DECLS
