#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the messengers of the practice store keep, in a file of their own: it survives restarts
 * and SIGKILL. */
typedef struct _SaudaPracticeMail SaudaPracticeMail;

/* A message; texts of what is read are owned. */
typedef struct {
  gint64 id;
  char *provider; /* twilio, meta, 360dialog */
  char *sid;
  gboolean inbound;
  char *buyer; /* digits, or a business-scoped id */
  char *order; /* (nullable) */
  char *body;
  char *content;   /* text, image, audio, edit, revoke */
  char *original;  /* (nullable) of an edit or a revocation */
  char *template;  /* (nullable) */
  char *reference; /* (nullable) */
  gint64 at_ms;    /* when the buyer writes, or when it was taken */
  int error_code;  /* that it fails with; 0 for none */
  gboolean told;   /* brought by a webhook */
} SaudaPracticeLetter;

void sauda_practice_letter_free (SaudaPracticeLetter *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeLetter, sauda_practice_letter_free)

SaudaPracticeMail *sauda_practice_mail_open (const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_practice_mail_free (SaudaPracticeMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeMail, sauda_practice_mail_free)

gboolean sauda_practice_mail_begin (SaudaPracticeMail *mail, GError **error);
gboolean sauda_practice_mail_commit (SaudaPracticeMail *mail, gboolean keep, GError **error);
gboolean sauda_practice_mail_add (SaudaPracticeMail *mail, SaudaPracticeLetter *letter, GError **error);
GPtrArray *sauda_practice_mail_list (SaudaPracticeMail *mail,
                                     const char *provider,
                                     gint64 until_ms,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_practice_mail_mark_told (SaudaPracticeMail *mail, gint64 id, GError **error);
gint64 sauda_practice_mail_get_last_inbound (SaudaPracticeMail *mail,
                                             const char *provider,
                                             const char *buyer,
                                             gint64 until_ms);
/* A template that was handed in; it is approved at once. */
typedef struct {
  char *id;
  char *name;
  char *language;
  char *body;
} SaudaPracticeForm;

void sauda_practice_form_free (SaudaPracticeForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPracticeForm, sauda_practice_form_free)
gboolean sauda_practice_mail_add_form (SaudaPracticeMail *mail,
                                       const char *provider,
                                       const SaudaPracticeForm *form,
                                       GError **error);
GPtrArray *sauda_practice_mail_list_forms (SaudaPracticeMail *mail,
                                           const char *provider,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_practice_mail_clear (SaudaPracticeMail *mail, GError **error);

G_END_DECLS
