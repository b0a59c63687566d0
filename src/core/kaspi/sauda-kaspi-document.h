#pragma once

#include "sauda-kaspi-order.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiPage:
 *
 * One page of a list of orders. An order whose lines did not all come with the page has none: they are asked
 * for by its own call.
 */
typedef struct {
  GPtrArray *orders; /* (owned) (element-type SaudaKaspiOrder) */
  gint page_count;   /* -1 when the page does not tell */
  gint total_count;  /* -1 when the page does not tell */
} SaudaKaspiPage;

SaudaKaspiPage *sauda_kaspi_page_parse (JsonNode *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_page_free (SaudaKaspiPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiPage, sauda_kaspi_page_free)

GPtrArray *
sauda_kaspi_entries_parse (JsonNode *root, gint *page_count, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
