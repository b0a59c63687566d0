#include "sauda-outbox-error.h"

G_DEFINE_QUARK (sauda - outbox - error - quark, sauda_outbox_error)
