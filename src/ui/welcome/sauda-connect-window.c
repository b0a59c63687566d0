#include "sauda-connect-window.h"

#include "sauda-printer-settings.h"
#include "sauda-secrets.h"
#include "sauda-store-check.h"
#include "sauda-store-names.h"
#include "sauda-stores.h"
#include "sauda-text.h"
#include "sauda-time.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-whatsapp-settings.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const steps[] = { "store", "token", "times", "whatsapp", "printer", "done" };

struct _SaudaConnectWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;           /* (unowned) (not nullable) */
  GtkButton *back_button;          /* (unowned) (not nullable) */
  GtkButton *next_button;          /* (unowned) (not nullable) */
  GtkStack *stack;                 /* (unowned) (not nullable) */
  AdwPreferencesGroup *which;      /* (unowned) (not nullable) */
  GtkEditable *name;               /* (unowned) (not nullable) */
  GtkEditable *merchant_id;        /* (unowned) (not nullable) */
  GtkEditable *token;              /* (unowned) (not nullable) */
  AdwActionRow *check_row;         /* (unowned) (not nullable) */
  GtkImage *check_icon;            /* (unowned) (not nullable) */
  GtkSpinner *spinner;             /* (unowned) (not nullable) */
  GtkWidget *check_button;         /* (unowned) (not nullable) */
  GtkEditable *warehouse;          /* (unowned) (not nullable) */
  AdwPreferencesGroup *times;      /* (unowned) (not nullable) */
  GtkEditable *cutoff;             /* (unowned) (not nullable) */
  SaudaWhatsappSettings *whatsapp; /* (unowned) (not nullable) */
  SaudaPrinterSettings *printers;  /* (unowned) (not nullable) */
  AdwStatusPage *done;             /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) after dispose */
  GCancellable *cancellable; /* (owned) (not nullable) of the window */
  char *asked;               /* (owned) (nullable) the token that Kaspi was asked about last */
  guint step;                /* of @steps */
  gboolean checked;          /* Kaspi answers the token that is in the field */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (SaudaConnectWindow, sauda_connect_window, ADW_TYPE_WINDOW)

static char *
get_text (GtkEditable *field)
{
  return sauda_text_squeeze (gtk_editable_get_text (field));
}

static gboolean
is_filled (GtkEditable *field)
{
  g_autofree char *text = get_text (field);

  return *text != '\0';
}

static gboolean
read_cutoff (SaudaConnectWindow *self, int *minutes)
{
  int hour = 0;
  int minute = 0;

  if (!sauda_time_parse_clock (gtk_editable_get_text (self->cutoff), &hour, &minute, NULL))
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

static gboolean
is_at (SaudaConnectWindow *self, const char *step)
{
  return g_str_equal (steps[self->step], step);
}

/* What everybody needs has been asked for: the rest may be told here or later in Settings. */
static gboolean
is_left_out (SaudaConnectWindow *self)
{
  return (is_at (self, "token") && !is_filled (self->token)) ||
         (is_at (self, "whatsapp") && !sauda_whatsapp_settings_has_provider (self->whatsapp)) ||
         (is_at (self, "printer") && !sauda_printer_settings_has_printer (self->printers));
}

/* Says what is wrong with a field while it is typed: the button alone would leave a person guessing. */
static gboolean
show_whether (gboolean right, GtkEditable *field, AdwPreferencesGroup *group, const char *text)
{
  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (field), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (field), "error");
  adw_preferences_group_set_description (group, text);
  return right;
}

static gboolean
check_merchant_id (SaudaConnectWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sauda_stores_clean_merchant_id (gtk_editable_get_text (self->merchant_id), &error);
  g_autofree char *problem = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  return show_whether (id != NULL, self->merchant_id, self->which,
                       id != NULL ? _ ("The merchant id stands in your Kaspi cabinet beside the name of the "
                                       "shop, and at the start of the warehouse code, 30000001_PP1.")
                                  : problem);
}

