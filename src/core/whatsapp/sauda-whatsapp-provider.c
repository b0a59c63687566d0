#include "sauda-whatsapp-provider.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (SaudaWhatsappProvider, sauda_whatsapp_provider, G_TYPE_OBJECT)

static void
sauda_whatsapp_provider_default_init (SaudaWhatsappProviderInterface *iface)
{
}

static GTask *
new_task (SaudaWhatsappProvider *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/* Takes @task. */
static void
return_not_supported (GTask *task)
{
  g_task_return_new_error (task, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED,
                           _ ("This provider cannot do that."));
  g_object_unref (task);
}

static gpointer
finish (SaudaWhatsappProvider *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_whatsapp_provider_get_kind:
 * @self: a provider
 *
 * Returns: who it is
 */
SaudaWhatsappKind
sauda_whatsapp_provider_get_kind (SaudaWhatsappProvider *self)
{
  return SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->get_kind (self);
}

/**
 * sauda_whatsapp_provider_can_poll:
 * @self: a provider
 *
 * Returns: whether messages can be read without an address of our own (whatsapp-api 0)
 */
gboolean
sauda_whatsapp_provider_can_poll (SaudaWhatsappProvider *self)
{
  return SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->poll != NULL;
}

/**
 * sauda_whatsapp_provider_can_find:
 * @self: a provider
 *
 * Returns: whether a message can be looked for whose answer was lost
 */
gboolean
sauda_whatsapp_provider_can_find (SaudaWhatsappProvider *self)
{
  return SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->find != NULL;
}

/**
 * sauda_whatsapp_provider_send_async:
 * @self: a provider
 * @draft: what to send; copied
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Sends once. The id that comes back says that the provider has it, not that it arrived. An error
 * %SAUDA_WHATSAPP_ERROR_UNKNOWN means that it may have gone out.
 */
void
sauda_whatsapp_provider_send_async (SaudaWhatsappProvider *self,
                                    const SaudaWhatsappDraft *draft,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_send_async, NULL, callback, user_data);

  SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->send (self, draft, task);
}

/**
 * sauda_whatsapp_provider_send_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the provider's id of the message; %NULL with %SAUDA_WHATSAPP_ERROR
 */
char *
sauda_whatsapp_provider_send_finish (SaudaWhatsappProvider *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_send_async, error);
}

/**
 * sauda_whatsapp_provider_poll_async:
 * @self: a provider
 * @poll: what is known; its set must live until the end
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads what buyers wrote and what became of our messages.
 */
void
sauda_whatsapp_provider_poll_async (SaudaWhatsappProvider *self,
                                    const SaudaWhatsappPoll *poll,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_poll_async, cancellable, callback, user_data);

  if (SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->poll == NULL)
    return_not_supported (task);
  else
    SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->poll (self, poll, task);
}

/**
 * sauda_whatsapp_provider_poll_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was told, oldest first; %NULL with %SAUDA_WHATSAPP_ERROR
 */
SaudaWhatsappBatch *
sauda_whatsapp_provider_poll_finish (SaudaWhatsappProvider *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_poll_async, error);
}

/**
 * sauda_whatsapp_provider_find_async:
 * @self: a provider
 * @search: what is looked for; its set must live until the end
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Looks for a message whose answer was lost, before anything is sent again.
 */
void
sauda_whatsapp_provider_find_async (SaudaWhatsappProvider *self,
                                    const SaudaWhatsappSearch *search,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_find_async, cancellable, callback, user_data);

  if (SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->find == NULL)
    return_not_supported (task);
  else
    SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->find (self, search, task);
}

/**
 * sauda_whatsapp_provider_find_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its id, "" when there is none; %NULL with %SAUDA_WHATSAPP_ERROR
 */
char *
sauda_whatsapp_provider_find_finish (SaudaWhatsappProvider *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_find_async, error);
}

