#include "sauda-scanner.h"

#include "sauda-edit-cell.h"
#include "sauda-latin-keys.h"
#include "sauda-scan-buffer.h"

struct _SaudaScanner {
  GObject parent_instance;

  SaudaScanBuffer *buffer; /* (owned) (not nullable) */
  GString *typed;          /* (owned) (not nullable) the letters of the burst as the layout gave them */
  gboolean in_field;       /* the burst began where a person writes something that is no scan */
};

G_DEFINE_FINAL_TYPE (SaudaScanner, sauda_scanner, G_TYPE_OBJECT)

static guint scanned_signal;

/* Set at a window whose own lines are there for scans. */
#define TAKES_CODES "sauda-scanner-takes-codes"

/* Takes the letters of a scan out of the field in which they landed. */
static void
clean_field (SaudaScanner *self, GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, SAUDA_TYPE_EDIT_CELL) : NULL;
  glong letters = g_utf8_strlen (self->typed->str, -1);
  g_autofree char *before = NULL;
  int end = 0;

  /* the scan itself has begun the edit: the first letter opened the cell */
  if (cell != NULL && sauda_edit_cell_is_editing (SAUDA_EDIT_CELL (cell))) {
    sauda_edit_cell_end (SAUDA_EDIT_CELL (cell), FALSE);
    return;
  }
  if (focus == NULL || !GTK_IS_EDITABLE (focus))
    return;
  end = gtk_editable_get_position (GTK_EDITABLE (focus));
  if (end < letters)
    return;
  before = gtk_editable_get_chars (GTK_EDITABLE (focus), end - (int) letters, end);
  if (g_str_equal (before, self->typed->str))
    gtk_editable_delete_text (GTK_EDITABLE (focus), end - (int) letters, end);
}

static gboolean
is_ending (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_Linefeed ||
         keyval == GDK_KEY_Tab;
}

static gboolean
is_writing (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

/* A line that finds or that takes codes may get a scan; what else is written into, a name or a number of the
 * settings, a message, a cell that is open already, gets every letter, however quickly it comes. */
static gboolean
is_in_field (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return is_writing (window) && gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) == NULL &&
         g_object_get_data (G_OBJECT (window), TAKES_CODES) == NULL;
}

/* The letter of a key, whatever layout is on: a scanner presses the keys of a Latin one. With Shift the
 * small letter of its place becomes a capital one. */
static gunichar
get_letter (GtkWidget *widget, guint keyval, guint keycode, GdkModifierType state)
{
  guint latin = sauda_latin_keys_translate (gtk_widget_get_display (widget), keyval, keycode);
  gunichar letter = gdk_keyval_to_unicode (latin);

  if (latin != keyval && (state & GDK_SHIFT_MASK) != 0)
    letter = g_unichar_toupper (letter);
  return letter;
}

static gboolean
on_end (SaudaScanner *self, GtkWindow *window, gint64 time_ms)
{
  g_autofree char *code = NULL;

  if (!sauda_scan_buffer_end (self->buffer, time_ms, &code) || self->in_field)
    return FALSE;
  clean_field (self, window);
  if (code != NULL)
    g_signal_emit (self, scanned_signal, 0, code);
  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                SaudaScanner *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gint64 time_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));
  gunichar letter = 0;
  gboolean quick = FALSE;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (is_ending (keyval))
    return on_end (self, GTK_WINDOW (widget), time_ms);
  letter = get_letter (widget, keyval, keycode, state);
  if (letter == 0)
    return FALSE;
  quick = sauda_scan_buffer_add (self->buffer, letter, time_ms);
  if (!quick) {
    g_string_truncate (self->typed, 0);
    self->in_field = is_in_field (GTK_WINDOW (widget));
  }
  g_string_append_unichar (self->typed, gdk_keyval_to_unicode (keyval));
  /* single keys are commands on some pages: a scan must not give them */
  return quick && !is_writing (GTK_WINDOW (widget));
}

static void
sauda_scanner_finalize (GObject *object)
{
  SaudaScanner *self = SAUDA_SCANNER (object);

  sauda_scan_buffer_free (self->buffer);
  g_string_free (self->typed, TRUE);
  G_OBJECT_CLASS (sauda_scanner_parent_class)->finalize (object);
}

static void
sauda_scanner_class_init (SaudaScannerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_scanner_finalize;
  scanned_signal = g_signal_new ("scanned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sauda_scanner_init (SaudaScanner *self)
{
  self->buffer = sauda_scan_buffer_new ();
  self->typed = g_string_new (NULL);
}

/**
 * sauda_scanner_new:
 *
 * Returns: (transfer full): a scanner that listens nowhere yet
 */
SaudaScanner *
sauda_scanner_new (void)
{
  return g_object_new (SAUDA_TYPE_SCANNER, NULL);
}

/**
 * sauda_scanner_watch:
 * @self: a scanner
 * @window: where it listens from now on
 * @takes_codes: whether the fields of @window are there for scans; elsewhere what is written into a field
 *   that is not for looking something up stays there
 */
void
sauda_scanner_watch (SaudaScanner *self, GtkWindow *window, gboolean takes_codes)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_return_if_fail (SAUDA_IS_SCANNER (self));

  if (takes_codes)
    g_object_set_data (G_OBJECT (window), TAKES_CODES, GINT_TO_POINTER (TRUE));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
