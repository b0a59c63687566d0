#include "sauda-pack-band.h"

#include "sauda-ui-settings.h"

/* How long a wrong scan flashes. */
#define FLASH_MS 600

struct _SaudaPackBand {
  GtkBox parent_instance;

  GtkImage *icon;    /* (unowned) (not nullable) */
  GtkLabel *message; /* (unowned) (not nullable) */

  SaudaLowTone *tone; /* (owned) (nullable) since the first wrong scan */
  SaudaPackMood mood;
  guint flash; /* source, 0 when nothing flashes */
};

G_DEFINE_FINAL_TYPE (SaudaPackBand, sauda_pack_band, GTK_TYPE_BOX)

static gboolean
end_flash (gpointer user_data)
{
  SaudaPackBand *self = SAUDA_PACK_BAND (user_data);

  self->flash = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "flash");
  return G_SOURCE_REMOVE;
}

/* Eyes are on the parcel, not on the screen. */
static void
sound (SaudaPackBand *self)
{
  if (!sauda_ui_settings_get_boolean ("scan-tone", TRUE))
    return;
  if (self->tone == NULL)
    self->tone = sauda_low_tone_new (gtk_widget_get_display (GTK_WIDGET (self)));
  sauda_low_tone_play (self->tone);
}

static void
sauda_pack_band_dispose (GObject *object)
{
  g_clear_handle_id (&SAUDA_PACK_BAND (object)->flash, g_source_remove);
  g_clear_object (&SAUDA_PACK_BAND (object)->tone);
  G_OBJECT_CLASS (sauda_pack_band_parent_class)->dispose (object);
}

static void
sauda_pack_band_class_init (SaudaPackBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_pack_band_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/pack/sauda-pack-band.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPackBand, icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaPackBand, message);
}

static void
sauda_pack_band_init (SaudaPackBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_pack_band_say:
 * @self: the band
 * @mood: how it is meant
 * @text: a sentence
 *
 * A wrong scan is seen and heard; a right one only changes a number.
 */
void
sauda_pack_band_say (SaudaPackBand *self, SaudaPackMood mood, const char *text)
{
  static const char *const icons[] = { "scanner-symbolic", "emblem-ok-symbolic", "dialog-error-symbolic" };
  GtkWidget *band = GTK_WIDGET (self);

  g_return_if_fail (SAUDA_IS_PACK_BAND (self));

  self->mood = mood;
  gtk_label_set_label (self->message, text);
  gtk_image_set_from_icon_name (self->icon, icons[mood]);
  gtk_widget_remove_css_class (band, "success");
  gtk_widget_remove_css_class (band, "error");
  g_clear_handle_id (&self->flash, g_source_remove);
  gtk_widget_remove_css_class (band, "flash");
  if (mood == SAUDA_PACK_MOOD_RIGHT)
    gtk_widget_add_css_class (band, "success");
  if (mood != SAUDA_PACK_MOOD_WRONG)
    return;
  gtk_widget_add_css_class (band, "error");
  gtk_widget_add_css_class (band, "flash");
  self->flash = g_timeout_add (FLASH_MS, end_flash, self);
  sound (self);
}

/**
 * sauda_pack_band_get_text:
 * @self: the band
 *
 * Returns: (transfer none): what it says
 */
const char *
sauda_pack_band_get_text (SaudaPackBand *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_BAND (self), NULL);
  return gtk_label_get_label (self->message);
}

/**
 * sauda_pack_band_is_wrong:
 * @self: the band
 *
 * Returns: whether the last scan was wrong
 */
gboolean
sauda_pack_band_is_wrong (SaudaPackBand *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_BAND (self), FALSE);
  return self->mood == SAUDA_PACK_MOOD_WRONG;
}

/**
 * sauda_pack_band_get_tone:
 * @self: the band
 *
 * Returns: (transfer none) (nullable): the tone of wrong scans, %NULL while none was heard
 */
SaudaLowTone *
sauda_pack_band_get_tone (SaudaPackBand *self)
{
  g_return_val_if_fail (SAUDA_IS_PACK_BAND (self), NULL);
  return self->tone;
}
