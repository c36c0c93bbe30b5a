import type { Answer } from '@gatehouse/api-client'
import { useAnswer } from '../shell/api.ts'
import type { Ask } from '../shell/page-route.ts'
import { CONTEXTS, type Context } from './texts.ts'

export type Property = Answer<'GetProperties'>['properties'][number]
export type Category = Answer<'GetCategories'>['categories'][number]

/** The longest page: a kind of property has far fewer categories and properties than this. */
const ALL = 500

export function categoriesQuery(context: Context) {
  return { context, page_size: ALL } as const
}

export function definitionsQuery(context: Context) {
  return { context, page_size: ALL, expand: 'definition' } as const
}

/** Fetches the definitions and categories of a kind. */
export function loadDefinitions(ask: Ask, context: Context): readonly Promise<unknown>[] {
  return [ask('GetProperties', definitionsQuery(context)), ask('GetCategories', categoriesQuery(context))]
}

/** Returns the kind that the address names. */
export function contextOf(text: string | undefined): Context {
  return CONTEXTS.find((context) => context === text) ?? 'usr'
}

export function useCategories(context: Context): readonly Category[] {
  return useAnswer('GetCategories', categoriesQuery(context)).categories
}
