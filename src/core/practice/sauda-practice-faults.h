#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPracticeFault:
 * @name: what turns it on
 * @description: translated: what happens
 */
typedef struct {
  const char *name;
  const char *description;
} SaudaPracticeFault;

GPtrArray *sauda_practice_list_faults (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
