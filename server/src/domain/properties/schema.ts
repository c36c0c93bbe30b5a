import { z } from 'zod'
import {
  checkOneDirection,
  expandSchema,
  isPlainText,
  isSafeName,
  NOT_PLAIN,
  PageSize,
  SAFE_NAME,
} from '#platform/http'
import {
  categoryIdFromText,
  categoryIdOf,
  CONTEXTS,
  PROPERTY_TYPES,
  propertyIdFromText,
  propertyIdOf,
  type Property,
  type PropertyCategory,
} from './property.ts'
import type { IdPage } from './queries.ts'
import { VALUES_COUNTED, type PropertyValue } from './values/index.ts'

// Text of another form names nothing, so it is answered like an unknown id.
const PropertyId = z.string().transform(propertyIdFromText).meta({
  type: 'string',
  description: 'The id of the property.',
  example: 'prop_0192b7e8b4f8ca08110d2b22059662a8',
})

const CategoryId = z.string().transform(categoryIdFromText).meta({
  type: 'string',
  description: 'The id of the category.',
  example: 'category_0192b7e8b4f8ca08110d2b22059662a8',
})

export const PropertyParams = z.object({ property_id: PropertyId })
export const CategoryParams = z.object({ category_id: CategoryId })

const Cursor = (id: z.ZodType<string>) => z.union([z.literal('').transform(() => undefined), id]).optional()

function listOf(id: z.ZodType<string>, what: string) {
  return z.object({
    page_size: PageSize,
    starting_after: Cursor(id).meta({ type: 'string', description: `The id of the ${what} to start after.` }),
    ending_before: Cursor(id).meta({ type: 'string', description: `The id of the ${what} to end before.` }),
    context: z
      .enum([...CONTEXTS, ''])
      .optional()
      .meta({ description: 'Of users, organizations or applications only.' }),
  })
}

export const PropertyList = z.object({
  ...listOf(PropertyId, 'property').shape,
  expand: expandSchema('definition').meta({
    description:
      'With `definition` a property comes with its type, context and category, which the published list lacks.',
  }),
})
export const CategoryList = listOf(CategoryId, 'category')

/**
 * Reads one row more than the page has, which shows whether another page follows.
 *
 * @throws {InvalidInput} `TOO_MANY_PARAMETERS`
 */
export function pageAsked(query: z.output<typeof CategoryList>): IdPage {
  const { page_size: size, starting_after: after, ending_before: before, context } = query
  checkOneDirection(query)
  return { after, before, limit: size + 1, context: context === '' ? undefined : context }
}

/** Returns the rows in the order of the list, and whether there are more in the direction of reading. */
export function pageAnswered<T>(rows: readonly T[], { limit, before }: IdPage): { page: T[]; hasMore: boolean } {
  const page = rows.slice(0, limit - 1)
  return { page: before === undefined ? page : page.toReversed(), hasMore: rows.length === limit }
}

const Name = z.string().trim().min(1).max(200).refine(isPlainText, NOT_PLAIN)
const Description = z.string().max(1_000).refine(isPlainText, NOT_PLAIN)

export const NewPropertyBody = z.object({
  name: Name,
  description: Description.nullish(),
  key: z
    .string()
    .regex(/^[\w.:-]{1,128}$/, 'must be 1 to 128 letters, digits and any of _ . : -')
    .refine(isSafeName, SAFE_NAME)
    .meta({ description: 'What code and tokens call it. It stays for good.', example: 'town' }),
  type: z.enum(PROPERTY_TYPES),
  context: z.enum(CONTEXTS),
  is_private: z.boolean().meta({ description: 'A private property is in no token.' }),
  category_id: CategoryId,
})

export const PropertyBody = z.object({
  name: Name,
  description: Description.nullish(),
  is_private: z.boolean().meta({ description: 'A private property is in no token.' }),
  category_id: CategoryId,
})

export const NewCategoryBody = z.object({ name: Name, context: z.enum(CONTEXTS) })
export const CategoryBody = z.object({ name: Name.optional() }).optional()

export const PropertyView = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    is_private: z.boolean(),
    description: z.string(),
    is_kinde_property: z.boolean().meta({ description: 'Part of the product; only its values change.' }),
    type: z.enum(PROPERTY_TYPES).optional().meta({ description: 'A field of our own, by `expand`, as the two below.' }),
    context: z.enum(CONTEXTS).optional(),
    category_id: z.string().optional(),
  })
  .meta({ id: 'property' })

export const DefinedPropertyView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  is_private: z.boolean(),
  description: z.string(),
  is_kinde_property: z.boolean(),
  type: z.enum(PROPERTY_TYPES),
  context: z.enum(CONTEXTS),
  category_id: z.string(),
  values: z
    .number()
    .int()
    .meta({
      description: `How many have a value of it; ${String(VALUES_COUNTED + 1)} means more than ${String(VALUES_COUNTED)}.`,
    }),
})

/** Returns a property with its type, context and category. */
export function definitionOf(property: Property) {
  const { type, context, categoryId } = property
  return { ...viewOf(property), type, context, category_id: categoryIdOf(categoryId) }
}

export function viewOf({ id, key, name, description, isPrivate, isBuiltIn }: Property): z.input<typeof PropertyView> {
  return { id: propertyIdOf(id), key, name, description, is_private: isPrivate, is_kinde_property: isBuiltIn }
}

export const CategoryView = z.object({ id: z.string(), name: z.string() }).meta({ id: 'category' })

export function categoryViewOf({ id, name }: PropertyCategory): z.input<typeof CategoryView> {
  return { id: categoryIdOf(id), name }
}

/** Any text is accepted: text that cannot be a key is answered like an unknown one. */
export const PropertyKey = z.string().meta({ description: 'The key of the property.', example: 'town' })

export const ValueView = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    key: z.string(),
    value: z.string().nullable().meta({ description: 'Null: there is none.' }),
  })
  .meta({ id: 'property_value' })

export function valueViewOf({ id, name, description, key, value }: PropertyValue): z.input<typeof ValueView> {
  return { id: propertyIdOf(id), name, description, key, value }
}

const VALUES_MOST = 100

const Value = z.union([z.string(), z.boolean()]).meta({ description: 'A boolean is kept as `true` or `false`.' })

export const ValueQuery = z.object({ value: z.string().meta({ description: 'Sent empty there is none any more.' }) })
export const ValueBody = z.object({ value: Value })
export const ValuesBody = z.object({
  properties: z
    .record(z.string().min(1), Value.nullable())
    .refine((all) => Object.keys(all).length <= VALUES_MOST, `must not have more than ${String(VALUES_MOST)}`)
    .meta({ description: 'Values by the keys of properties. Null or empty: there is none any more.' }),
})

export function valuesOf(body: z.output<typeof ValuesBody>): ReadonlyMap<string, string | undefined> {
  return new Map(
    Object.entries(body.properties).map(([key, value]) => [key, value === null ? undefined : String(value)]),
  )
}
