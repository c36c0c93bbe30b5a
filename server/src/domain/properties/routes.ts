import { countValues } from './values/index.ts'
import { valueRoutes } from './values/routes.ts'
import { z } from 'zod'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { renameCategory } from './rename-category.ts'
import { createCategory } from './create-category.ts'
import { deleteCategory } from './delete-category.ts'
import { deleteProperty } from './delete-property.ts'
import { updateProperty } from './update-property.ts'
import { createProperty } from './create-property.ts'
import { categoryIdOf, noSuchCategory, noSuchProperty, propertyIdOf } from './property.ts'
import { findCategory, findProperty, listCategories, listProperties } from './queries.ts'
import {
  CategoryBody,
  CategoryList,
  CategoryParams,
  CategoryView,
  categoryViewOf,
  DefinedPropertyView,
  definitionOf,
  NewCategoryBody,
  NewPropertyBody,
  pageAnswered,
  pageAsked,
  PropertyBody,
  PropertyList,
  PropertyParams,
  PropertyView,
  viewOf,
} from './schema.ts'

const ID_PATH = '/api/v1/properties/{property_id}'
const CATEGORIES_PATH = '/api/v1/property_categories'
const Created = z.object({ id: z.string() })
const OWN = 'Not part of the published contract: an operation of our own.'

const listing = endpoint({
  method: 'get',
  path: '/api/v1/properties',
  operationId: 'GetProperties',
  tag: 'Properties',
  summary: 'List properties',
  description: 'In the order they were made, the built-in ones first.',
  scope: 'read:properties',
  query: PropertyList,
  answers: [200, successOf({ properties: z.array(PropertyView), has_more: z.boolean() })],
  errors: { 404: ['PROPERTY_NOT_FOUND'] },
  async handle({ db }, { query }) {
    const asked = pageAsked(query)
    const { page, hasMore } = pageAnswered(await listProperties(db, asked), asked)
    const shown = query.expand.has('definition') ? definitionOf : viewOf
    return success({ properties: page.map(shown), has_more: hasMore })
  },
})

const reading = endpoint({
  method: 'get',
  path: ID_PATH,
  operationId: 'getProperty',
  tag: 'Properties',
  summary: 'Get a property',
  description: `With its type, context and category, and how many have a value. ${OWN}`,
  scope: 'read:properties',
  params: PropertyParams,
  answers: [200, successOf({ property: DefinedPropertyView })],
  errors: { 404: ['PROPERTY_NOT_FOUND'] },
  async handle({ db }, { params }) {
    const property = await findProperty(db, params.property_id)
    if (!property) throw noSuchProperty()
    return success({ property: { ...definitionOf(property), values: await countValues(db, property) } })
  },
})

const creation = endpoint({
  method: 'post',
  path: '/api/v1/properties',
  operationId: 'CreateProperty',
  tag: 'Properties',
  summary: 'Create a property',
  scope: 'create:properties',
  body: NewPropertyBody,
  answers: [201, successOf({ property: Created })],
  errors: { 400: ['PROPERTY_KEY_RESERVED'], 404: ['PROPERTY_CATEGORY_NOT_FOUND'], 409: ['PROPERTY_KEY_TAKEN'] },
  async handle(ctx, { body, actor }) {
    const { name, description, key, type, context, is_private: isPrivate, category_id: categoryId } = body
    const property = { name, description: description ?? '', key, type, context, isPrivate, categoryId }
    const id = await createProperty(ctx, apiAuthor(actor), property)
    return success({ property: { id: propertyIdOf(id) } })
  },
})

const update = endpoint({
  method: 'put',
  path: ID_PATH,
  operationId: 'UpdateProperty',
  tag: 'Properties',
  summary: 'Update a property',
  description: 'Its key, type and context stay. Built-in properties are as they are.',
  scope: 'update:properties',
  params: PropertyParams,
  body: PropertyBody,
  fixed: {
    fields: ['id', 'key', 'type', 'context', 'is_kinde_property'],
    async present({ db }, { params }) {
      const property = await findProperty(db, params.property_id)
      if (!property) throw noSuchProperty()
      return { ...viewOf(property), type: property.type, context: property.context }
    },
  },
  answers: [200, SuccessEnvelope],
  errors: { 400: ['SYSTEM_PROPERTY'], 404: ['PROPERTY_CATEGORY_NOT_FOUND', 'PROPERTY_NOT_FOUND'] },
  async handle(ctx, { params, body, actor }) {
    const target = { id: params.property_id, author: apiAuthor(actor) }
    const { name, description, is_private: isPrivate, category_id: categoryId } = body
    const text = description === null ? '' : description
    await updateProperty(ctx, target, { name, description: text, isPrivate, categoryId })
    return success()
  },
})

