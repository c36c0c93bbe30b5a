import * as managementApi from '@kinde/management-api-js'
import { expect, test } from 'vitest'
import { startServer } from '../server.ts'

interface SdkAnswer {
  readonly application?: { readonly id: string }
  readonly applications?: readonly { readonly id: string }[]
  readonly next_token?: string
}
type Call = (input?: object) => Promise<SdkAnswer>

/**
 * Its declarations import files without an extension, which NodeNext does not find, so the parts in use are declared
 * here.
 */
interface Sdk {
  init(config: object): void
  readonly ApiError: new () => Error
  readonly Applications: Record<
    `${'create' | 'get' | 'update' | 'delete'}Application` | 'getApplications' | 'updateApplicationTokens',
    Call
  >
  readonly Callbacks: Record<
    | `${'get' | 'delete'}CallbackUrls`
    | `${'add' | 'replace'}RedirectCallbackUrls`
    | `${'add' | 'replace'}LogoutRedirectUrls`
    | `${'get' | 'delete'}LogoutUrls`,
    Call
  >
}

const { ApiError, Applications, Callbacks, init } = managementApi as unknown as Sdk

const server = await startServer({ isListening: true })
const { client_id: clientId, client_secret: clientSecret, audience } = server.firstRun.management
init({ kindeDomain: server.origin, clientId, clientSecret, audience, token: '' })

async function anApplicationId(): Promise<string> {
  const { application } = await Applications.createApplication({ requestBody: { name: 'Shop', type: 'spa' } })
  return application?.id ?? ''
}

test('the official SDK creates, lists, reads, changes and deletes an application', async () => {
  const created = await Applications.createApplication({ requestBody: { name: 'Shop', type: 'reg' } })
  const applicationId = created.application?.id ?? ''
  const listed = await Applications.getApplications({ sort: 'name_desc', pageSize: 1 })
  await Applications.updateApplication({ applicationId, requestBody: { name: 'Store', is_ask_for_name: false } })
  await Applications.updateApplicationTokens({ applicationId, requestBody: { access_token_lifetime: 600 } })
  const read = await Applications.getApplication({ applicationId })
  const deleted = await Applications.deleteApplication({ applicationId })
  expect(created.application).toMatchObject({ client_id: applicationId, client_secret: expect.any(String) })
  expect(listed).toMatchObject({ applications: [{ id: applicationId }], next_token: expect.any(String) })
  expect([read.application, deleted]).toMatchObject([{ name: 'Store', is_ask_for_name: false }, { code: 'OK' }])
})

test('the official SDK walks the pages of a list', async () => {
  await Promise.all([anApplicationId(), anApplicationId(), anApplicationId()])
  const first = await Applications.getApplications({ pageSize: 2 })
  const second = await Applications.getApplications({ pageSize: 2, nextToken: first.next_token ?? '' })
  const ids = [first, second].flatMap(({ applications = [] }) => applications.map(({ id }) => id))
  expect(new Set(ids).size).toBe(4)
})

test('the official SDK adds, replaces, lists and deletes callback URLs', async () => {
  const appId = await anApplicationId()
  await Callbacks.addRedirectCallbackUrls({
    appId,
    requestBody: { urls: ['https://a.example/1', 'https://a.example/2'] },
  })
  await Callbacks.deleteCallbackUrls({ appId, urls: 'https://a.example/1' })
  const left = await Callbacks.getCallbackUrls({ appId })
  await Callbacks.replaceRedirectCallbackUrls({ appId, requestBody: { urls: ['myapp://callback'] } })
  expect([left, await Callbacks.getCallbackUrls({ appId })]).toEqual([
    { redirect_urls: ['https://a.example/2'] },
    { redirect_urls: ['myapp://callback'] },
  ])
})

test('the official SDK adds, replaces, lists and deletes logout URLs', async () => {
  const appId = await anApplicationId()
  await Callbacks.addLogoutRedirectUrls({
    appId,
    requestBody: { urls: ['https://a.example/1', 'https://a.example/2'] },
  })
  await Callbacks.deleteLogoutUrls({ appId, urls: 'https://a.example/1,https://a.example/2' })
  const left = await Callbacks.getLogoutUrls({ appId })
  await Callbacks.replaceLogoutRedirectUrls({ appId, requestBody: { urls: ['https://a.example'] } })
  expect([left, await Callbacks.getLogoutUrls({ appId })]).toMatchObject([
    { logout_urls: [] },
    { logout_urls: ['https://a.example'], code: 'OK' },
  ])
})

test('the official SDK sees a refusal with its code', async () => {
  const refused = await Applications.getApplication({ applicationId: 'nobody' }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ApiError)
  expect(refused).toMatchObject({ status: 404, body: { errors: [{ code: 'APPLICATION_NOT_FOUND' }] } })
})
