#include "sauda-guide-bar.h"

#include "sauda-ui-settings.h"
#include "sauda-wrap-box.h"

#include <glib/gi18n-lib.h>

#define SETTING "guide-step"

/* Each step says what to do, and leads to where it is done. */
static const struct {
  const char *text;
  const char *page;   /* (nullable) that it belongs to */
  const char *action; /* (nullable) that shows it beside going to the page */
} steps[SAUDA_GUIDE_STEPS] = {
  { N_ (
      "Press the big button: it fetches the orders of the day and shows a plan before anything is changed."),
    "day", NULL },
  { N_ ("Read the plan and approve it. The steps below tell what is done, what waits and for whom."), "day",
    NULL },
  { N_ ("Every order is one row. Type a part of a number, a name or a product into the search."), "orders",
    "win.find" },
  { N_ ("Change a size in the column “Decided”: groups and labels follow it. Ctrl+Z takes it back."),
    "orders", NULL },
  { N_ ("The labels lie here by model and size. Orders, labels and pages are counted; a group that does not "
        "add up "
        "is red."),
    "labels", NULL },
  { N_ ("Print a group: to a file for a try, or set up your label printer under Settings, Printers."),
    "labels", NULL },
  { N_ ("Open the packing table and scan a label, or type its number there: its order appears with the "
        "pieces to pack."),
    NULL, "win.pack" },
  { N_ ("Press the big button again: nothing is done twice. When you are ready, connect your own store."),
    "day", NULL },
};

struct _SaudaGuideBar {
  GtkBox parent_instance;

  GtkLabel *number;       /* (unowned) (not nullable) */
  GtkLabel *text;         /* (unowned) (not nullable) */
  GtkWidget *show_button; /* (unowned) (not nullable) */
  GtkButton *next_button; /* (unowned) (not nullable) */
  guint step;             /* SAUDA_GUIDE_STEPS: done */
};

G_DEFINE_FINAL_TYPE (SaudaGuideBar, sauda_guide_bar, GTK_TYPE_BOX)

static void
show_step (SaudaGuideBar *self)
{
  gboolean there = self->step < SAUDA_GUIDE_STEPS;
  g_autofree char *number = g_strdup_printf ("%u / %u", self->step + 1, SAUDA_GUIDE_STEPS);

  gtk_widget_set_visible (GTK_WIDGET (self), there);
  if (!there)
    return;
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->text, _ (steps[self->step].text));
  gtk_button_set_label (self->next_button, self->step + 1 == SAUDA_GUIDE_STEPS ? _ ("Do_ne") : _ ("_Next"));
}

static void
go_to (SaudaGuideBar *self, guint step)
{
  self->step = step;
  sauda_ui_settings_set_number (SETTING, (int) step);
  show_step (self);
}

static void
on_show (SaudaGuideBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (steps[self->step].page != NULL)
    gtk_widget_activate_action (widget, "win.page", "s", steps[self->step].page);
  if (steps[self->step].action != NULL)
    gtk_widget_activate_action (widget, steps[self->step].action, NULL);
}

static void
on_next (SaudaGuideBar *self)
{
  go_to (self, self->step + 1);
  if (self->step < SAUDA_GUIDE_STEPS && steps[self->step].page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", steps[self->step].page);
}

static void
on_close (SaudaGuideBar *self)
{
  go_to (self, SAUDA_GUIDE_STEPS);
}

static void
sauda_guide_bar_class_init (SaudaGuideBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAUDA_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/welcome/sauda-guide-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaGuideBar, number);
  gtk_widget_class_bind_template_child (widget_class, SaudaGuideBar, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaGuideBar, show_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaGuideBar, next_button);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
sauda_guide_bar_init (SaudaGuideBar *self)
{
  self->step = SAUDA_GUIDE_STEPS;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_guide_bar_begin:
 * @self: the tour
 * @again: whether to begin at the first step, whatever was seen before
 *
 * Shows the step at which somebody stopped; nothing when it was seen to its end.
 */
void
sauda_guide_bar_begin (SaudaGuideBar *self, gboolean again)
{
  g_return_if_fail (SAUDA_IS_GUIDE_BAR (self));

  go_to (self, again ? 0 : (guint) CLAMP (sauda_ui_settings_get_number (SETTING, 0), 0, SAUDA_GUIDE_STEPS));
}

/**
 * sauda_guide_bar_did:
 * @self: the tour
 * @step: a step, from 0
 *
 * Somebody did what @step asks for: the next one is shown, where the tour stands at @step. The page stays.
 */
void
sauda_guide_bar_did (SaudaGuideBar *self, guint step)
{
  g_return_if_fail (SAUDA_IS_GUIDE_BAR (self));
  if (self->step == step)
    go_to (self, step + 1);
}

/**
 * sauda_guide_bar_go_back:
 * @self: the tour
 * @step: a step behind the first
 *
 * What @step speaks of did not come: the step before it is shown again, where the tour stands at @step.
 */
void
sauda_guide_bar_go_back (SaudaGuideBar *self, guint step)
{
  g_return_if_fail (SAUDA_IS_GUIDE_BAR (self));
  if (self->step == step && step > 0)
    go_to (self, step - 1);
}

/**
 * sauda_guide_bar_get_step:
 * @self: the tour
 *
 * Returns: the step that is shown, from 0; %SAUDA_GUIDE_STEPS when it is over
 */
guint
sauda_guide_bar_get_step (SaudaGuideBar *self)
{
  g_return_val_if_fail (SAUDA_IS_GUIDE_BAR (self), SAUDA_GUIDE_STEPS);
  return self->step;
}
