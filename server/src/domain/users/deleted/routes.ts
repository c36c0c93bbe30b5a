import { z } from 'zod'
import { endpoint, NextToken, openCursor, PageSize, pageOf, sealCursor, success, successOf } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { listDeletedUsers, type DeletedUser } from './views.ts'

const DeletedUserView = z.object({
  id: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  picture: z.string().nullable(),
  agreements: z.array(
    z.object({ accepted_on: z.iso.datetime(), terms_url: z.string().nullable(), privacy_url: z.string().nullable() }),
  ),
  last_signed_in: z.iso.datetime().nullable(),
  created_on: z.iso.datetime(),
  deleted_on: z.iso.datetime(),
})

const listing = endpoint({
  method: 'get',
  path: '/api/v1/deleted_users',
  operationId: 'getDeletedUsers',
  tag: 'Users',
  summary: 'List deleted users whose profile was kept',
  description:
    'Those deleted without `is_delete_profile`, in the order of their ids. Deleting one with `is_delete_profile=true` ' +
    'removes the profile too. Not part of the published contract: an operation of our own.',
  scope: 'read:users',
  query: z.object({ page_size: PageSize, next_token: NextToken }),
  answers: [200, successOf({ deleted_users: z.array(DeletedUserView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle({ db, sealer }, { query: { page_size: size, next_token: token } }) {
    const list = { operation: 'getDeletedUsers', filter: {} }
    const [after] = token === undefined ? [] : openCursor(sealer, list, { cursor: token, position: Place })
    const rows = await listDeletedUsers(db, { after, limit: size + 1 })
    const { page, last } = pageOf(rows, size)
    return success({
      deleted_users: page.map(viewOf),
      ...(last ? { next_token: sealCursor(sealer, list, [last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.uuid()])

function viewOf(user: DeletedUser): z.input<typeof DeletedUserView> {
  return {
    id: subjectOf(user.id),
    first_name: user.givenName,
    last_name: user.familyName,
    picture: user.picture,
    agreements: user.agreements.map(({ acceptedAt, termsUrl, privacyUrl }) => ({
      accepted_on: new Date(acceptedAt).toISOString(),
      terms_url: termsUrl,
      privacy_url: privacyUrl,
    })),
    last_signed_in: user.lastSignedInAt?.toISOString() ?? null,
    created_on: user.createdAt.toISOString(),
    deleted_on: user.deletedAt.toISOString(),
  }
}

export const deletedUserRoutes = [listing]
