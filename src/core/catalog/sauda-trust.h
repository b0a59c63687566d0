#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaTrust:
 * @SAUDA_TRUST_FILES: Kaspi is neither asked nor told anything
 * @SAUDA_TRUST_READ: Kaspi is asked
 * @SAUDA_TRUST_LIMITED: stock and statuses may be changed
 * @SAUDA_TRUST_FULL: prices and cards may be changed too
 *
 * How far a store lets the program go (product.md 5).
 */
typedef enum {
  SAUDA_TRUST_FILES,
  SAUDA_TRUST_READ,
  SAUDA_TRUST_LIMITED,
  SAUDA_TRUST_FULL,
} SaudaTrust;

const char *sauda_trust_get_name (SaudaTrust trust);
const char *sauda_trust_get_title (SaudaTrust trust);
const char *sauda_trust_get_reason (SaudaTrust trust);
gboolean sauda_trust_from_name (const char *name, SaudaTrust *trust);

G_END_DECLS
