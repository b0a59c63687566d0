#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A store of the practice day. */
typedef struct {
  const char *name;  /* as in the catalogue's Store_name */
  const char *title; /* as buyers see it */
  const char *merchant_id;
  const char *token;
} SaudaPracticeStore;

#define SAUDA_PRACTICE_STORES 2

const SaudaPracticeStore *sauda_practice_get_stores (guint *n_stores);
GBytes *sauda_practice_get_catalog (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
