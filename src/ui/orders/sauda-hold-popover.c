#include "sauda-hold-popover.h"

#include "sauda-text.h"

#include <glib/gi18n-lib.h>

struct _SaudaHoldPopover {
  GtkPopover parent_instance;

  GtkCalendar *calendar; /* (unowned) (not nullable) */
  GtkEntry *reason;      /* (unowned) (not nullable) */
  GtkLabel *meaning;     /* (unowned) (not nullable) */
  GtkWidget *button;     /* (unowned) (not nullable) */
  SaudaDay today;
};

G_DEFINE_FINAL_TYPE (SaudaHoldPopover, sauda_hold_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static SaudaDay
get_day (SaudaHoldPopover *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  return sauda_day_from_date (g_date_time_get_year (date), g_date_time_get_month (date),
                              g_date_time_get_day_of_month (date));
}

static void
select_day (SaudaHoldPopover *self, SaudaDay day)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, month_day;

  if (!sauda_day_get_date (day, &year, &month, &month_day))
    return;
  date = g_date_time_new_utc (year, month, month_day, 0, 0, 0);
  gtk_calendar_select_day (self->calendar, date);
}

static void
on_day_selected (SaudaHoldPopover *self)
{
  SaudaDay day = get_day (self);
  g_autofree char *text = sauda_day_format_short (day);
  g_autofree char *meaning = day > self->today ? g_strdup_printf (_ ("Shipped again from %s on."), text)
                                               : g_strdup (_ ("Choose a day after today."));

  gtk_label_set_label (self->meaning, meaning);
  gtk_widget_set_sensitive (self->button, day > self->today);
}

static void
on_hold (SaudaHoldPopover *self)
{
  g_autofree char *reason = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  SaudaDay day = get_day (self);

  if (day <= self->today)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, (int) day, sauda_text_is_empty (reason) ? NULL : reason);
}

static void
sauda_hold_popover_class_init (SaudaHoldPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-hold-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaHoldPopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, SaudaHoldPopover, reason);
  gtk_widget_class_bind_template_child (widget_class, SaudaHoldPopover, meaning);
  gtk_widget_class_bind_template_child (widget_class, SaudaHoldPopover, button);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_hold);
}

static void
sauda_hold_popover_init (SaudaHoldPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_hold_popover_set_today:
 * @self: a popover
 * @today: Almaty day; only days behind it can be chosen, the next one is at first
 */
void
sauda_hold_popover_set_today (SaudaHoldPopover *self, SaudaDay today)
{
  g_return_if_fail (SAUDA_IS_HOLD_POPOVER (self));

  self->today = today;
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  select_day (self, today + 1);
  on_day_selected (self);
}
