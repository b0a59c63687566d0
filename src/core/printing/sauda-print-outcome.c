#include "sauda-print-outcome.h"

#include <cups/cups.h>

/* A printer in the same house answers within a second. */
#define TIME_LIMIT_MS 5000

typedef struct {
  gboolean found;
  ipp_jstate_t state;
  guint pages;
} Job;

static http_t *
connect_to (const char *host, int port, gboolean encrypted)
{
  http_t *http =
    httpConnect2 (host, port, NULL, AF_UNSPEC,
                  encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, TIME_LIMIT_MS, NULL);

  if (http != NULL)
    httpSetTimeout (http, TIME_LIMIT_MS / 1000.0, NULL, NULL);
  return http;
}

static ipp_t *
new_request (ipp_op_t operation, const char *uri)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  return request;
}

/* Where the print server sends jobs of the queue to. */
static char *
read_device_uri (http_t *http, const char *uri)
{
  ipp_t *request = new_request (IPP_OP_GET_PRINTER_ATTRIBUTES, uri);
  ipp_t *response = NULL;
  char *device = NULL;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", NULL, "device-uri");
  response = cupsDoRequest (http, request, "/");
  if (response != NULL)
    device = g_strdup (ippGetString (ippFindAttribute (response, "device-uri", IPP_TAG_URI), 0, NULL));
  ippDelete (response);
  return device;
}

/* Takes the newest job of that name. Each job is a group of attributes. */
static void
take_newest (ipp_t *response, const char *name, Job *job)
{
  int newest = 0;
  int id = 0;
  gboolean same = FALSE;
  Job here = { 0 };

  for (ipp_attribute_t *attribute = ippFirstAttribute (response);; attribute = ippNextAttribute (response)) {
    const char *key = attribute != NULL ? ippGetName (attribute) : NULL;

    if (key == NULL || ippGetGroupTag (attribute) != IPP_TAG_JOB) {
      if (same && id > newest) {
        newest = id;
        *job = here;
      }
      id = 0;
      same = FALSE;
      here = (Job){ .found = TRUE };
      if (attribute == NULL)
        return;
    } else if (g_str_equal (key, "job-id")) {
      id = ippGetInteger (attribute, 0);
    } else if (g_str_equal (key, "job-name")) {
      same = g_strcmp0 (ippGetString (attribute, 0, NULL), name) == 0;
    } else if (g_str_equal (key, "job-state")) {
      here.state = (ipp_jstate_t) ippGetInteger (attribute, 0);
    } else if (g_str_equal (key, "job-impressions-completed")) {
      here.pages = MAX (here.pages, (guint) MAX (ippGetInteger (attribute, 0), 0));
    }
  }
}

/* Printers need not know "all", so both kinds are asked for; what is over last, as a job may
 * end meanwhile. */
static Job
find_job (http_t *http, const char *uri, const char *resource, const char *name)
{
  static const char *const kinds[] = { "not-completed", "completed" };
  static const char *const wanted[] = { "job-id", "job-name", "job-state", "job-impressions-completed" };
  Job job = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && !job.found; i++) {
    ipp_t *request = new_request (IPP_OP_GET_JOBS, uri);
    ipp_t *response = NULL;

    ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, kinds[i]);
    ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted),
                   NULL, wanted);
    response = cupsDoRequest (http, request, resource);
    if (response != NULL && ippGetStatusCode (response) < IPP_STATUS_REDIRECTION_OTHER_SITE)
      take_newest (response, name, &job);
    ippDelete (response);
  }
  return job;
}

/* A printer that speaks IPP itself is asked itself: the print server calls a job done that the printer gave
 * up, when both happen at the same time. */
static Job
ask_device (const char *device, const char *name)
{
  char scheme[32];
  char user[256];
  char host[256];
  char resource[1024];
  int port = 0;
  http_t *http = NULL;
  Job job = { 0 };

  if (device == NULL ||
      httpSeparateURI (HTTP_URI_CODING_ALL, device, scheme, sizeof scheme, user, sizeof user, host,
                       sizeof host, &port, resource, sizeof resource) < HTTP_URI_STATUS_OK ||
      (!g_str_equal (scheme, "ipp") && !g_str_equal (scheme, "ipps")))
    return job;
  http = connect_to (host, port, g_str_equal (scheme, "ipps"));
  if (http != NULL)
    job = find_job (http, device, resource, name);
  httpClose (http);
  return job;
}

static SaudaPrintOutcome
judge (const Job *server, const Job *device, guint n_pages)
{
  const Job *job = device->found ? device : server;
  SaudaPrintOutcome outcome = { SAUDA_PRINT_END_UNKNOWN, device->pages };

  if (!job->found)
    return outcome;
  if (server->found && server->state >= IPP_JSTATE_CANCELED && server->state != IPP_JSTATE_COMPLETED)
    outcome.end = SAUDA_PRINT_END_STOPPED; /* whatever the printer still does with its part */
  else if (job->state < IPP_JSTATE_CANCELED)
    outcome.end = SAUDA_PRINT_END_GOING_ON;
  else if (job->state != IPP_JSTATE_COMPLETED)
    outcome.end = SAUDA_PRINT_END_STOPPED;
  else if (!device->found)
    outcome.end = SAUDA_PRINT_END_HANDED_OVER;
  else if (device->pages > 0 && device->pages < n_pages)
    outcome.end = SAUDA_PRINT_END_STOPPED;
  else
    outcome.end = SAUDA_PRINT_END_PRINTED;
  return outcome;
}

/**
 * sauda_print_outcome_read:
 * @queue: of the print server
 * @job_name: name of a job that no other job of the last hours has; of several the newest is meant
 * @n_pages: pages of the job with all copies
 *
 * Asks the print server, and the printer itself where it speaks IPP (RFC 8011), what became of a job. That
 * the server is done with it proves nothing: it has only given all of it away. Blocks for up to some seconds.
 *
 * Returns: what is known; %SAUDA_PRINT_END_UNKNOWN when nobody answers or knows the job
 */
SaudaPrintOutcome
sauda_print_outcome_read (const char *queue, const char *job_name, guint n_pages)
{
  char uri[HTTP_MAX_URI];
  http_t *http = connect_to (cupsServer (), ippPort (), cupsEncryption () == HTTP_ENCRYPTION_ALWAYS);
  g_autofree char *device = NULL;
  Job on_server = { 0 };
  Job on_device = { 0 };

  if (http == NULL)
    return (SaudaPrintOutcome){ 0 };
  httpAssembleURIf (HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", queue);
  on_server = find_job (http, uri, "/", job_name);
  device = read_device_uri (http, uri);
  httpClose (http);
  /* what the server still holds has not come to the printer, or not all of it */
  if (!on_server.found || on_server.state >= IPP_JSTATE_CANCELED)
    on_device = ask_device (device, job_name);
  return judge (&on_server, &on_device, n_pages);
}
