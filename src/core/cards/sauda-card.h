#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaCardField:
 *
 * What a card says of one attribute.
 */
typedef struct {
  char *attribute;   /* (owned) (not nullable) its code at Kaspi, or the name that the merchant gave it */
  GPtrArray *values; /* (owned) (element-type utf8) */
} SaudaCardField;

/**
 * SaudaCard:
 *
 * A product card as the merchant writes it, before Kaspi has it.
 */
typedef struct {
  gint64 id; /* 0: not kept */
  gint64 store_id;
  guint row;         /* in the file it came from; 0: from none */
  char *sku;         /* (owned) (not nullable) */
  char *title;       /* (owned) (not nullable) */
  char *brand;       /* (owned) (not nullable) */
  char *category;    /* (owned) (not nullable) "Master - …", or what the merchant calls it */
  char *description; /* (owned) (not nullable) */
  char *weight;      /* (owned) (not nullable) */
  GPtrArray *fields; /* (owned) (element-type SaudaCardField) */
  GPtrArray *images; /* (owned) (element-type utf8) addresses */
  char *state;       /* (owned) (nullable) what Kaspi said last: FINISHED, ERROR …; "" while it works */
  char *message;     /* (owned) (nullable) why, in Kaspi's words */
} SaudaCard;

SaudaCard *sauda_card_new (const char *sku) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_free (SaudaCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCard, sauda_card_free)
SaudaCardField *sauda_card_find_field (const SaudaCard *card, const char *attribute);
SaudaCardField *sauda_card_add_field (SaudaCard *card, const char *attribute);
void sauda_card_set_field (SaudaCard *card, const char *attribute, const char *text);
char *sauda_card_get_field_text (const SaudaCard *card, const char *attribute) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_set_images (SaudaCard *card, const char *text);
char *sauda_card_get_images_text (const SaudaCard *card) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_take (char **place, const char *text);

G_END_DECLS
