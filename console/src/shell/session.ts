import { Problem } from '@gatehouse/api-client'
import { queryOptions } from '@tanstack/react-query'
import type { Place } from '../paths.ts'

/** The header that a page of another site cannot send. */
export const CONSOLE_HEADERS = { 'gatehouse-console': '1' } as const

export interface Environment {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly is_production: boolean
  readonly is_live: boolean
  readonly origin: string
}

export interface Business {
  readonly code: string
  readonly name: string
  readonly role: string
  readonly environments: readonly Environment[]
}

export interface Session {
  readonly person: {
    readonly id: string
    readonly given_name: string | null
    readonly family_name: string | null
    readonly email: string | null
    readonly picture: string | null
  }
  readonly signed_in_at: string
  readonly is_installation_owner: boolean
  /** The environment of administrators, for owners: operations on businesses go there. */
  readonly installation_environment_id?: string
  readonly businesses: readonly Business[]
  /** The scopes of each role that the person has somewhere. */
  readonly scopes: Readonly<Record<string, readonly string[]>>
}

/** Reads the person who is signed in, and the environments where they may work. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<Session> => {
    const response = await fetch('/console/session', { headers: CONSOLE_HEADERS, signal })
    const body = await response.json()
    if (!response.ok) throw new Problem(response.status, body.errors ?? [])
    return body
  },
})

/** Ends the session at the server. */
export async function signOut(): Promise<void> {
  const response = await fetch('/console/sign-out', { method: 'POST', headers: CONSOLE_HEADERS })
  if (!response.ok) throw new Problem(response.status, [])
}

export interface FoundPlace {
  readonly business: Business
  readonly environment: Environment
}

/** Returns the environment of an address, if the person works there. */
export function findPlace(session: Session, place: Place): FoundPlace | undefined {
  const business = session.businesses.find(({ code }) => code === place.business)
  const environment = business?.environments.find(({ code }) => code === place.environment)
  return business && environment && { business, environment }
}

/** Returns the name of a person, or their address where they have none. */
export function nameOf({ given_name, family_name, email, id }: Session['person']): string {
  return [given_name, family_name].filter(Boolean).join(' ') || (email ?? id)
}