const deletion = endpoint({
  method: 'delete',
  path: ID_PATH,
  operationId: 'DeleteProperty',
  tag: 'Properties',
  summary: 'Delete a property',
  description: 'With all its values. Built-in properties stay.',
  scope: 'delete:properties',
  params: PropertyParams,
  answers: [200, SuccessEnvelope],
  errors: { 400: ['SYSTEM_PROPERTY'], 404: ['PROPERTY_NOT_FOUND'] },
  async handle(ctx, { params, actor }) {
    await deleteProperty(ctx, { id: params.property_id, author: apiAuthor(actor) })
    return success()
  },
})

const categoryListing = endpoint({
  method: 'get',
  path: CATEGORIES_PATH,
  operationId: 'GetCategories',
  tag: 'Property Categories',
  summary: 'List categories of properties',
  description: 'In the order they were made.',
  scope: 'read:property_categories',
  query: CategoryList,
  answers: [200, successOf({ categories: z.array(CategoryView), has_more: z.boolean() })],
  errors: { 404: ['PROPERTY_CATEGORY_NOT_FOUND'] },
  async handle({ db }, { query }) {
    const asked = pageAsked(query)
    const { page, hasMore } = pageAnswered(await listCategories(db, asked), asked)
    return success({ categories: page.map(categoryViewOf), has_more: hasMore })
  },
})

const categoryCreation = endpoint({
  method: 'post',
  path: CATEGORIES_PATH,
  operationId: 'CreateCategory',
  tag: 'Property Categories',
  summary: 'Create a category of properties',
  scope: 'create:property_categories',
  body: NewCategoryBody,
  answers: [201, successOf({ category: Created })],
  errors: { 409: ['PROPERTY_CATEGORY_NAME_TAKEN'] },
  async handle(ctx, { body, actor }) {
    const id = await createCategory(ctx, apiAuthor(actor), body)
    return success({ category: { id: categoryIdOf(id) } })
  },
})

const categoryUpdate = endpoint({
  method: 'put',
  path: `${CATEGORIES_PATH}/{category_id}`,
  operationId: 'UpdateCategory',
  tag: 'Property Categories',
  summary: 'Rename a category of properties',
  scope: 'update:property_categories',
  params: CategoryParams,
  body: CategoryBody,
  fixed: {
    fields: ['id', 'context'],
    async present({ db }, { params }) {
      const category = await findCategory(db, { id: params.category_id })
      if (!category) throw noSuchCategory()
      return { ...categoryViewOf(category), context: category.context }
    },
  },
  answers: [200, SuccessEnvelope],
  errors: { 404: ['PROPERTY_CATEGORY_NOT_FOUND'], 409: ['PROPERTY_CATEGORY_NAME_TAKEN'] },
  async handle(ctx, { params, body, actor }) {
    await renameCategory(ctx, apiAuthor(actor), { id: params.category_id, name: body?.name })
    return success()
  },
})

const categoryDeletion = endpoint({
  method: 'delete',
  path: `${CATEGORIES_PATH}/{category_id}`,
  operationId: 'deleteCategory',
  tag: 'Property Categories',
  summary: 'Delete a category of properties',
  description: `One without properties: move or delete those first. ${OWN}`,
  scope: 'delete:property_categories',
  params: CategoryParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['PROPERTY_CATEGORY_NOT_FOUND'], 409: ['PROPERTY_CATEGORY_IN_USE'] },
  async handle(ctx, { params, actor }) {
    await deleteCategory(ctx, apiAuthor(actor), params.category_id)
    return success()
  },
})

export const propertyRoutes = [
  listing,
  reading,
  creation,
  update,
  deletion,
  categoryListing,
  categoryCreation,
  categoryUpdate,
  categoryDeletion,
  ...valueRoutes,
]
