import type { OperationId, Parameters } from '@gatehouse/api-client'
import { queryOf } from '@gatehouse/api-client/queries'
import type { QueryClient } from '@tanstack/react-query'
import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'
import { createElement, type ComponentType } from 'react'
import { clientOf, InstallationCalls } from './place.tsx'
import type { FoundPlace, Session } from './session.ts'

export type Search = Readonly<Record<string, string>>

/** Fetches the answer of an operation, unless it is there already. */
export type Ask = <Id extends OperationId>(id: Id, parameters?: Parameters<Id>) => Promise<unknown>

interface LoadContext {
  readonly ask: Ask
  readonly params: Readonly<Record<string, string>>
  readonly search: Search
}

/** A page: everything it shows is loaded before it renders, so that it has no state of loading. */
export interface PageDefinition {
  readonly load?: (context: LoadContext) => readonly Promise<unknown>[]
  readonly Component: ComponentType
  /** Whether its operations are those on businesses, of the environment of administrators; for owners of the installation. */
  readonly isOfInstallation?: boolean
}

/** Returns the route of a page whose code is fetched when somebody goes there. */
export function pageRoute(parent: AnyRoute, path: string, importPage: () => Promise<PageDefinition>) {
  return createRoute({
    getParentRoute: () => parent,
    path,
    validateSearch: readSearch,
    loaderDeps: ({ search }: { search: Search }) => search,
    loader: async ({ context, params, deps }) => {
      const { queries, place, session } = context as { queries: QueryClient; place: FoundPlace; session: Session }
      const { load, isOfInstallation = false } = await importPage()
      // Others get the page too: it says whom to ask.
      if (isOfInstallation && !session.is_installation_owner) return
      const { installation_environment_id: installation = '' } = session
      const client = clientOf(isOfInstallation ? { environment: { ...place.environment, id: installation } } : place)
      const ask: Ask = (id, parameters) =>
        queries.ensureQueryData({ ...queryOf(client, id, parameters), revalidateIfStale: true })
      await Promise.all(load?.({ ask, params: params as Record<string, string>, search: deps }) ?? [])
    },
    component: lazyRouteComponent(async () => ({ Page: componentOf(await importPage()) }), 'Page'),
  })
}

function componentOf({ Component, isOfInstallation = false }: PageDefinition): ComponentType {
  if (!isOfInstallation) return Component
  return () => createElement(InstallationCalls, { children: createElement(Component) })
}

function readSearch(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
}