/**
 * sauda_whatsapp_provider_follow_async:
 * @self: a provider
 * @ids: (element-type utf8): the provider's ids of messages of ours
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Asks how far each message has come, where no webhook tells it (whatsapp-api 3.5).
 */
void
sauda_whatsapp_provider_follow_async (SaudaWhatsappProvider *self,
                                      GPtrArray *ids,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_follow_async, cancellable, callback, user_data);

  if (SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->follow == NULL)
    return_not_supported (task);
  else
    SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->follow (self, ids, task);
}

/**
 * sauda_whatsapp_provider_follow_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): statuses alone; %NULL with %SAUDA_WHATSAPP_ERROR, such as
 *   %SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED when this account cannot be asked
 */
SaudaWhatsappBatch *
sauda_whatsapp_provider_follow_finish (SaudaWhatsappProvider *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_follow_async, error);
}

/**
 * sauda_whatsapp_provider_check_async:
 * @self: a provider
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Asks whether account, key and sender work.
 */
void
sauda_whatsapp_provider_check_async (SaudaWhatsappProvider *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_check_async, cancellable, callback, user_data);

  SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->check (self, task);
}

/**
 * sauda_whatsapp_provider_check_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the provider says of the account; %NULL with
 * %SAUDA_WHATSAPP_ERROR
 */
char *
sauda_whatsapp_provider_check_finish (SaudaWhatsappProvider *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_check_async, error);
}

/**
 * sauda_whatsapp_provider_list_templates_async:
 * @self: a provider
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Lists the templates with what has become of their approval.
 */
void
sauda_whatsapp_provider_list_templates_async (SaudaWhatsappProvider *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  GTask *task =
    new_task (self, sauda_whatsapp_provider_list_templates_async, cancellable, callback, user_data);

  if (SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->list_templates == NULL)
    return_not_supported (task);
  else
    SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->list_templates (self, task);
}

/**
 * sauda_whatsapp_provider_list_templates_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): (element-type SaudaWhatsappTemplateInfo) the templates; %NULL with
 * %SAUDA_WHATSAPP_ERROR
 */
GPtrArray *
sauda_whatsapp_provider_list_templates_finish (SaudaWhatsappProvider *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_list_templates_async, error);
}

/**
 * sauda_whatsapp_provider_create_template_async:
 * @self: a provider
 * @template: words and name
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Hands a template in for approval, once.
 */
void
sauda_whatsapp_provider_create_template_async (SaudaWhatsappProvider *self,
                                               const SaudaWhatsappTemplate *template,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_create_template_async, NULL, callback, user_data);

  if (SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->create_template == NULL)
    return_not_supported (task);
  else
    SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->create_template (self, template, task);
}

/**
 * sauda_whatsapp_provider_create_template_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the provider's id of it; %NULL with %SAUDA_WHATSAPP_ERROR
 */
char *
sauda_whatsapp_provider_create_template_finish (SaudaWhatsappProvider *self,
                                                GAsyncResult *result,
                                                GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_create_template_async, error);
}

/**
 * sauda_whatsapp_provider_set_webhook_async:
 * @self: a provider
 * @url: where it shall bring its deliveries
 * @authorization: the header `Authorization` that it shall send along
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_whatsapp_provider_set_webhook_async (SaudaWhatsappProvider *self,
                                           const char *url,
                                           const char *authorization,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  GTask *task = new_task (self, sauda_whatsapp_provider_set_webhook_async, NULL, callback, user_data);

  if (SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->set_webhook == NULL)
    return_not_supported (task);
  else
    SAUDA_WHATSAPP_PROVIDER_GET_IFACE (self)->set_webhook (self, url, authorization, task);
}

/**
 * sauda_whatsapp_provider_set_webhook_finish:
 * @self: a provider
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the address as the provider has it now; %NULL with
 * %SAUDA_WHATSAPP_ERROR
 */
char *
sauda_whatsapp_provider_set_webhook_finish (SaudaWhatsappProvider *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, sauda_whatsapp_provider_set_webhook_async, error);
}
