#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiName:
 *
 * A category, or a value that an attribute may have: what is sent, and what people read.
 */
typedef struct {
  char *code; /* (owned) (not nullable) */
  char *name; /* (owned) (not nullable) the code where Kaspi tells no name */
} SaudaKaspiName;

/**
 * SaudaKaspiAttribute:
 *
 * One attribute that cards of a category have.
 */
typedef struct {
  char *code; /* (owned) (not nullable) */
  char *type; /* (owned) (not nullable) "boolean", "enum", "string", "number", and whatever comes next */
  gboolean multi_valued;
  gboolean mandatory;
} SaudaKaspiAttribute;

/**
 * SaudaKaspiCardValue:
 *
 * What one attribute of a card says.
 */
typedef struct {
  char *code;        /* (owned) (not nullable) */
  char *type;        /* (owned) (not nullable) of the attribute: decides how the values are written */
  GPtrArray *values; /* (owned) (element-type utf8) */
  gboolean several;  /* written as an array, even of one */
} SaudaKaspiCardValue;

/**
 * SaudaKaspiCard:
 *
 * A product card as it is uploaded (kaspi-api 8).
 */
typedef struct {
  char *sku;         /* (owned) (not nullable) */
  char *title;       /* (owned) (not nullable) */
  char *brand;       /* (owned) (not nullable) */
  char *category;    /* (owned) (not nullable) "Master - …" */
  char *description; /* (owned) (nullable) */
  char *weight;      /* (owned) (nullable) */
  GPtrArray *values; /* (owned) (element-type SaudaKaspiCardValue) */
  GPtrArray *images; /* (owned) (element-type utf8) addresses */
} SaudaKaspiCard;

SaudaKaspiName *sauda_kaspi_name_new (const char *code, const char *name) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_name_free (SaudaKaspiName *name);
void sauda_kaspi_attribute_free (SaudaKaspiAttribute *attribute);
SaudaKaspiCard *sauda_kaspi_card_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_card_free (SaudaKaspiCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaKaspiCard, sauda_kaspi_card_free)
SaudaKaspiCardValue *
sauda_kaspi_card_add_value (SaudaKaspiCard *card, const char *code, const char *type, gboolean several);

GBytes *sauda_kaspi_cards_format (GPtrArray *cards) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_kaspi_cards_parse (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
