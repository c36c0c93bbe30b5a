import { z } from 'zod'
import { endpoint, successOf, success } from '#platform/http'
import { isUser, noSuchUser, UserParams } from '#domain/users'
import { listAgreements } from './queries.ts'

const AgreementView = z.object({
  accepted_on: z.iso.datetime(),
  terms_url: z.string().nullable().meta({ description: 'As it was linked beside the box.' }),
  privacy_url: z.string().nullable(),
})

const listing = endpoint({
  method: 'get',
  path: '/api/v1/users/{user_id}/agreements',
  operationId: 'getUserAgreements',
  tag: 'Users',
  summary: 'List what a user agreed to, and when',
  description:
    'Terms and privacy policy, the latest agreement first. Not part of the published contract: an operation of our own.',
  scope: 'read:users',
  params: UserParams,
  answers: [200, successOf({ agreements: z.array(AgreementView) })],
  errors: { 404: ['USER_NOT_FOUND'] },
  async handle({ db }, { params: { user_id: userId } }) {
    if (!(await isUser(db, userId))) throw noSuchUser()
    const agreements = await listAgreements(db, userId)
    return success({
      agreements: agreements.map(({ acceptedAt, termsUrl, privacyUrl }) => ({
        accepted_on: acceptedAt.toISOString(),
        terms_url: termsUrl ?? null,
        privacy_url: privacyUrl ?? null,
      })),
    })
  },
})

export const agreementRoutes = [listing]
