#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaHttpSilence:
 *
 * How long servers have answered nothing of what they were asked, whatever the number of tries.
 */
typedef struct _SaudaHttpSilence SaudaHttpSilence;

/* A server, as long as its silence is watched. */
typedef struct _SaudaHttpHost SaudaHttpHost;

/**
 * SaudaHttpSilenceFunc:
 * @host: name of a server
 * @seconds: how long it has been silent; 0: it answers again
 * @data: data of the caller
 */
typedef void (*SaudaHttpSilenceFunc) (const char *host, guint seconds, gpointer data);

SaudaHttpSilence *sauda_http_silence_new (SaudaHttpSilenceFunc func, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void sauda_http_silence_free (SaudaHttpSilence *self);
SaudaHttpHost *sauda_http_silence_begin (SaudaHttpSilence *self, const char *host);
void sauda_http_silence_end (SaudaHttpSilence *self, SaudaHttpHost *host, gboolean answered);

G_END_DECLS
