#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaCardsError:
 * @SAUDA_CARDS_ERROR_NOT_FOUND: there is no such category, card or upload
 * @SAUDA_CARDS_ERROR_FILE: a file of cards cannot be read or written
 *
 * Errors of the cards room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_CARDS_ERROR_NOT_FOUND,
  SAUDA_CARDS_ERROR_FILE,
} SaudaCardsError;

#define SAUDA_CARDS_ERROR (sauda_cards_error_quark ())
GQuark sauda_cards_error_quark (void);

G_END_DECLS
