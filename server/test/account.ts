import { createPublishedCheck, isExpandedByUs } from './contract/published-answers.ts'
import type { Answer } from './management.ts'
import type { TestServer } from './server.ts'

const checkPublished = createPublishedCheck('account')

/** Requests an endpoint of the published Account API. An answer that differs from its contract fails the test. */
export async function askAccount(server: TestServer, path: string, init: RequestInit = {}): Promise<Answer> {
  const url = new URL(path, server.origin)
  const response = await server.request(path, init)
  const answer = { status: response.status, headers: response.headers, body: await response.json() }
  const answered = { method: init.method ?? 'GET', path: url.pathname, ...answer, isExpanded: isExpandedByUs(url) }
  const problem = checkPublished(answered)
  if (problem !== undefined) throw new Error(`${answered.method} ${path}: ${problem}\n${JSON.stringify(answer.body)}`)
  return answer
}