static gboolean
check_cutoff (SaudaConnectWindow *self)
{
  int minutes = 0;
  gboolean right = read_cutoff (self, &minutes);

  return show_whether (
    right, self->cutoff, self->times,
    right ? _ ("Until that time, Almaty time, the courier takes the parcels of a day. Then sizes without an "
               "answer are decided as ordered.")
          : _ ("The cut-off is not a time of day. Write it like 15:00."));
}

/* The one place that decides what can be pressed now. */
static void
update (SaudaConnectWindow *self)
{
  gboolean last = self->step == G_N_ELEMENTS (steps) - 1;
  gboolean may_go = !self->busy;

  if (is_at (self, "store"))
    may_go = check_merchant_id (self) && may_go && is_filled (self->name) && is_filled (self->merchant_id);
  else if (is_at (self, "times"))
    may_go = check_cutoff (self) && may_go && is_filled (self->warehouse);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), may_go);
  gtk_widget_set_sensitive (self->check_button, !self->busy && is_filled (self->token));
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), !last && !is_at (self, "whatsapp"));
  gtk_button_set_label (self->back_button, self->step == 0 ? _ ("_Cancel") : _ ("_Back"));
  gtk_button_set_label (self->next_button, last                 ? _ ("Be_gin")
                                           : is_left_out (self) ? _ ("_Skip")
                                                                : _ ("_Next"));
}

static void
show_step (SaudaConnectWindow *self, guint step)
{
  g_autofree char *subtitle = g_strdup_printf (_ ("Step %u of %u"), step + 1, (guint) G_N_ELEMENTS (steps));
  GtkEditable *const first[] = { self->name, self->token, self->warehouse };

  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, steps[step]);
  adw_window_title_set_subtitle (self->title, subtitle);
  update (self);
  /* going through by Tab would come to the eye of a secret first, and to nothing before the window
   * is shown */
  if (step < G_N_ELEMENTS (first))
    gtk_widget_grab_focus (GTK_WIDGET (first[step]));
  else if (step + 1 == G_N_ELEMENTS (steps))
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
on_changed (SaudaConnectWindow *self)
{
  if (self->workspace != NULL)
    update (self);
}

static void
show_check (SaudaConnectWindow *self, gboolean fine, const char *title, const char *text)
{
  gtk_image_set_from_icon_name (self->check_icon, fine ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->check_icon), fine ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->check_icon), fine ? "success" : "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->check_icon), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->check_row), title);
  adw_action_row_set_subtitle (self->check_row, text);
}

/* As it was before anybody asked, or while Kaspi is asked: what an earlier check said is over. */
static void
clear_check (SaudaConnectWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->check_icon), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->check_row),
                                 self->busy ? _ ("Kaspi is being asked…") : _ ("Try it"));
  adw_action_row_set_subtitle (
    self->check_row, self->busy ? _ ("Where a firewall keeps silent this takes half a minute.")
                                : _ ("One harmless read: Sauda asks for an order that does not exist."));
}

static void
on_token_changed (SaudaConnectWindow *self)
{
  if (self->workspace == NULL)
    return;
  self->checked = FALSE;
  clear_check (self);
  update (self);
}

