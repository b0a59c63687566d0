#include "sauda-sizes-page.h"

#include "sauda-compat.h"
#include "sauda-return-window.h"
#include "sauda-scroll-bin.h"
#include "sauda-size-advisor.h"
#include "sauda-size-plot.h"
#include "sauda-size-report.h"
#include "sauda-size-ruler.h"
#include "sauda-sizes-texts.h"
#include "sauda-supplier-window.h"
#include "sauda-time.h"
#include "sauda-ui-toast.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { PLOT_RELIABILITY, PLOT_TIMES, PLOT_SIZES, PLOT_CURVE, N_PLOTS };

struct _SaudaSizesPage {
  AdwBin parent_instance;

  GtkDropDown *people;    /* (unowned) (not nullable) */
  GtkLabel *known;        /* (unowned) (not nullable) */
  GtkSpinner *spinner;    /* (unowned) (not nullable) */
  GtkLabel *weight_title; /* (unowned) (not nullable) */
  AdwBin *weight_place;   /* (unowned) (not nullable) */
  AdwBin *height_place;   /* (unowned) (not nullable) */
  GtkRevealer *moved;     /* (unowned) (not nullable) */
  GtkLabel *moved_text;   /* (unowned) (not nullable) */
  GtkLabel *sure;         /* (unowned) (not nullable) */
  GtkBox *plots;          /* (unowned) (not nullable) */
  GtkLabel *products;     /* (unowned) (not nullable) */
  GtkListBox *charts;     /* (unowned) (not nullable) */

  SaudaSizeRuler *weight_ruler;      /* (unowned) (not nullable) */
  SaudaSizeRuler *height_ruler;      /* (unowned) (not nullable) */
  SaudaSizePlot *plot_list[N_PLOTS]; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) NULL once disposed */
  SaudaSizeReport *report;   /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) of the report under way */
  gboolean loaded;
  gboolean stale; /* orders changed while nobody looked */
};

G_DEFINE_FINAL_TYPE (SaudaSizesPage, sauda_sizes_page, ADW_TYPE_BIN)

static void load (SaudaSizesPage *self);

static SaudaSizePeople
get_people (SaudaSizesPage *self)
{
  return (SaudaSizePeople) gtk_drop_down_get_selected (self->people);
}

static void
set_share (SaudaSizePoint *point, const SaudaSizeShare *share)
{
  point->n = share->n;
  point->y = share->n > 0 ? (double) share->right / share->n : 0;
  point->expected = -1;
}

static void
show_reliability (SaudaSizesPage *self)
{
  SaudaSizePoint points[SAUDA_SIZE_CALIBRATION_BINS];
  g_autofree char *summary = sauda_sizes_describe_reliability (self->report);

  for (guint i = 0; i < SAUDA_SIZE_CALIBRATION_BINS; i++) {
    const SaudaSizeBin *bin = &self->report->bins[i];

    points[i] = (SaudaSizePoint){ .y = bin->right, .expected = bin->claimed, .n = bin->count };
    if (i % 2 == 1)
      g_snprintf (points[i].label, sizeof points[i].label, "%u", (i + 1) * 10);
  }
  sauda_size_plot_set_points (self->plot_list[PLOT_RELIABILITY], points, SAUDA_SIZE_CALIBRATION_BINS,
                              summary);
}

static void
show_times (SaudaSizesPage *self)
{
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (SaudaSizePoint));
  g_autofree char *summary = sauda_sizes_describe_times (self->report);

  for (guint i = 0; i < self->report->times->len; i++) {
    const SaudaSizeShare *share = &g_array_index (self->report->times, SaudaSizeShare, i);
    SaudaSizePoint point = { 0 };

    set_share (&point, share);
    if (i % 5 == 4)
      g_snprintf (point.label, sizeof point.label, "%u", share->before);
    g_array_append_val (points, point);
  }
  sauda_size_plot_set_points (self->plot_list[PLOT_TIMES], (const SaudaSizePoint *) points->data, points->len,
                              summary);
}

static void
show_sizes (SaudaSizesPage *self)
{
  SaudaSizePoint points[SAUDA_SIZE_MOST_SIZES];
  g_autofree char *summary = sauda_sizes_describe_sizes (self->report);

  for (guint i = 0; i < self->report->learned.n_sizes; i++) {
    set_share (&points[i], &self->report->sizes[i]);
    g_strlcpy (points[i].label, self->report->learned.names[i], sizeof points[i].label);
  }
  sauda_size_plot_set_points (self->plot_list[PLOT_SIZES], points, self->report->learned.n_sizes, summary);
}

