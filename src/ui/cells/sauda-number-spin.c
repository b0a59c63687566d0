#include "sauda-number-spin.h"

#include "sauda-number.h"

#include <math.h>
#include <string.h>

/* "64", "64,5": the mark is the window's, and zeros behind it say nothing. */
static gboolean
on_output (GtkSpinButton *button)
{
  g_autofree char *text =
    sauda_number_format (gtk_spin_button_get_value (button), (int) gtk_spin_button_get_digits (button));
  char *end = text + strlen (text);

  if (strpbrk (text, ".,") != NULL) {
    while (end[-1] == '0')
      *--end = '\0';
    if (end[-1] == '.' || end[-1] == ',')
      *--end = '\0';
  }
  if (strcmp (text, gtk_editable_get_text (GTK_EDITABLE (button))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

/* A comma and a point are both taken, whatever the locale. */
static int
on_input (GtkSpinButton *button, double *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (button))), ",", '.');
  char *end = NULL;

  g_strstrip (text);
  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*value) ? TRUE : GTK_INPUT_ERROR;
}

/**
 * sauda_number_spin_localize:
 * @widget: a spin button, or what has some inside
 *
 * Shows the numbers of spin buttons with the decimal mark of the language of the window ("64,5"). GTK takes
 * it from the locale, which may be another one than the language.
 */
void
sauda_number_spin_localize (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget)) {
    g_signal_connect (widget, "output", G_CALLBACK (on_output), NULL);
    g_signal_connect (widget, "input", G_CALLBACK (on_input), NULL);
    /* GTK would let through no mark but the locale's, and takes what it cannot read for 0 */
    gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (widget), FALSE);
    gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (widget), GTK_UPDATE_IF_VALID);
    gtk_spin_button_update (GTK_SPIN_BUTTON (widget));
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    sauda_number_spin_localize (child);
}

/**
 * sauda_number_spin_answer:
 * @widget: a spin button, or what has some inside
 *
 * Return in a spin button answers its window, as in every other field: it presses the default button, once
 * the number is taken. GTK has a property for it from 4.14 on.
 */
void
sauda_number_spin_answer (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget)) {
    gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (widget))), TRUE);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    sauda_number_spin_answer (child);
}

/**
 * sauda_number_spin_read:
 * @button: a spin button with localized numbers
 *
 * A spin button knows what was typed only when the focus leaves it; a preview wants it at once.
 *
 * Returns: the number as it is typed, within the limits; the last one while it cannot be read
 */
double
sauda_number_spin_read (GtkSpinButton *button)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (button);
  double value;

  if (on_input (button, &value) != TRUE)
    return gtk_spin_button_get_value (button);
  return CLAMP (value, gtk_adjustment_get_lower (adjustment), gtk_adjustment_get_upper (adjustment));
}
