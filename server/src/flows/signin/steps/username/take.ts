import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import { readUsername } from '../identify/read-typed.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { UsernameFact } from './fact.ts'
import type { UsernameState } from './page.tsx'

/** Takes the username that the person wants. Whether it is free is part of the situation, which is read again. */
export async function takeUsername({
  form: { fields },
}: TakeContext<BeginningFact>): Promise<TakeResult<UsernameFact, RepeatedPage<UsernameState>>> {
  const typed = fields.get('username') ?? ''
  const read = readUsername(typed)
  if ('problem' in read) return wrong({ typed, problem: read.problem })
  const { typed: spelling, normalized } = read.address
  return { outcome: 'facts', facts: { username: { typed: spelling, normalized } } }
}
