#pragma once

#include "canned-server.h"
#include "sauda-whatsapp-provider.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Whose accounts the clients of the tests are. */
#define CANNED_ACCOUNT "AC0123456789abcdef0123456789abcdef"
#define CANNED_MESSAGES "/2010-04-01/Accounts/" CANNED_ACCOUNT "/Messages.json"
#define CANNED_SENDER "+77470000001"
#define CANNED_BUYER "+77011234567"
#define CANNED_NUMBER "106540352242922"
#define CANNED_WABA "102290129340398"

SaudaWhatsappProvider *canned_client_new (SaudaWhatsappKind kind,
                                          CannedServer *server) G_GNUC_WARN_UNUSED_RESULT;
JsonParser *canned_parse_body (const CannedRequest *request) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *canned_get_object (JsonObject *object, const char *member);
void canned_assert_text (JsonObject *object, const char *member, const char *expected);

G_END_DECLS
