#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaConversationError:
 * @SAUDA_CONVERSATION_ERROR_NOT_FOUND: there is no such question, message or buyer
 * @SAUDA_CONVERSATION_ERROR_STATE: the question is past that
 * @SAUDA_CONVERSATION_ERROR_INVALID: what was entered makes no sense
 *
 * Errors of the conversation room. Every message is a translated sentence.
 */
typedef enum {
  SAUDA_CONVERSATION_ERROR_NOT_FOUND,
  SAUDA_CONVERSATION_ERROR_STATE,
  SAUDA_CONVERSATION_ERROR_INVALID,
} SaudaConversationError;

#define SAUDA_CONVERSATION_ERROR (sauda_conversation_error_quark ())
GQuark sauda_conversation_error_quark (void);

G_END_DECLS
