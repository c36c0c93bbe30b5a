import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { Frame } from './shell/frame.tsx'
import { pageRoute } from './shell/page-route.ts'
import { PlaceProvider } from './shell/place.tsx'
import { NotFoundPage, ProblemPage } from './shell/problem-page.tsx'
import { Problem } from '@gatehouse/api-client'
import { findPlace, sessionQuery } from './shell/session.ts'
import { firstPlaceOf } from './shell/switchers.tsx'
import { SignedOutPage } from './shell/signed-out-page.tsx'
import { signInAt } from './paths.ts'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error }) => <SignedOutPage error={error} />,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery).catch((error: unknown) => {
      const isSignedOut = error instanceof Problem && error.status === 401
      if (isSignedOut) window.location.replace(signInAt(location.href))
      throw error
    })
    return { session }
  },
})

const start = createRoute({
  getParentRoute: () => root,
  path: '/console',
  beforeLoad: ({ context }) => {
    const [business] = context.session.businesses
    if (business) throw redirect({ href: firstPlaceOf(business) })
  },
  component: NotFoundPage,
})

const environment = createRoute({
  getParentRoute: () => root,
  path: '/console/$business/$environment',
  beforeLoad: ({ context, params }) => {
    const place = findPlace(context.session, params)
    if (!place) throw notFound()
    return { place }
  },
  component: EnvironmentLayout,
})

function EnvironmentLayout() {
  const { place, session } = environment.useRouteContext()
  return (
    <PlaceProvider here={{ ...place, session }}>
      <Frame>
        <Outlet />
      </Frame>
    </PlaceProvider>
  )
}

const pages = [
  pageRoute(environment, '/', async () => (await import('./home/index.ts')).homePage),
  pageRoute(environment, '/roles', async () => (await import('./roles/index.ts')).rolesPage),
  pageRoute(environment, '/roles/new', async () => (await import('./roles/index.ts')).newRolePage),
  pageRoute(environment, '/roles/$role', async () => (await import('./roles/index.ts')).rolePage),
  pageRoute(
    environment,
    '/roles/$role/permissions',
    async () => (await import('./roles/index.ts')).rolePermissionsPage,
  ),
]

/** Every address of the console leads through here. */
export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([start, environment.addChildren(pages)]),
    context: { queries },
    defaultErrorComponent: ({ error }) => <ProblemPage error={error} />,
    defaultNotFoundComponent: NotFoundPage,
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })
}
