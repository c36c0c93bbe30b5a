// Cases of the Management API over a large directory, with their targets.
import { requestBytes } from '../load/request.mjs'
import { MEMBERSHIPS_EACH, organizationsOf } from './generate.mjs'
import { organizationCodeOf, subjectOf } from './names.mjs'

const PAGE_SIZE = 50
const PAGES = 200
/** Prime, so that counting by it meets everybody before it meets anybody twice. */
const STRIDE = 7_919

const RATE = 1_000
/** A second, by key, where 6,000 users, 2,500 lists and 8,000 rows of an import were asked for. */
const SELECTS_THERE = 37_000
/** From so many on, what people wait for must not grow with the directory. */
export const FEW_USERS = 1_000
const LEAST_OF_FEW = 0.85

export const IMPORT = { leastOfLimit: 8_000 / SELECTS_THERE, mostMemory: 300e6 }

export const MILLION_CASES = [
  { key: 'getUser', name: 'get user', leastOfLimit: 6_000 / SELECTS_THERE },
  { key: 'listUsers', name: `list ${PAGE_SIZE} users`, leastOfLimit: 2_500 / SELECTS_THERE },
  { key: 'searchUsers', name: 'search by prefix' },
  { key: 'searchUsers', name: `search by prefix at ${RATE.toLocaleString('en')}/s`, perSecond: RATE, mostP99: 20 },
  { key: 'addToOrganization', name: 'add a member' },
  { key: 'changeRoles', name: 'change roles of a member' },
].map((one) => ({ ...one, concurrency: 32, leastOfPeer: one.perSecond ? undefined : LEAST_OF_FEW }))

/** Every function makes a new Source for one run; see load/measure.mjs. */
export async function millionCases({ origin, users, management: { authorization, call } }) {
  const organizations = organizationsOf(users)
  const roles = await madeRoles(call)
  const pages = await pagesOf(call)
  const next = counter()
  // This case has its own sequence: the shared one goes through a thousand users so often that a hundred organizations
  // would repeat.
  const nextAdded = counter()
  const someone = (count) => 1 + ((count * STRIDE) % users)
  const get = (path) => requestBytes({ origin, path: `/api/v1${path}`, headers: authorization })
  const write = (method, path, body) =>
    requestBytes({
      origin,
      method,
      path: `/api/v1${path}`,
      headers: { ...authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const source = (ask, judge, count = next) => ({ next: () => ask(count()), check: checked(judge) })
  const homeOf = (number) => organizationCodeOf(1 + (number % organizations))
  return {
    getUser: () =>
      source(
        (count) => ({ bytes: get(`/user?id=${subjectOf(someone(count))}`), subject: subjectOf(someone(count)) }),
        (answer, { subject }) => answer.id === subject,
      ),
    listUsers: () =>
      source(
        (count) => ({ bytes: get(pages[count % pages.length]) }),
        (answer) => answer.users.length === PAGE_SIZE,
      ),
    searchUsers: () =>
      source(
        (count) => ({ bytes: get(`/search/users?query=person.${someone(count)}&page_size=10`) }),
        (answer) => answer.results.length > 0,
      ),
    addToOrganization: () =>
      source(
        (count) => {
          const number = someone(count)
          // Further on each time around, and past where the user is already.
          const offset = MEMBERSHIPS_EACH + Math.floor(count / users)
          const code = organizationCodeOf(1 + ((number + offset) % organizations))
          return { bytes: write('POST', `/organizations/${code}/users`, { users: [{ id: subjectOf(number) }] }) }
        },
        (answer) => answer.users_added.length === 1,
        nextAdded,
      ),
    changeRoles: () =>
      source(
        (count) => {
          const number = someone(count)
          // Another than the last time around: who has the role already is not changed.
          const role = roles[(count + Math.floor(count / users)) % roles.length]
          const change = { id: subjectOf(number), roles: [role] }
          return { bytes: write('PATCH', `/organizations/${homeOf(number)}/users`, { users: [change] }) }
        },
        (answer) => answer.users_updated.length === 1,
      ),
  }
}

function counter() {
  let turn = 0
  return () => (turn += 1)
}

function checked(judge) {
  return ({ status, body }, request) => {
    if (status !== 200) return `status ${status}`
    return judge(JSON.parse(body.toString()), request) ? undefined : 'not what was asked for'
  }
}

async function madeRoles(call) {
  const keys = ['bench-reader', 'bench-writer']
  for (const key of keys) await call('POST', '/roles', { content: JSON.stringify({ key, name: key }) })
  return keys
}

/** The first pages of the list, each by the cursor that the one before it gave. */
async function pagesOf(call) {
  const pages = [`/users?page_size=${PAGE_SIZE}`]
  while (pages.length < PAGES) {
    const { next_token: token } = await call('GET', pages.at(-1))
    if (!token) break
    pages.push(`/users?page_size=${PAGE_SIZE}&next_token=${encodeURIComponent(token)}`)
  }
  return pages.slice(0, Math.max(1, pages.length - 1))
}