static const char *
explain_check (SaudaStoreCheck check)
{
  switch (check) {
  case SAUDA_STORE_CHECK_REFUSED:
    return _ (
      "Copy the token from the cabinet once more, whole and without blanks. A new one makes the old one "
      "invalid.");
  case SAUDA_STORE_CHECK_FORBIDDEN:
    return _ ("Kaspi lets in addresses from Kazakhstan. If it stays so without a VPN, make the token anew in "
              "the cabinet.");
  case SAUDA_STORE_CHECK_SILENT:
    return _ (
      "Kaspi’s firewall keeps silent to addresses from abroad: switch a VPN off, or try the internet of "
      "your telephone. You can go on and check later; files work without it.");
  case SAUDA_STORE_CHECK_UNPROVEN:
    return _ ("The token was not sent. If a network asks for a login in the browser, sign in there; if a "
              "virus scanner looks "
              "into safe connections, switch that off for kaspi.kz; and look at the clock of this computer. "
              "You can go "
              "on and check later; files work without it.");
  case SAUDA_STORE_CHECK_TROUBLED:
    return _ ("Kaspi has trouble of its own, or something in this network answers in its place. You can go "
              "on and check "
              "later; files work without it.");
  default:
    return _ (
      "If it stays so and other pages open, Kaspi’s firewall may swallow what comes from this network: "
      "switch a VPN "
      "off, or try the internet of your telephone. You can go on and check later; files work without it.");
  }
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaConnectWindow) self = SAUDA_CONNECT_WINDOW (user_data);
  g_autofree char *now = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  SaudaStoreCheck check = SAUDA_STORE_CHECK_UNREACHED;

  if (!sauda_store_check_finish (result, &check, &reason, NULL) || self->workspace == NULL)
    return;
  self->busy = FALSE;
  gtk_spinner_stop (self->spinner);
  now = get_text (self->token);
  self->checked = check == SAUDA_STORE_CHECK_FINE && g_str_equal (now, self->asked);
  if (!g_str_equal (now, self->asked)) {
    clear_check (self); /* it was changed meanwhile: the answer is about another one */
  } else if (self->checked) {
    show_check (self, TRUE, _ ("Kaspi answers"),
                _ ("The token is right. It is kept in the keyring when you go on."));
  } else {
    title = g_markup_escape_text (reason != NULL ? reason : _ ("Kaspi does not answer."), -1);
    text = g_markup_escape_text (explain_check (check), -1);
    show_check (self, FALSE, title, text);
  }
  update (self);
  /* A button that cannot be pressed loses the focus; who writes another token meanwhile keeps it. */
  if (!GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (self))))
    gtk_widget_grab_focus (self->checked ? GTK_WIDGET (self->next_button) : self->check_button);
}

static void
on_check (SaudaConnectWindow *self)
{
  g_free (self->asked);
  self->asked = get_text (self->token);
  self->busy = TRUE;
  gtk_spinner_start (self->spinner);
  clear_check (self);
  update (self);
  sauda_store_check_async (self->workspace, self->asked, self->cancellable, on_checked, g_object_ref (self));
}

static void
end_saving (SaudaConnectWindow *self, const GError *error)
{
  self->busy = FALSE;
  if (error != NULL)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  else
    show_step (self, self->step + 1);
  update (self);
}

/* Where the keyring does not take the token, the store is there all the same: who has no keyring goes on
 * without. */
static void
return_to_token (SaudaConnectWindow *self, const GError *error)
{
  g_autofree char *title = g_markup_escape_text (error->message, -1);

  self->busy = FALSE;
  show_step (self, 1);
  show_check (self, FALSE, title,
              _ ("To go on without the token, leave its line empty: files work without it, and it can be "
                 "entered in Settings later."));
}

static void
on_token_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaConnectWindow) self = SAUDA_CONNECT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = sauda_secrets_save_finish (result, &error);

  if (self->workspace == NULL)
    return;
  if (saved)
    end_saving (self, NULL);
  else
    return_to_token (self, error);
}

static void
on_store_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaConnectWindow) self = SAUDA_CONNECT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *token = NULL;

  sauda_stores_add_finish ((SaudaDatabase *) source, result, &error);
  if (self->workspace == NULL)
    return;
  if (error == NULL)
    sauda_workspace_emit_orders_changed (self->workspace);
  token = get_text (self->token);
  if (error != NULL || *token == '\0') {
    end_saving (self, error);
    return;
  }
  name = get_text (self->name);
  sauda_secrets_save_async (SAUDA_SECRETS_KASPI_TOKEN, name, token, NULL, on_token_saved,
                            g_object_ref (self));
}

/* A store whose token Kaspi answers is read; any other one works from files. */
static void
save_store (SaudaConnectWindow *self)
{
  g_autofree char *name = get_text (self->name);
  g_autofree char *merchant_id = get_text (self->merchant_id);
  g_autofree char *warehouse = get_text (self->warehouse);
  SaudaStoreDraft draft = { .name = name,
                            .merchant_id = merchant_id,
                            .warehouse = warehouse,
                            .trust = self->checked ? SAUDA_TRUST_READ : SAUDA_TRUST_FILES };

  if (!read_cutoff (self, &draft.cutoff_minutes))
    return;
  self->busy = TRUE;
  update (self);
  sauda_stores_add_async (sauda_workspace_get_database (self->workspace), &draft,
                          sauda_workspace_get_now (self->workspace), NULL, on_store_saved,
                          g_object_ref (self));
}

