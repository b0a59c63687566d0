#include "sauda-application.h"
#include "ui-test.h"

#include <math.h>

/* What WCAG 2.1 asks for (1.4.3): text against what lies behind it 4.5 to 1, and 3 to 1 where the letters are
 * large. Both colours are taken from what was drawn, so that opacity and layers count.
 * ADW_DEBUG_HIGH_CONTRAST=1 stands for the desktop's wish for high contrast. */
#define TEXT 4.5
#define LARGE 3.0

/* A letter without holes: its middle shows the colour of the text alone. */
#define BLOCK "\342\226\210\342\226\210\342\226\210\342\226\210"
#define MARGIN 12

/* What lies behind the text. */
typedef enum { BOX, BUTTON, PRESSED } Kind;

typedef struct {
  const char *around; /* (nullable) classes of what lies behind, parted by blanks */
  const char *inside; /* (nullable) classes of the text */
  double least;
  Kind kind;
} Case;

static const Case cases[] = {
  { NULL, NULL, TEXT, BOX },
  { NULL, "dim-label", TEXT, BOX },
  { NULL, "success", TEXT, BOX },
  { NULL, "warning", TEXT, BOX },
  { NULL, "error", TEXT, BOX },
  { NULL, "accent", TEXT, BOX },
  { "view", "dim-label", TEXT, BOX },
  { "view", "success", TEXT, BOX },
  { "view", "warning", TEXT, BOX },
  { "view", "error", TEXT, BOX },
  { "card", "success", TEXT, BOX },
  { "card", "warning", TEXT, BOX },
  { "card", "error", TEXT, BOX },
  { "card", "dim-label", TEXT, BOX },
  { "outcome success", NULL, TEXT, BOX },
  { "outcome warning", NULL, TEXT, BOX },
  { "outcome error", NULL, TEXT, BOX },
  { "practice-bar", NULL, TEXT, BOX },
  { "sidebar-pane", "dim-label", TEXT, BOX },
  { "selection-bar", NULL, TEXT, BOX },
  { "hidden-bar", NULL, TEXT, BOX },
  { "alert-bar", NULL, TEXT, BOX },
  { "alert-bar urgent", NULL, TEXT, BOX },
  { "guide-bar", NULL, TEXT, BOX },
  { "bubble ours", NULL, TEXT, BOX },
  { "bubble ours", "dim-label", TEXT, BOX },
  { "bubble theirs", NULL, TEXT, BOX },
  { "bubble theirs", "dim-label", TEXT, BOX },
  { "orders-table", "other-size", TEXT, BOX },
  { "data-table cell-range", NULL, TEXT, BOX },
  { "pack-band", NULL, TEXT, BOX },
  { "pack-band success", NULL, LARGE, BOX },
  { "pack-band success", "caption", TEXT, BOX },
  { "pack-band error", NULL, TEXT, BOX },
  { "pack-band error flash", NULL, LARGE, BOX },
  { "chip", NULL, TEXT, PRESSED },
  { "tile", NULL, TEXT, PRESSED },
  { "view-tab", NULL, TEXT, PRESSED },
  { "suggested-action", NULL, TEXT, BUTTON },
  { "destructive-action", NULL, TEXT, BUTTON },
};

static void
add_classes (GtkWidget *widget, const char *classes)
{
  g_auto (GStrv) names = g_strsplit (classes != NULL ? classes : "", " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      gtk_widget_add_css_class (widget, names[i]);
}

static double
get_channel (guchar value)
{
  double part = value / 255.0;

  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* BGRA, as Cairo writes it on this machine. */
static double
get_luminance (const guchar *pixel)
{
  return 0.2126 * get_channel (pixel[2]) + 0.7152 * get_channel (pixel[1]) + 0.0722 * get_channel (pixel[0]);
}

static void
read_pixel (GtkWidget *window, GtkWidget *widget, float x, float y, guchar pixel[4])
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_point_t place;

  g_assert_true (gtk_widget_compute_point (widget, window, &GRAPHENE_POINT_INIT (x, y), &place));
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (floorf (place.x), floorf (place.y), 1, 1));
  gsk_render_node_unref (node);
  gdk_texture_download (texture, pixel, 4);
}

static GtkWidget *
create (const Case *a_case, GtkWidget **text)
{
  GtkWidget *around =
    a_case->kind != BOX ? gtk_toggle_button_new () : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  *text = gtk_label_new (BLOCK);
  add_classes (around, a_case->around);
  add_classes (*text, a_case->inside);
  gtk_widget_set_margin_start (*text, MARGIN);
  gtk_widget_set_margin_end (*text, MARGIN);
  if (a_case->kind != BOX) {
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (around), a_case->kind == PRESSED);
    gtk_button_set_child (GTK_BUTTON (around), *text);
  } else {
    gtk_box_append (GTK_BOX (around), *text);
  }
  gtk_widget_set_halign (around, GTK_ALIGN_START);
  gtk_widget_set_valign (around, GTK_ALIGN_START);
  return around;
}

static gboolean
check (const Case *a_case)
{
  GtkWidget *text = NULL;
  GtkWindow *window = ui_test_show (create (a_case, &text));
  float width = (float) gtk_widget_get_width (text), height = (float) gtk_widget_get_height (text);
  guchar front[4], back[4];
  double first, second, ratio;

  read_pixel (GTK_WIDGET (window), text, width / 2, height / 2, front);
  read_pixel (GTK_WIDGET (window), text, -MARGIN / 2, height / 2, back);
  first = get_luminance (front);
  second = get_luminance (back);
  ratio = (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
  if (ratio < a_case->least)
    g_printerr ("# %s: “%s” on “%s” is #%02x%02x%02x on #%02x%02x%02x, %.2f to 1, less than %.1f\n",
                adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "dark" : "light",
                a_case->inside != NULL ? a_case->inside : "text",
                a_case->around != NULL ? a_case->around : "window", front[2], front[1], front[0], back[2],
                back[1], back[0], ratio, a_case->least);
  ui_test_close (window);
  return ratio >= a_case->least;
}

static void
test_contrast (gconstpointer scheme)
{
  guint faults = 0;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      (AdwColorScheme) GPOINTER_TO_INT (scheme));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    faults += !check (&cases[i]);
  g_assert_cmpuint (faults, ==, 0);
}

static void
test_high_contrast (void)
{
  const char *wanted = g_getenv ("ADW_DEBUG_HIGH_CONTRAST");

  g_assert_cmpint (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()), ==,
                   g_strcmp0 (wanted, "1") == 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SaudaApplication *application = NULL;
  int status;

  ui_test_init (&argc, &argv);
  /* the style sheet comes with the application */
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/ui/contrast/high", test_high_contrast);
  g_test_add_data_func ("/ui/contrast/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_contrast);
  g_test_add_data_func ("/ui/contrast/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_contrast);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
