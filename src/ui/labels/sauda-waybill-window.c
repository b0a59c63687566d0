#include "sauda-waybill-window.h"

#include <glib/gi18n-lib.h>

/* A list longer than this is only counted on the screen; copying takes all of it. */
#define SHOWN_PROBLEMS 200

struct _SaudaWaybillWindow {
  AdwWindow parent_instance;

  AdwStatusPage *summary;    /* (unowned) (not nullable) */
  GtkBox *unmatched_box;     /* (unowned) (not nullable) */
  GtkLabel *unmatched_title; /* (unowned) (not nullable) */
  GtkListBox *unmatched;     /* (unowned) (not nullable) */
  GtkBox *missing_box;       /* (unowned) (not nullable) */
  GtkLabel *missing_title;   /* (unowned) (not nullable) */
  GtkListBox *missing;       /* (unowned) (not nullable) */
  GtkWidget *copy_button;    /* (unowned) (not nullable) */
  char *text;                /* (owned) (not nullable) all of it, as it is copied */
};

G_DEFINE_FINAL_TYPE (SaudaWaybillWindow, sauda_waybill_window, ADW_TYPE_WINDOW)

static void
on_copy (SaudaWaybillWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
}

static void
sauda_waybill_window_finalize (GObject *object)
{
  g_free (SAUDA_WAYBILL_WINDOW (object)->text);
  G_OBJECT_CLASS (sauda_waybill_window_parent_class)->finalize (object);
}

static void
sauda_waybill_window_class_init (SaudaWaybillWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_waybill_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/labels/sauda-waybill-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, unmatched_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, unmatched_title);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, unmatched);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, missing_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, missing_title);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, missing);
  gtk_widget_class_bind_template_child (widget_class, SaudaWaybillWindow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_waybill_window_init (SaudaWaybillWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (GtkListBox *list, const char *name, const char *reason)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (reason, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (list, row);
}

/* Shows @problems under @title and adds them to @text. */
static void
show_problems (GtkListBox *list, GPtrArray *problems, const char *title, GString *text)
{
  guint count = problems->len;

  if (count > 0)
    g_string_append_printf (text, "%s\n", title);
  for (guint i = 0; i < count; i++) {
    const SaudaWaybillProblem *problem = g_ptr_array_index (problems, i);

    g_string_append_printf (text, "%s\t%s\n", problem->name, problem->reason);
    if (i < SHOWN_PROBLEMS)
      add_row (list, problem->name, problem->reason);
  }
  if (count > SHOWN_PROBLEMS) {
    guint rest = count - SHOWN_PROBLEMS;
    g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

    add_row (list, more, _ ("Copy takes all of them."));
  }
}

static void
show_summary (SaudaWaybillWindow *self, const SaudaWaybillFilesReport *report, GString *text)
{
  gboolean clean = report->unmatched->len == 0 && report->missing->len == 0;
  g_autofree char *title = g_strdup_printf (
    ngettext ("%u label belongs to an order", "%u labels belong to an order", report->matched),
    report->matched);
  g_autofree char *files = g_strdup_printf (ngettext ("%u file", "%u files", report->files), report->files);
  g_autofree char *pages = g_strdup_printf (ngettext ("%u page", "%u pages", report->pages), report->pages);
  /* Translators: “49 files with 60 pages were read.” */
  g_autofree char *description = g_strdup_printf (_ ("%s with %s were read."), files, pages);

  adw_status_page_set_icon_name (self->summary, clean ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  adw_status_page_set_title (self->summary, title);
  adw_status_page_set_description (self->summary, description);
  g_string_append_printf (text, "%s\n%s\n", title, description);
}

static void
show_report (SaudaWaybillWindow *self, const SaudaWaybillFilesReport *report)
{
  guint strangers = report->unmatched->len;
  guint missing = report->missing->len;
  g_autofree char *strangers_title =
    g_strdup_printf (ngettext ("%u file has no order", "%u files have no order", strangers), strangers);
  g_autofree char *missing_title = g_strdup_printf (
    ngettext ("%u order still has no label", "%u orders still have no label", missing), missing);
  GString *text = g_string_new (NULL);

  show_summary (self, report, text);
  show_problems (self->unmatched, report->unmatched, strangers_title, text);
  show_problems (self->missing, report->missing, missing_title, text);
  gtk_label_set_label (self->unmatched_title, strangers_title);
  gtk_label_set_label (self->missing_title, missing_title);
  gtk_widget_set_visible (GTK_WIDGET (self->unmatched_box), strangers > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->missing_box), missing > 0);
  gtk_widget_set_visible (self->copy_button, strangers + missing > 0);
  self->text = g_string_free (text, FALSE);
}

/**
 * sauda_waybill_window_new:
 * @parent: (nullable): the window that it belongs to
 * @report: what an import did; only read now
 *
 * Returns: (transfer none): a window to present
 */
SaudaWaybillWindow *
sauda_waybill_window_new (GtkWindow *parent, const SaudaWaybillFilesReport *report)
{
  SaudaWaybillWindow *self = g_object_new (SAUDA_TYPE_WAYBILL_WINDOW, "transient-for", parent, "modal",
                                           parent != NULL, "destroy-with-parent", TRUE, NULL);

  show_report (self, report);
  return self;
}

/**
 * sauda_waybill_window_get_text:
 * @self: the window
 *
 * Returns: (transfer none): all that it says, as Copy takes it
 */
const char *
sauda_waybill_window_get_text (SaudaWaybillWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_WAYBILL_WINDOW (self), NULL);
  return self->text;
}