static void
show_curve (SaudaSizesPage *self)
{
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (SaudaSizePoint));
  g_autofree char *summary = sauda_sizes_describe_curve (self->report);

  for (guint i = 0; i < self->report->curve->len; i++) {
    const SaudaSizeShare *share = &g_array_index (self->report->curve, SaudaSizeShare, i);
    SaudaSizePoint point = { 0 };

    set_share (&point, share);
    /* Of the long numbers every other one, so that they do not run into each other. */
    if (i % 2 == 0)
      g_snprintf (point.label, sizeof point.label, "%u", share->before);
    g_array_append_val (points, point);
  }
  sauda_size_plot_set_points (self->plot_list[PLOT_CURVE], (const SaudaSizePoint *) points->data, points->len,
                              summary);
}

static void
put_chart (SaudaSizesPage *self, const SaudaSizeChart *chart, SaudaChartSource source, const char *reason);

static void
on_restore (GtkButton *button, SaudaSizesPage *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "place"));
  const SaudaChartEntry *entry = g_ptr_array_index (self->report->charts, place);
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (entry->at_ms));
  g_autofree char *reason = g_strdup_printf (_ ("The chart of %s again"), day);

  put_chart (self, &entry->chart, entry->source, reason);
}

static void
add_chart (SaudaSizesPage *self, const SaudaChartEntry *entry, guint place)
{
  GtkWidget *row = adw_action_row_new (), *button;
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (entry->at_ms));
  g_autofree char *clock = sauda_time_format_clock (entry->at_ms);
  g_autofree char *title =
    g_markup_printf_escaped ("%s %s · %s", day, clock, sauda_sizes_get_source_title (entry->source));
  g_autofree char *subtitle = g_markup_printf_escaped (
    "%s%s%s", entry->who, entry->reason != NULL ? " · " : "", entry->reason != NULL ? entry->reason : "");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (place > 0) {
    button = gtk_button_new_with_mnemonic (_ ("Use _Again"));
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    g_object_set_data (G_OBJECT (button), "place", GUINT_TO_POINTER (place));
    g_signal_connect (button, "clicked", G_CALLBACK (on_restore), self);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  }
  gtk_list_box_append (self->charts, row);
}

static gboolean
has_focus_in (SaudaSizesPage *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self)); /* none once the window was closed */
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static void
show_charts (SaudaSizesPage *self)
{
  gboolean focus = has_focus_in (self, GTK_WIDGET (self->charts));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->charts, 0)) != NULL)
    gtk_list_box_remove (self->charts, GTK_WIDGET (row));
  for (guint i = 0; i < self->report->charts->len; i++)
    add_chart (self, g_ptr_array_index (self->report->charts, i), i);
  if (self->report->charts->len == 0) {
    GtkWidget *none = adw_action_row_new ();

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (none),
                                   _ ("The usual chart, learned from your orders"));
    gtk_list_box_append (self->charts, none);
  }
  /* Whoever pressed a button here by keys goes on here. */
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->charts, 0)));
}

static void
show_report (SaudaSizesPage *self)
{
  gboolean by_weight = !self->report->learned.by_height_only;
  g_autofree char *known = sauda_sizes_describe_known (self->report);
  g_autofree char *sure = sauda_sizes_describe_sure (self->report);
  g_autofree char *products = sauda_sizes_describe_products (self->report);

  gtk_label_set_label (self->known, known);
  gtk_label_set_label (self->sure, sure);
  gtk_label_set_label (self->products, products);
  gtk_widget_set_visible (GTK_WIDGET (self->weight_place), by_weight);
  gtk_widget_set_visible (GTK_WIDGET (self->weight_title), by_weight);
  sauda_size_ruler_set_chart (self->weight_ruler, &self->report->learned);
  sauda_size_ruler_set_chart (self->height_ruler, &self->report->learned);
  if (has_focus_in (self, GTK_WIDGET (self->moved)))
    gtk_widget_child_focus (GTK_WIDGET (by_weight ? self->weight_ruler : self->height_ruler),
                            GTK_DIR_TAB_FORWARD);
  gtk_revealer_set_reveal_child (self->moved, FALSE);
  show_reliability (self);
  show_times (self);
  show_sizes (self);
  show_curve (self);
  show_charts (self);
}

