import { expect } from 'vitest'
import type { Answer, Api } from './management.ts'

// Each test decides which part of an answer it reads.
type Body = Answer['body']

/** Returns the newest trace of a list once it is there and `isMeant`: traces are written after the answer. */
export async function traceIn(calls: Api, query: string, isMeant: (summary: Body) => boolean): Promise<Body> {
  let found: Body
  await expect
    .poll(async () => {
      const { body } = await calls.get(`/traces?${query}`)
      const [newest] = body.traces
      found = newest
      return newest !== undefined && isMeant(newest)
    })
    .toBe(true)
  return (await calls.get(`/traces/${String(found.id)}`)).body.trace
}

/** Each step in a word or two. */
export function wordsOf(trace: Body): string[] {
  return trace.steps.map(({ step, name, code }: Record<string, string | undefined>) =>
    [step, name, code].filter((part) => part !== undefined).join(' '),
  )
}
