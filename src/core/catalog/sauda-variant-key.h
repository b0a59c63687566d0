#pragma once

/* In SQL: what a variant is found by, made of what its row says. sauda_catalog_writer_write() makes the same
 * for a row that is not there yet. */
#define SAUDA_VARIANT_KEY                                                                                    \
  "search_key (model_name || ' ' || sku || coalesce (' ' || brand, '') || coalesce (' ' || model, '') || "   \
  "coalesce (' ' || color, '') || coalesce (' ' || gender, '') || coalesce (' ' || season, '') || "          \
  "coalesce (' ' || product_type, '') || coalesce (' ' || sub_category, ''))"
