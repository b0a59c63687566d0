#pragma once

#include "sauda-practice-answer-private.h"
#include "sauda-practice-options.h"

G_BEGIN_DECLS

/* Which request gets which answer. For one thread. */
typedef struct _SaudaPracticeRouter SaudaPracticeRouter;

#define SAUDA_PRACTICE_BASE_PATH "/shop/api"
#define SAUDA_PRACTICE_DELIVER_PATH "/practice/deliver"

SaudaPracticeRouter *sauda_practice_router_new (const SaudaPracticeOptions *options,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_router_free (SaudaPracticeRouter *router);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeRouter, sauda_practice_router_free)

void sauda_practice_router_set_base (SaudaPracticeRouter *router, const char *base);
SaudaPracticeAnswer *sauda_practice_router_answer (SaudaPracticeRouter *router,
                                                   SoupServerMessage *message,
                                                   const char *path,
                                                   GHashTable *query) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_router_deliver (SaudaPracticeRouter *router, SoupServerMessage *message);

G_END_DECLS
