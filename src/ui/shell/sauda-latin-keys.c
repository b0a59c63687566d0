#include "sauda-latin-keys.h"

/* GTK finds a shortcut by the letter that the layout gives. With a Cyrillic layout alone, Ctrl and the key
 * marked Z give Ctrl+Я, and nothing happens. Here such a key is taken for the Latin letter at its place:
 * first for the program's own shortcuts, as GTK does, and for all others when nobody else wanted it. */

#define WATCHED "sauda-latin-keys"

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
is_key (GtkShortcutTrigger *trigger, guint keyval, GdkModifierType modifiers)
{
  if (GTK_IS_ALTERNATIVE_TRIGGER (trigger))
    return is_key (gtk_alternative_trigger_get_first (GTK_ALTERNATIVE_TRIGGER (trigger)), keyval,
                   modifiers) ||
           is_key (gtk_alternative_trigger_get_second (GTK_ALTERNATIVE_TRIGGER (trigger)), keyval, modifiers);
  return GTK_IS_KEYVAL_TRIGGER (trigger) &&
         gdk_keyval_to_lower (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger))) == keyval &&
         gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers;
}

/* Activates the first of the shortcuts of @controller that is @keyval with @modifiers and does something. */
static gboolean
activate_in (GtkWidget *widget, GListModel *controller, guint keyval, GdkModifierType modifiers)
{
  for (guint i = 0; i < g_list_model_get_n_items (controller); i++) {
    g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (controller, i);

    if (is_key (gtk_shortcut_get_trigger (shortcut), keyval, modifiers) &&
        gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), GTK_SHORTCUT_ACTION_EXCLUSIVE,
                                      widget, gtk_shortcut_get_arguments (shortcut)))
      return TRUE;
  }
  return FALSE;
}

/* The shortcuts of widgets, as GTK itself goes through them: from what has the focus up to the window. */
static gboolean
activate_from_focus (GtkWindow *window, guint keyval, GdkModifierType modifiers)
{
  GtkWidget *widget = gtk_window_get_focus (window);

  for (widget = widget != NULL ? widget : GTK_WIDGET (window); widget != NULL;
       widget = gtk_widget_get_parent (widget)) {
    g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

    for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
          activate_in (widget, G_LIST_MODEL (controller), keyval, modifiers))
        return TRUE;
    }
  }
  return FALSE;
}

/* Whether the layout gave no Latin letter for a shortcut; @latin is the one that was meant. */
static gboolean
is_meant (GtkWidget *widget, guint keyval, guint keycode, GdkModifierType modifiers, guint *latin)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 || is_latin (keyval))
    return FALSE;
  *latin = sauda_latin_keys_translate (gtk_widget_get_display (widget), keyval, keycode);
  return *latin != keyval;
}

/* Nobody wanted the key as the layout gives it. */
static gboolean
on_key_left (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint latin;

  return is_meant (widget, keyval, keycode, modifiers, &latin) &&
         activate_from_focus (GTK_WINDOW (widget), latin, modifiers);
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
  return is_meant (widget, keyval, keycode, modifiers, &latin) &&
         activate (GTK_WINDOW (widget), latin, modifiers);
}

static void
watch (GtkWindow *window, GtkPropagationPhase phase, GCallback callback)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, phase);
  g_signal_connect (controller, "key-pressed", callback, NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

/* A key of the program, which GTK gives to its main window alone. */
static void
add_close (GtkWindow *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_w, GDK_CONTROL_MASK),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}

/* Also a window of GTK's own, such as that of the shortcuts. */
static void
on_windows_changed (GListModel *windows, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    /* A window that goes and comes keeps what it has. */
    if (g_object_get_data (G_OBJECT (window), WATCHED) != NULL)
      continue;
    g_object_set_data (G_OBJECT (window), WATCHED, window);
    if (!GTK_IS_APPLICATION_WINDOW (window))
      add_close (window);
    watch (window, GTK_PHASE_CAPTURE, G_CALLBACK (on_key_pressed));
    watch (window, GTK_PHASE_BUBBLE, G_CALLBACK (on_key_left));
  }
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
 *
 * Makes the shortcuts of the application, and those of pages and fields, work in every window with any
 * layout, and Ctrl+W close every window.
 */
void
sauda_latin_keys_watch (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  g_signal_connect (windows, "items-changed", G_CALLBACK (on_windows_changed), NULL);
  on_windows_changed (windows, 0, 0, g_list_model_get_n_items (windows));
}