static void
on_report (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSizesPage) self = SAUDA_SIZES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaSizeReport) report = sauda_size_report_make_finish (result, &error);

  if (self->workspace == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (self->spinner);
  self->loaded = TRUE;
  if (report == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  g_clear_pointer (&self->report, sauda_size_report_free);
  self->report = g_steal_pointer (&report);
  show_report (self);
}

static void
load (SaudaSizesPage *self)
{
  if (self->workspace == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->stale = FALSE;
  gtk_spinner_start (self->spinner);
  sauda_size_report_make_async (sauda_workspace_get_size_advisor (self->workspace),
                                sauda_workspace_get_database (self->workspace), get_people (self),
                                self->cancellable, on_report, g_object_ref (self));
}

/* Drawn up when somebody looks. */
static void
on_map (SaudaSizesPage *self)
{
  if (self->stale)
    load (self);
}

static void
on_orders_changed (SaudaSizesPage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !gtk_revealer_get_reveal_child (self->moved))
    load (self);
}

static void
on_chart_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSizesPage) self = SAUDA_SIZES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean put = sauda_size_charts_put_finish (result, &error);

  if (self->workspace == NULL)
    return;
  if (!put)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

static void
put_chart (SaudaSizesPage *self, const SaudaSizeChart *chart, SaudaChartSource source, const char *reason)
{
  SaudaChartEntry entry = { .chart = *chart,
                            .source = source,
                            .at_ms = sauda_workspace_get_now (self->workspace),
                            .who = (char *) g_get_user_name (),
                            .reason = (char *) reason };

  self->loaded = FALSE;
  sauda_size_charts_put_async (sauda_workspace_get_database (self->workspace), get_people (self), &entry,
                               NULL, on_chart_put, g_object_ref (self));
}

/* The learned limits, with what a person moved. */
static SaudaSizeChart
get_moved_chart (SaudaSizesPage *self)
{
  SaudaSizeChart chart = self->report->learned;

  sauda_size_ruler_read_limits (self->weight_ruler, &chart);
  sauda_size_ruler_read_limits (self->height_ruler, &chart);
  return chart;
}

static void
on_moved (SaudaSizesPage *self)
{
  SaudaSizeChart chart = get_moved_chart (self);
  g_autofree char *text = sauda_sizes_describe_moves (&self->report->learned, &chart);

  gtk_label_set_label (self->moved_text, text);
  gtk_revealer_set_reveal_child (self->moved, *text != '\0');
}

static void
on_discard (SaudaSizesPage *self)
{
  show_report (self);
}

/* What was learned stays; the chart to begin with moves by as much as the person moved the learned one. */
static void
on_apply (SaudaSizesPage *self)
{
  SaudaSizeChart moved = get_moved_chart (self), chart = self->report->prior;
  g_autofree char *text = sauda_sizes_describe_moves (&self->report->learned, &moved);

  for (guint k = 0; k + 1 < chart.n_sizes; k++) {
    const SaudaSizeLimit *learned = &self->report->learned.limits[k];

    if (moved.limits[k].weight_kg != learned->weight_kg)
      chart.limits[k].weight_kg = moved.limits[k].weight_kg;
    if (moved.limits[k].weight_softness_kg != learned->weight_softness_kg)
      chart.limits[k].weight_softness_kg = moved.limits[k].weight_softness_kg;
    if (moved.limits[k].height_cm != learned->height_cm)
      chart.limits[k].height_cm = moved.limits[k].height_cm;
    if (moved.limits[k].height_softness_cm != learned->height_softness_cm)
      chart.limits[k].height_softness_cm = moved.limits[k].height_softness_cm;
  }
  put_chart (self, sauda_size_chart_is_sound (&chart) ? &chart : &moved, SAUDA_CHART_SOURCE_MOVED, text);
}

static void
on_reset_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSizesPage) self = SAUDA_SIZES_PAGE (user_data);
  SaudaSizeChart chart;

  if (!sauda_compat_confirm_finish (result, NULL) || self->workspace == NULL)
    return;
  sauda_size_chart_init_usual (&chart, get_people (self));
  put_chart (self, &chart, SAUDA_CHART_SOURCE_USUAL, NULL);
}

