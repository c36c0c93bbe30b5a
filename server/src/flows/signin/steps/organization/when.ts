import type { EnterableOrganization } from '#domain/organizations'
import type { Situation } from '../situation.ts'

export interface OrganizationDue {
  readonly options: readonly EnterableOrganization[]
  /** `options` lists only the first organizations. */
  readonly hasMore: boolean
  readonly reason: string
}

/** Due where there are several organizations to enter. */
export function when(_facts: object, { organization }: Situation): OrganizationDue | undefined {
  return organization?.kind === 'ask' ? organization : undefined
}
