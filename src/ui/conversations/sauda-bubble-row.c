#include "sauda-bubble-row.h"

#include "sauda-natural-bin.h"
#include "sauda-number.h"
#include "sauda-packer-view.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

struct _SaudaBubbleRow {
  GtkListBoxRow parent_instance;

  GtkWidget *bubble;      /* (unowned) (not nullable) */
  GtkLabel *text;         /* (unowned) (not nullable) */
  GtkImage *icon;         /* (unowned) (not nullable) */
  GtkLabel *status;       /* (unowned) (not nullable) */
  GtkMenuButton *correct; /* (unowned) (not nullable) */
  GtkPopover *popover;    /* (unowned) (not nullable) */
  GtkEntry *height;       /* (unowned) (not nullable) */
  GtkEntry *weight;       /* (unowned) (not nullable) */
  GtkEntry *size;         /* (unowned) (not nullable) */

  gint64 message_id;
  char *all; /* (owned) (not nullable) what it shows, in one text */
};

enum { CORRECTED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaBubbleRow, sauda_bubble_row, GTK_TYPE_LIST_BOX_ROW)

static double
read_number (GtkEntry *entry)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))), ",", '.');

  return g_ascii_strtod (text, NULL);
}

static void
on_save (GtkButton *button, SaudaBubbleRow *self)
{
  SaudaTalkEdit edit = { .message_id = self->message_id,
                         .height_cm = read_number (self->height),
                         .weight_kg = read_number (self->weight),
                         .size = gtk_editable_get_text (GTK_EDITABLE (self->size)) };

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[CORRECTED], 0, &edit);
}

/* What was understood stands out by weight and underline, not by colour alone. */
static void
append_marked (GString *markup, const SaudaTalkBubble *bubble)
{
  guint at = 0;

  for (guint i = 0; i < bubble->marks->len; i++) {
    const SaudaTalkMark *mark = &g_array_index (bubble->marks, SaudaTalkMark, i);
    g_autofree char *before = NULL, *marked = NULL;

    if (mark->from < at)
      continue;
    before = g_markup_escape_text (bubble->text + at, mark->from - at);
    marked = g_markup_escape_text (bubble->text + mark->from, mark->to - mark->from);
    g_string_append_printf (markup, "%s<b><u>%s</u></b>", before, marked);
    at = mark->to;
  }
  {
    g_autofree char *rest = g_markup_escape_text (bubble->text + at, -1);

    g_string_append (markup, rest);
  }
}

/* A packer sees no telephone numbers; then places in the text are others, so nothing is marked. */
static char *
make_markup (const SaudaTalkBubble *bubble)
{
  GString *markup = g_string_new (NULL);

  if (sauda_packer_view_is_on ()) {
    g_autofree char *masked = sauda_packer_view_show_text (bubble->text);
    g_autofree char *escaped = g_markup_escape_text (masked, -1);

    g_string_append (markup, escaped);
  } else
    append_marked (markup, bubble);
  if (markup->len == 0)
    g_string_append_printf (markup, "<i>%s</i>", _ ("Picture, voice or file"));
  if (bubble->revoked) {
    g_string_prepend (markup, "<s>");
    g_string_append (markup, "</s>");
  }
  return g_string_free (markup, FALSE);
}

static const char *
find_icon (const SaudaTalkBubble *bubble)
{
  if (!bubble->outbound)
    return "go-previous-symbolic";
  if (g_strcmp0 (bubble->delivery, "failed") == 0)
    return "dialog-error-symbolic";
  if (g_strcmp0 (bubble->delivery, "unknown") == 0)
    return "dialog-question-symbolic";
  if (g_strcmp0 (bubble->delivery, "read") == 0 || g_strcmp0 (bubble->delivery, "delivered") == 0)
    return "object-select-symbolic";
  return "go-next-symbolic";
}

