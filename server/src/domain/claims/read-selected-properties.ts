import type { Context } from '#platform/context'
import { applicationCacheKey, type Application } from '#domain/applications'
import type { SelectedProperty } from './properties.ts'
import { listPropertiesOf } from './views.ts'

export type SelectedPropertiesContext = Pick<Context, 'db' | 'cache' | 'environment'>

export type TokenKind = 'access' | 'id' | 'm2m'

/** The properties that an application wants in tokens of each kind. */
export type SelectedProperties = Readonly<Record<TokenKind, readonly SelectedProperty[]>>

const NONE: SelectedProperties = { access: [], id: [], m2m: [] }

/**
 * Returns the properties of the application's token customization that exist and are public, at most a second old. For
 * an application that selects none nothing is read.
 */
export async function readSelectedProperties(
  { db, cache, environment }: SelectedPropertiesContext,
  application: Application,
): Promise<SelectedProperties> {
  const selection = propertySelection(application)
  const ids = [...new Set(Object.values(selection).flat())]
  if (ids.length === 0) return NONE
  const { id: applicationId } = application
  const known = await cache.read(
    `${applicationCacheKey(environment.id)}properties:${applicationId}:${ids.join()}`,
    () => listPropertiesOf(db, { applicationId, ids }),
  )
  const open = known.filter(({ isPrivate }) => !isPrivate)
  const selected = (kind: TokenKind) => open.filter(({ id }) => selection[kind].includes(id))
  return { access: selected('access'), id: selected('id'), m2m: selected('m2m') }
}

/** Returns the ids that the settings hold. */
export function propertySelection({ settings: { values } }: Pick<Application, 'settings'>) {
  return { access: values.accessTokenProperties, id: values.idTokenProperties, m2m: values.m2mTokenProperties }
}

/**
 * Returns the properties of users and organizations that the tokens of a sign-in need, for the query that reads their
 * values.
 */
export function propertyIdsOf({ settings: { values } }: Pick<Application, 'settings'>): readonly string[] {
  const { accessTokenProperties: access, idTokenProperties: id } = values
  return access.length + id.length === 0 ? access : [...new Set([...access, ...id])]
}
