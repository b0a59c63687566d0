#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaHelpBlockKind:
 * @SAUDA_HELP_TITLE: of a page
 * @SAUDA_HELP_HEADING: of a part
 * @SAUDA_HELP_PARAGRAPH: plain text
 * @SAUDA_HELP_ITEM: of a list
 */
typedef enum {
  SAUDA_HELP_TITLE,
  SAUDA_HELP_HEADING,
  SAUDA_HELP_PARAGRAPH,
  SAUDA_HELP_ITEM,
} SaudaHelpBlockKind;

/**
 * SaudaHelpBlock:
 * @kind: what it is
 * @mark: (nullable): of an item: its number or a bullet
 * @markup: (not nullable): its text as Pango markup
 *
 * A piece of a page of the guide.
 */
typedef struct {
  SaudaHelpBlockKind kind;
  char *mark;
  char *markup;
} SaudaHelpBlock;

void sauda_help_block_free (SaudaHelpBlock *block);
GPtrArray *sauda_help_text_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
GStrv sauda_help_text_list_pages (const char *const *languages, char **folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
