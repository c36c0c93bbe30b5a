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
import { pageRoute, type PageDefinition } from './shell/page-route.ts'
import { PlaceProvider } from './shell/place.tsx'
import { NotFoundPage, ProblemPage, UnansweredPage } from './shell/problem-page.tsx'
import { Problem } from '@gatehouse/api-client'
import { findPlace, sessionQuery } from './shell/session.ts'
import { firstPlaceOf } from './shell/switchers.tsx'
import { SignedInPage } from './shell/signed-in-page.tsx'
import { SignedOutPage } from './shell/signed-out-page.tsx'
import { paths, signInAt } from './paths.ts'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error }) => <SignedOutPage error={error} />,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery).catch((error: unknown) => {
      const isSignedOut = error instanceof Problem && error.status === 401
      // A code in the address is of no use to the session that begins then.
      const isAnswer = location.pathname === paths.trialCallback()
      if (isSignedOut) window.location.replace(signInAt(isAnswer ? paths.start() : location.href))
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

const trialCallback = createRoute({
  getParentRoute: () => root,
  path: paths.trialCallback(),
  loader: async ({ context }) => {
    const { receiveAnswer } = await playground()
    const sent = Object.fromEntries(new URLSearchParams(window.location.search))
    throw redirect({ href: await receiveAnswer(context.queries, context.session, sent), replace: true })
  },
  errorComponent: ({ error }) => <UnansweredPage error={error} />,
})

const signedIn = createRoute({
  getParentRoute: () => root,
  path: paths.signedIn(),
  component: SignedInPage,
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

const playground = () => import('./playground/index.ts')
const users = () => import('./users/index.ts')
const organizations = () => import('./organizations/index.ts')
const imports = () => import('./imports/index.ts')
const applications = () => import('./applications/index.ts')
const apis = () => import('./resource-servers/index.ts')
const roles = () => import('./roles/index.ts')
const permissions = () => import('./permissions/index.ts')
const featureFlags = () => import('./feature-flags/index.ts')
const properties = () => import('./properties/index.ts')
const settings = () => import('./settings/index.ts')
const environments = () => import('./environments/index.ts')
const environmentVariables = () => import('./environment-variables/index.ts')
const signingKeys = () => import('./signing-keys/index.ts')
const traces = () => import('./traces/index.ts')
const events = () => import('./events/index.ts')
const jobs = () => import('./jobs/index.ts')
const installation = () => import('./installation/index.ts')
const team = () => import('./team/index.ts')

const pages = [
  pageRoute(environment, '/', async () => (await import('./home/index.ts')).homePage),
  pageRoute(environment, '/try', async () => (await playground()).trySignInPage),
  pageRoute(environment, '/users', async () => (await users()).usersPage),
  pageRoute(environment, '/users/new', async () => (await users()).newUserPage),
  pageRoute(environment, '/users/$user', async () => (await users()).userPage),
  pageRoute(environment, '/users/$user/organizations', async () => (await users()).userOrganizationsPage),
  pageRoute(environment, '/users/$user/permissions', async () => (await users()).userPermissionsPage),
  pageRoute(environment, '/users/$user/feature-flags', async () => (await users()).userFlagsPage),
  pageRoute(environment, '/users/$user/properties', async () => (await users()).userPropertiesPage),
  pageRoute(environment, '/users/$user/security', async () => (await users()).userSecurityPage),
  pageRoute(environment, '/users/$user/sessions', async () => (await users()).userSessionsPage),
  pageRoute(environment, '/users/$user/passkeys', async () => (await users()).userPasskeysPage),
  pageRoute(environment, '/users/$user/sign-ins', async () => (await users()).userSignInsPage),
  pageRoute(environment, '/users/$user/events', async () => (await users()).userEventsPage),
  pageRoute(environment, '/organizations', async () => (await organizations()).organizationsPage),
  pageRoute(environment, '/organizations/new', async () => (await organizations()).newOrganizationPage),
  pageRoute(environment, '/organizations/$organization', async () => (await organizations()).organizationPage),
  pageRoute(
    environment,
    '/organizations/$organization/members',
    async () => (await organizations()).organizationMembersPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/policies',
    async () => (await organizations()).organizationPoliciesPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/authentication',
    async () => (await organizations()).organizationAuthenticationPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/multi-factor-auth',
    async () => (await organizations()).organizationFactorsPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/passkeys',
    async () => (await organizations()).organizationPasskeysPage,
  ),
  pageRoute(environment, '/organizations/$organization/look', async () => (await organizations()).organizationLookPage),
  pageRoute(
    environment,
    '/organizations/$organization/email',
    async () => (await organizations()).organizationEmailPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/sessions',
    async () => (await organizations()).organizationSessionsPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/feature-flags',
    async () => (await organizations()).organizationFlagsPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/properties',
    async () => (await organizations()).organizationPropertiesPage,
  ),
  pageRoute(
    environment,
    '/organizations/$organization/applications',
    async () => (await organizations()).organizationApplicationsPage,
  ),
  pageRoute(environment, '/imports', async () => (await imports()).importsPage),
  pageRoute(environment, '/imports/new', async () => (await imports()).newImportPage),
  pageRoute(environment, '/imports/$import', async () => (await imports()).importPage),
  pageRoute(environment, '/exports', async () => (await import('./exports/index.ts')).exportsPage),
  pageRoute(environment, '/applications', async () => (await applications()).applicationsPage),
  pageRoute(environment, '/applications/new', async () => (await applications()).newApplicationPage),
  pageRoute(environment, '/applications/$application', async () => (await applications()).applicationPage),
  pageRoute(environment, '/applications/$application/quick-start', async () => (await applications()).quickStartPage),
  ...applicationPages(),
  ...apiPages(),
  pageRoute(environment, '/roles', async () => (await roles()).rolesPage),
  pageRoute(environment, '/roles/new', async () => (await roles()).newRolePage),
  pageRoute(environment, '/roles/$role', async () => (await roles()).rolePage),
  pageRoute(environment, '/roles/$role/permissions', async () => (await roles()).rolePermissionsPage),
  pageRoute(environment, '/permissions', async () => (await permissions()).permissionsPage),
  pageRoute(environment, '/permissions/new', async () => (await permissions()).newPermissionPage),
  pageRoute(environment, '/permissions/$permission', async () => (await permissions()).editPermissionPage),
  pageRoute(environment, '/feature-flags', async () => (await featureFlags()).featureFlagsPage),
  pageRoute(environment, '/feature-flags/new', async () => (await featureFlags()).newFeatureFlagPage),
  pageRoute(environment, '/feature-flags/key/$flag', async () => (await featureFlags()).featureFlagPage),
  pageRoute(environment, '/properties', async () => (await properties()).propertiesPage),
  pageRoute(environment, '/properties/new', async () => (await properties()).newPropertyPage),
  pageRoute(environment, '/properties/categories', async () => (await properties()).categoriesPage),
  pageRoute(environment, '/properties/$property', async () => (await properties()).propertyPage),
  pageRoute(environment, '/methods', async () => (await settings()).methodsPage),
  pageRoute(environment, '/methods/$method', async () => (await settings()).methodPage),
  pageRoute(environment, '/second-factors', async () => (await import('./factors/index.ts')).secondFactorsPage),
  pageRoute(environment, '/passkeys', async () => (await import('./passkeys/index.ts')).passkeysPage),
  pageRoute(environment, '/attack-protection', async () => (await settings()).attackProtectionPage),
  pageRoute(environment, '/brand', async () => (await import('./brand/index.ts')).brandPage),
  pageRoute(environment, '/mail', async () => (await import('./mail/index.ts')).mailPage),
  pageRoute(environment, '/sms', async () => (await import('./sms/index.ts')).smsPage),
  pageRoute(environment, '/sms/messages', async () => (await import('./sms/index.ts')).smsMessagesPage),
  pageRoute(environment, '/environment', async () => (await environments()).environmentPage),
  pageRoute(environment, '/policies', async () => (await settings()).policiesPage),
  pageRoute(environment, '/sessions', async () => (await settings()).sessionsPage),
  pageRoute(environment, '/go-live', async () => (await environments()).goLivePage),
  pageRoute(environment, '/environment-variables', async () => (await environmentVariables()).environmentVariablesPage),
  pageRoute(
    environment,
    '/environment-variables/new',
    async () => (await environmentVariables()).newEnvironmentVariablePage,
  ),
  pageRoute(
    environment,
    '/environment-variables/$variable',
    async () => (await environmentVariables()).editEnvironmentVariablePage,
  ),
  pageRoute(environment, '/signing-keys', async () => (await signingKeys()).signingKeysPage),
  pageRoute(environment, '/traces', async () => (await traces()).tracesPage),
  pageRoute(environment, '/traces/$trace', async () => (await traces()).tracePage),
  pageRoute(environment, '/events', async () => (await events()).eventsPage),
  pageRoute(environment, '/events/$event', async () => (await events()).eventPage),
  pageRoute(environment, '/jobs', async () => (await jobs()).jobsPage),
  pageRoute(environment, '/inbox', async () => (await import('./inbox/index.ts')).inboxPage),
  pageRoute(environment, '/business', async () => (await installation()).businessPage),
  pageRoute(environment, '/environments', async () => (await installation()).environmentsPage),
  pageRoute(environment, '/environments/new', async () => (await installation()).newEnvironmentPage),
  pageRoute(environment, '/environments/$code', async () => (await installation()).renameEnvironmentPage),
  pageRoute(environment, '/businesses', async () => (await installation()).businessesPage),
  pageRoute(environment, '/businesses/new', async () => (await installation()).newBusinessPage),
  pageRoute(environment, '/businesses/$code', async () => (await installation()).renameBusinessPage),
  pageRoute(environment, '/team', async () => (await team()).teamPage),
]

/** The tabs of an application, and what opens from them. */
function applicationPages() {
  const tab = (path: string, importPage: () => Promise<PageDefinition>) =>
    pageRoute(environment, `/applications/$application${path}`, importPage)
  return [
    tab('/tokens', async () => (await applications()).applicationTokensPage),
    tab('/tokens/$kind', async () => (await applications()).tokenCustomizationPage),
    tab('/keys', async () => (await applications()).applicationKeysPage),
    tab('/authentication', async () => (await applications()).applicationAuthenticationPage),
    tab('/experience', async () => (await applications()).applicationExperiencePage),
    tab('/sessions', async () => (await applications()).applicationSessionsPage),
    tab('/sign-ins', async () => (await applications()).applicationSignInsPage),
    tab('/apis', async () => (await applications()).applicationApisPage),
    tab('/apis/$api', async () => (await applications()).applicationScopesPage),
    tab('/properties', async () => (await applications()).applicationPropertiesPage),
  ]
}

function apiPages() {
  return [
    pageRoute(environment, '/apis', async () => (await apis()).apisPage),
    pageRoute(environment, '/apis/new', async () => (await apis()).newApiPage),
    pageRoute(environment, '/apis/$api', async () => (await apis()).apiPage),
    pageRoute(environment, '/apis/$api/scopes', async () => (await apis()).apiScopesPage),
    pageRoute(environment, '/apis/$api/scopes/new', async () => (await apis()).newApiScopePage),
    pageRoute(environment, '/apis/$api/scopes/$scope', async () => (await apis()).apiScopePage),
    pageRoute(environment, '/apis/$api/applications', async () => (await apis()).apiApplicationsPage),
  ]
}

/** Every address of the console leads through here. */
export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([start, signedIn, trialCallback, environment.addChildren(pages)]),
    context: { queries },
    defaultErrorComponent: ({ error }) => <ProblemPage error={error} />,
    defaultNotFoundComponent: NotFoundPage,
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  })
}
