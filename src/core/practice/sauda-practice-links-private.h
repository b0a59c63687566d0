#pragma once

#include "sauda-practice-order-private.h"

G_BEGIN_DECLS

/* The addresses in answers: absolute ones, and those of labels, which work for a short time. */
typedef struct _SaudaPracticeLinks SaudaPracticeLinks;

SaudaPracticeLinks *sauda_practice_links_new (const char *base,
                                              guint waybill_ttl_seconds) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_links_free (SaudaPracticeLinks *links);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeLinks, sauda_practice_links_free)

const char *sauda_practice_links_get_base (const SaudaPracticeLinks *links);
char *sauda_practice_links_make_waybill (const SaudaPracticeLinks *links,
                                         const SaudaPracticeOrder *order) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_practice_links_read_waybill (const SaudaPracticeLinks *links,
                                         const char *token,
                                         gboolean *expired) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
