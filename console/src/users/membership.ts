import type { Answer } from '@gatehouse/api-client'

/** An organization of a person, with what they have there. */
export type Membership = Answer<'getUserOrganizations'>['organizations'][number]
