#include "sauda-ui-toast.h"

#include "sauda-ui-error.h"

#include <adwaita.h>

#define ACTION "sauda-action"
#define CHANGE "sauda-change"
#define MOVED "sauda-moved"
#define LEAVING "sauda-leaving"
#define SETTLED "sauda-settled"
/* What fits on a line of a toast, and how much of it is read in a second. */
#define LINE_CHARS 60
#define CHARS_A_SECOND 12
#define SECONDS 5
/* Of a change: a toast keeps the time that it was shown with, and why it was not kept may have to be read in
 * it. */
#define CHANGE_SECONDS 10
/* Longer than a toast takes to come or to go. */
#define MOVING_US (600 * 1000)

static void
on_clicked (AdwToast *toast, GtkWidget *widget)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (g_object_get_data (G_OBJECT (toast), ACTION), &name, &target, NULL))
    gtk_widget_activate_action_variant (widget, name, target);
}

/* A toast finds the actions of the window. Those of a page are below it, where it would look in vain. */
static void
set_action (AdwToast *toast, const char *action, GtkWidget *widget)
{
  /* Edits follow each other quickly: the newest must not wait for the older ones to go. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (g_str_has_prefix (action, "win.") || g_str_has_prefix (action, "app.")) {
    adw_toast_set_detailed_action_name (toast, action);
    return;
  }
  g_object_set_data_full (G_OBJECT (toast), ACTION, g_strdup (action), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_clicked), widget, 0);
}

/* From now on toasts of @overlay come and go. */
static void
note_moving (GtkWidget *overlay)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (overlay);
  gint64 now_us = clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;

  g_object_set_data_full (G_OBJECT (overlay), MOVED, g_memdup2 (&now_us, sizeof now_us), g_free);
}

static gboolean
dismiss_settled (GtkWidget *overlay, GdkFrameClock *clock, gpointer data)
{
  AdwToast *toast = data;
  const gint64 *moved_us = g_object_get_data (G_OBJECT (overlay), MOVED);

  if (gdk_frame_clock_get_frame_time (clock) < *moved_us + MOVING_US)
    return G_SOURCE_CONTINUE;
  g_object_set_data (G_OBJECT (toast), SETTLED, toast);
  /* said anew: the toast itself counts as dismissed already */
  g_signal_emit_by_name (toast, "dismissed");
  return G_SOURCE_REMOVE;
}

/* libadwaita 1.2 frees what it knows of a toast that goes while it still comes, and then writes there, or
 * ends the program: on a second press of its cross, or when a window that was hidden is drawn again. So a
 * toast goes only once all has come to rest, by the frames that were drawn. */
static void
on_dismissed (AdwToast *toast, GtkWidget *overlay)
{
  if (g_object_get_data (G_OBJECT (toast), SETTLED) != NULL || !gtk_widget_get_mapped (overlay)) {
    note_moving (overlay);
    return;
  }
  g_signal_stop_emission_by_name (toast, "dismissed");
  if (g_object_get_data (G_OBJECT (toast), LEAVING) != NULL)
    return;
  g_object_set_data (G_OBJECT (toast), LEAVING, toast);
  gtk_widget_add_tick_callback (overlay, dismiss_settled, g_object_ref (toast), g_object_unref);
}

static void
on_change_dismissed (AdwToast *toast, GObject *overlay)
{
  if (g_object_get_data (overlay, CHANGE) == toast)
    g_object_set_data (overlay, CHANGE, NULL);
}

/* A toast has one line and five seconds, and cuts the rest off: a sentence that says what to do is as long as
 * it is. */
static void
set_text (AdwToast *toast, const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  GtkWidget *label = NULL;

  if (length <= LINE_CHARS) {
    g_autofree char *markup = g_markup_escape_text (text, -1);

    adw_toast_set_title (toast, markup);
    return;
  }
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
}

/**
 * sauda_ui_show_toast:
 * @widget: anything in a window with a toast overlay
 * @toast: what to say; copied. Its action is one of the window or one that @widget can reach
 *
 * Says something at the bottom of the window. Without an overlay around @widget nothing is said.
 */
void
sauda_ui_show_toast (GtkWidget *widget, const SaudaUiToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *shown = NULL;

  if (overlay == NULL)
    return;
  shown = adw_toast_new ("");
  set_text (shown, toast->text);
  adw_toast_set_timeout (
    shown, toast->stays ? 0 : (guint) MAX (SECONDS, g_utf8_strlen (toast->text, -1) / CHARS_A_SECOND));
  if (toast->button != NULL)
    adw_toast_set_button_label (shown, toast->button);
  if (toast->action != NULL)
    set_action (shown, toast->action, widget);
  g_signal_connect_object (shown, "dismissed", G_CALLBACK (on_dismissed), overlay, 0);
  if (g_strcmp0 (toast->action, "win.undo") == 0) {
    adw_toast_set_timeout (shown, MAX (CHANGE_SECONDS, adw_toast_get_timeout (shown)));
    g_object_set_data (G_OBJECT (overlay), CHANGE, shown);
    g_signal_connect_object (shown, "dismissed", G_CALLBACK (on_change_dismissed), overlay, 0);
  }
  note_moving (overlay);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), shown);
}

/**
 * sauda_ui_show_text:
 * @widget: anything in a window with a toast overlay
 * @text: a sentence
 */
void
sauda_ui_show_text (GtkWidget *widget, const char *text)
{
  sauda_ui_show_toast (widget, &(SaudaUiToast){ .text = text });
}

/* Where a change is told of; %FALSE when none is any more. */
static gboolean
say_of_change (GtkWidget *widget, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *change = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), CHANGE) : NULL;

  if (change == NULL)
    return FALSE;
  set_text (change, text);
  adw_toast_set_button_label (change, NULL);
  return TRUE;
}

/**
 * sauda_ui_show_undone:
 * @widget: anything in a window with a toast overlay
 * @text: how much was taken back or done again
 *
 * Says so in the place of what is still said of the change: behind it, it would seem to be told of another
 * one.
 */
void
sauda_ui_show_undone (GtkWidget *widget, const char *text)
{
  if (!say_of_change (widget, text))
    sauda_ui_show_text (widget, text);
}

/**
 * sauda_ui_show_error:
 * @widget: anything in a window with a toast overlay
 * @error: what went wrong
 *
 * Says what went wrong and what to do. Where a change is told of, it is told there: who reads “changed”
 * first, and why it was not only seconds later, may have gone on meanwhile.
 */
void
sauda_ui_show_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  if (!say_of_change (widget, text))
    sauda_ui_show_text (widget, text);
}
