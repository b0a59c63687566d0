#include "sauda-rehearsal-window.h"

#include "sauda-rehearsal.h"
#include "sauda-report-words.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* A screen shows so many; what is copied has all. */
#define SHOWN_ROWS 60

struct _SaudaRehearsalWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;     /* (unowned) (not nullable) */
  GtkStack *stack;           /* (unowned) (not nullable) */
  GtkImage *icon;            /* (unowned) (not nullable) */
  GtkLabel *result;          /* (unowned) (not nullable) */
  GtkWidget *unfinished;     /* (unowned) (not nullable) */
  GtkListBox *counts;        /* (unowned) (not nullable) */
  GtkWidget *differing;      /* (unowned) (not nullable) */
  GtkListBox *differences;   /* (unowned) (not nullable) */
  GtkLabel *more;            /* (unowned) (not nullable) */
  SaudaRehearsal *shown;     /* (owned) (nullable) until loaded */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaRehearsalWindow, sauda_rehearsal_window, ADW_TYPE_WINDOW)

static void
add_row (GtkListBox *list, const char *title, const char *subtitle, gboolean equal)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
    gtk_image_new_from_icon_name (equal ? "object-select-symbolic" : "dialog-warning-symbolic");
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  equal ? _ ("equal") : _ ("differs"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (list, row);
}

static gboolean
differs (const SaudaRehearsal *rehearsal, const char *kind)
{
  for (guint i = 0; i < rehearsal->differences->len; i++)
    if (((const SaudaRehearsalDifference *) g_ptr_array_index (rehearsal->differences, i))->kind == kind)
      return TRUE;
  return FALSE;
}

static void
show_counts (SaudaRehearsalWindow *self)
{
  for (guint i = 0; i < self->shown->counts->len; i++) {
    const SaudaRehearsalCount *count = &g_array_index (self->shown->counts, SaudaRehearsalCount, i);
    /* Translators: how often something had to be done on a day, and how often it was */
    g_autofree char *text = g_strdup_printf (_ ("due %u, done %u"), count->expected, count->done);

    add_row (self->counts, sauda_report_words_act (count->kind), text, !differs (self->shown, count->kind));
  }
}

static char *
describe (const SaudaRehearsalDifference *difference)
{
  return g_strdup_printf ("%s: %s", sauda_report_words_act (difference->kind), difference->reason);
}

static void
show_differences (SaudaRehearsalWindow *self)
{
  guint count = self->shown->differences->len, shown = MIN (count, SHOWN_ROWS);

  for (guint i = 0; i < shown; i++) {
    const SaudaRehearsalDifference *difference = g_ptr_array_index (self->shown->differences, i);
    g_autofree char *name = g_strdup_printf ("%s %s", difference->store, difference->code);
    g_autofree char *text = describe (difference);

    add_row (self->differences, name, text, FALSE);
  }
  gtk_widget_set_visible (self->differing, count > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more), count > shown);
  if (count > shown) {
    g_autofree char *more =
      g_strdup_printf (ngettext ("and %u more", "and %u more", count - shown), count - shown);

    gtk_label_set_label (self->more, more);
  }
}

static char *
describe_result (const SaudaRehearsal *rehearsal)
{
  guint count = rehearsal->differences->len, done = 0;

  for (guint i = 0; i < rehearsal->counts->len; i++)
    done += g_array_index (rehearsal->counts, SaudaRehearsalCount, i).done +
            g_array_index (rehearsal->counts, SaudaRehearsalCount, i).expected;
  if (done == 0)
    return g_strdup (_ ("Nothing was due that day, and nothing was done."));
  if (count == 0)
    return g_strdup (_ ("No differences: all that was due was done, and nothing else."));
  return g_strdup_printf (ngettext ("%u difference between what was due and what was done",
                                    "%u differences between what was due and what was done", count),
                          count);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaRehearsalWindow) self = SAUDA_REHEARSAL_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaRehearsal) rehearsal = sauda_rehearsal_read_finish (result, &error);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (rehearsal == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  self->shown = g_steal_pointer (&rehearsal);
  text = describe_result (self->shown);
  gtk_label_set_label (self->result, text);
  gtk_image_set_from_icon_name (self->icon, self->shown->differences->len > 0 ? "dialog-warning-symbolic"
                                                                              : "object-select-symbolic");
  show_counts (self);
  show_differences (self);
  gtk_stack_set_visible_child_name (self->stack, "result");
}

/* For a spreadsheet: a difference a line. */
static void
on_copy (SaudaRehearsalWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->shown->differences->len; i++) {
    const SaudaRehearsalDifference *difference = g_ptr_array_index (self->shown->differences, i);

    g_string_append_printf (text, "%s\t%s\t%s\t%s\n", difference->store, difference->code,
                            sauda_report_words_act (difference->kind), difference->reason);
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The differences are copied."));
}

static void
sauda_rehearsal_window_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_REHEARSAL_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_rehearsal_window_parent_class)->dispose (object);
}

static void
sauda_rehearsal_window_finalize (GObject *object)
{
  SaudaRehearsalWindow *self = SAUDA_REHEARSAL_WINDOW (object);

  g_clear_pointer (&self->shown, sauda_rehearsal_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_rehearsal_window_parent_class)->finalize (object);
}

static void
sauda_rehearsal_window_class_init (SaudaRehearsalWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_rehearsal_window_dispose;
  object_class->finalize = sauda_rehearsal_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-rehearsal-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, result);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, unfinished);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, differing);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, differences);
  gtk_widget_class_bind_template_child (widget_class, SaudaRehearsalWindow, more);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_rehearsal_window_init (SaudaRehearsalWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_rehearsal_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: an open data folder
 * @day: an Almaty day that has begun
 *
 * Returns: (transfer none): a window to present
 */
SaudaRehearsalWindow *
sauda_rehearsal_window_new (GtkWindow *parent, SaudaWorkspace *workspace, SaudaDay day)
{
  SaudaRehearsalWindow *self = g_object_new (SAUDA_TYPE_REHEARSAL_WINDOW, "transient-for", parent, NULL);
  g_autofree char *date = sauda_day_format_short (day);

  adw_window_title_set_subtitle (self->title, date);
  gtk_widget_set_visible (self->unfinished, day >= sauda_workspace_get_today (workspace));
  sauda_rehearsal_read_async (workspace, day, self->cancellable, on_read, g_object_ref (self));
  return self;
}

/**
 * sauda_rehearsal_window_is_loaded:
 * @self: the window
 *
 * Returns: whether the rehearsal is shown
 */
gboolean
sauda_rehearsal_window_is_loaded (SaudaRehearsalWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_REHEARSAL_WINDOW (self), FALSE);
  return self->shown != NULL;
}
