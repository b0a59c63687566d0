#include "sauda-help-window.h"

#include "sauda-help-text.h"

struct _SaudaHelpWindow {
  AdwWindow parent_instance;

  GtkListBox *topics;          /* (unowned) (not nullable) */
  GtkScrolledWindow *scrolled; /* (unowned) (not nullable) */
  GtkBox *page;                /* (unowned) (not nullable) */
  GPtrArray *pages;            /* (owned) (not nullable) (element-type GPtrArray) blocks of each page */
};

G_DEFINE_FINAL_TYPE (SaudaHelpWindow, sauda_help_window, ADW_TYPE_WINDOW)

static GtkWidget *
create_label (const SaudaHelpBlock *block)
{
  static const char *const classes[] = {
    [SAUDA_HELP_TITLE] = "title-1",
    [SAUDA_HELP_HEADING] = "title-4",
    [SAUDA_HELP_PARAGRAPH] = "body",
    [SAUDA_HELP_ITEM] = "body",
  };
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), block->markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, classes[block->kind]);
  return label;
}

static GtkWidget *
create_block (const SaudaHelpBlock *block)
{
  GtkWidget *label = create_label (block);
  GtkWidget *mark = NULL;
  GtkWidget *box = NULL;

  if (block->kind != SAUDA_HELP_ITEM)
    return label;
  mark = gtk_label_new (block->mark);
  gtk_label_set_xalign (GTK_LABEL (mark), 1);
  gtk_label_set_width_chars (GTK_LABEL (mark), 2);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
on_topic (SaudaHelpWindow *self, GtkListBoxRow *row)
{
  GtkWidget *child = NULL;
  GPtrArray *blocks = NULL;

  if (row == NULL)
    return;
  blocks = g_ptr_array_index (self->pages, (guint) gtk_list_box_row_get_index (row));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page))) != NULL)
    gtk_box_remove (self->page, child);
  for (guint i = 0; i < blocks->len; i++)
    gtk_box_append (self->page, create_block (g_ptr_array_index (blocks, i)));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
add_page (SaudaHelpWindow *self, const char *folder, const char *name)
{
  g_autofree char *path = g_build_path ("/", folder, name, NULL);
  g_autoptr (GBytes) text = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *string = NULL;
  GPtrArray *blocks = NULL;
  GtkWidget *label = NULL;

  if (text == NULL)
    return;
  string = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  blocks = sauda_help_text_parse (string);
  g_ptr_array_add (self->pages, blocks);
  label = gtk_label_new (NULL);
  if (blocks->len > 0)
    gtk_label_set_markup (GTK_LABEL (label), ((SaudaHelpBlock *) g_ptr_array_index (blocks, 0))->markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_box_append (self->topics, label);
}

static void
sauda_help_window_finalize (GObject *object)
{
  g_ptr_array_unref (SAUDA_HELP_WINDOW (object)->pages);
  G_OBJECT_CLASS (sauda_help_window_parent_class)->finalize (object);
}

static void
sauda_help_window_class_init (SaudaHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_help_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/help/sauda-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaHelpWindow, topics);
  gtk_widget_class_bind_template_child (widget_class, SaudaHelpWindow, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SaudaHelpWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, on_topic);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_help_window_init (SaudaHelpWindow *self)
{
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_help_window_new:
 * @parent: (nullable): the window that asks
 *
 * Returns: (transfer none): the guide, at its first page
 */
SaudaHelpWindow *
sauda_help_window_new (GtkWindow *parent)
{
  SaudaHelpWindow *self = g_object_new (SAUDA_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
  g_autofree char *folder = NULL;
  g_auto (GStrv) names = sauda_help_text_list_pages (g_get_language_names (), &folder);

  for (guint i = 0; names[i] != NULL; i++)
    add_page (self, folder, names[i]);
  gtk_list_box_select_row (self->topics, gtk_list_box_get_row_at_index (self->topics, 0));
  return self;
}
