#include "sauda-cards-error.h"

G_DEFINE_QUARK (sauda - cards - error - quark, sauda_cards_error)
