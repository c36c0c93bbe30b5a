import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { readBusinessCode } from '#domain/environments'
import { listAwaitedIdentitiesOf, listIdentitiesOf, type Identity } from '#domain/identities'
import { listUsers } from '#domain/users'
import { externalIdsOf, pageOfOrganizations } from './views.ts'

const PAGE = 500
const EXPAND = { organizations: true, identities: false }

type ExportContext = Pick<Context, 'db' | 'environment'>

/** Yields a line per user, oldest first, with identities and organizations. */
export async function* exportUsers(ctx: ExportContext & Pick<Context, 'database'>): AsyncGenerator<string> {
  const { db, environment } = ctx
  const businessCode = await readBusinessCode(ctx, environment.businessId)
  let after: { readonly id: string; readonly lastSignedInAt: undefined } | undefined
  for (;;) {
    const users = await listUsers(db, { filter: {}, after, limit: PAGE, expand: EXPAND })
    const ids = users.map(({ id }) => id)
    const identities = await listIdentitiesOf(db, ids)
    const awaited = await listAwaitedIdentitiesOf(db, ids)
    const codes = new Set(users.flatMap((user) => user.organizations?.map(({ code }) => code) ?? []))
    const externalIds = await externalIdsOf(db, [...codes])
    const lines = users.map((user) => ({
      id: subjectOf(user.id),
      external_id: user.providedId,
      business_code: businessCode,
      email: user.email,
      email_verified: isVerified(identities.get(user.id), user.email),
      phone: user.phone,
      username: user.username,
      first_name: user.givenName,
      last_name: user.familyName,
      picture: user.picture,
      is_suspended: user.isSuspended,
      created_on: user.createdAt.toISOString(),
      // In another installation an organization has another code, and keeps its external id.
      organizations:
        user.organizations?.map(({ code }) => ({ code, external_id: externalIds.get(code) ?? null })) ?? [],
      identities: [
        ...(identities.get(user.id) ?? []).map(({ kind, typed, verifiedAt }) => ({
          type: kind,
          identity: typed,
          is_verified: verifiedAt !== undefined,
        })),
        ...(awaited.get(user.id) ?? []).map(({ kind, typed, connectionName, email }) => ({
          type: kind,
          identity: typed,
          is_verified: false,
          provider: connectionName,
          ...(email === undefined ? {} : { profile: { email } }),
        })),
      ],
    }))
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    const last = users.at(-1)
    if (!last || users.length < PAGE) return
    after = { id: last.id, lastSignedInAt: undefined }
  }
}

function isVerified(identities: readonly Identity[] = [], email: string | null): boolean {
  return identities.some(
    ({ kind, typed, verifiedAt }) => kind === 'email' && typed === email && verifiedAt !== undefined,
  )
}

/** Organizations, oldest first. */
export async function* exportOrganizations({ db }: ExportContext): AsyncGenerator<string> {
  let after: string | undefined
  for (;;) {
    const page = await pageOfOrganizations(db, { after, limit: PAGE })
    const lines = page.map(({ code, name, handle, externalId, isDefault, createdAt }) => ({
      code,
      name,
      handle,
      external_id: externalId,
      is_default: isDefault,
      created_on: createdAt.toISOString(),
    }))
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    after = page.at(-1)?.id
    if (after === undefined || page.length < PAGE) return
  }
}
