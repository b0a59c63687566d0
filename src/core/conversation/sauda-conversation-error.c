#include "sauda-conversation-error.h"

G_DEFINE_QUARK (sauda - conversation - error - quark, sauda_conversation_error)
