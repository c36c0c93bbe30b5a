import { expect, test } from 'vitest'
import { startServer } from './server.ts'

const server = await startServer()

test('the document that the API client is generated from is the one that the server answers', async () => {
  const answer = await server.request('/api/openapi.json')
  await expect(`${JSON.stringify(await answer.json(), null, 2)}\n`).toMatchFileSnapshot('../../api-client/openapi.json')
})
