#pragma once

#include "sauda-barcode.h"
#include "sauda-stationery-error.h"

G_BEGIN_DECLS

/**
 * SaudaTemplateKind:
 * @SAUDA_TEMPLATE_PRODUCT: for a piece of goods
 * @SAUDA_TEMPLATE_BOX: for a parcel: "place 1 of 3"
 * @SAUDA_TEMPLATE_COVER: on top of a group of labels
 */
typedef enum {
  SAUDA_TEMPLATE_PRODUCT,
  SAUDA_TEMPLATE_BOX,
  SAUDA_TEMPLATE_COVER,
} SaudaTemplateKind;

#define SAUDA_TEMPLATE_N_KINDS 3

typedef enum {
  SAUDA_TEMPLATE_TEXT,
  SAUDA_TEMPLATE_BARCODE,
  SAUDA_TEMPLATE_LINE,
  SAUDA_TEMPLATE_FRAME,
  SAUDA_TEMPLATE_FILL,
} SaudaTemplateItemType;

typedef enum { SAUDA_TEMPLATE_START, SAUDA_TEMPLATE_MIDDLE, SAUDA_TEMPLATE_END } SaudaTemplateAlign;

/**
 * SaudaTemplateItem:
 * @type: what it is
 * @x: left edge, millimetres
 * @y: upper edge, millimetres
 * @width: millimetres
 * @height: millimetres
 * @text: (nullable): of texts and bar codes, with `{field}` where something is put in
 * @barcode: kind of a bar code
 * @size: largest height of letters, points
 * @smallest: least height of letters, points
 * @bold: of texts
 * @wrap: whether a text may take several rows
 * @white: whether a text is white, upon a fill
 * @caption: whether a bar code's text stands under it
 * @align: across
 * @valign: down
 * @thickness: of lines and frames, millimetres
 *
 * Something on a label.
 */
typedef struct {
  SaudaTemplateItemType type;
  double x, y, width, height;
  char *text;
  SaudaBarcodeKind barcode;
  double size, smallest;
  gboolean bold, wrap, white, caption;
  SaudaTemplateAlign align, valign;
  double thickness;
} SaudaTemplateItem;

/**
 * SaudaTemplate:
 * @id: (not nullable): its name in calls and of its file: letters, digits, `-`
 * @title: (not nullable): for people
 * @kind: what it is for
 * @width: millimetres
 * @height: millimetres
 * @items: (not nullable) (element-type SaudaTemplateItem): later ones are drawn over earlier ones
 *
 * A label to be filled in.
 */
typedef struct {
  char *id;
  char *title;
  SaudaTemplateKind kind;
  double width, height;
  GPtrArray *items;
} SaudaTemplate;

SaudaTemplate *sauda_template_new (const char *id,
                                   const char *title,
                                   SaudaTemplateKind kind,
                                   double width,
                                   double height) G_GNUC_WARN_UNUSED_RESULT;
SaudaTemplate *sauda_template_parse (GBytes *json, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaTemplate *sauda_template_copy (const SaudaTemplate *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_template_free (SaudaTemplate *self);
SaudaTemplateItem *sauda_template_add_item (SaudaTemplate *self, SaudaTemplateItemType type);
gboolean sauda_template_check (const SaudaTemplate *self, GError **error);
char *sauda_template_write (const SaudaTemplate *self) G_GNUC_WARN_UNUSED_RESULT;

const char *const *sauda_template_kind_get_fields (SaudaTemplateKind kind);
const char *sauda_template_kind_get_name (SaudaTemplateKind kind);
const char *sauda_template_item_type_get_name (SaudaTemplateItemType type);
gboolean sauda_template_check_fields (const SaudaTemplate *self, GHashTable *fields, GError **error);
char *sauda_template_fill_in (const char *text, GHashTable *fields) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaTemplate, sauda_template_free)

G_END_DECLS
