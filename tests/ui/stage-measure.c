#include "stage-measure.h"

#include "sauda-whole-texts.h"

#include <adwaita.h>
#include <string.h>

/* What is wrong with a window as it stands there: a fault a line on standard output. */

/* The column of the window, which scrolls from top to bottom where letters are so large that they need it. */
static gboolean
is_column (GtkWidget *widget)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), "column") == 0;
}

static gboolean
is_scrolled (GtkWidget *widget)
{
  for (GtkWidget *w = gtk_widget_get_parent (widget); w != NULL; w = gtk_widget_get_parent (w))
    if (GTK_IS_SCROLLBAR (w) || (GTK_IS_SCROLLED_WINDOW (w) && !is_column (w)) ||
        (GTK_IS_VIEWPORT (w) && !is_column (gtk_widget_get_parent (w))))
      return TRUE;
  return FALSE;
}

static gboolean
may_scroll_down (GtkWidget *widget)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  while (widget != NULL && !is_column (widget))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && dpi > 96 * 1024;
}

static void
describe (GtkWidget *widget, const char *fault, const char *text)
{
  g_autoptr (GString) trail = g_string_new (NULL);

  for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
    g_string_append_printf (trail, " < %s", G_OBJECT_TYPE_NAME (w));
  g_print ("%s “%s”%.160s\n", fault, text != NULL ? text : "", trail->str);
}

static gboolean
is_scrolled_away (GtkWidget *widget, GtkWidget *window, const graphene_point_t *place)
{
  graphene_rect_t bounds;

  for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
    if (gtk_widget_compute_bounds (w, window, &bounds) && !graphene_rect_contains_point (&bounds, place))
      return TRUE;
  return FALSE;
}

/* A text that does not fit, and no tip at its place says the whole. */
static void
measure_label (GtkWidget *widget, GtkWidget *window)
{
  graphene_point_t place;
  graphene_rect_t bounds;
  GtkWidget *w;

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))) ||
      !gtk_widget_compute_bounds (widget, window, &bounds))
    return;
  graphene_rect_get_center (&bounds, &place);
  for (w = widget; w != NULL && gtk_widget_get_tooltip_text (w) == NULL; w = gtk_widget_get_parent (w))
    ;
  if (w == NULL && !is_scrolled_away (widget, window, &place) &&
      !(gtk_widget_get_has_tooltip (window) && sauda_whole_texts_find (window, place.x, place.y) != NULL))
    describe (widget, "cut", gtk_label_get_text (GTK_LABEL (widget)));
}

/* A name that a screen reader would tell twice, or with the underline of its mnemonic. Newer GTK sees to that
 * itself. */
static void
measure_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  g_autofree char *other = NULL;

  if (gtk_check_version (4, 10, 0) == NULL ||
      !gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return;
  if (gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    describe (widget, "told twice", label);
  if (label == NULL || !gtk_button_get_use_underline (GTK_BUTTON (widget)) || strchr (label, '_') == NULL)
    return;
  other = gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  if (other == NULL)
    describe (widget, "underlined", label);
}

/* A row of a list that takes the focus, and is a mere "list item" to who hears it. */
static void
measure_row (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_check_version (4, 10, 0) == NULL ||
      gtk_accessible_get_accessible_role (accessible) != GTK_ACCESSIBLE_ROLE_LIST_ITEM ||
      !gtk_widget_get_focusable (widget))
    return;
  if (!gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) &&
      !gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    describe (widget, "nameless", NULL);
}

static void
measure_widget (GtkWidget *widget, GtkWidget *window)
{
  graphene_rect_t bounds;

  /* A toast slides in from outside the window, and out again. */
  if (!gtk_widget_get_mapped (widget) || g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return;
  if (GTK_IS_LABEL (widget))
    measure_label (widget, window);
  measure_name (widget);
  measure_row (widget);
  if (widget != window && !is_scrolled (widget) && gtk_widget_compute_bounds (widget, window, &bounds) &&
      bounds.size.width > 0 &&
      (bounds.origin.x < -1 ||
       bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (window) + 1 ||
       (bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (window) + 1 &&
        !may_scroll_down (widget))))
    describe (widget, "outside", NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    measure_widget (child, window);
}

/* The same button in several rows has the same letter: GTK goes from one to the next. */
static void
measure_mnemonic (GtkLabel *label, GHashTable *letters)
{
  const char *text = gtk_label_get_label (label);
  const char *mark = strchr (text, '_');
  gpointer letter;
  const char *other;

  if (mark == NULL)
    return;
  /* GTK 4.8 keeps the letter itself in the place of its key, and does not know its case */
  letter = GUINT_TO_POINTER (g_unichar_tolower (g_utf8_get_char (mark + 1)));
  other = g_hash_table_lookup (letters, letter);
  if (other == NULL) {
    g_hash_table_insert (letters, letter, g_strdup (text));
  } else if (!g_str_equal (other, text)) {
    g_autofree char *both = g_strdup_printf ("%s, %s", other, text);

    describe (GTK_WIDGET (label), "same letter", both);
  }
}

/* A letter that is underlined twice among what is reached at once: in a window, or in one page of a menu. */
static void
measure_mnemonics (GtkWidget *widget, GHashTable *letters, gboolean in_menu)
{
  g_autoptr (GHashTable) own = NULL;

  if (GTK_IS_POPOVER (widget) || (in_menu && GTK_IS_STACK (gtk_widget_get_parent (widget)))) {
    own = g_hash_table_new_full (NULL, NULL, NULL, g_free);
    letters = own;
    in_menu = TRUE;
  } else if (!(in_menu ? gtk_widget_get_visible (widget) : gtk_widget_get_mapped (widget))) {
    return;
  }
  if (GTK_IS_LABEL (widget) && gtk_label_get_use_underline (GTK_LABEL (widget)))
    measure_mnemonic (GTK_LABEL (widget), letters);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    measure_mnemonics (child, letters, in_menu);
}

/* The children that need most of the width, from the window down. */
static void
describe_width (GtkWidget *widget)
{
  g_autoptr (GString) trail = g_string_new (NULL);

  while (widget != NULL) {
    GtkWidget *widest = NULL;
    int most = 0;

    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child)) {
      int width = 0;

      if (gtk_widget_get_mapped (child))
        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      if (width > most) {
        most = width;
        widest = child;
      }
    }
    if (widest != NULL)
      g_string_append_printf (trail, " > %s %d", G_OBJECT_TYPE_NAME (widest), most);
    widget = widest;
  }
  g_print ("widest%s\n", trail->str);
}

/**
 * stage_measure:
 * @top: a window that is seen
 * @most_width: the room that it has
 * @most_height: the room that it has
 *
 * Says what needs more room than that, which texts are cut, which names are told badly or lack, and which
 * letters are underlined twice.
 */
void
stage_measure (GtkWidget *top, int most_width, int most_height)
{
  g_autoptr (GHashTable) letters = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  int width = 0;
  int height = 0;

  gtk_widget_measure (top, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (top, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (top), &height, NULL, NULL, NULL);
  if (width > most_width) {
    g_print ("wide %d\n", width);
    describe_width (top);
  }
  if (height > most_height)
    g_print ("high %d\n", height);
  measure_widget (top, top);
  /* libadwaita's own texts */
  if (!ADW_IS_ABOUT_WINDOW (top))
    measure_mnemonics (top, letters, FALSE);
}
