#include "sauda-latin-keys.h"

/* GTK finds a shortcut by the letter that the layout gives. With a Cyrillic layout alone, Ctrl and the key
 * marked Z give Ctrl+Я, and nothing happens. Here such a key is taken for the Latin letter at its place. */

/* The keys of the digits, and of what stands behind them. */
#define FIRST_DIGIT 10
#define LAST_DIGIT 21

/* Where the Latin letters and the digits lie on a PC keyboard: hardware codes of X11 and Wayland, row by row.
 * The Kazakh layout has letters of its own in the place of digits. */
static const struct {
  guint first_code;
  const char *letters;
} rows[] = {
  { FIRST_DIGIT, "1234567890-=" },
  { 24, "qwertyuiop" },
  { 38, "asdfghjkl" },
  { 52, "zxcvbnm," },
};

static gboolean
is_latin (guint keyval)
{
  return keyval < 0x80 || gdk_keyval_to_unicode (keyval) < 0x80;
}

/* The letter of @keycode in another group of the keyboard, when one of them is Latin. */
static guint
find_in_groups (GdkDisplay *display, guint keycode)
{
  for (int group = 0; group < 4; group++) {
    guint keyval;

    if (gdk_display_translate_key (display, keycode, 0, group, &keyval, NULL, NULL, NULL) && keyval < 0x80 &&
        g_ascii_isalpha ((char) keyval))
      return keyval;
  }
  return 0;
}

static guint
find_by_place (guint keycode)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint k = 0; rows[i].letters[k] != '\0'; k++)
      if (rows[i].first_code + k == keycode)
        return (guint) rows[i].letters[k];
  return 0;
}

/* Activates the first shortcut of the application that is @keyval with @state. */
static gboolean
activate (GtkWindow *window, guint keyval, GdkModifierType state)
{
  GtkApplication *application = gtk_window_get_application (window);
  GtkWidget *focus = gtk_window_get_focus (window);
  g_autofree char *accelerator = gtk_accelerator_name (gdk_keyval_to_lower (keyval), state);
  g_auto (GStrv) actions = NULL;

  if (application == NULL)
    return FALSE;
  actions = gtk_application_get_actions_for_accel (application, accelerator);
  for (gsize i = 0; actions[i] != NULL; i++) {
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;

    if (g_action_parse_detailed_name (actions[i], &name, &target, NULL) &&
        gtk_widget_activate_action_variant (focus != NULL ? focus : GTK_WIDGET (window), name, target))
      return TRUE;
  }
  return FALSE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint latin;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    return FALSE;
  /* A page is opened by the place of its digit: there the Kazakh layout has a quotation mark, the French one
   * more. */
  if (modifiers == GDK_ALT_MASK && keycode >= FIRST_DIGIT && keycode <= LAST_DIGIT)
    return activate (GTK_WINDOW (widget), find_by_place (keycode), modifiers);
  if (is_latin (keyval))
    return FALSE;
  latin = sauda_latin_keys_translate (gtk_widget_get_display (widget), keyval, keycode);
  return latin != keyval && activate (GTK_WINDOW (widget), latin, modifiers);
}

/**
 * sauda_latin_keys_translate:
 * @display: where the key was pressed
 * @keyval: the symbol that the layout gives
 * @keycode: the hardware code of the key
 *
 * Returns: @keyval when it is Latin, else the small Latin letter or the digit of the same key; @keyval when
 * there is none
 */
guint
sauda_latin_keys_translate (GdkDisplay *display, guint keyval, guint keycode)
{
  guint latin = 0;

  if (is_latin (keyval))
    return keyval;
  latin = find_in_groups (display, keycode);
  if (latin == 0)
    latin = find_by_place (keycode);
  return latin != 0 ? latin : keyval;
}

/**
 * sauda_latin_keys_watch:
 * @window: a window of an application
 *
 * Makes the application's shortcuts work in @window with any layout.
 */
void
sauda_latin_keys_watch (GtkWindow *window)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key_pressed), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