static void
on_reset (SaudaSizesPage *self)
{
  SaudaCompatQuestion question = {
    .heading = _ ("Begin at the usual chart?"),
    .body = _ ("Limits that were typed or moved no longer count. What was learned from orders stays, and the "
               "charts of before stay in the list."),
    .accept = _ ("_Reset"),
  };

  sauda_compat_confirm_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &question,
                              self->cancellable, on_reset_answered, g_object_ref (self));
}

static void
on_supplier_chart (SaudaSupplierWindow *window, const SaudaSizeChart *chart, SaudaSizesPage *self)
{
  put_chart (self, chart, SAUDA_CHART_SOURCE_SUPPLIER, NULL);
}

static void
on_supplier (SaudaSizesPage *self)
{
  SaudaSupplierWindow *window;

  if (self->report == NULL)
    return;
  window =
    sauda_supplier_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &self->report->prior);
  g_signal_connect_object (window, "chart", G_CALLBACK (on_supplier_chart), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_return_noted (SaudaReturnWindow *window, gboolean learned, SaudaSizesPage *self)
{
  sauda_ui_show_text (GTK_WIDGET (self),
                      learned ? _ ("Noted, and learned from.")
                              : _ ("Noted. Height and weight are not known, so nothing is learned."));
  sauda_workspace_emit_orders_changed (self->workspace);
}

static void
on_returned (SaudaSizesPage *self)
{
  SaudaReturnWindow *window =
    sauda_return_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace);

  g_signal_connect_object (window, "noted", G_CALLBACK (on_return_noted), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_plot (SaudaSizesPage *self, guint which, const char *title, gboolean bars)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  self->plot_list[which] = SAUDA_SIZE_PLOT (sauda_size_plot_new (bars));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->plot_list[which]));
  gtk_box_append (self->plots, box);
}

static void
sauda_sizes_page_dispose (GObject *object)
{
  SaudaSizesPage *self = SAUDA_SIZES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_sizes_page_parent_class)->dispose (object);
}

static void
sauda_sizes_page_finalize (GObject *object)
{
  SaudaSizesPage *self = SAUDA_SIZES_PAGE (object);

  g_clear_pointer (&self->report, sauda_size_report_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_sizes_page_parent_class)->finalize (object);
}

static void
sauda_sizes_page_class_init (SaudaSizesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_sizes_page_dispose;
  object_class->finalize = sauda_sizes_page_finalize;
  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  g_type_ensure (SAUDA_TYPE_SCROLL_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/sizes/sauda-sizes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, people);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, known);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, weight_title);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, weight_place);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, height_place);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, moved);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, moved_text);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, sure);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, plots);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, products);
  gtk_widget_class_bind_template_child (widget_class, SaudaSizesPage, charts);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_supplier);
  gtk_widget_class_bind_template_callback (widget_class, on_returned);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_bind_template_callback (widget_class, on_discard);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
}

static void
sauda_sizes_page_init (SaudaSizesPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->weight_ruler = SAUDA_SIZE_RULER (sauda_size_ruler_new (FALSE));
  self->height_ruler = SAUDA_SIZE_RULER (sauda_size_ruler_new (TRUE));
  adw_bin_set_child (self->weight_place, GTK_WIDGET (self->weight_ruler));
  adw_bin_set_child (self->height_place, GTK_WIDGET (self->height_ruler));
  g_signal_connect_object (self->weight_ruler, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->height_ruler, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  add_plot (self, PLOT_RELIABILITY, _ ("Claimed and right, %"), TRUE);
  add_plot (self, PLOT_TIMES, _ ("Right over time"), FALSE);
  add_plot (self, PLOT_SIZES, _ ("Right by size"), TRUE);
  add_plot (self, PLOT_CURVE, _ ("Right by orders known"), FALSE);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
}

/**
 * sauda_sizes_page_new:
 * @workspace: the open data folder
 *
 * Returns: (transfer floating): a page that draws up its report when it is looked at
 */
GtkWidget *
sauda_sizes_page_new (SaudaWorkspace *workspace)
{
  SaudaSizesPage *self = g_object_new (SAUDA_TYPE_SIZES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->stale = TRUE;
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * sauda_sizes_page_is_loaded:
 * @self: the page
 *
 * Returns: whether the report is there
 */
gboolean
sauda_sizes_page_is_loaded (SaudaSizesPage *self)
{
  return self->loaded && !gtk_spinner_get_spinning (self->spinner);
}
