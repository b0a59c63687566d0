#include "sauda-welcome-page.h"

struct _SaudaWelcomePage {
  AdwBin parent_instance;

  GtkListBoxRow *practice; /* (unowned) (not nullable) */
  GtkListBoxRow *connect;  /* (unowned) (not nullable) */
  GtkListBoxRow *files;    /* (unowned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaWelcomePage, sauda_welcome_page, ADW_TYPE_BIN)

static guint practice_signal;
static guint connect_signal;
static guint files_signal;

static void
on_row (SaudaWelcomePage *self, GtkListBoxRow *row)
{
  guint signal = files_signal;

  if (row == self->practice)
    signal = practice_signal;
  else if (row == self->connect)
    signal = connect_signal;
  g_signal_emit (self, signal, 0);
}

static guint
add_signal (const char *name, GType type)
{
  return g_signal_new (name, type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_welcome_page_class_init (SaudaWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  practice_signal = add_signal ("practice", G_TYPE_FROM_CLASS (klass));
  connect_signal = add_signal ("connect", G_TYPE_FROM_CLASS (klass));
  files_signal = add_signal ("files", G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/welcome/sauda-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWelcomePage, practice);
  gtk_widget_class_bind_template_child (widget_class, SaudaWelcomePage, connect);
  gtk_widget_class_bind_template_child (widget_class, SaudaWelcomePage, files);
  gtk_widget_class_bind_template_callback (widget_class, on_row);
}

static void
sauda_welcome_page_init (SaudaWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_welcome_page_new:
 *
 * Returns: (transfer none): the page of an empty data folder
 */
GtkWidget *
sauda_welcome_page_new (void)
{
  return g_object_new (SAUDA_TYPE_WELCOME_PAGE, NULL);
}
