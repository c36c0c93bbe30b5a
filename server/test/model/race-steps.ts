import { agree } from './agree.ts'
import { ask, credentialsOf, exchangeFields, fateOf, keepExchanged, keepRefreshed } from './token-steps.ts'
import { refreshFateOf, refreshFields, reusable } from './token-steps.ts'
import { isFresh, isKeptActiveBy, isPresent, nowOf, pickRecent, type World } from './world.ts'

/** Redeems one code at both processes at the same moment: one exchange succeeds, and the second use ends its grant. */
export async function exchangeTwice(world: World): Promise<void> {
  const code = pickRecent(world, world.codes, isFresh)
  if (fateOf(world, code) !== 'tokens') return
  world.log.push(`exchange of ${code.name} at both processes`)
  const fields = { ...exchangeFields(code), ...credentialsOf(code.grant.client) }
  const answers = await Promise.all([ask(world, fields, 0), ask(world, fields, 1)])
  agree('the statuses', answers.map(({ status }) => status).sort(), [200, 400])
  for (const answer of answers) if (answer.status === 200) keepExchanged(world, code, answer)
  code.grant.isRevoked = true
}

/** Uses one refresh token at both processes: the same successor within a grace, otherwise the end of the family. */
export async function refreshTwice(world: World): Promise<void> {
  const token = pickRecent(world, world.refreshTokens, isPresent)
  if (refreshFateOf(world, token) !== 'tokens') return
  const { grant } = token
  const { scopes } = grant
  const current = reusable(world, grant, scopes)
  const isActivity = isKeptActiveBy(world, grant)
  world.log.push(`refresh by ${token.name} at both processes, reuses ${current?.name ?? 'none'}`)
  const fields = { ...refreshFields(token), ...credentialsOf(grant.client) }
  const answers = await Promise.all([ask(world, fields, 0), ask(world, fields, 1)])
  const isGraceful = grant.client.graceSeconds > 0
  agree('the statuses', answers.map(({ status }) => status).sort(), [200, isGraceful ? 200 : 400])
  const [first, second] = answers.filter(({ status }) => status === 200)
  if (first) keepRefreshed(world, token, { answer: first, scopes, current })
  if (second) keepRefreshed(world, token, { answer: second, scopes, current: reusable(world, grant, scopes) })
  if (isActivity) grant.session.lastActiveAt = nowOf(world)
  if (!isGraceful) grant.isRevoked = true
}
