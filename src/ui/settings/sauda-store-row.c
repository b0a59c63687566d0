#include "sauda-store-row.h"

#include "sauda-later.h"
#include "sauda-text.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>

#define N_TRUSTS (SAUDA_TRUST_FULL + 1)

struct _SaudaStoreRow {
  AdwExpanderRow parent_instance;

  AdwEntryRow *name_row;    /* (unowned) (not nullable) */
  AdwEntryRow *merchant_id; /* (unowned) (not nullable) */
  AdwEntryRow *token;       /* (unowned) (not nullable) */
  AdwEntryRow *cutoff;      /* (unowned) (not nullable) */
  AdwComboRow *trust;       /* (unowned) (not nullable) */
  GtkStringList *trusts;    /* (unowned) (not nullable) */
  AdwActionRow *ladder;     /* (unowned) (not nullable) */
  GtkSwitch *stop;          /* (unowned) (not nullable) */
  GtkWidget *merge;         /* (unowned) (not nullable) */
  gint64 id;
  char *name;       /* (owned) (not nullable) */
  gboolean filling; /* the program sets the controls, not the merchant */
  gboolean asking;  /* the token gets the focus as soon as it is to be seen */
  guint focus_id;   /* source that gives it; 0: none */
};

G_DEFINE_FINAL_TYPE (SaudaStoreRow, sauda_store_row, ADW_TYPE_EXPANDER_ROW)

static guint changed_signal;
static guint stopped_signal;
static guint token_signal;
static guint compare_signal;
static guint renamed_signal;
static guint merge_signal;

static char *
format_minutes (int minutes)
{
  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

static void
emit_changed (SaudaStoreRow *self, const char *merchant_id, int cutoff_minutes, int trust)
{
  SaudaStoreDraft draft = {
    .name = self->name,
    .merchant_id = merchant_id,
    .cutoff_minutes = cutoff_minutes,
    .trust = trust,
    .corrects = TRUE,
  };

  if (!self->filling)
    g_signal_emit (self, changed_signal, 0, &draft);
}

/* Whether it may be called so is said by the core. */
static void
on_name (SaudaStoreRow *self)
{
  g_autofree char *name = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->name_row)));

  if (*name == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), self->name);
  else if (!g_str_equal (name, self->name))
    g_signal_emit (self, renamed_signal, 0, name);
}

static void
on_merge (SaudaStoreRow *self)
{
  g_signal_emit (self, merge_signal, 0);
}

static void
on_merchant_id (SaudaStoreRow *self)
{
  emit_changed (self, gtk_editable_get_text (GTK_EDITABLE (self->merchant_id)), -1, -1);
}

/* Tokens are letters, digits and signs of ASCII; anything else was copied by mistake. */
static gboolean
is_token (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return FALSE;
  return TRUE;
}

static void
on_token (SaudaStoreRow *self)
{
  g_autofree char *token = sauda_text_squeeze (gtk_editable_get_text (GTK_EDITABLE (self->token)));

  if (*token == '\0')
    return;
  if (is_token (token)) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->token), "error");
    g_signal_emit (self, token_signal, 0, token);
  } else {
    gtk_widget_add_css_class (GTK_WIDGET (self->token), "error");
  }
}

static gboolean
on_token_there (gpointer user_data)
{
  SaudaStoreRow *self = user_data;

  self->asking = FALSE;
  self->focus_id = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->token));
  return G_SOURCE_REMOVE;
}

static void
on_token_map (SaudaStoreRow *self)
{
  if (self->asking && self->focus_id == 0)
    self->focus_id = sauda_later_add (on_token_there, self);
}

static void
on_cutoff (SaudaStoreRow *self)
{
  int hour;
  int minute;

  if (sauda_time_parse_clock (gtk_editable_get_text (GTK_EDITABLE (self->cutoff)), &hour, &minute, NULL)) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->cutoff), "error");
    emit_changed (self, NULL, hour * 60 + minute, -1);
  } else {
    gtk_widget_add_css_class (GTK_WIDGET (self->cutoff), "error");
  }
}

static void
on_trust (SaudaStoreRow *self)
{
  emit_changed (self, NULL, -1, (int) adw_combo_row_get_selected (self->trust));
}

static void
on_stop (SaudaStoreRow *self)
{
  if (!self->filling)
    g_signal_emit (self, stopped_signal, 0, gtk_switch_get_active (self->stop));
}

static void
on_compare (SaudaStoreRow *self)
{
  g_signal_emit (self, compare_signal, 0);
}

static void
sauda_store_row_finalize (GObject *object)
{
  g_clear_handle_id (&SAUDA_STORE_ROW (object)->focus_id, g_source_remove);
  g_free (SAUDA_STORE_ROW (object)->name);
  G_OBJECT_CLASS (sauda_store_row_parent_class)->finalize (object);
}

static void
sauda_store_row_class_init (SaudaStoreRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sauda_store_row_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  stopped_signal = g_signal_new ("stopped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  token_signal = g_signal_new ("token", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  compare_signal = g_signal_new ("compare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  renamed_signal = g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  merge_signal =
    g_signal_new ("merge", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-store-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, merge);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, merchant_id);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, token);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, cutoff);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, trust);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, trusts);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, ladder);
  gtk_widget_class_bind_template_child (widget_class, SaudaStoreRow, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_name);
  gtk_widget_class_bind_template_callback (widget_class, on_merge);
  gtk_widget_class_bind_template_callback (widget_class, on_merchant_id);
  gtk_widget_class_bind_template_callback (widget_class, on_token);
  gtk_widget_class_bind_template_callback (widget_class, on_token_map);
  gtk_widget_class_bind_template_callback (widget_class, on_cutoff);
  gtk_widget_class_bind_template_callback (widget_class, on_trust);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
}

