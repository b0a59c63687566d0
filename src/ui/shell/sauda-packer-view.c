#include "sauda-packer-view.h"

#include "sauda-log.h"
#include "sauda-text.h"
#include "sauda-ui-settings.h"

#define KEY "packer-view"

struct _SaudaPackerView {
  GObject parent_instance;

  gboolean on;
};

enum { PROP_0, PROP_ON, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaPackerView, sauda_packer_view, G_TYPE_OBJECT)

static void
sauda_packer_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SAUDA_PACKER_VIEW (object)->on);
}

static void
sauda_packer_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  sauda_packer_view_set_on (g_value_get_boolean (value));
}

static void
sauda_packer_view_class_init (SaudaPackerViewClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sauda_packer_view_get_property;
  G_OBJECT_CLASS (klass)->set_property = sauda_packer_view_set_property;
  properties[PROP_ON] = g_param_spec_boolean (
    "on", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
sauda_packer_view_init (SaudaPackerView *self)
{
  self->on = sauda_ui_settings_get_boolean (KEY, FALSE);
}

/**
 * sauda_packer_view_get:
 *
 * Returns: (transfer none): the one of the program, to follow its changes
 */
SaudaPackerView *
sauda_packer_view_get (void)
{
  static SaudaPackerView *view = NULL;

  if (view == NULL)
    view = g_object_new (SAUDA_TYPE_PACKER_VIEW, NULL);
  return view;
}

/**
 * sauda_packer_view_is_on:
 *
 * Returns: whether the window is for somebody who packs
 */
gboolean
sauda_packer_view_is_on (void)
{
  return sauda_packer_view_get ()->on;
}

/**
 * sauda_packer_view_set_on:
 * @on: whether the window is for somebody who packs
 */
void
sauda_packer_view_set_on (gboolean on)
{
  SaudaPackerView *self = sauda_packer_view_get ();

  if (self->on == on)
    return;
  self->on = on;
  sauda_ui_settings_set_boolean (KEY, on);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON]);
}

/**
 * sauda_packer_view_show_phone:
 * @phone: (nullable): ten digits
 *
 * Returns: (transfer full) (nullable): the phone as it may be seen now
 */
char *
sauda_packer_view_show_phone (const char *phone)
{
  if (phone == NULL)
    return NULL;
  return sauda_packer_view_is_on () ? sauda_text_mask_phone (phone) : g_strconcat ("+7", phone, NULL);
}

/**
 * sauda_packer_view_show_text:
 * @text: (nullable): a text of a person, in which phones may stand
 *
 * Returns: (transfer full) (nullable): the text as it may be seen now
 */
char *
sauda_packer_view_show_text (const char *text)
{
  return text != NULL && sauda_packer_view_is_on () ? sauda_log_mask (text) : g_strdup (text);
}
