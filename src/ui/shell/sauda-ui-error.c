#include "sauda-ui-error.h"

#include "sauda-base-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static const char *
get_base_advice (int code)
{
  switch ((SaudaBaseError) code) {
  case SAUDA_BASE_ERROR_NETWORK:
    return _ ("Check the internet connection and try again.");
  case SAUDA_BASE_ERROR_SILENCE:
    return _ ("Kaspi often keeps silent to addresses abroad: switch a VPN off, then try again.");
  case SAUDA_BASE_ERROR_TIMEOUT:
    return _ ("Try again in a few minutes; nothing is done twice.");
  case SAUDA_BASE_ERROR_BUSY:
    return _ ("Close the other window or wait until it is done, then try again.");
  case SAUDA_BASE_ERROR_FILE:
    return _ ("Check that the disk is not full and that the folder may be written.");
  case SAUDA_BASE_ERROR_CERTIFICATE: /* their sentences say it */
  case SAUDA_BASE_ERROR_SECRET:
  case SAUDA_BASE_ERROR_INVALID_VALUE:
  case SAUDA_BASE_ERROR_TOO_LARGE:
  case SAUDA_BASE_ERROR_PROGRAM:
    return NULL;
  }
  return NULL;
}

/* What GLib and the operating system report, in a shopkeeper's words. */
static const char *
get_io_sentence (int code)
{
  switch (code) {
  case G_IO_ERROR_CANCELLED:
    return _ ("Stopped. What was done so far is kept.");
  case G_IO_ERROR_NOT_FOUND:
    return _ ("The file is no longer there. Choose it again.");
  case G_IO_ERROR_PERMISSION_DENIED:
  case G_IO_ERROR_READ_ONLY:
    return _ ("Sauda may not read or write there. Choose another folder or ask who set up this computer.");
  case G_IO_ERROR_NO_SPACE:
    return _ ("The disk is full. Make room and try again.");
  case G_IO_ERROR_HOST_NOT_FOUND:
  case G_IO_ERROR_NETWORK_UNREACHABLE:
  case G_IO_ERROR_HOST_UNREACHABLE:
  case G_IO_ERROR_CONNECTION_REFUSED:
    return _ ("There is no connection. Check the internet connection and try again.");
  case G_IO_ERROR_TIMED_OUT:
    return _ ("There was no answer in time. Try again in a few minutes.");
  case G_IO_ERROR_ADDRESS_IN_USE:
    return _ ("Another Sauda is already using this address. Close it and try again.");
  default:
    return NULL;
  }
}

/* Our own domains begin with our name, as a quark's or as a type's, and their messages are
 * whole sentences. */
static gboolean
is_own (const GError *error)
{
  return g_ascii_strncasecmp (g_quark_to_string (error->domain), "sauda", 5) == 0;
}

/**
 * sauda_ui_describe_error:
 * @error: what went wrong
 *
 * The one place that turns an error into what a shopkeeper reads: what happened and what to do next. Messages
 * of our own rooms are sentences already and get the advice added; foreign ones are translated where they are
 * known.
 *
 * Returns: (transfer full): one or two sentences
 */
char *
sauda_ui_describe_error (const GError *error)
{
  const char *advice = NULL;
  const char *sentence = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == SAUDA_BASE_ERROR)
    advice = get_base_advice (error->code);
  else if (error->domain == G_IO_ERROR)
    sentence = get_io_sentence (error->code);

  if (sentence != NULL)
    return g_strdup (sentence);
  if (is_own (error))
    return advice != NULL
             ? g_strconcat (error->message, g_str_has_suffix (error->message, ".") ? " " : ". ", advice, NULL)
             : g_strdup (error->message);
  return g_strdup_printf (_ ("Something unexpected happened: %s. Try again; if it stays, restart Sauda."),
                          error->message);
}