static void
sauda_store_row_init (SaudaStoreRow *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int trust = 0; trust < N_TRUSTS; trust++)
    gtk_string_list_append (self->trusts, sauda_trust_get_title ((SaudaTrust) trust));
}

/* Not under the fingers of somebody who types there. */
static void
set_text (AdwEntryRow *row, const char *text)
{
  gboolean typing = (gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (!typing && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/**
 * sauda_store_row_new:
 * @store: a store; copied
 * @takes_token: whether a token can be entered; the practice store has its own
 *
 * Returns: (transfer none): a row of it
 */
GtkWidget *
sauda_store_row_new (const SaudaStoreInfo *store, gboolean takes_token)
{
  SaudaStoreRow *self = g_object_new (SAUDA_TYPE_STORE_ROW, NULL);

  self->id = store->id;
  gtk_widget_set_visible (GTK_WIDGET (self->token), takes_token);
  sauda_store_row_show_store (self, store);
  return GTK_WIDGET (self);
}

/**
 * sauda_store_row_show_store:
 * @self: a row
 * @store: its store as it is now; copied
 *
 * Shows what is set, and leaves alone what somebody is typing.
 */
void
sauda_store_row_show_store (SaudaStoreRow *self, const SaudaStoreInfo *store)
{
  g_autofree char *cutoff = format_minutes (store->cutoff_minutes);
  g_autofree char *merchant_id =
    g_markup_escape_text (store->merchant_id != NULL ? store->merchant_id : "—", -1);
  g_autofree char *subtitle =
    g_strdup_printf ("%s · %s", merchant_id,
                     store->stopped ? _ ("stopped: nothing is sent") : sauda_trust_get_title (store->trust));

  g_autofree char *title = g_markup_escape_text (store->name, -1);

  g_return_if_fail (SAUDA_IS_STORE_ROW (self));

  g_free (self->name);
  self->name = g_strdup (store->name);
  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  set_text (self->name_row, store->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  set_text (self->merchant_id, store->merchant_id != NULL ? store->merchant_id : "");
  set_text (self->cutoff, cutoff);
  adw_combo_row_set_selected (self->trust, store->trust);
  gtk_switch_set_active (self->stop, store->stopped);
  self->filling = FALSE;
}

/**
 * sauda_store_row_get_store:
 * @self: a row
 *
 * Returns: name of the store
 */
const char *
sauda_store_row_get_store (SaudaStoreRow *self)
{
  g_return_val_if_fail (SAUDA_IS_STORE_ROW (self), NULL);
  return self->name;
}

/**
 * sauda_store_row_get_id:
 * @self: a row
 *
 * Returns: id of the store, which it keeps under another name too
 */
gint64
sauda_store_row_get_id (SaudaStoreRow *self)
{
  g_return_val_if_fail (SAUDA_IS_STORE_ROW (self), 0);
  return self->id;
}

/**
 * sauda_store_row_set_can_merge:
 * @self: a row
 * @can_merge: whether there is another store
 */
void
sauda_store_row_set_can_merge (SaudaStoreRow *self, gboolean can_merge)
{
  g_return_if_fail (SAUDA_IS_STORE_ROW (self));
  gtk_widget_set_visible (self->merge, can_merge);
}

/**
 * sauda_store_row_is_read:
 * @self: a row
 *
 * Returns: whether the store is trusted with more than files, so that its token is used
 */
gboolean
sauda_store_row_is_read (SaudaStoreRow *self)
{
  g_return_val_if_fail (SAUDA_IS_STORE_ROW (self), FALSE);
  return adw_combo_row_get_selected (self->trust) > SAUDA_TRUST_FILES;
}

/**
 * sauda_store_row_forget_token:
 * @self: a row
 *
 * A token that is in the keyring is never shown again.
 */
void
sauda_store_row_forget_token (SaudaStoreRow *self)
{
  g_return_if_fail (SAUDA_IS_STORE_ROW (self));
  gtk_editable_set_text (GTK_EDITABLE (self->token), "");
}

/**
 * sauda_store_row_ask_token:
 * @self: a row
 *
 * Opens the row with the cursor where a token is entered.
 */
void
sauda_store_row_ask_token (SaudaStoreRow *self)
{
  g_return_if_fail (SAUDA_IS_STORE_ROW (self));

  self->asking = gtk_widget_get_visible (GTK_WIDGET (self->token));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->token)))
    on_token_map (self);
}

/**
 * sauda_store_row_set_ladder:
 * @self: a row
 * @ladder: where the store stands on the ladder of trust; only read now
 *
 * Shows what the next step of trust asks for.
 */
void
sauda_store_row_set_ladder (SaudaStoreRow *self, const SaudaTrustLadder *ladder)
{
  g_autofree char *reason = g_markup_escape_text (ladder->reason, -1);

  g_return_if_fail (SAUDA_IS_STORE_ROW (self));
  adw_action_row_set_subtitle (self->ladder, reason);
}
