import { texts } from './texts.ts'

/** The numbers of things that go with an environment. A count stops at 10,000. */
export interface Contents {
  readonly users: number
  readonly organizations: number
  readonly applications: number
}

interface Counted {
  readonly contents?: Contents | undefined
}

/** Returns the sum over environments; undefined where one was not counted. */
export function sumOf(environments: readonly Counted[]): Contents {
  const sum = { users: 0, organizations: 0, applications: 0 }
  for (const { contents } of environments) {
    sum.users += contents?.users ?? 0
    sum.organizations += contents?.organizations ?? 0
    sum.applications += contents?.applications ?? 0
  }
  return sum
}

/** Returns the numbers in words. */
export function inNumbers({ users, organizations, applications }: Contents): string {
  const { count, people, tenants, clients, and } = texts.loss
  return and(count(users, people), count(organizations, tenants), count(applications, clients))
}
