import type { Context } from '#platform/context'
import { CONSENT_KEYS, MARKETING_TAGS } from '../built-in.ts'
import { holdProperties } from '../queries.ts'
import { setValues, type ValueOwner } from './queries.ts'

interface Marketing {
  readonly owner: ValueOwner & { readonly context: 'usr' | 'org' }
  /** Parameters of the authorization request; those that are not tags are ignored. */
  readonly parameters: Readonly<Record<string, string>>
  /** Whether the person wants news; undefined where they were not asked. */
  readonly wantsMarketing?: boolean | undefined
}

/**
 * Stores the origin of a new person, and whether they want news, as values of built-in properties. Runs in the caller's
 * transaction. Values that cannot be stored are left out: no sign-up fails for the sake of an advertisement.
 */
export async function keepMarketing(
  { db, clock }: Pick<Context, 'db' | 'clock'> & { readonly environment: { readonly id: string } },
  { owner, parameters, wantsMarketing }: Marketing,
): Promise<void> {
  const consent = wantsMarketing === undefined ? [] : CONSENT_KEYS.map((key) => [key, String(wantsMarketing)] as const)
  const tags = MARKETING_TAGS.map((tag) => [`kp_${owner.context}_${tag}`, cleaned(parameters[tag])] as const)
  const values = new Map<string, string>([...consent, ...tags].filter(([, value]) => value !== ''))
  if (values.size === 0) return
  const properties = await holdProperties(db, { context: owner.context, keys: [...values.keys()] })
  const given = properties.map(({ id, key }) => ({ propertyId: id, value: values.get(key) ?? '' }))
  await setValues(db, owner, given, clock())
}

const LONGEST = 512

function cleaned(text: string | undefined): string {
  return (text ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed()
}
