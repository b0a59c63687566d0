#pragma once

#include "sauda-card-form.h"
#include "sauda-card.h"

G_BEGIN_DECLS

/**
 * SaudaCardLimits:
 *
 * How much a card may hold, in characters or in pieces.
 */
typedef struct {
  guint sku;
  guint title;
  guint brand;
  guint category;
  guint description;
  guint attributes;
  guint attribute_code;
  guint value;
  guint values; /* of one attribute */
  guint image;  /* characters of an address */
  guint cards;  /* in one upload */
} SaudaCardLimits;

/**
 * SaudaCardProblem:
 *
 * Why a card would be refused.
 */
typedef struct {
  guint position; /* of the card among those that were checked, from 0 */
  char *sku;      /* (owned) (not nullable) */
  char *field;    /* (owned) (not nullable) for people */
  char *code;     /* (owned) (not nullable) "sku", "title" … or the code of an attribute */
  char *value;    /* (owned) (not nullable) */
  char *sentence; /* (owned) (not nullable) what is wrong and what to do */
} SaudaCardProblem;

void sauda_card_limits_init (SaudaCardLimits *limits);
void sauda_card_problem_free (SaudaCardProblem *problem);
void sauda_card_fit (SaudaCard *card, const SaudaCardForm *form);
GPtrArray *sauda_cards_check (GPtrArray *cards,
                              GHashTable *forms,
                              const SaudaCardLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
