import { expect, test } from 'vitest'
import { api } from '../management.ts'
import { postForm } from '../oauth.ts'
import { startServers } from '../processes.ts'

const { server, at } = await startServers(2)
const calls = await api(server)

test('A4-4 ATO-27 of rotations at the same moment in two processes at most two secrets remain', async () => {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  const { id } = body.application
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => calls.post(`/applications/${id}/secrets/rotate`, { keep_previous: true })),
  )
  const [kept] = await server.query(
    'select count(*)::int as secrets from application_secrets where application_id = $1::uuid',
    [id],
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19)
  expect(kept).toEqual({ secrets: 2 })
})

test('A4-2 ATO-27 rotations that keep nothing leave one secret, which every process accepts', async () => {
  const { body } = await calls.post('/applications', { name: 'Machine', type: 'm2m' })
  const { id, client_secret: first } = body.application
  const answers = await Promise.all(Array.from({ length: 10 }, () => calls.post(`/applications/${id}/secrets/rotate`)))
  const secrets: string[] = answers.map((answer) => answer.body.application.client_secret)
  const accepted = async (process: number, secret: string) => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
      audience: 'https://x.test',
    }
    const { error } = (await (await postForm(at(process), '/oauth2/token', fields)).json()) as { error: string }
    return error !== 'invalid_client'
  }
  const perProcess = await Promise.all(
    [0, 1].map(async (process) => {
      const results = await Promise.all([first, ...secrets].map((secret) => accepted(process, secret)))
      return results.filter(Boolean).length
    }),
  )
  expect(perProcess).toEqual([1, 1])
})
