#include "sauda-card-fields.h"

#include "sauda-card-field-row.h"

#include <glib/gi18n-lib.h>

struct _SaudaCardFields {
  GtkBox parent_instance;

  GPtrArray *rows; /* (owned) (not nullable) (element-type SaudaCardFieldRow) */
};

G_DEFINE_FINAL_TYPE (SaudaCardFields, sauda_card_fields, GTK_TYPE_BOX)

static guint mended_signal;

/* Where a field of the card itself, and no attribute, is kept. */
static char **
find_text (SaudaCard *card, const char *code)
{
  const struct {
    const char *code;
    char **place;
  } places[] = { { "sku", &card->sku },
                 { "title", &card->title },
                 { "brand", &card->brand },
                 { "description", &card->description },
                 { "weight", &card->weight } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].code, code))
      return places[i].place;
  return NULL;
}

static SaudaCardFieldRow *
get_row (SaudaCardFields *self, guint position)
{
  return g_ptr_array_index (self->rows, position);
}

static void
on_mended (SaudaCardFields *self)
{
  g_signal_emit (self, mended_signal, 0);
}

static void
add_row (SaudaCardFields *self, GtkWidget *row)
{
  g_signal_connect_object (row, "mended", G_CALLBACK (on_mended), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  gtk_box_append (GTK_BOX (self), row);
}

static gboolean
sauda_card_fields_grab_focus (GtkWidget *widget)
{
  SaudaCardFields *self = SAUDA_CARD_FIELDS (widget);

  return self->rows->len > 0 && gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 0)));
}

static void
sauda_card_fields_finalize (GObject *object)
{
  g_ptr_array_unref (SAUDA_CARD_FIELDS (object)->rows);
  G_OBJECT_CLASS (sauda_card_fields_parent_class)->finalize (object);
}

static void
sauda_card_fields_class_init (SaudaCardFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_card_fields_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = sauda_card_fields_grab_focus;
  /* a field that was told wrong is another now */
  mended_signal = g_signal_new ("mended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
sauda_card_fields_init (SaudaCardFields *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

/**
 * sauda_card_fields_build:
 * @self: the fields
 * @form: what the category asks
 * @card: what is filled in; gets what the fields before say
 *
 * What is filled in stays when the category becomes another, as far as that asks for the same.
 */
void
sauda_card_fields_build (SaudaCardFields *self, const SaudaCardForm *form, SaudaCard *card)
{
  sauda_card_fields_take (self, card);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (GTK_BOX (self), GTK_WIDGET (get_row (self, i)));
  g_ptr_array_set_size (self->rows, 0);
  add_row (self, sauda_card_field_row_new ("sku", _ ("SKU"), TRUE));
  add_row (self, sauda_card_field_row_new ("title", _ ("Title"), TRUE));
  add_row (self, sauda_card_field_row_new ("brand", _ ("Brand"), TRUE));
  add_row (self,
           sauda_card_field_row_new ("images", _ ("Addresses of pictures, with blanks between them"), TRUE));
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < form->attributes->len; i++) {
      const SaudaCardAttribute *attribute = g_ptr_array_index (form->attributes, i);

      if (attribute->mandatory == (pass == 0))
        add_row (self, sauda_card_field_row_new_for_attribute (attribute));
    }
  add_row (self, sauda_card_field_row_new ("weight", _ ("Weight, kg"), FALSE));
  add_row (self, sauda_card_field_row_new ("description", _ ("Description"), FALSE));
  sauda_card_fields_show (self, card);
}

/**
 * sauda_card_fields_show:
 * @self: the fields
 * @card: what they show
 */
void
sauda_card_fields_show (SaudaCardFields *self, SaudaCard *card)
{
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCardFieldRow *row = get_row (self, i);
    const char *code = sauda_card_field_row_get_code (row);
    char **place = find_text (card, code);
    g_autofree char *text = place != NULL                  ? g_strdup (*place)
                            : g_str_equal (code, "images") ? sauda_card_get_images_text (card)
                                                           : sauda_card_get_field_text (card, code);

    sauda_card_field_row_set_text (row, g_strdelimit (text, "\n", ' '));
  }
}

/**
 * sauda_card_fields_take:
 * @self: the fields
 * @card: gets what is filled in
 */
void
sauda_card_fields_take (SaudaCardFields *self, SaudaCard *card)
{
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCardFieldRow *row = get_row (self, i);
    const char *code = sauda_card_field_row_get_code (row);
    g_autofree char *text = sauda_card_field_row_dup_text (row);
    char **place = find_text (card, code);

    if (place != NULL)
      sauda_card_take (place, text);
    else if (g_str_equal (code, "images"))
      sauda_card_set_images (card, text);
    else
      sauda_card_set_field (card, code, text);
  }
}

/**
 * sauda_card_fields_dup_text:
 * @self: the fields
 *
 * Returns: (transfer full): all that is filled in, to tell whether anything was changed
 */
char *
sauda_card_fields_dup_text (SaudaCardFields *self)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *text = sauda_card_field_row_dup_text (get_row (self, i));

    if (*text != '\0')
      g_string_append_printf (all, "%s\n%s\n", sauda_card_field_row_get_code (get_row (self, i)), text);
  }
  return g_string_free (all, FALSE);
}

/**
 * sauda_card_fields_show_problems:
 * @self: the fields
 * @problems: (element-type SaudaCardProblem): what is wrong with the card
 *
 * Every sentence at its field, the first of them in view.
 *
 * Returns: how many fields are wrong
 */
guint
sauda_card_fields_show_problems (SaudaCardFields *self, GPtrArray *problems)
{
  GtkWidget *first = NULL;
  guint wrong = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCardFieldRow *row = get_row (self, i);
    const char *sentence = NULL;

    for (guint k = 0; k < problems->len && sentence == NULL; k++) {
      const SaudaCardProblem *problem = g_ptr_array_index (problems, k);

      if (g_str_equal (problem->code, sauda_card_field_row_get_code (row)))
        sentence = problem->sentence;
    }
    sauda_card_field_row_set_problem (row, sentence);
    wrong += sentence != NULL;
    if (first == NULL && sentence != NULL)
      first = GTK_WIDGET (row);
  }
  if (first != NULL)
    gtk_widget_grab_focus (first);
  return wrong;
}