static char *
make_status (const SaudaTalkBubble *bubble)
{
  g_autofree char *clock = sauda_time_format_clock (bubble->at_ms);
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (bubble->at_ms));
  GString *status = g_string_new (NULL);

  g_string_append_printf (status, "%s %s", day, clock);
  if (bubble->order != NULL)
    g_string_append_printf (status, " · %s", bubble->order);
  if (bubble->outbound)
    g_string_append_printf (status, " · %s", bubble->delivery_title);
  if (bubble->edited)
    g_string_append_printf (status, " · %s", _ ("edited"));
  if (bubble->revoked)
    g_string_append_printf (status, " · %s", _ ("taken back"));
  if (bubble->understood != NULL)
    g_string_append_printf (status, " · %s", bubble->understood);
  if (bubble->error != NULL)
    g_string_append_printf (status, "\n%s", bubble->error);
  return g_string_free (status, FALSE);
}

static void
set_number (GtkEntry *entry, double number)
{
  g_autofree char *text = number > 0 ? sauda_number_format (number, -1) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static char *
join (const SaudaTalkBubble *bubble, const char *markup, const char *status)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%g\n%g\n%s", bubble->id, markup, status,
                          find_icon (bubble), bubble->height_cm, bubble->weight_kg,
                          bubble->size != NULL ? bubble->size : "");
}

static void
sauda_bubble_row_finalize (GObject *object)
{
  g_free (SAUDA_BUBBLE_ROW (object)->all);
  G_OBJECT_CLASS (sauda_bubble_row_parent_class)->finalize (object);
}

static void
sauda_bubble_row_class_init (SaudaBubbleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_bubble_row_finalize;
  g_type_ensure (SAUDA_TYPE_NATURAL_BIN);
  signals[CORRECTED] = g_signal_new ("corrected", SAUDA_TYPE_BUBBLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/conversations/sauda-bubble-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, bubble);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, text);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, status);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, correct);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, popover);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, height);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, weight);
  gtk_widget_class_bind_template_child (widget_class, SaudaBubbleRow, size);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
sauda_bubble_row_init (SaudaBubbleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_bubble_row_new:
 * @bubble: a message
 *
 * Returns: (transfer none): a row that shows it
 */
GtkWidget *
sauda_bubble_row_new (const SaudaTalkBubble *bubble)
{
  SaudaBubbleRow *self = g_object_new (SAUDA_TYPE_BUBBLE_ROW, NULL);
  g_autofree char *markup = make_markup (bubble);
  g_autofree char *status = make_status (bubble);
  g_autofree char *text = sauda_packer_view_show_text (bubble->text);
  const char *shown = *text != '\0' ? text : _ ("Picture, voice or file");
  g_autofree char *spoken =
    g_strdup_printf ("%s: %s. %s", bubble->outbound ? _ ("We") : _ ("The buyer"), shown, status);

  self->message_id = bubble->id;
  self->all = join (bubble, markup, status);
  gtk_label_set_markup (self->text, markup);
  gtk_image_set_from_icon_name (self->icon, find_icon (bubble));
  gtk_label_set_label (self->status, status);
  gtk_widget_set_visible (GTK_WIDGET (self->correct), !bubble->outbound);
  gtk_widget_set_halign (self->bubble, bubble->outbound ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_add_css_class (self->bubble, bubble->outbound ? "ours" : "theirs");
  set_number (self->height, bubble->height_cm);
  set_number (self->weight, bubble->weight_kg);
  gtk_editable_set_text (GTK_EDITABLE (self->size), bubble->size != NULL ? bubble->size : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

/**
 * sauda_bubble_row_is_of:
 * @self: a row
 * @bubble: a message as it is now
 *
 * Returns: whether a new row of @bubble would be no other
 */
gboolean
sauda_bubble_row_is_of (SaudaBubbleRow *self, const SaudaTalkBubble *bubble)
{
  g_autofree char *markup = make_markup (bubble);
  g_autofree char *status = make_status (bubble);
  g_autofree char *all = join (bubble, markup, status);

  return g_str_equal (self->all, all);
}
