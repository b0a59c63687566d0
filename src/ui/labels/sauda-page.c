#include "sauda-page.h"

struct _SaudaPage {
  GObject parent_instance;

  char *path;            /* (owned) (not nullable) of the file */
  guint number;          /* of the page in the file, from 0 */
  guint group;           /* of its file among those that are shown, from 0 */
  char *order;           /* (owned) (not nullable) number of its order; empty for none */
  graphene_size_t size;  /* points */
  GdkTexture *thumbnail; /* (owned) (nullable) once drawn */
};

G_DEFINE_FINAL_TYPE (SaudaPage, sauda_page, G_TYPE_OBJECT)

static void
sauda_page_finalize (GObject *object)
{
  SaudaPage *self = SAUDA_PAGE (object);

  g_free (self->path);
  g_free (self->order);
  g_clear_object (&self->thumbnail);
  G_OBJECT_CLASS (sauda_page_parent_class)->finalize (object);
}

static void
sauda_page_class_init (SaudaPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_page_finalize;
}

static void
sauda_page_init (SaudaPage *self)
{
}

/**
 * sauda_page_new:
 * @path: of the PDF file
 * @number: of the page in the file, from 0
 * @group: of the file among those that are shown, from 0
 * @order: number of its order; empty for none
 * @size: of the page in points, as far as it is known
 *
 * Returns: (transfer full): a page that is not drawn yet
 */
SaudaPage *
sauda_page_new (const char *path, guint number, guint group, const char *order, const graphene_size_t *size)
{
  SaudaPage *self = g_object_new (SAUDA_TYPE_PAGE, NULL);

  self->path = g_strdup (path);
  self->number = number;
  self->group = group;
  self->order = g_strdup (order);
  self->size = *size;
  return self;
}

/**
 * sauda_page_get_path:
 * @self: a page
 *
 * Returns: (transfer none): its file
 */
const char *
sauda_page_get_path (SaudaPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE (self), NULL);
  return self->path;
}

/**
 * sauda_page_get_number:
 * @self: a page
 *
 * Returns: its number in the file, from 0
 */
guint
sauda_page_get_number (SaudaPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE (self), 0);
  return self->number;
}

/**
 * sauda_page_get_group:
 * @self: a page
 *
 * Returns: its file among those that are shown, from 0
 */
guint
sauda_page_get_group (SaudaPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE (self), 0);
  return self->group;
}

/**
 * sauda_page_get_order:
 * @self: a page
 *
 * Returns: (transfer none): number of its order; empty for none
 */
const char *
sauda_page_get_order (SaudaPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE (self), NULL);
  return self->order;
}

/**
 * sauda_page_set_size:
 * @self: a page
 * @size: its size in points
 *
 * Corrects the size, once the file was read.
 */
void
sauda_page_set_size (SaudaPage *self, const graphene_size_t *size)
{
  g_return_if_fail (SAUDA_IS_PAGE (self));
  self->size = *size;
}

/**
 * sauda_page_get_size:
 * @self: a page
 *
 * Returns: (transfer none): its size in points
 */
const graphene_size_t *
sauda_page_get_size (SaudaPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE (self), NULL);
  return &self->size;
}

/**
 * sauda_page_get_thumbnail:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): a small picture of it, once drawn
 */
GdkTexture *
sauda_page_get_thumbnail (SaudaPage *self)
{
  g_return_val_if_fail (SAUDA_IS_PAGE (self), NULL);
  return self->thumbnail;
}

/**
 * sauda_page_set_thumbnail:
 * @self: a page
 * @thumbnail: a small picture of it
 */
void
sauda_page_set_thumbnail (SaudaPage *self, GdkTexture *thumbnail)
{
  g_return_if_fail (SAUDA_IS_PAGE (self));
  g_set_object (&self->thumbnail, thumbnail);
}