/* A token that nobody checked, or that Kaspi did not take, is kept all the same: that is told, and the way
 * on. */
static const char *
explain_done (SaudaConnectWindow *self)
{
  if (self->checked)
    return _ ("Sauda reads its orders from now on and changes nothing at Kaspi. Compare what it shows with "
              "your cabinet for some days; then trust it with more in Settings.");
  if (is_filled (self->token))
    return _ ("The token is kept in the keyring, but Kaspi has not confirmed it. Until then the store works "
              "from files: "
              "drop ActiveOrders.xlsx and the waybill ZIP on the window. In Settings you can enter another "
              "token and set "
              "Trust to “Reads from Kaspi”.");
  return _ ("It works from files: drop ActiveOrders.xlsx and the waybill ZIP on the window. A token can be "
            "entered in Settings at any time.");
}

static void
show_done (SaudaConnectWindow *self)
{
  adw_status_page_set_description (self->done, explain_done (self));
}

static void
on_next (SaudaConnectWindow *self)
{
  if (is_at (self, "whatsapp") && sauda_whatsapp_settings_has_provider (self->whatsapp))
    sauda_whatsapp_settings_apply (self->whatsapp);
  else if (is_at (self, "printer"))
    sauda_printer_settings_apply (self->printers);
  if (is_at (self, "times")) {
    show_done (self);
    save_store (self);
  } else if (self->step + 1 < G_N_ELEMENTS (steps)) {
    show_step (self, self->step + 1);
  } else {
    gtk_window_close (GTK_WINDOW (self));
  }
}

static void
on_back (SaudaConnectWindow *self)
{
  if (self->step == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_step (self, self->step - 1);
}

static void
sauda_connect_window_dispose (GObject *object)
{
  SaudaConnectWindow *self = SAUDA_CONNECT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_connect_window_parent_class)->dispose (object);
}

static void
sauda_connect_window_finalize (GObject *object)
{
  g_free (SAUDA_CONNECT_WINDOW (object)->asked);
  g_object_unref (SAUDA_CONNECT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_connect_window_parent_class)->finalize (object);
}

static void
sauda_connect_window_class_init (SaudaConnectWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_connect_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_connect_window_finalize;
  g_type_ensure (SAUDA_TYPE_PRINTER_SETTINGS);
  g_type_ensure (SAUDA_TYPE_WHATSAPP_SETTINGS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/welcome/sauda-connect-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, which);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, name);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, merchant_id);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, token);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, check_row);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, check_icon);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, check_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, warehouse);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, times);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, cutoff);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, whatsapp);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, printers);
  gtk_widget_class_bind_template_child (widget_class, SaudaConnectWindow, done);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_token_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_connect_window_init (SaudaConnectWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_connect_window_new:
 * @parent: (nullable): the main window
 * @workspace: where the store goes
 *
 * Returns: (transfer none): a window that asks step by step
 */
SaudaConnectWindow *
sauda_connect_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaConnectWindow *self = g_object_new (SAUDA_TYPE_CONNECT_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  sauda_whatsapp_settings_set_workspace (self->whatsapp, workspace);
  sauda_printer_settings_set_workspace (self->printers, workspace);
  show_step (self, 0);
  return self;
}

/**
 * sauda_connect_window_get_step:
 * @self: the window
 *
 * Returns: (transfer none): where it is: store, token, times, whatsapp, printer or done
 */
const char *
sauda_connect_window_get_step (SaudaConnectWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_CONNECT_WINDOW (self), NULL);
  return steps[self->step];
}

/**
 * sauda_connect_window_is_busy:
 * @self: the window
 *
 * Returns: whether Kaspi is being asked or the store is being saved
 */
gboolean
sauda_connect_window_is_busy (SaudaConnectWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_CONNECT_WINDOW (self), FALSE);
  return self->busy;
}
