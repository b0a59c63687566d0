#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * TestServer:
 *
 * A server on a thread of its own that behaves badly on request:
 *
 * - `/ok`: JSON; `/echo`: the User-Agent and X-Auth-Token that came, one a line
 * - `/hold`: answers after test_server_release(); `/gather/N`: answers once N requests are here at a time
 * - `/slow`: the head and a byte, the rest after test_server_release()
 * - `/large`: 100,000 bytes; `/stream`: the same, unannounced; `/bomb`: a million bytes packed into a
 * thousand
 * - `/redirect?URL`: 302; `/loop`: 302 to itself; `/status/N`: that status, with Retry-After and Date
 */
typedef struct _TestServer TestServer;

TestServer *test_server_new (GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void test_server_free (TestServer *self);
char *test_server_get_address (TestServer *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
guint test_server_get_requests (TestServer *self);
guint test_server_get_held (TestServer *self);
guint test_server_get_most_held (TestServer *self);
void test_server_release (TestServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

G_END_DECLS
