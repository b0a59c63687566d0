#include "sauda-card-categories.h"

#include "sauda-card-form.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Rows of a list box; whoever looks for one of thousands types a letter more. */
#define SHOWN_CATEGORIES 100

struct _SaudaCardCategories {
  GtkBox parent_instance;

  GtkEditable *search; /* (unowned) (not nullable) */
  GtkWidget *refresh;  /* (unowned) (not nullable) */
  GtkLabel *about;     /* (unowned) (not nullable) */
  GtkListBox *list;    /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaCardCategories, sauda_card_categories, GTK_TYPE_BOX)

enum {
  SEARCHED,
  REFRESH,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
add_category (SaudaCardCategories *self, const SaudaCardName *name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name->name, -1);
  g_autofree char *code = g_markup_escape_text (name->code, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), code);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "category", g_strdup (name->code), g_free);
  gtk_list_box_append (self->list, row);
}

static void
on_searched (SaudaCardCategories *self)
{
  g_signal_emit (self, signals[SEARCHED], 0);
}

/* Return leads to what was found, and chooses nothing: the list may still be that of a letter less. */
static void
on_activate (SaudaCardCategories *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* Escape leads out of the window from here too. */
static void
on_stop_search (SaudaCardCategories *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
on_refresh_clicked (SaudaCardCategories *self)
{
  g_signal_emit (self, signals[REFRESH], 0);
}

static void
on_row (SaudaCardCategories *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "category"));
}

static gboolean
sauda_card_categories_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SAUDA_CARD_CATEGORIES (widget)->search));
}

static void
sauda_card_categories_class_init (SaudaCardCategoriesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = sauda_card_categories_grab_focus;
  signals[SEARCHED] = g_signal_new ("searched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[REFRESH] = g_signal_new ("refresh", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/cards/sauda-card-categories.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaCardCategories, search);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardCategories, refresh);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardCategories, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaCardCategories, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_searched);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row);
}

static void
sauda_card_categories_init (SaudaCardCategories *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_card_categories_get_text:
 * @self: the categories
 *
 * Returns: (not nullable): what is looked for
 */
const char *
sauda_card_categories_get_text (SaudaCardCategories *self)
{
  return gtk_editable_get_text (self->search);
}

/**
 * sauda_card_categories_show:
 * @self: the categories
 * @names: (element-type SaudaCardName): those that were found
 */
void
sauda_card_categories_show (SaudaCardCategories *self, GPtrArray *names)
{
  g_autofree char *about = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < MIN (names->len, SHOWN_CATEGORIES); i++)
    add_category (self, g_ptr_array_index (names, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), names->len > 0);
  about = names->len == 0 ? g_strdup (_ ("No category has this in its name."))
          : names->len > SHOWN_CATEGORIES
            ? g_strdup_printf (_ ("Categories: %u, shown: %d. Type more of the name."), names->len,
                               SHOWN_CATEGORIES)
            : g_strdup_printf (_ ("Categories: %u."), names->len);
  gtk_label_set_label (self->about, about);
}

/**
 * sauda_card_categories_set_busy:
 * @self: the categories
 * @busy: whether something is under way, and nothing can be chosen
 */
void
sauda_card_categories_set_busy (SaudaCardCategories *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->refresh, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !busy);
}
