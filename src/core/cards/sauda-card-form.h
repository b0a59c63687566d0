#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaCardName:
 *
 * A category, or a value that an attribute may have: what is sent, and what people read.
 */
typedef struct {
  char *code; /* (owned) (not nullable) */
  char *name; /* (owned) (not nullable) */
} SaudaCardName;

/**
 * SaudaCardKind:
 * @SAUDA_CARD_TEXT: any words; also whatever Kaspi invents later
 * @SAUDA_CARD_LIST: one of the listed values
 * @SAUDA_CARD_NUMBER: a number
 * @SAUDA_CARD_FLAG: yes or no
 *
 * What an attribute takes (kaspi-api 8).
 */
typedef enum {
  SAUDA_CARD_TEXT,
  SAUDA_CARD_LIST,
  SAUDA_CARD_NUMBER,
  SAUDA_CARD_FLAG,
} SaudaCardKind;

/**
 * SaudaCardAttribute:
 *
 * One line of the form of a category.
 */
typedef struct {
  char *code;  /* (owned) (not nullable) */
  char *title; /* (owned) (not nullable) the end of the code, which people can read */
  char *type;  /* (owned) (not nullable) Kaspi's word for @kind */
  SaudaCardKind kind;
  gboolean multi_valued;
  gboolean mandatory;
  GPtrArray *values; /* (owned) (element-type SaudaCardName) of a list */
} SaudaCardAttribute;

/**
 * SaudaCardForm:
 *
 * What the cards of a category are asked.
 */
typedef struct {
  SaudaCardName *category; /* (owned) (not nullable) */
  GPtrArray *attributes;   /* (owned) (element-type SaudaCardAttribute) */
} SaudaCardForm;

SaudaCardName *sauda_card_name_new (const char *code, const char *name) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_name_free (SaudaCardName *name);
SaudaCardAttribute *sauda_card_attribute_new (const char *code,
                                              const char *type,
                                              gboolean multi_valued,
                                              gboolean mandatory) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_attribute_free (SaudaCardAttribute *attribute);
char *sauda_card_attribute_dup_label (const SaudaCardAttribute *attribute) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_card_kind_get_title (SaudaCardKind kind);
SaudaCardForm *sauda_card_form_new (const char *code, const char *title) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_form_free (SaudaCardForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaCardForm, sauda_card_form_free)
const SaudaCardAttribute *sauda_card_form_find (const SaudaCardForm *form, const char *attribute);
const SaudaCardName *sauda_card_attribute_find_value (const SaudaCardAttribute *attribute, const char *text);

G_END_DECLS
