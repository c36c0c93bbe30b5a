import { z } from 'zod'
import { expandSchema, isPlainText, NextToken, NOT_PLAIN, PageSize, QueryFlag, QueryMoment } from '#platform/http'
import { subjectOf, userIdFromSubject } from '#platform/ids'
import { connectionIdOf } from '#domain/identities'
import type { ListedUser } from './listing/index.ts'
import { foldWord } from './search-words.ts'
import { noSuchUser } from './user.ts'

/** Text of another form names no user, so it is answered like an unknown id. */
export const UserId = z
  .string()
  .transform((text) => {
    const id = userIdFromSubject(text)
    if (id === undefined) throw noSuchUser()
    return id
  })
  .meta({ type: 'string', description: "The user's id.", example: 'kp_c3143a4b50ad43c88e541d9077681782' })

export const UserParams = z.object({ user_id: UserId })

/** Empty text removes the value. */
const Text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine(isPlainText, NOT_PLAIN)
    .nullish()
    .transform((text) => (text === '' ? null : text))

const isWebAddress = (text: string) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text))

export const Picture = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => isPlainText(text) && isWebAddress(text), 'must be an http or https URL')
  .nullish()
  .transform((text) => (text === '' ? null : text))
  .meta({ description: 'URL of a picture.' })

export const Name = Text(200)
export const ProvidedId = Text(255).meta({ description: 'Your own id of the user; unique in the environment.' })

const LISTED_MOST = 100

const Several = z
  .string()
  .max(30_000)
  .optional()
  .transform((text) => (text ? text.split(',').map((part) => part.trim()) : undefined))
  .refine((all) => (all?.length ?? 0) <= LISTED_MOST, `must name at most ${String(LISTED_MOST)}`)
  .meta({ type: 'string', description: 'One or more, comma-separated.' })

const Moment = z
  .union([z.literal('').transform(() => undefined), QueryMoment])
  .optional()
  .meta({ type: 'string', format: 'date-time' })

export const UserList = z.object({
  page_size: PageSize,
  next_token: NextToken,
  user_id: Several,
  email: Several,
  username: Several,
  phone: Several,
  expand: expandSchema('organizations', 'identities', 'billing'),
  has_organization: QueryFlag,
  active_since: Moment,
})

export const UserQuery = z.object({ id: UserId, expand: expandSchema('organizations', 'identities', 'billing') })
/** The published schema has no null here, so a value that the user does not have is absent. */
const held = z.string().optional()

const profile = {
  id: z.string(),
  provided_id: held,
  phone: held,
  username: held,
  last_name: held,
  first_name: held,
  is_suspended: z.boolean(),
  picture: held,
  total_sign_ins: z.number().int(),
  failed_sign_ins: z.number().int().meta({ description: 'Since the last sign-in.' }),
  last_signed_in: z.string().nullable(),
  created_on: z.string(),
  organizations: z.array(z.string()).optional().meta({ description: 'Their codes, where they were asked for.' }),
  billing: z.object({ customer_id: z.string() }).optional().meta({ description: 'Where the user is a customer.' }),
}

const identity = { type: z.string(), identity: z.string() }

export const UserItem = z.object({
  ...profile,
  email: held,
  last_organization_sign_ins: z
    .array(z.object({ org_code: z.string(), last_signed_in: z.string() }))
    .nullish()
    .meta({ description: 'Where organizations were asked for.' }),
  identities: z.array(z.object({ ...identity, connection_id: z.string().nullable() })).optional(),
})

export const UserView = z
  .object({ ...profile, preferred_email: held, identities: z.array(z.object(identity)).optional() })
  .meta({ id: 'user' })

/** Returns the fields that every view of a user has. */
export function profileOf(user: ListedUser) {
  return {
    id: subjectOf(user.id),
    provided_id: user.providedId ?? undefined,
    phone: user.phone ?? undefined,
    username: user.username ?? undefined,
    last_name: user.familyName ?? undefined,
    first_name: user.givenName ?? undefined,
    is_suspended: user.isSuspended,
    picture: user.picture ?? undefined,
    total_sign_ins: user.totalSignIns,
    failed_sign_ins: user.failedSignIns,
    last_signed_in: user.lastSignedInAt?.toISOString() ?? null,
    created_on: user.createdAt.toISOString(),
    organizations: user.organizations?.map(({ code }) => code),
  }
}

export function identitiesOf({ identities }: Pick<ListedUser, 'identities'>) {
  return identities?.map(({ kind, value, connectionId }) => ({
    type: kind,
    identity: value,
    connection_id: connectionId === null ? null : connectionIdOf(connectionId),
  }))
}

export function itemOf(user: ListedUser): z.input<typeof UserItem> {
  const signIns = user.organizations?.flatMap(({ code, lastSignedInAt }) =>
    lastSignedInAt ? { org_code: code, last_signed_in: lastSignedInAt.toISOString() } : [],
  )
  return {
    ...profileOf(user),
    email: user.email ?? undefined,
    last_organization_sign_ins: signIns,
    identities: identitiesOf(user),
  }
}

const WORDS_MOST = 8

/** Text to search users by, as folded beginnings of words. */
export const SearchWords = z
  .string()
  .max(300)
  .optional()
  .transform((text) => (text === undefined || text === '*' ? [] : foldWord(text).split(/\s+/u).filter(Boolean)))
  .refine((words) => words.length <= WORDS_MOST, `must have at most ${String(WORDS_MOST)} words`)
  .meta({
    type: 'string',
    description:
      'Beginnings of words of the name, of an address, a number or a username; all must be found. `*` or nothing: everybody.',
  })
