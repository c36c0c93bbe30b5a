import { createContext, use, type ReactNode } from 'react'
import type { Client } from '@gatehouse/api-client'
import type { Place } from '../paths.ts'
import { CONSOLE_HEADERS, type FoundPlace, type Session } from './session.ts'

interface Here extends FoundPlace {
  readonly session: Session
}

const HereContext = createContext<Here | undefined>(undefined)

/** Tells everything below it which environment the address is about. */
export function PlaceProvider({ here, children }: { readonly here: Here; readonly children: ReactNode }) {
  return <HereContext value={here}>{children}</HereContext>
}

export function useHere(): Here {
  const here = use(HereContext)
  if (!here) throw new Error('There is no environment outside of the frame.')
  return here
}

/** Returns what the addresses of this environment begin with. */
export function usePlace(): Place {
  const { business, environment } = useHere()
  return { business: business.code, environment: environment.code }
}

export function clientOf({ environment }: Pick<FoundPlace, 'environment'>): Client {
  return { base: `/console/environments/${environment.id}`, headers: CONSOLE_HEADERS }
}

/** Leads the calls of everything below to the environment of administrators, where businesses are managed. */
export function InstallationCalls({ children }: { readonly children: ReactNode }) {
  const here = useHere()
  const { installation_environment_id: id = here.environment.id } = here.session
  return <HereContext value={{ ...here, environment: { ...here.environment, id } }}>{children}</HereContext>
}

/** Leads the calls of everything below to another environment of the business. */
export function EnvironmentCalls({ code, children }: { readonly code: string; readonly children: ReactNode }) {
  const here = useHere()
  const { id = here.environment.id } = here.business.environments.find((one) => one.code === code) ?? {}
  return <HereContext value={{ ...here, environment: { ...here.environment, id } }}>{children}</HereContext>
}
